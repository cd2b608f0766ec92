; SPDX-License-Identifier: MIT

; read_csv(…, storage_options={"key": "…"}): a call storage_options.read_csv of those options, where they or the path are
; those of S3.
(call
  function: [(identifier) @call.name (attribute attribute: (identifier) @call.name)]
  arguments: (argument_list
    (keyword_argument
      name: (identifier) @call.receiver
      value: (dictionary) @call.arguments)) @_all
  (#eq? @call.receiver "storage_options")
  (#match? @_all "[\"']s3a?://|[\"'](key|secret|(?i:(aws_)?(access_key_id|secret_access_key)))[\"']")) @call
(call
  function: [(identifier) @call.name (attribute attribute: (identifier) @call.name)]
  arguments: (argument_list
    (keyword_argument
      name: (identifier) @call.receiver
      value: [(identifier) (attribute) (call)]) @call.arguments) @_all
  (#eq? @call.receiver "storage_options")
  (#match? @_all "[\"']s3a?://")) @call

; settings.aws_secret_access_key.get_secret_value(): a call of that name on what it is asked of.
(call
  function: (attribute attribute: (identifier) @call.callee) @call.arguments
  arguments: (argument_list) @_empty
  (#eq? @call.callee "get_secret_value")
  (#eq? @_empty "()")) @call

(call
  function: (_) @call.callee
  arguments: (_) @call.arguments
  (#not-match? @call.callee "\\.get_secret_value$")
  (#not-match? @call.arguments "\\bstorage_options\\s*=")) @call

; super().__init__(…): a call of the class that this one is derived from.
(class_definition
  superclasses: (argument_list . [(identifier) (attribute)] @call.callee)
  body: (block (function_definition
    body: (block (expression_statement
      (call
        function: (attribute object: (call function: (identifier) @_super) attribute: (identifier) @_init)
        arguments: (argument_list) @call.arguments) @call))))
  (#eq? @_super "super")
  (#eq? @_init "__init__"))

(assignment
  left: [(identifier) (attribute)] @assign.name
  right: (_) @assign.value)

; a, b, c = x, y, z: each name its own value; a, b = f(): what stands at their places.
(assignment
  left: (pattern_list . (identifier) @assign.name)
  right: [(expression_list . (_) @assign.value) (tuple . (_) @assign.value)])
(assignment
  left: (pattern_list . (_) . (identifier) @assign.name)
  right: [(expression_list . (_) . (_) @assign.value) (tuple . (_) . (_) @assign.value)])
(assignment
  left: (pattern_list . (_) . (_) . (identifier) @assign.name)
  right: [(expression_list . (_) . (_) . (_) @assign.value)
          (tuple . (_) . (_) . (_) @assign.value)])
(assignment
  left: [(pattern_list (identifier) @destructure.element) (tuple_pattern (identifier) @destructure.element)]
  right: [(identifier) (call) (await) (list)] @destructure.value)
(assignment
  left: (pattern_list (identifier) @parameter)
  right: [(attribute) (subscript) (conditional_expression)])

; getattr(x, "key", default): a member of x.
(call
  function: (identifier) @_getattr
  arguments: (argument_list . (_) @lookup.object . (string) @lookup.key)
  (#eq? @_getattr "getattr")) @lookup

; x.get("key"), x.get("key", default): a member of x.
(call
  function: (attribute object: (_) @lookup.object attribute: (identifier) @_get)
  arguments: (argument_list . (string) @lookup.key)
  (#eq? @_get "get")) @lookup

(assignment
  left: (subscript
    value: (_) @_object
    subscript: (string) @env.write.name)
  right: (_) @env.write.value
  (#any-of? @_object "os.environ" "environ"))

; os.environ.update({"NAME": "value"}), os.environ.update(NAME="value")
(call
  function: (attribute) @_update
  arguments: (argument_list
    (dictionary
      (pair
        key: (string) @env.write.name
        value: (_) @env.write.value)))
  (#any-of? @_update "os.environ.update" "environ.update"))
(call
  function: (attribute) @_update
  arguments: (argument_list
    (keyword_argument
      name: (identifier) @env.write.name
      value: (_) @env.write.value))
  (#any-of? @_update "os.environ.update" "environ.update"))

(assignment
  left: (subscript
    subscript: (string) @assign.name)
  right: (_) @assign.value)

; add_argument("--region", default="…"), click.option("--region", default="…")
(call
  function: [(identifier) @_option (attribute attribute: (identifier) @_option)]
  arguments: (argument_list
    . (string)? . (string)? . (string) @option.name
    (keyword_argument name: (identifier) @_default value: (_) @option.default)) @_arguments
  (#not-match? @_arguments "\\bdest\\s*=")
  (#any-of? @_option "add_argument" "add_option" "option" "Option")
  (#eq? @_default "default"))
; add_argument("-r", dest="region", default="…")
(call
  function: (attribute attribute: (identifier) @_option)
  arguments: (argument_list
    (keyword_argument name: (identifier) @_dest value: (string) @option.name)
    . (_)? . (_)? . (_)? . (_)?
    . (keyword_argument name: (identifier) @_default value: (_) @option.default))
  (#any-of? @_option "add_argument" "add_option")
  (#eq? @_dest "dest")
  (#eq? @_default "default"))

; A field of pydantic's settings is filled from the variable of its name.
((class_definition
  superclasses: (argument_list) @_bases
  body: (block (expression_statement
    (assignment
      left: (identifier) @inject.name @inject.text
      type: (type)))) @_body)
  (#match? @_bases "\\bBaseSettings\\b")
  (#not-match? @_body "\\benv_prefix\\b"))

; region += "…", options |= {…}: the name is bound once more, so its value is not known any more.
((augmented_assignment left: [(identifier) (attribute)] @assign.name) @assign.value)

(parameters (identifier) @parameter)
(parameters (default_parameter name: (identifier) @parameter))
(parameters (typed_parameter (identifier) @parameter))
(parameters (typed_default_parameter name: (identifier) @parameter))
(parameters [(dictionary_splat_pattern (identifier) @parameter) (list_splat_pattern (identifier) @parameter)])
(lambda_parameters [(identifier) @parameter (default_parameter name: (identifier) @parameter)])
(for_statement left: (identifier) @each.name right: (_) @each.list)
(for_in_clause left: (identifier) @each.name right: (_) @each.list)
(for_statement left: (identifier) @parameter)
(for_in_clause left: (identifier) @parameter)
(case_pattern (dotted_name . (identifier) @parameter .))

(with_item
  value: (as_pattern
    (_) @assign.value
    alias: (as_pattern_target (identifier) @assign.name)))

(import_statement name: (dotted_name) @import.module)
(import_statement
  name: (aliased_import
    name: (dotted_name) @import.module
    alias: (identifier) @import.alias))
(import_from_statement
  module_name: [(dotted_name) (relative_import)] @import.module
  name: (dotted_name) @import.symbol)
(import_from_statement
  module_name: [(dotted_name) (relative_import)] @import.all
  (wildcard_import))
(import_from_statement
  module_name: [(dotted_name) (relative_import)] @import.module
  name: (aliased_import
    name: (dotted_name) @import.symbol
    alias: (identifier) @import.alias))

; def f(secret_access_key="…"): the default is a value by its name; what the parameter holds is not known.
(default_parameter
  name: (identifier) @pair.key
  value: (_) @pair.value)
(typed_default_parameter
  name: (identifier) @pair.key
  value: (_) @pair.value)

(pair
  key: (string) @pair.key
  value: (_) @pair.value)

(subscript
  value: (_) @_object
  subscript: (string) @env.name
  (#any-of? @_object "os.environ" "environ")) @env.read

; os.environ.update(NAME="value"), os.environ.update({"NAME": "value"}), os.environ |= {"NAME": "value"}
(call
  function: (attribute) @_update
  arguments: (argument_list
    [(keyword_argument name: (identifier) @env.write.name value: (_) @env.write.value)
     (dictionary (pair key: (string) @env.write.name value: (_) @env.write.value))])
  (#any-of? @_update "os.environ.update" "environ.update"))
(augmented_assignment
  left: [(identifier) (attribute)] @_object
  right: (dictionary (pair key: (string) @env.write.name value: (_) @env.write.value))
  (#any-of? @_object "os.environ" "environ"))

; os.environ.setdefault("NAME", "value")
(call
  function: (attribute) @_setdefault
  arguments: (argument_list . (_) @env.write.name . (_) @env.write.value)
  (#any-of? @_setdefault "os.environ.setdefault" "environ.setdefault"))

; What tests set: patch.dict(os.environ, {"NAME": "value"}), patch.dict("os.environ", NAME="value").
(call
  function: (attribute) @_dict
  arguments: (argument_list
    . (_) @_environment
    [(keyword_argument name: (identifier) @env.write.name value: (_) @env.write.value)
     (keyword_argument value: (dictionary (pair key: (string) @env.write.name value: (_) @env.write.value)))
     (dictionary (pair key: (string) @env.write.name value: (_) @env.write.value))
     (call
       function: (identifier) @_made
       arguments: (argument_list
         (keyword_argument name: (identifier) @env.write.name value: (_) @env.write.value)))])
  (#match? @_dict "(^|\\.)patch\\.dict$")
  (#match? @_environment "^[\"']?(os\\.)?environ[\"']?$")) @env.write.test
; monkeypatch.setitem(os.environ, "NAME", "value")
(call
  function: (attribute attribute: (identifier) @_setitem)
  arguments: (argument_list . (_) @_environment . (_) @env.write.name . (_) @env.write.value)
  (#eq? @_setitem "setitem")
  (#any-of? @_environment "os.environ" "environ")) @env.write.test
