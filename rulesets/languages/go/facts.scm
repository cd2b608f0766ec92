; SPDX-License-Identifier: MIT

(call_expression
  function: (_) @call.callee
  arguments: (argument_list) @call.arguments) @call

; aws.Config{…}: a literal of a named type takes keywords as a call does.
(composite_literal
  type: [(type_identifier) (qualified_type)] @call.callee
  body: (literal_value) @call.arguments) @call

; credentials.AnonymousCredentials is a variable: a call of that name without arguments.
(selector_expression
  field: (field_identifier) @_name
  (#eq? @_name "AnonymousCredentials")) @call @call.callee

; a, b, c := x, y, z: each name its own value; further results of one call stay unknown.
(short_var_declaration
  left: (expression_list . (_) @assign.name)
  right: (expression_list . (_) @assign.value))
(short_var_declaration
  left: (expression_list . (_) . (_) @assign.name)
  right: (expression_list . (_) . (_) @assign.value))
(short_var_declaration
  left: (expression_list . (_) . (_) . (_) @assign.name)
  right: (expression_list . (_) . (_) . (_) @assign.value))
; key, secret, token, err := f(): what stands at their places.
(short_var_declaration
  left: (expression_list . (identifier) @destructure.element . (_) . (_))
  right: (expression_list . (call_expression) @destructure.value .))
(short_var_declaration
  left: (expression_list (_) . (identifier) @destructure.element)
  right: (expression_list . (call_expression) @destructure.value .))
(assignment_statement
  left: (expression_list . (_) @assign.name)
  operator: "="
  right: (expression_list . (_) @assign.value))
(assignment_statement
  left: (expression_list . (_) . (_) @assign.name)
  operator: "="
  right: (expression_list . (_) . (_) @assign.value))

; s += "x": the name is bound once more, so its value is not known any more.
(assignment_statement
  left: (expression_list . (identifier) @assign.name)
  operator: _ @_operator
  right: (expression_list) @assign.value
  (#not-eq? @_operator "="))

; opts := []T{x, y}; var opts []T; opts = append(opts, z): the parts of a list.
(short_var_declaration
  left: (expression_list . (identifier) @list.name .)
  right: (expression_list . (composite_literal type: (slice_type) body: (_) @list.values) .))
(var_spec
  . name: (identifier) @list.name
  value: (expression_list . (composite_literal type: (slice_type) body: (_) @list.values) .))
(var_spec . name: (identifier) @list.name type: (slice_type) !value)
(assignment_statement
  left: (expression_list . (identifier) @list.name .)
  right: (expression_list
    . (call_expression
      function: (identifier) @_append
      arguments: (argument_list . (identifier) @_same) @list.values) .)
  (#eq? @_append "append")
  (#eq? @_same @list.name))

(const_spec
  name: (identifier) @assign.name
  value: (expression_list . (_) @assign.value .))
(const_spec
  . name: (identifier) @assign.name . "," . name: (identifier)
  value: (expression_list . (_) @assign.value . (_)))
(var_spec
  . name: (identifier) @assign.name
  value: (expression_list . (_) @assign.value))
(var_spec
  . name: (identifier) . "," . name: (identifier) @assign.name
  value: (expression_list . (_) . (_) @assign.value))

; Key string `envconfig:"AWS_ACCESS_KEY_ID"`
(field_declaration
  name: (field_identifier) @inject.name
  tag: (raw_string_literal) @inject.text
  (#match? @inject.text "[ `]env(config)?:\""))

; flags.StringVar(&region, "region", "…", usage), also with the short name between; flags.String("region", "…", usage);
; viper.SetDefault("aws.region", "…")
(call_expression
  function: (selector_expression field: (field_identifier) @_var)
  arguments: (argument_list
    . (unary_expression operand: [(identifier) @option.name (selector_expression field: (field_identifier) @option.name)])
    . (_) . (_) @option.default . (_) .)
  (#eq? @_var "StringVar"))
(call_expression
  function: (selector_expression field: (field_identifier) @_var)
  arguments: (argument_list
    . (unary_expression operand: [(identifier) @option.name (selector_expression field: (field_identifier) @option.name)])
    . (_) . (_) . (_) @option.default . (_) .)
  (#eq? @_var "StringVarP"))
(call_expression
  function: (selector_expression field: (field_identifier) @_set)
  arguments: (argument_list . (interpreted_string_literal) @option.name . (interpreted_string_literal) @option.default)
  (#any-of? @_set "SetDefault" "String"))
(call_expression
  function: (selector_expression field: (field_identifier) @_set)
  arguments: (argument_list
    . (interpreted_string_literal) @option.name . (_) . (interpreted_string_literal) @option.default)
  (#eq? @_set "StringP"))

; flags.String("region", defaultRegion, usage)
(call_expression
  function: (selector_expression field: (field_identifier) @_set)
  arguments: (argument_list
    . (interpreted_string_literal) @option.name
    . [(identifier) (selector_expression)] @option.default
    . (interpreted_string_literal) .)
  (#eq? @_set "String"))
; kingpin.Flag("region", usage).Default("…")
(call_expression
  function: (selector_expression
    operand: (call_expression
      function: (selector_expression field: (field_identifier) @_flag)
      arguments: (argument_list . (interpreted_string_literal) @option.name))
    field: (field_identifier) @_default)
  arguments: (argument_list . (interpreted_string_literal) @option.default .)
  (#eq? @_flag "Flag")
  (#eq? @_default "Default"))

; cli.StringFlag{Name: "region", Value: "…"}
(composite_literal
  type: (qualified_type name: (type_identifier) @_flag)
  body: (literal_value
    (keyed_element (literal_element (identifier) @_name) (literal_element (interpreted_string_literal) @option.name))
    (keyed_element (literal_element (identifier) @_value) (literal_element (interpreted_string_literal) @option.default)))
  (#eq? @_flag "StringFlag")
  (#eq? @_name "Name")
  (#eq? @_value "Value"))

(parameter_declaration name: (identifier) @parameter)
(variadic_parameter_declaration name: (identifier) @parameter)
(range_clause left: (expression_list (_) . (identifier) @each.name .) right: (_) @each.list)
(range_clause left: (expression_list (identifier) @parameter))

(import_spec !name path: (_) @import.module)
(import_spec name: (_) @import.alias path: (_) @import.module)

(keyed_element
  key: (literal_element) @pair.key
  value: (literal_element) @pair.value)
