; SPDX-License-Identifier: MIT

; 's3' => ['key' => env('AWS_ACCESS_KEY_ID'), …] in a configuration of Laravel: a call of the block's name.
; A key id of AWS that is written out says the same.
((array_element_initializer
  . (string (string_content) @call.callee)
  . (array_creation_expression) @call.arguments .) @call
  (#any-of? @call.callee "s3" "ses" "sqs" "sns" "dynamodb")
  (#match? @call.arguments "['\"]key['\"]\\s*=>\\s*(env\\(\\s*['\"]AWS_ACCESS_KEY_ID|['\"](AKIA|ASIA)[A-Z2-7]{16})['\"]"))

; The same under any other name, where 'driver' => 's3' says what it is; others keep such things too, but not under AWS.
(array_element_initializer
  . (string (string_content) @_name)
  . (array_creation_expression
      (array_element_initializer
        . (string (string_content) @_driver)
        . (string (string_content) @call.callee) .)) @call.arguments .
  (#eq? @_driver "driver")
  (#eq? @call.callee "s3")
  (#match? @call.arguments "AWS_")
  (#not-any-of? @_name "s3" "ses" "sqs" "sns" "dynamodb")) @call

; 'credentials' => false: a call false().
(array_element_initializer
  . (string (string_content) @_key)
  . (boolean) @call @call.callee .
  (#eq? @_key "credentials")
  (#match? @call.callee "(?i)^false$"))

; new S3Client(args: [ … ]): the array alone.
(object_creation_expression
  [(name) (qualified_name)] @call.callee
  (arguments . (argument name: (name) @_args (_) @call.arguments) .)
  (#eq? @_args "args")) @call

; new S3Client(…), new \Aws\S3\S3Client(…)
(object_creation_expression
  [(name) (qualified_name)] @call.callee
  (arguments)? @call.arguments
  (#not-match? @call.arguments "^\\(\\s*args\\s*:")) @call

(function_call_expression
  function: [(name) (qualified_name)] @call.callee
  arguments: (arguments) @call.arguments) @call

(member_call_expression
  object: (_) @call.receiver
  name: (name) @call.name
  arguments: (arguments) @call.arguments) @call
(nullsafe_member_call_expression
  object: (_) @call.receiver
  name: (name) @call.name
  arguments: (arguments) @call.arguments) @call

; CredentialProvider::ini('p', $file) reads a file of its own: its profile is not one of ~/.aws.
((scoped_call_expression
  scope: [(name) (qualified_name)] @call.receiver
  name: (name) @call.name
  arguments: (arguments) @call.arguments) @call
  (#not-match? @call "::ini\\s*\\([^,]*,"))

; parent::__construct(…): a call of the class that this one is derived from.
(class_declaration
  (base_clause [(name) (qualified_name)] @call.callee)
  body: (declaration_list (method_declaration
    body: (compound_statement (expression_statement
      (scoped_call_expression
        scope: (relative_scope) @_parent
        name: (name) @_construct
        arguments: (arguments) @call.arguments) @call))))
  (#eq? @_parent "parent")
  (#eq? @_construct "__construct"))

; Names and what they are bound to.
(assignment_expression
  left: [(variable_name) (member_access_expression) (scoped_property_access_expression)] @assign.name
  right: (_) @assign.value)
(const_element (name) @assign.name (_) @assign.value)
(enum_case name: (name) @assign.name value: (_) @assign.value)
(property_element
  name: (variable_name (name) @assign.name)
  default_value: (_) @assign.value)
(function_call_expression
  function: (name) @_define
  arguments: (arguments
    . (argument [(string (string_content) @assign.name) (encapsed_string (string_content) @assign.name)])
    . (argument (_) @assign.value))
  (#eq? @_define "define"))

; $this->client ??= new …; every other "??=", ".=" leaves open what the name holds.
(augmented_assignment_expression
  left: [(variable_name) (member_access_expression)] @assign.name
  right: [(object_creation_expression) (member_call_expression) (scoped_call_expression)] @assign.value)
((augmented_assignment_expression
  left: [(variable_name) (member_access_expression)] @assign.name
  right: [(string) (encapsed_string) (array_creation_expression) (variable_name) (binary_expression)
          (subscript_expression) (function_call_expression) (member_access_expression) (name)]) @assign.value)

(assignment_expression
  left: (subscript_expression . [(variable_name) (member_access_expression)]) @assign.name
  right: (_) @assign.value)

; $options['a']['b'] = …: the name is bound once more, so its value is not known any more.
((assignment_expression
  left: (subscript_expression . (subscript_expression . [(variable_name) (member_access_expression)] @assign.name))) @assign.value)

; function f($secretAccessKey = '…'): the default is a value by its name; what the parameter holds is not known.
(simple_parameter
  name: (variable_name (name) @pair.key)
  default_value: [(string) (encapsed_string)] @pair.value)
(property_promotion_parameter
  name: (variable_name (name) @pair.key)
  default_value: [(string) (encapsed_string)] @pair.value)

(simple_parameter name: (variable_name) @parameter)
(variadic_parameter name: (variable_name) @parameter)
(property_promotion_parameter name: (variable_name) @parameter)
(property_promotion_parameter name: (variable_name) @promoted)
; [$a, $b] = f(), list($a, $b) = f(): what stands at their places.
(assignment_expression
  left: (list_literal (variable_name) @destructure.element)
  right: (_) @destructure.value)
(foreach_statement (list_literal (variable_name) @parameter))
(foreach_statement . (_) @each.list . (variable_name) @each.name)
(foreach_statement (_) . (variable_name) @parameter)
(foreach_statement (pair (variable_name) @parameter))
(catch_clause name: (variable_name) @parameter)
(global_declaration (variable_name) @parameter)

; use Aws\S3\S3Client; use Aws\Sts\StsClient as Sts; use Aws\Sqs\{SqsClient};
(namespace_use_declaration
  (namespace_use_clause
    (qualified_name
      prefix: (namespace_name) @import.module
      (name) @import.symbol)
    !alias))
(namespace_use_declaration
  (namespace_use_clause
    (qualified_name
      prefix: (namespace_name) @import.module
      (name) @import.symbol)
    alias: (name) @import.alias))
(namespace_use_declaration
  (namespace_name) @import.module
  body: (namespace_use_group
    (namespace_use_clause (name) @import.symbol !alias)))
(namespace_use_declaration
  (namespace_name) @import.module
  body: (namespace_use_group
    (namespace_use_clause . (name) @import.symbol alias: (name) @import.alias)))
; use Aws\{S3\S3Client, Sqs\SqsClient as Queue};
(namespace_use_declaration
  (namespace_name) @import.module
  body: (namespace_use_group
    (namespace_use_clause
      (qualified_name
        prefix: (namespace_name) @import.module
        (name) @import.symbol)
      !alias)))
(namespace_use_declaration
  (namespace_name) @import.module
  body: (namespace_use_group
    (namespace_use_clause
      (qualified_name
        prefix: (namespace_name) @import.module
        (name) @import.symbol)
      alias: (name) @import.alias)))

; Members of arrays, $options['secret_access_key'] = '…'.
(array_element_initializer
  . (_) @pair.key
  . [(string) (encapsed_string)] @pair.value .)
(assignment_expression
  left: (subscript_expression
    (_) @_object
    [(string) (encapsed_string)] @pair.key)
  right: [(string) (encapsed_string)] @pair.value
  (#not-match? @_object "^\\$_(ENV|SERVER)$"))

; The environment.
(subscript_expression
  (variable_name) @_env
  [(string) (encapsed_string) (name)] @env.name
  (#any-of? @_env "$_ENV" "$_SERVER")) @env.read
(assignment_expression
  left: (subscript_expression
    (variable_name) @_env
    [(string) (encapsed_string)] @env.write.name)
  right: (_) @env.write.value
  (#any-of? @_env "$_ENV" "$_SERVER"))
; putenv('NAME=value'), putenv('NAME=' . $value), putenv("NAME=$value")
(function_call_expression
  function: (name) @_putenv
  arguments: (arguments
    . (argument . [
      (string . (string_content) @env.write.name .)
      (encapsed_string . (string_content) @env.write.name .)
      (encapsed_string . (string_content) @env.write.name (_) @env.write.value)
      (binary_expression
        left: [(string . (string_content) @env.write.name .)
               (encapsed_string . (string_content) @env.write.name .)]
        right: (_) @env.write.value)
    ]))
  (#eq? @_putenv "putenv")
  (#match? @env.write.name "^[A-Za-z_]+="))

; $this->addOption('region', null, InputOption::VALUE_REQUIRED, '…', 'us-east-1')
(member_call_expression
  name: (name) @_option
  arguments: (arguments
    . (argument (string) @option.name) . (argument) . (argument) . (argument)
    . (argument (string) @option.default) .)
  (#eq? @_option "addOption"))
