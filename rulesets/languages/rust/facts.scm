; SPDX-License-Identifier: MIT

; x.unwrap(), x.to_string(), …: what is wrapped counts, as if it were the argument.
(call_expression
  function: (field_expression
    field: (field_identifier) @call.callee) @call.arguments
  (#any-of? @call.callee
    "as_deref" "as_ref" "as_str" "borrow" "clone" "cloned" "context" "copied" "expect" "into" "map_err" "ok"
    "ok_or" "ok_or_else" "or_default_provider" "to_owned" "to_string" "trim" "unwrap" "unwrap_or_default"
    "with_context")) @call

(call_expression
  function: (_) @call.callee
  arguments: (arguments) @call.arguments) @call

; AssumeRoleRequest { … }: a literal of a named type takes keywords as a call does.
(struct_expression
  name: [(type_identifier) (scoped_type_identifier)] @call.callee
  body: (field_initializer_list) @call.arguments) @call

((identifier) @null (#eq? @null "None"))

(let_declaration
  pattern: (identifier) @assign.name
  value: (_) @assign.value)
; if let Ok(x) = …, let Some(x) = … else { … }
(let_declaration
  pattern: (tuple_struct_pattern type: (_) . (identifier) @assign.name .)
  value: (_) @assign.value)
(let_condition
  pattern: (tuple_struct_pattern type: (_) . (identifier) @assign.name .)
  value: (_) @assign.value)
(const_item
  name: (identifier) @assign.name
  value: (_) @assign.value)
(static_item
  name: (identifier) @assign.name
  value: (_) @assign.value)
(assignment_expression
  left: [(identifier) (field_expression)] @assign.name
  right: (_) @assign.value)
; s += "x": the name is bound once more, so its value is not known any more.
(compound_assignment_expr
  left: (identifier) @assign.name
  right: (_) @assign.value)

; #[arg(long, default_value = "…")] region: String
(field_declaration_list
  (attribute_item (attribute arguments: (token_tree
    (identifier) @_default . (string_literal) @option.default)))
  . (field_declaration name: (field_identifier) @option.name)
  (#any-of? @_default "default_value" "default_value_t"))

; default_value_t = String::from("…")
(field_declaration_list
  (attribute_item (attribute arguments: (token_tree
    (identifier) @_default . (identifier) . (identifier) . (token_tree . (string_literal) @option.default .))))
  . (field_declaration name: (field_identifier) @option.name)
  (#eq? @_default "default_value_t"))

(parameter pattern: (identifier) @parameter)
(closure_parameters (identifier) @parameter)
; let (a, b) = f(): what stands at their places.
(let_declaration
  pattern: (tuple_pattern (identifier) @destructure.element)
  value: (_) @destructure.value)
(closure_parameters (tuple_pattern (identifier) @parameter))
(parameter pattern: (tuple_pattern (identifier) @parameter))
(match_pattern (identifier) @parameter)
(match_pattern (tuple_struct_pattern type: (_) (identifier) @parameter))
(for_expression pattern: (identifier) @parameter)

; use a::b; use a::b as c; use a as b;
(use_declaration
  argument: (scoped_identifier
    path: (_) @import.module
    name: (identifier) @import.symbol))
(use_as_clause
  path: (scoped_identifier
    path: (_) @import.module
    name: (identifier) @import.symbol)
  alias: (identifier) @import.alias)
(use_declaration
  argument: (use_as_clause
    path: (identifier) @import.module
    alias: (identifier) @import.alias))
; use a::{b, c::d, e as f}
(use_declaration
  argument: (scoped_use_list
    path: (_) @import.module
    list: (use_list (identifier) @import.symbol)))
(use_declaration
  argument: (scoped_use_list
    path: (_) @import.module
    list: (use_list (scoped_identifier name: (identifier) @import.alias) @import.symbol)))
(use_declaration
  argument: (scoped_use_list
    path: (_) @import.module
    list: (use_list
      (use_as_clause
        path: [(identifier) (scoped_identifier)] @import.symbol
        alias: (identifier) @import.alias))))
(use_declaration
  argument: (scoped_use_list
    path: (_) @import.module
    list: (use_list
      (use_as_clause
        path: (self)
        alias: (identifier) @import.alias))))
(scoped_use_list
  path: (scoped_identifier
    path: (_) @import.module
    name: (identifier) @import.symbol)
  list: (use_list (self)))
; use other::{aws_sdk_s3::{Client as C}}: the SDK as another crate hands it on.
((scoped_use_list
  path: (identifier) @import.module
  list: (use_list (use_as_clause
    path: (identifier) @import.symbol
    alias: (identifier) @import.alias)))
  (#match? @import.module "^aws_(sdk_|config$|types$|credential_types$)"))
((scoped_use_list
  path: (identifier) @import.module
  list: (use_list (identifier) @import.symbol))
  (#match? @import.module "^aws_(sdk_|config$|types$|credential_types$)"))
; use a::{b::{c, d::e}}: what lies between is left out.
((use_declaration
  argument: (scoped_use_list
    path: (_) @import.module
    list: (use_list
      (scoped_use_list
        path: (_) @_between
        list: (use_list (identifier) @import.symbol)))))
  (#not-match? @_between "^aws_(sdk_|config$|types$|credential_types$)"))
(use_declaration
  argument: (scoped_use_list
    path: (_) @import.module
    list: (use_list
      (scoped_use_list
        list: (use_list (scoped_identifier name: (identifier) @import.symbol))))))
(use_declaration
  argument: (scoped_use_list
    path: (_) @import.module
    list: (use_list
      (scoped_use_list
        path: (identifier) @import.symbol
        list: (use_list (self))))))
; use {a::b, c::d};
(use_declaration
  argument: (use_list
    (scoped_identifier
      path: (_) @import.module
      name: (identifier) @import.symbol)))
(use_wildcard
  (_) @import.module
  "*" @import.symbol)
; A module or type of this file hides the crate of that name.
(mod_item name: (identifier) @import.symbol)

(field_initializer
  field: (_) @pair.key
  value: (_) @pair.value)
