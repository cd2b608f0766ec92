; SPDX-License-Identifier: MIT
; TypeScript, also with JSX: what differs from JavaScript. Parameters hide outer names, fields are named
; values like members of a literal.

([(required_parameter pattern: (identifier) @parameter)
  (optional_parameter pattern: (identifier) @parameter)
  (required_parameter pattern: (rest_pattern (identifier) @parameter))
  (required_parameter pattern: (object_pattern [(shorthand_property_identifier_pattern) @parameter
    (pair_pattern value: (identifier) @parameter)
    (object_assignment_pattern left: (shorthand_property_identifier_pattern) @parameter)]))])
(arrow_function parameter: (identifier) @parameter)

; constructor(private readonly region: string): a field as well.
(required_parameter [(accessibility_modifier) "readonly"] pattern: (identifier) @promoted)
(optional_parameter [(accessibility_modifier) "readonly"] pattern: (identifier) @promoted)

(call_expression
  function: (member_expression object: (_) @each.list property: (property_identifier) @_method)
  arguments: (arguments
    . (arrow_function parameters: (formal_parameters . (required_parameter pattern: (identifier) @each.name))))
  (#any-of? @_method "map" "forEach" "flatMap"))

; super(…): a call of the class that this one is derived from.
([(class_declaration
    (class_heritage (extends_clause value: [(identifier) (member_expression)] @call.callee))
    body: (class_body (method_definition
      body: (statement_block (expression_statement
        (call_expression function: (super) arguments: (arguments) @call.arguments) @call)))))
  (abstract_class_declaration
    (class_heritage (extends_clause value: [(identifier) (member_expression)] @call.callee))
    body: (class_body (method_definition
      body: (statement_block (expression_statement
        (call_expression function: (super) arguments: (arguments) @call.arguments) @call)))))])

; function f(secretAccessKey = "…"): the default is a value by its name; what the parameter holds is not known.
(required_parameter
  pattern: (identifier) @pair.key
  value: (_) @pair.value)
(object_pattern
  (object_assignment_pattern
    left: (shorthand_property_identifier_pattern) @pair.key
    right: (string) @pair.value))

(public_field_definition
  name: (_) @pair.key
  value: (_) @pair.value)

(public_field_definition
  "readonly"
  name: (property_identifier) @constant)

; enum Region { Main = "eu-west-1" }
(enum_declaration
  name: (identifier) @assign.name
  body: (_) @assign.value)
(enum_assignment
  name: (_) @pair.key
  value: (_) @pair.value)

; import AWS = require("aws-sdk")
(import_statement
  (import_require_clause
    (identifier) @import.alias
    source: (string) @import.module))
