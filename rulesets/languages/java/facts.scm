; SPDX-License-Identifier: MIT

(method_invocation
  object: (_)? @call.receiver
  name: (identifier) @call.name
  arguments: (argument_list) @call.arguments) @call

(object_creation_expression
  type: (_) @call.callee
  arguments: (argument_list) @call.arguments) @call

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
(spread_parameter (variable_declarator name: (identifier) @parameter))
(lambda_expression parameters: (identifier) @parameter)
(inferred_parameters (identifier) @parameter)
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
