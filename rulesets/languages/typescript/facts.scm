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
