; SPDX-License-Identifier: MIT

(method_invocation
  object: (_)? @call.receiver
  name: (identifier) @call.name
  arguments: (argument_list) @call.arguments) @call

(object_creation_expression
  type: (_) @call.callee
  arguments: (argument_list) @call.arguments) @call

; super(…): a call of the class that this one is derived from.
(class_declaration
  superclass: (superclass [(type_identifier) (scoped_type_identifier)] @call.callee)
  body: (class_body (constructor_declaration
    body: (constructor_body
      (explicit_constructor_invocation
        constructor: (super)
        arguments: (argument_list) @call.arguments) @call))))

(variable_declarator
  name: (identifier) @assign.name
  value: (_) @assign.value)
(resource
  name: (identifier) @assign.name
  value: (_) @assign.value)
; Also "+=": the name is bound once more, so its value is not known any more.
(assignment_expression
  left: [(identifier) (field_access)] @assign.name
  right: (_) @assign.value)

(field_declaration
  (modifiers "final")
  declarator: (variable_declarator name: (identifier) @constant))

(formal_parameter name: (identifier) @parameter)

; @Value("${NAME}") String name, @ConfigProperty(name = "NAME") String name: filled in by the framework.
(formal_parameter
  (modifiers (annotation
    name: (identifier) @_value
    arguments: (annotation_argument_list [
      (string_literal) @inject.text
      (element_value_pair value: (string_literal) @inject.text)])))
  name: (identifier) @inject.name
  (#any-of? @_value "Value" "ConfigProperty" "Property"))
(field_declaration
  (modifiers (annotation
    name: (identifier) @_value
    arguments: (annotation_argument_list [
      (string_literal) @inject.text
      (element_value_pair value: (string_literal) @inject.text)])))
  declarator: (variable_declarator name: (identifier) @inject.name)
  (#any-of? @_value "Value" "ConfigProperty" "Property"))
; @Option(names = "--region", defaultValue = "…") String region;
(field_declaration
  (modifiers (annotation
    name: (identifier) @_option
    arguments: (annotation_argument_list (element_value_pair
      key: (identifier) @_default
      value: (string_literal) @option.default))))
  declarator: (variable_declarator name: (identifier) @option.name)
  (#any-of? @_option "Option" "Parameters")
  (#eq? @_default "defaultValue"))
; @Option(names = "--region") String region = "…": the name is bound once more, as the command line may say otherwise.
(field_declaration
  (modifiers (annotation name: [(identifier) (scoped_identifier)] @_option) @assign.value)
  declarator: (variable_declarator name: (identifier) @assign.name value: (_))
  (#match? @_option "^(CommandLine\\.)?(Option|Parameters?)$"))
(spread_parameter (variable_declarator name: (identifier) @parameter))
(lambda_expression parameters: (identifier) @parameter)
(inferred_parameters (identifier) @parameter)
(enhanced_for_statement name: (identifier) @each.name value: (_) @each.list)
(enhanced_for_statement name: (identifier) @parameter)
(catch_formal_parameter name: (identifier) @parameter)

; The name of a class of one's own hides those that import a.* brings.
(class_declaration name: (identifier) @import.symbol)

(import_declaration
  (scoped_identifier
    scope: (_) @import.module
    name: (identifier) @import.symbol) .)
(import_declaration
  (scoped_identifier) @import.module
  (asterisk) @import.symbol)

; @ConfigurationProperties(prefix = "storage") class StorageProperties
([(class_declaration
    (modifiers (annotation
      name: (identifier) @_annotation
      arguments: (annotation_argument_list [
        (string_literal) @bound.prefix
        (element_value_pair value: (string_literal) @bound.prefix)])))
    name: (identifier) @bound.type)
  (record_declaration
    (modifiers (annotation
      name: (identifier) @_annotation
      arguments: (annotation_argument_list [
        (string_literal) @bound.prefix
        (element_value_pair value: (string_literal) @bound.prefix)])))
    name: (identifier) @bound.type)
  (interface_declaration
    (modifiers (annotation
      name: (identifier) @_annotation
      arguments: (annotation_argument_list [
        (string_literal) @bound.prefix
        (element_value_pair value: (string_literal) @bound.prefix)])))
    name: (identifier) @bound.type)]
  (#any-of? @_annotation "ConfigurationProperties" "ConfigMapping"))
