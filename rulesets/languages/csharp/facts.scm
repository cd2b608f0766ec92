; SPDX-License-Identifier: MIT

; sts.AssumeRoleAsync(new() { … }): given what stands in the braces.
(invocation_expression
  function: (member_access_expression name: (identifier) @_method) @call.callee
  arguments: (argument_list
    . (argument (implicit_object_creation_expression (argument_list) @_empty . (initializer_expression) @call.arguments)))
  (#match? @_empty "^\\(\\s*\\)$")
  (#match? @_method "^(AssumeRole|GetSessionToken|GetFederationToken)")) @call

(invocation_expression
  function: [(identifier) (member_access_expression name: (identifier))] @call.callee
  arguments: (argument_list) @call.arguments
  (#not-match? @call.callee "\\b(AssumeRole|GetSessionToken|GetFederationToken)\\w*$")) @call
(invocation_expression
  function: [(identifier) (member_access_expression name: (identifier))] @call.callee
  arguments: (argument_list) @call.arguments
  (#match? @call.callee "\\b(AssumeRole|GetSessionToken|GetFederationToken)\\w*$")
  (#not-match? @call.arguments "^\\(\\s*new\\s*\\(\\s*\\)\\s*\\{")) @call
; services.AddAWSService<IAmazonS3>(): a call IAmazonS3. Without options it takes those that are added elsewhere, which
; the services stand for.
(invocation_expression
  function: (member_access_expression
    name: (generic_name (identifier) @_add (type_argument_list . [(identifier) (qualified_name)] @call.callee))) @call.arguments
  arguments: (argument_list) @_empty
  (#any-of? @_add "AddAWSService" "TryAddAWSService")
  (#match? @_empty "^\\(\\s*\\)$")) @call
(invocation_expression
  function: (member_access_expression
    name: (generic_name (identifier) @_add (type_argument_list . [(identifier) (qualified_name)] @call.callee)))
  arguments: (argument_list) @call.arguments
  (#any-of? @_add "AddAWSService" "TryAddAWSService")
  (#not-match? @call.arguments "^\\(\\s*\\)$")) @call
(invocation_expression
  function: (member_access_expression
    expression: (_) @call.receiver
    name: (generic_name (identifier) @call.name))
  arguments: (argument_list) @call.arguments
  (#not-any-of? @call.name "AddAWSService" "TryAddAWSService")) @call

; Clients that encrypt take what they encrypt with last, behind what the other clients take; the forms are told below.
([
    (object_creation_expression type: (_) @call.callee arguments: (argument_list . (argument) @_first) @call.arguments !initializer) @call
    (variable_declaration type: (_) @call.callee (variable_declarator (implicit_object_creation_expression (argument_list . (argument) @_first) @call.arguments .) @call))
    (property_declaration type: (_) @call.callee value: (implicit_object_creation_expression (argument_list . (argument) @_first) @call.arguments .) @call)
  ]
  (#match? @call.callee "\\bAmazonS3EncryptionClient(V\\d)?$")
  (#not-match? @_first "(?i)^[$@]*\"|key|\\bid\\b"))
([
    (object_creation_expression type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] arguments: (argument_list . (argument) @_first . (argument) . (argument) .) @call.arguments !initializer) @call
    (variable_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] (variable_declarator (implicit_object_creation_expression (argument_list . (argument) @_first . (argument) . (argument) .) @call.arguments .) @call))
    (property_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] value: (implicit_object_creation_expression (argument_list . (argument) @_first . (argument) . (argument) .) @call.arguments .) @call)
  ]
  (#match? @call.receiver "\\bAmazonS3EncryptionClient(V\\d)?$")
  (#match? @_first "(?i)^[$@]*\"|key|\\bid\\b"))
([
    (object_creation_expression type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] arguments: (argument_list . (argument) @_first . (argument) . (argument) @_third . (argument)) @call.arguments !initializer) @call
    (variable_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] (variable_declarator (implicit_object_creation_expression (argument_list . (argument) @_first . (argument) . (argument) @_third . (argument)) @call.arguments .) @call))
    (property_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] value: (implicit_object_creation_expression (argument_list . (argument) @_first . (argument) . (argument) @_third . (argument)) @call.arguments .) @call)
  ]
  (#match? @call.receiver "\\bAmazonS3EncryptionClient(V\\d)?$")
  (#match? @_first "(?i)^[$@]*\"|key|\\bid\\b")
  (#not-match? @_third "(?i)^[$@]*\"|token|session"))
([
    (object_creation_expression "new" @call.receiver type: (_) @call.name arguments: (argument_list . (argument) @_first . (argument) . (argument) @_third . (argument)) @call.arguments !initializer) @call
    (variable_declaration type: (_) @call.name (variable_declarator (implicit_object_creation_expression "new" @call.receiver (argument_list . (argument) @_first . (argument) . (argument) @_third . (argument)) @call.arguments .) @call))
    (property_declaration type: (_) @call.name value: (implicit_object_creation_expression "new" @call.receiver (argument_list . (argument) @_first . (argument) . (argument) @_third . (argument)) @call.arguments .) @call)
  ]
  (#match? @call.name "\\bAmazonS3EncryptionClient(V\\d)?$")
  (#match? @_first "(?i)^[$@]*\"|key|\\bid\\b")
  (#match? @_third "(?i)^[$@]*\"|token|session"))

; new X { … } and new X() { … } are given what stands in the braces, new X(…) what stands in the parentheses.
(object_creation_expression
  type: (_) @call.callee
  !arguments
  initializer: (_) @call.arguments) @call
(object_creation_expression
  type: (_) @call.callee
  arguments: (argument_list) @_empty
  initializer: (_) @call.arguments
  (#match? @_empty "^\\(\\s*\\)$")) @call
(object_creation_expression
  type: (_) @call.callee
  arguments: (argument_list) @call.arguments
  initializer: (_)
  (#not-match? @call.arguments "^\\(\\s*\\)$")) @call
(object_creation_expression
  type: (_) @call.callee
  arguments: (argument_list) @call.arguments
  !initializer
  (#not-match? @call.callee "\\bAmazon\\w+Client(V\\d)?$")) @call

; X a = new() { … }, also of fields and properties.
(variable_declaration
  type: (_) @call.callee
  (variable_declarator
    (implicit_object_creation_expression
      (argument_list)
      (initializer_expression) @call.arguments) @call))
(variable_declaration
  type: (_) @call.callee
  (variable_declarator
    (implicit_object_creation_expression
      (argument_list) @call.arguments .) @call)
  (#not-match? @call.callee "\\bAmazon\\w+Client(V\\d)?$"))
(property_declaration
  type: (_) @call.callee
  value: (implicit_object_creation_expression
    (argument_list)
    (initializer_expression) @call.arguments) @call)
(property_declaration
  type: (_) @call.callee
  value: (implicit_object_creation_expression
    (argument_list) @call.arguments .) @call
  (#not-match? @call.callee "\\bAmazon\\w+Client(V\\d)?$"))

; The constructors of clients have overloads that only types tell apart. What can be told from the text is told here,
; and in language.toml by the callee:
;   X        nothing, or objects: credentials, configuration, region
;   new.X    key id, secret, session token, then objects
;   X.X      key id and secret, then objects
; None and one argument.
([
    (object_creation_expression type: (_) @call.callee arguments: (argument_list) @call.arguments !initializer) @call
    (variable_declaration type: (_) @call.callee (variable_declarator (implicit_object_creation_expression (argument_list) @call.arguments .) @call))
    (property_declaration type: (_) @call.callee value: (implicit_object_creation_expression (argument_list) @call.arguments .) @call)
  ]
  (#match? @call.callee "\\bAmazon\\w+Client$")
  (#match? @call.arguments "^\\(\\s*\\)$"))
([
    (object_creation_expression type: (_) @call.callee arguments: (argument_list . (argument) .) @call.arguments !initializer) @call
    (variable_declaration type: (_) @call.callee (variable_declarator (implicit_object_creation_expression (argument_list . (argument) .) @call.arguments .) @call))
    (property_declaration type: (_) @call.callee value: (implicit_object_creation_expression (argument_list . (argument) .) @call.arguments .) @call)
  ]
  (#match? @call.callee "\\bAmazon\\w+Client$"))
; Two: the second is an object, or a secret key.
([
    (object_creation_expression type: (_) @call.callee arguments: (argument_list . (argument) . (argument) @_last .) @call.arguments !initializer) @call
    (variable_declaration type: (_) @call.callee (variable_declarator (implicit_object_creation_expression (argument_list . (argument) . (argument) @_last .) @call.arguments .) @call))
    (property_declaration type: (_) @call.callee value: (implicit_object_creation_expression (argument_list . (argument) . (argument) @_last .) @call.arguments .) @call)
  ]
  (#match? @call.callee "\\bAmazon\\w+Client$")
  (#match? @_last "(?i)^new\\b|regionendpoint|(region|endpoint|config|cfg|configuration|options?)(\\(\\))?$"))
([
    (object_creation_expression type: (_) @call.callee arguments: (argument_list . (argument) . (argument) @_last .) @call.arguments !initializer) @call
    (variable_declaration type: (_) @call.callee (variable_declarator (implicit_object_creation_expression (argument_list . (argument) . (argument) @_last .) @call.arguments .) @call))
    (property_declaration type: (_) @call.callee value: (implicit_object_creation_expression (argument_list . (argument) . (argument) @_last .) @call.arguments .) @call)
  ]
  (#match? @call.callee "\\bAmazon\\w+Client$")
  (#not-match? @_last "(?i)^[$@]*\"|secret|key|pass|\\bsk\\b"))
([
    (object_creation_expression type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] arguments: (argument_list . (argument) . (argument) @_last .) @call.arguments !initializer) @call
    (variable_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] (variable_declarator (implicit_object_creation_expression (argument_list . (argument) . (argument) @_last .) @call.arguments .) @call))
    (property_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] value: (implicit_object_creation_expression (argument_list . (argument) . (argument) @_last .) @call.arguments .) @call)
  ]
  (#match? @call.receiver "\\bAmazon\\w+Client$")
  (#match? @_last "(?i)^[$@]*\"|secret|key|pass|\\bsk\\b")
  (#not-match? @_last "(?i)^new\\b|regionendpoint|(region|endpoint|config|cfg|configuration|options?)(\\(\\))?$"))
; Three: the last is a session token where its name says so, or it is a text; else an object. Four have all.
([
    (object_creation_expression type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] arguments: (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments !initializer) @call
    (variable_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] (variable_declarator (implicit_object_creation_expression (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments .) @call))
    (property_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] value: (implicit_object_creation_expression (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments .) @call)
  ]
  (#match? @call.receiver "\\bAmazon\\w+Client$")
  (#match? @_last "(?i)^new\\b|regionendpoint|(region|endpoint|config|cfg|configuration|options?)(\\(\\))?$"))
([
    (object_creation_expression type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] arguments: (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments !initializer) @call
    (variable_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] (variable_declarator (implicit_object_creation_expression (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments .) @call))
    (property_declaration type: [(identifier) @call.receiver @call.name (qualified_name name: (identifier) @call.name) @call.receiver] value: (implicit_object_creation_expression (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments .) @call)
  ]
  (#match? @call.receiver "\\bAmazon\\w+Client$")
  (#not-match? @_last "(?i)^[$@]*\"|token|session")
  (#not-match? @_last "(?i)^new\\b|regionendpoint|(region|endpoint|config|cfg|configuration|options?)(\\(\\))?$"))
([
    (object_creation_expression "new" @call.receiver type: (_) @call.name arguments: (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments !initializer) @call
    (variable_declaration type: (_) @call.name (variable_declarator (implicit_object_creation_expression "new" @call.receiver (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments .) @call))
    (property_declaration type: (_) @call.name value: (implicit_object_creation_expression "new" @call.receiver (argument_list . (argument) . (argument) . (argument) @_last .) @call.arguments .) @call)
  ]
  (#match? @call.name "\\bAmazon\\w+Client$")
  (#match? @_last "(?i)^[$@]*\"|token|session")
  (#not-match? @_last "(?i)^new\\b|regionendpoint|(region|endpoint|config|cfg|configuration|options?)(\\(\\))?$"))
([
    (object_creation_expression "new" @call.receiver type: (_) @call.name arguments: (argument_list . (argument) . (argument) . (argument) . (argument) .) @call.arguments !initializer) @call
    (variable_declaration type: (_) @call.name (variable_declarator (implicit_object_creation_expression "new" @call.receiver (argument_list . (argument) . (argument) . (argument) . (argument) .) @call.arguments .) @call))
    (property_declaration type: (_) @call.name value: (implicit_object_creation_expression "new" @call.receiver (argument_list . (argument) . (argument) . (argument) . (argument) .) @call.arguments .) @call)
  ]
  (#match? @call.name "\\bAmazon\\w+Client$"))

; : base(…): a call of the class that this one is derived from.
(class_declaration
  (base_list . [(identifier) (qualified_name)] @call.callee)
  body: (declaration_list (constructor_declaration
    (constructor_initializer "base" (argument_list) @call.arguments) @call)))
(primary_constructor_base_type
  type: [(identifier) (qualified_name)] @call.callee
  (argument_list) @call.arguments) @call

; RegionEndpoint.USEast1: a known object, named after its region.
((member_access_expression
  expression: (_) @call.receiver
  name: (identifier) @call.name) @call @call.arguments
  (#any-of? @call.receiver "RegionEndpoint" "Amazon.RegionEndpoint")
  (#not-eq? @call.name "GetBySystemName"))
; AWSConfigs.AWSRegion = "…"
((assignment_expression
  left: (member_access_expression
    expression: (_) @call.receiver
    name: (identifier) @call.name)) @call @call.arguments
  (#any-of? @call.receiver "AWSConfigs" "Amazon.AWSConfigs"))

; Fields that are assigned elsewhere too are only followed where that is seen.
(variable_declaration
  (variable_declarator
    name: (identifier) @assign.name
    [(argument_list) (bracketed_argument_list)]?
    (_) @assign.value .))
(property_declaration
  name: (identifier) @assign.name
  value: (arrow_expression_clause) @assign.value)
(property_declaration
  name: (identifier) @assign.name
  accessors: (accessor_list) @_accessors
  value: (_) @assign.value
  (#not-match? @_accessors "\\b(set|init)\\b"))
(property_declaration
  name: (identifier) @pair.key
  value: (string_literal) @pair.value)
; Also "+=" and "??=": the name is bound once more, so its value is not known any more.
(expression_statement
  (assignment_expression
    left: [(identifier) (member_access_expression)] @assign.name
    right: (_) @assign.value))
(arrow_expression_clause
  (assignment_expression
    left: [(identifier) (member_access_expression)] @assign.name
    right: (_) @assign.value))
(lambda_expression
  body: (assignment_expression
    left: (member_access_expression) @assign.name
    right: (_) @assign.value))
; var (key, secret, token) = F(); (key, secret) = F(): what stands at their places.
(variable_declaration
  (variable_declarator (tuple_pattern name: (identifier) @destructure.element) (_) @destructure.value .))
(assignment_expression
  left: (tuple_expression
    (argument [(identifier) @destructure.element (declaration_expression name: (identifier) @destructure.element)]))
  right: (_) @destructure.value)
; TryGetAWSCredentials("dev", out var credentials)
(invocation_expression
  (argument_list
    (argument (declaration_expression name: (identifier) @assign.name)))) @assign.value
(invocation_expression
  (argument_list
    (argument "out" (identifier) @assign.name))) @assign.value

; void F(string secretAccessKey = "…"): the default is a value by its name; what the parameter holds is not known.
(parameter
  name: (identifier) @pair.key
  (string_literal) @pair.value)

; [Option("region", Default = "…")] public string Region { get; set; }
(property_declaration
  (attribute_list (attribute
    name: (identifier) @_option
    (attribute_argument_list (attribute_argument
      (identifier) @_default
      (string_literal) @option.default))))
  name: (identifier) @option.name
  (#any-of? @_option "Option" "Value")
  (#eq? @_default "Default"))

(parameter name: (identifier) @parameter)
(implicit_parameter) @parameter
(foreach_statement left: (identifier) @each.name right: (_) @each.list)
(foreach_statement left: (identifier) @parameter)
(catch_declaration name: (identifier) @parameter)
(declaration_pattern name: (identifier) @parameter)

(using_directive !name [(identifier) (qualified_name)] @import.all)
(using_directive
  name: (identifier) @import.alias
  [(identifier) (qualified_name)] @import.module)

(initializer_expression
  (assignment_expression
    left: (identifier) @pair.key
    right: (_) @pair.value))
(initializer_expression
  (assignment_expression
    left: (element_binding_expression (argument (string_literal) @pair.key))
    right: (_) @pair.value))
(initializer_expression
  (initializer_expression
    . (string_literal) @pair.key
    . (_) @pair.value .))

; IConfiguration has the variables under their names.
((element_access_expression
  expression: [(identifier) (member_access_expression)] @_configuration
  subscript: (bracketed_argument_list (argument (string_literal) @env.name))) @env.read
  (#match? @_configuration "(?i)(^|\\.)_?config(uration)?$")
  (#match? @env.name "^\"[A-Z0-9_]+\"$"))

; services.Configure<StorageOptions>(configuration.GetSection("Storage"))
(invocation_expression
  function: (member_access_expression
    name: (generic_name (identifier) @_configure (type_argument_list (identifier) @bound.type)))
  arguments: (argument_list (argument (invocation_expression
    function: (member_access_expression name: (identifier) @_section)
    arguments: (argument_list (argument (string_literal) @bound.prefix)))))
  (#eq? @_configure "Configure")
  (#any-of? @_section "GetSection" "GetRequiredSection"))
; services.AddOptions<StorageOptions>().Bind(configuration.GetSection("Storage")), .BindConfiguration("Storage")
(invocation_expression
  function: (member_access_expression
    expression: (invocation_expression function: (member_access_expression
      name: (generic_name (identifier) @_add (type_argument_list (identifier) @bound.type))))
    name: (identifier) @_bind)
  arguments: (argument_list (argument [
    (string_literal) @bound.prefix
    (invocation_expression
      function: (member_access_expression name: (identifier) @_section)
      arguments: (argument_list (argument (string_literal) @bound.prefix)))]))
  (#eq? @_add "AddOptions")
  (#any-of? @_bind "Bind" "BindConfiguration"))
; configuration.GetSection("Storage").Get<StorageOptions>()
(invocation_expression
  function: (member_access_expression
    expression: (invocation_expression
      function: (member_access_expression name: (identifier) @_section)
      arguments: (argument_list (argument (string_literal) @bound.prefix)))
    name: (generic_name (identifier) @_get (type_argument_list (identifier) @bound.type)))
  (#eq? @_get "Get")
  (#any-of? @_section "GetSection" "GetRequiredSection"))

; A class of the file's own, named as one of the SDK's.
((class_declaration name: (identifier) @import.symbol)
  (#match? @import.symbol "^Amazon[A-Z]|AWSCredentials$|^RegionEndpoint$"))
