; SPDX-License-Identifier: MIT

; x.c_str(): what is wrapped counts, as if it were the argument.
(call_expression
  function: (field_expression
    field: (field_identifier) @call.callee) @call.arguments
  arguments: (argument_list) @_nothing
  (#any-of? @call.callee "c_str" "data" "get" "value")
  (#eq? @_nothing "()")) @call

; std::make_shared<T>(…): a T. Aws::MakeShared<T>(tag, …) too, where the tag in front does not matter.
(call_expression
  function: [
    (qualified_identifier
      name: (template_function
        name: (identifier) @_make
        arguments: (template_argument_list . (type_descriptor type: (_) @call.callee) .)))
    (template_function
      name: (identifier) @_make
      arguments: (template_argument_list . (type_descriptor type: (_) @call.callee) .))
  ]
  arguments: (argument_list) @call.arguments
  (#any-of? @_make "make_shared" "make_unique")
  (#not-match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call
(call_expression
  function: [
    (qualified_identifier
      name: (template_function
        name: (identifier) @_make
        arguments: (template_argument_list . (type_descriptor type: (_) @call.callee) .)))
    (template_function
      name: (identifier) @_make
      arguments: (template_argument_list . (type_descriptor type: (_) @call.callee) .))
  ]
  arguments: (argument_list) @call.arguments
  (#any-of? @_make "MakeShared" "MakeUnique" "New")
  (#match? @call.callee "Client$")) @call

(call_expression
  function: (_) @call.callee
  arguments: (argument_list) @call.arguments
  (#not-match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call
(new_expression
  type: (_) @call.callee
  arguments: [(argument_list) (initializer_list)] @call.arguments
  (#not-match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call
(compound_literal_expression
  type: (_) @call.callee
  value: (initializer_list) @call.arguments
  (#not-match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call

; T x(…); T x{…};
(declaration
  type: (_) @call.callee
  declarator: (init_declarator
    declarator: (identifier)
    value: [(argument_list) (initializer_list)] @call.arguments)
  (#not-match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call

; Credentials made of one argument are copies of others: only what has two holds an id and a secret.
(call_expression
  function: (_) @call.callee
  arguments: (argument_list (_) . (_)) @call.arguments
  (#match? @call.callee "(^|:)(AWSCredentials|SimpleAWSCredentialsProvider)$")) @call
(call_expression
  function: (_) @call.callee
  arguments: (argument_list (_) . (_) . (_)) @call.arguments
  (#match? @call.callee "[:<](AWSCredentials|SimpleAWSCredentialsProvider)>$")) @call
(call_expression
  function: [
    (qualified_identifier
      name: (template_function
        name: (identifier) @_make
        arguments: (template_argument_list . (type_descriptor type: (_) @call.callee) .)))
    (template_function
      name: (identifier) @_make
      arguments: (template_argument_list . (type_descriptor type: (_) @call.callee) .))
  ]
  arguments: (argument_list (_) . (_)) @call.arguments
  (#any-of? @_make "make_shared" "make_unique")
  (#match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call
(new_expression
  type: (_) @call.callee
  arguments: [(argument_list (_) . (_)) (initializer_list (_) . (_))] @call.arguments
  (#match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call
(compound_literal_expression
  type: (_) @call.callee
  value: (initializer_list (_) . (_)) @call.arguments
  (#match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call
(declaration
  type: (_) @call.callee
  declarator: (init_declarator
    declarator: (identifier)
    value: [(argument_list (_) . (_)) (initializer_list (_) . (_))] @call.arguments)
  (#match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call
(declaration
  declarator: (init_declarator
    declarator: (identifier) @assign.name
    value: [(argument_list) (initializer_list)])) @assign.value
; T x(y); in a function is a variable, although it can be read as the declaration of a function.
(compound_statement
  (declaration
    type: (_) @call.callee
    declarator: (function_declarator
      declarator: (identifier)
      parameters: (parameter_list (parameter_declaration)) @call.arguments)
    (#not-match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call)
(compound_statement
  (declaration
    type: (_) @call.callee
    declarator: (function_declarator
      declarator: (identifier)
      parameters: (parameter_list (parameter_declaration) . (parameter_declaration)) @call.arguments)
    (#match? @call.callee "(^|[:<])(AWSCredentials|SimpleAWSCredentialsProvider)>?$")) @call)
; … and in it U(z) is an object that is passed.
(compound_statement
  (declaration
    declarator: (function_declarator
      declarator: (identifier)
      parameters: (parameter_list
        (parameter_declaration
          type: (_) @call @call.callee
          declarator: (abstract_function_declarator
            parameters: (parameter_list (_) . (_)) @call.arguments))))))
(compound_statement
  (declaration
    declarator: (function_declarator
      declarator: (identifier) @assign.name
      parameters: (parameter_list (parameter_declaration)))) @assign.value)
; T x; makes an object. Where T is not of the SDK, what fills x is not seen: it is not known.
(declaration
  type: (_) @call.callee
  declarator: (identifier)
  (#match? @call.callee "(Client|Configuration|Credentials|CredentialsProviderChain|EnvironmentAWSCredentialsProvider|InstanceProfileCredentialsProvider|Request)$")
  (#not-match? @call.callee "Model::Credentials$")) @call
(declaration
  type: (_) @_type
  declarator: (identifier) @assign.name
  (#match? @_type "(Client|Configuration|Credentials|CredentialsProviderChain|EnvironmentAWSCredentialsProvider|InstanceProfileCredentialsProvider|Request)$")
  (#not-match? @_type "Model::Credentials$")) @assign.value
(declaration
  type: (_) @_type
  declarator: [
    (identifier) @parameter
    (pointer_declarator declarator: (identifier) @parameter)
    (array_declarator declarator: (identifier) @parameter)
  ]
  !value
  (#not-match? @_type "(Client|Configuration|Credentials|CredentialsProviderChain|EnvironmentAWSCredentialsProvider|InstanceProfileCredentialsProvider|Request)$"))

(init_declarator
  declarator: [
    (identifier) @assign.name
    (reference_declarator (identifier) @assign.name)
    (pointer_declarator declarator: (identifier) @assign.name)
    (array_declarator declarator: (identifier) @assign.name)
  ]
  value: (expression) @assign.value
  (#not-eq? @assign.value "\"\""))
; std::string x = "": it is filled later.
(init_declarator
  declarator: (identifier) @parameter
  value: (string_literal) @_value
  (#eq? @_value "\"\""))
; if (const char* x = …)
(declaration
  declarator: [
    (identifier) @assign.name
    (pointer_declarator declarator: (identifier) @assign.name)
  ]
  value: (expression) @assign.value)
; Of a class only what is constant: the rest is set elsewhere.
(field_declaration
  (type_qualifier)
  declarator: [
    (field_identifier) @assign.name
    (pointer_declarator declarator: (field_identifier) @assign.name)
    (array_declarator declarator: (field_identifier) @assign.name)
  ]
  default_value: (expression) @assign.value)
(assignment_expression
  left: [(identifier) (field_expression)] @assign.name
  right: (expression) @assign.value)
(preproc_def
  name: (identifier) @assign.name
  value: (preproc_arg) @assign.value
  (#match? @assign.value "^\"[^\"\\\\]*\"$"))

; void f(const std::string& secretAccessKey = "…"): the default is a value by its name; what the parameter holds is not
; known.
(optional_parameter_declaration
  declarator: [
    (identifier) @pair.key
    (reference_declarator (identifier) @pair.key)
    (pointer_declarator declarator: (identifier) @pair.key)
  ]
  default_value: (string_literal) @pair.value)

(parameter_declaration
  declarator: [
    (identifier) @parameter
    (reference_declarator (identifier) @parameter)
    (pointer_declarator declarator: (identifier) @parameter)
  ])
(optional_parameter_declaration
  declarator: [
    (identifier) @parameter
    (reference_declarator (identifier) @parameter)
    (pointer_declarator declarator: (identifier) @parameter)
  ])
(for_range_loop
  declarator: [
    (identifier) @parameter
    (reference_declarator (identifier) @parameter)
  ])
(structured_binding_declarator (identifier) @parameter)

(using_declaration
  "namespace" @import.symbol
  (_) @import.module)
(using_declaration
  (qualified_identifier
    scope: (_) @import.module
    name: (identifier) @import.symbol))
(using_declaration
  (qualified_identifier
    scope: (_) @import.module
    name: (qualified_identifier name: (identifier) @import.alias) @import.symbol))
(using_declaration
  (qualified_identifier
    scope: (_) @import.module
    name: (qualified_identifier
      name: (qualified_identifier name: (identifier) @import.alias)) @import.symbol))
(alias_declaration
  name: (type_identifier) @import.alias
  type: (type_descriptor
    type: (qualified_identifier
      scope: (_) @import.module
      name: (_) @import.symbol)))
(namespace_alias_definition
  name: (namespace_identifier) @import.alias
  (nested_namespace_specifier) @import.module)

; putenv("NAME=value"), putenv(const_cast<char*>("NAME=value"))
(call_expression
  function: [(identifier) (qualified_identifier)] @_putenv
  arguments: (argument_list . [
    (string_literal . (string_content) @env.write.name .)
    (cast_expression value: (string_literal . (string_content) @env.write.name .))
    (call_expression
      function: (template_function)
      arguments: (argument_list . (string_literal . (string_content) @env.write.name .) .))
  ] .)
  (#any-of? @_putenv "putenv" "_putenv" "::putenv" "std::putenv")
  (#match? @env.write.name "^[A-Za-z_]+="))

; What a member begins with: std::string region_ = "…";
(field_declaration
  declarator: (field_identifier) @pair.key
  default_value: (string_literal) @pair.value)
