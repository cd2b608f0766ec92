; SPDX-License-Identifier: MIT

(call_expression
  . [(identifier) (navigation_expression)] @call.callee
  . (value_arguments) @call.arguments .) @call
; S3Client { region = "…" }: assignments in the lambda are what the call is given.
(call_expression
  . [(identifier) (navigation_expression)] @call.callee
  . (annotated_lambda (lambda_literal) @call.arguments) .) @call

; class A : B(…): a call of the class that this one is derived from.
(delegation_specifier
  (constructor_invocation
    (user_type (identifier) @call.callee .)
    (value_arguments) @call.arguments) @call)

; 24.hours: a call hours(24).
(navigation_expression
  . (number_literal) @_count
  . (identifier) @call.callee .
  (#any-of? @call.callee "seconds" "minutes" "hours" "days")) @call @call.arguments

(property_declaration
  "val"
  (variable_declaration . (identifier) @assign.name)
  . (_) @assign.value)
; A variable of a class or file may be assigned anywhere; a local one is only followed where one value is seen.
(block
  (property_declaration
    "var"
    (variable_declaration . (identifier) @assign.name)
    . (_) @assign.value))
(lambda_literal
  (property_declaration
    "var"
    (variable_declaration . (identifier) @assign.name)
    . (_) @assign.value))
(property_declaration
  "var"
  (variable_declaration . (identifier) @pair.key)
  . (string_literal) @pair.value)
; Also "+=": the name is bound once more, so its value is not known any more.
(assignment
  left: [(identifier) (navigation_expression)] @assign.name
  right: (_) @assign.value)

; fun f(secretAccessKey: String = "…"): the default is a value by its name; what the parameter holds is not known.
(function_value_parameters
  (parameter . (identifier) @pair.key)
  . (string_literal) @pair.value)
(class_parameter
  (identifier) @pair.key
  (string_literal) @pair.value)

; @Value("\${NAME}") private val key: String, and the same on a property.
(class_parameter
  (modifiers (annotation (constructor_invocation
    (user_type (identifier) @_value)
    (value_arguments (value_argument (string_literal) @inject.text)))))
  . (identifier) @inject.name
  (#any-of? @_value "Value" "ConfigProperty" "Property"))
(property_declaration
  (modifiers (annotation (constructor_invocation
    (user_type (identifier) @_value)
    (value_arguments (value_argument (string_literal) @inject.text)))))
  (variable_declaration . (identifier) @inject.name)
  (#any-of? @_value "Value" "ConfigProperty" "Property"))
(function_value_parameters
  (parameter_modifiers (annotation (constructor_invocation
    (user_type (identifier) @_value)
    (value_arguments (value_argument (string_literal) @inject.text)))))
  . (parameter . (identifier) @inject.name)
  (#any-of? @_value "Value" "ConfigProperty" "Property"))
(parameter . (identifier) @parameter)
(class_parameter . (modifiers)? . (identifier) @parameter)
(class_parameter ["val" "var"] . (identifier) @promoted)
(lambda_parameters (variable_declaration . (identifier) @parameter))
; it.roleArn("…"): the parameter of a lambda that names none.
((navigation_expression . (identifier) @parameter)
  (#eq? @parameter "it"))
(multi_variable_declaration (variable_declaration . (identifier) @parameter))
(for_statement (variable_declaration . (identifier) @parameter))
(catch_block . (identifier) @parameter)

((import (qualified_identifier (identifier) @import.alias .) @import.module) @_import
  (#not-match? @_import "\\*\\s*$|\\sas\\s"))
(import
  (qualified_identifier) @import.module
  (identifier) @import.alias)
((import (qualified_identifier) @import.all) @_import
  (#match? @_import "\\*\\s*$"))

; "name" to "value"
((infix_expression
  . (string_literal) @pair.key
  . (identifier) @_to
  . (_) @pair.value)
  (#eq? @_to "to"))

((index_expression
  . (call_expression) @_environment
  . (string_literal) @env.name) @env.read
  (#eq? @_environment "System.getenv()"))
; The grammar does not see that "us-$side-1" is put together; as the read of a variable without a name it is unknown.
((string_literal (string_content) @env.name) @env.read
  (#eq? @env.name "$"))

; @ConfigurationProperties(prefix = "storage") class StorageProperties
(class_declaration
  (modifiers (annotation (constructor_invocation
    (user_type (identifier) @_annotation)
    (value_arguments (value_argument (string_literal) @bound.prefix)))))
  name: (identifier) @bound.type
  (#any-of? @_annotation "ConfigurationProperties" "ConfigMapping"))
