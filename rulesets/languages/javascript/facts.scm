; SPDX-License-Identifier: MIT
; JavaScript: what TypeScript writes otherwise. Parameters hide outer names, fields are named values like
; members of a literal.

(formal_parameters [(identifier) @parameter
  (assignment_pattern left: (identifier) @parameter)
  (rest_pattern (identifier) @parameter)
  (object_pattern [(shorthand_property_identifier_pattern) @parameter
    (pair_pattern value: (identifier) @parameter)
    (object_assignment_pattern left: (shorthand_property_identifier_pattern) @parameter)])
  (assignment_pattern left: (object_pattern [(shorthand_property_identifier_pattern) @parameter
    (pair_pattern value: (identifier) @parameter)
    (object_assignment_pattern left: (shorthand_property_identifier_pattern) @parameter)]))])
(arrow_function parameter: (identifier) @parameter)

(call_expression
  function: (member_expression object: (_) @each.list property: (property_identifier) @_method)
  arguments: (arguments . (arrow_function parameters: (formal_parameters . (identifier) @each.name)))
  (#any-of? @_method "map" "forEach" "flatMap"))

; super(…): a call of the class that this one is derived from.
(class_declaration
  (class_heritage [(identifier) (member_expression)] @call.callee)
  body: (class_body (method_definition
    body: (statement_block (expression_statement
      (call_expression function: (super) arguments: (arguments) @call.arguments) @call)))))

; function f(secretAccessKey = "…", { accessKeyId = "…" }): the default is a value by its name; what the parameter holds
; is not known.
(formal_parameters
  (assignment_pattern
    left: (identifier) @pair.key
    right: (_) @pair.value))
(object_pattern
  (object_assignment_pattern
    left: (shorthand_property_identifier_pattern) @pair.key
    right: (string) @pair.value))

(field_definition
  property: (_) @pair.key
  value: (_) @pair.value)
