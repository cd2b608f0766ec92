; SPDX-License-Identifier: MIT

; conf.set("fs.s3a.access.key", "…"), builder.config("spark.hadoop.fs.s3a.secret.key", "…")
((call_expression
  function: (field_expression field: (identifier) @call.callee)
  arguments: (arguments . (string) @_key . (_) .) @call.arguments) @call
  (#match? @_key "^\"(?:spark\\.hadoop\\.)?fs\\.s3[an]?\\."))

; x.get, x.getOrElse(y), …: what is wrapped counts, as if it were the argument.
((call_expression
  function: (field_expression
    value: [(call_expression) (string) (interpolated_string_expression)]
    field: (identifier) @call.callee) @call.arguments) @call
  (#any-of? @call.callee "getOrElse" "orElse" "orNull" "stripMargin" "toString" "trim"))
((field_expression
  value: [(call_expression) (string) (interpolated_string_expression)]
  field: (identifier) @call.callee) @call @call.arguments
  (#any-of? @call.callee "get" "orNull" "stripMargin" "toString" "trim"))

((call_expression
  function: [(identifier) (field_expression)] @call.callee
  arguments: [(arguments) (block)] @call.arguments) @call
  (#not-match? @call.arguments "^\\(\\s*\"(?:spark\\.hadoop\\.)?fs\\.s3[an]?\\."))
(call_expression
  function: (generic_function function: (_) @call.callee)
  arguments: (arguments) @call.arguments) @call
(instance_expression
  . [(type_identifier) (stable_type_identifier)] @call.callee
  . arguments: (arguments) @call.arguments) @call
(instance_expression . [(type_identifier) (stable_type_identifier)] @call.callee .) @call
(instance_expression . [(type_identifier) (stable_type_identifier)] @call.callee . (template_body)) @call
; class A extends B(…): a call of the class that this one is derived from.
(extends_clause
  type: [(type_identifier) (stable_type_identifier)] @call.callee
  arguments: (arguments) @call.arguments) @call
; s"…" without anything in it is its text.
(interpolated_string_expression
  interpolator: (identifier) @call.callee) @call @call.arguments

; What Java declares with () may be called without: S3Client.builder.build, StsClient.create
((_ value: (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "getenv" "standard"))
((_ body: (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "standard"))
((_ right: (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "standard"))
((_ default_value: (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "standard"))
((arguments
  (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "standard"))
((block
  (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "standard"))
((indented_block
  (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "standard"))
((template_body
  (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "standard"))
((case_clause
  (field_expression field: (identifier) @_name) @call @call.callee)
  (#any-of? @_name "build" "builder" "create" "defaultClient" "standard"))

(val_definition
  pattern: (identifier) @assign.name
  value: (_) @assign.value)
; A variable of a class or object may be assigned anywhere; a local one is only followed where one value is seen.
(block (var_definition pattern: (identifier) @assign.name value: (_) @assign.value))
(indented_block (var_definition pattern: (identifier) @assign.name value: (_) @assign.value))
(case_clause (var_definition pattern: (identifier) @assign.name value: (_) @assign.value))
(var_definition
  pattern: (identifier) @pair.key
  value: (string) @pair.value)
(function_definition
  name: (identifier) @pair.key
  body: (string) @pair.value)
; Not those of arguments: f(name = value).
(block (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
(indented_block (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
(template_body (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
(case_clause (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
(lambda_expression
  (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
(compilation_unit (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
(_ body: (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
(_ consequence: (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
(_ alternative: (assignment_expression left: [(identifier) (field_expression)] @assign.name right: (_) @assign.value))
; for (k <- sys.env.get("…"); x = y)
(enumerator
  . (identifier) @assign.name
  . (call_expression) @assign.value)

(parameter name: (identifier) @parameter)
(class_parameter name: (identifier) @parameter)
(lambda_expression parameters: (identifier) @parameter)
(binding name: (identifier) @parameter)
(case_clause pattern: (identifier) @parameter)
(typed_pattern pattern: (identifier) @parameter)
(case_class_pattern pattern: (identifier) @parameter)
(tuple_pattern (identifier) @parameter)

; The name of a class or object of one's own hides an imported one.
(class_definition name: (identifier) @import.symbol)
(object_definition name: (identifier) @import.symbol)
(trait_definition name: (identifier) @import.symbol)

; import a.b.C, d.e.F
(import_declaration
  ["import" ","] . (identifier) @import.module . ("." . (identifier) @import.module)* . "." .
  (identifier) @import.symbol .)
(import_declaration
  ["import" ","] . (identifier) @import.module . ("." . (identifier) @import.module)* . "." .
  (identifier) @import.symbol . ",")
; import a.b._, import a.b.*, import a.b.{C, _}
(import_declaration
  ["import" ","] . (identifier) @import.all . ("." . (identifier) @import.all)* . "." .
  (namespace_wildcard))
(import_declaration
  ["import" ","] . (identifier) @import.all . ("." . (identifier) @import.all)* . "." .
  (namespace_selectors (namespace_wildcard)))
; import a.b.{C, D => E, F as G}, import a.b.C as D
(import_declaration
  ["import" ","] . (identifier) @import.module . ("." . (identifier) @import.module)* . "." .
  (namespace_selectors (identifier) @import.symbol))
(import_declaration
  ["import" ","] . (identifier) @import.module . ("." . (identifier) @import.module)* . "." .
  (namespace_selectors
    (arrow_renamed_identifier name: (identifier) @import.symbol alias: (identifier) @import.alias)))
(import_declaration
  ["import" ","] . (identifier) @import.module . ("." . (identifier) @import.module)* . "." .
  (namespace_selectors
    (as_renamed_identifier name: (identifier) @import.symbol alias: (identifier) @import.alias)))
(import_declaration
  ["import" ","] . (identifier) @import.module . ("." . (identifier) @import.module)* . "." .
  (as_renamed_identifier name: (identifier) @import.symbol alias: (identifier) @import.alias))

; "name" -> "value"
((infix_expression
  left: (string) @pair.key
  operator: (operator_identifier) @_arrow
  right: (_) @pair.value)
  (#eq? @_arrow "->"))
; sys.props("aws.accessKeyId") = "…"
((assignment_expression
  left: (call_expression
    function: (field_expression) @_properties
    arguments: (arguments . (string) @pair.key .))
  right: (_) @pair.value)
  (#any-of? @_properties "sys.props" "System.getProperties"))
; sys.props += ("aws.accessKeyId" -> "…")
((infix_expression
  left: (field_expression) @_properties
  operator: (operator_identifier) @call.callee
  right: (parenthesized_expression (infix_expression) @call.arguments)) @call
  (#eq? @_properties "sys.props")
  (#eq? @call.callee "+="))
