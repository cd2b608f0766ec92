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
