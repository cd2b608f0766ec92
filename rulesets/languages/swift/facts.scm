; SPDX-License-Identifier: MIT

; "us-east-1".aws_regionTypeValue(): what is wrapped counts, as if it were the argument.
((call_expression
  . (navigation_expression
    suffix: (navigation_suffix suffix: (simple_identifier) @call.callee)) @call.arguments
  . (call_suffix)) @call
  (#any-of? @call.callee "aws_regionTypeValue" "lowercased" "trimmingCharacters"))

; .static(…) stands for a member of the type that is wanted.
((call_expression
  . (prefix_expression operation: "." target: (simple_identifier) @call.callee)
  . (call_suffix (value_arguments) @call.arguments)) @call
  (#any-of? @call.callee "configFile" "static"))
; .init(rawValue: …): a call rawValue(…).
(call_expression
  . (prefix_expression operation: "." target: (simple_identifier) @_init)
  . (call_suffix (value_arguments
    . (value_argument name: (value_argument_label) @call.name) .) @call.arguments)
  (#eq? @_init "init")
  (#any-of? @call.name "rawValue" "awsRegionName")) @call
; f(x), and x["y"], which the grammar takes for the same
((call_expression
  . [(simple_identifier) (navigation_expression) (prefix_expression)] @call.callee
  . (call_suffix (value_arguments) @call.arguments)) @call
  (#not-match? @call "^\\.init\\(\\s*(rawValue|awsRegionName)\\s*:"))
; let x: T = .init(…)
((property_declaration
  (type_annotation (user_type) @call.callee)
  value: (call_expression
    . (prefix_expression target: (simple_identifier) @_init)
    . (call_suffix (value_arguments) @call.arguments)) @call)
  (#eq? @_init "init"))

((property_declaration
  (type_annotation (user_type) @call.callee)
  value: (try_expression
    expr: [
      (call_expression
        . (prefix_expression target: (simple_identifier) @_init)
        . (call_suffix (value_arguments) @call.arguments)) @call
      (await_expression
        expr: (call_expression
          . (prefix_expression target: (simple_identifier) @_init)
          . (call_suffix (value_arguments) @call.arguments)) @call)
    ]))
  (#eq? @_init "init"))

; f(x: nil), f(nil): nil is no node of its own.
(value_argument name: (value_argument_label) @null value: "nil")
(value_argument !name value: "nil") @null

(property_declaration
  (value_binding_pattern mutability: "let")
  name: (pattern bound_identifier: (simple_identifier) @assign.name)
  . (type_annotation)?
  . value: (_) @assign.value)
; A variable of a class or file may be assigned anywhere; a local one is only followed where one value is seen.
(statements
  (property_declaration
    (value_binding_pattern mutability: "var")
    name: (pattern bound_identifier: (simple_identifier) @assign.name)
    . (type_annotation)?
    . value: (_) @assign.value))
(property_declaration
  (value_binding_pattern mutability: "var")
  name: (pattern bound_identifier: (simple_identifier) @pair.key)
  . (type_annotation)?
  . value: (line_string_literal) @pair.value)
; if let x = y, guard let x = y
(_
  bound_identifier: (simple_identifier) @assign.name
  . condition: "="
  . condition: (_) @assign.value)
; Also "+=": the name is bound once more, so its value is not known any more.
(assignment
  target: (directly_assignable_expression [(simple_identifier) (navigation_expression)] @assign.name)
  result: (_) @assign.value)

(parameter name: (simple_identifier) @parameter)
(lambda_parameter name: (simple_identifier) @parameter)
(pattern (value_binding_pattern) bound_identifier: (simple_identifier) @parameter)
(for_statement item: (pattern bound_identifier: (simple_identifier) @parameter))

; The name of a type of one's own hides an imported one.
(class_declaration name: (type_identifier) @import.symbol)
(protocol_declaration name: (type_identifier) @import.symbol)

(import_declaration (identifier) @import.all)
; import struct A.B
(import_declaration
  (identifier (simple_identifier) (simple_identifier) @import.alias .) @import.module)

; ["name": "value"]
(dictionary_literal
  key: (line_string_literal) @pair.key
  . value: (_) @pair.value)
