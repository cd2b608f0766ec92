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

(field_definition
  property: (_) @pair.key
  value: (_) @pair.value)
