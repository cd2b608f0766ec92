; SPDX-License-Identifier: MIT

; Aws::S3::Client.new(…): what is called is the class, Aws.S3.Client. SharedCredentials with a file of its own keeps
; its full name: its profile is not one of ~/.aws.
((call
  receiver: (scope_resolution scope: (_) @call.receiver name: (constant) @call.name)
  method: (identifier) @_new
  arguments: (argument_list)? @call.arguments) @call
  (#eq? @_new "new")
  (#not-match? @call "SharedCredentials\\.new\\b[^)]*\\bpath\\b"))

; Aws.config.update(…), Aws.config[:region] = …, Aws.config = …: calls Aws.update, Aws.:region, Aws.config.
(call
  receiver: (call receiver: (_) @call.receiver method: (identifier) @_config)
  method: (identifier) @call.name
  arguments: (argument_list) @call.arguments
  (#match? @call.receiver "^(::)?Aws$")
  (#eq? @_config "config")
  (#any-of? @call.name "update" "merge!")) @call
(assignment
  left: (element_reference
    object: (call receiver: (_) @call.receiver method: (identifier) @_config)
    (simple_symbol) @call.name)
  (#match? @call.receiver "^(::)?Aws$")
  (#eq? @_config "config")) @call @call.arguments
(assignment
  left: (call receiver: (_) @call.receiver method: (identifier) @call.name)
  (#match? @call.receiver "^(::)?Aws$")
  (#eq? @call.name "config")) @call @call.arguments

; config.fog_credentials = { … }, config.aws_credentials = { … }: CarrierWave's, calls config.fog_credentials.
(assignment
  left: (call receiver: (identifier) @call.receiver method: (identifier) @call.name)
  right: (hash) @call.arguments
  (#any-of? @call.name "fog_credentials" "aws_credentials")) @call

; aws.region = "…": what a Vagrantfile says to the provider for AWS.
(assignment
  left: (call receiver: (identifier) @call.receiver method: (identifier) @call.name)
  (#eq? @call.receiver "aws")
  (#any-of? @call.name "region" "aws_profile")) @call @call.arguments

; "…".freeze, ENV["…"].to_s: a call of that name on its receiver.
(call
  receiver: (_)
  method: (identifier) @call.callee
  !arguments
  (#any-of? @call.callee "freeze" "to_i" "to_s" "strip" "chomp" "dup" "presence")) @call @call.arguments

; 7.days, (2 * 7).days: a call days(7).
(call
  receiver: [(integer) (parenthesized_statements)]
  method: (identifier) @call.callee
  !arguments
  (#match? @call.callee "^(second|minute|hour|day|week)s?$")) @call @call.arguments

; Rails.application.credentials holds what people put there, not what an SDK issued.
((call
  receiver: (_) @call.arguments
  method: (identifier) @call.callee) @call
  (#match? @call "^(::)?Rails\\.application\\.(credentials|secrets)$"))

(call
  method: (identifier) @_require
  arguments: (argument_list . (string (string_content) @call.callee) .)
  (#eq? @_require "require")
  (#eq? @call.callee "dotenv/load")) @call

((call
  receiver: (_)? @call.receiver
  method: [(identifier) (constant)] @call.name
  arguments: (argument_list)? @call.arguments) @call
  (#not-match? @call "^((::)?Aws\\.config$|require\\b|(::)?Rails\\.application\\.(credentials|secrets)$)"))

; super(…) of a constructor: a call of the class that this one is derived from.
(class
  superclass: (superclass [(constant) (scope_resolution)] @call.callee)
  body: (body_statement (method
    name: (identifier) @_initialize
    body: (body_statement
      (call method: (super) arguments: (argument_list) @call.arguments) @call)))
  (#eq? @_initialize "initialize"))

; Names and what they are bound to.
(assignment
  left: [(identifier) (constant) (instance_variable) (class_variable) (global_variable) (call)] @assign.name
  right: (_) @assign.value
  (#not-match? @assign.value "^:[^:]|\\.freeze$"))
(assignment
  left: [(identifier) (constant) (instance_variable) (class_variable)] @assign.name
  right: (call receiver: (_) @assign.value method: (identifier) @_freeze !arguments)
  (#eq? @_freeze "freeze"))
(assignment
  left: (left_assignment_list . (_) @assign.name)
  right: (right_assignment_list . (_) @assign.value))
(assignment
  left: (left_assignment_list . (_) . (_) @assign.name)
  right: (right_assignment_list . (_) . (_) @assign.value))
(assignment
  left: (left_assignment_list . (_) . (_) . (_) @assign.name)
  right: (right_assignment_list . (_) . (_) . (_) @assign.value))
; regions.each do |region| … end
(call
  receiver: (_) @each.list
  method: (identifier) @_each
  block: (_ parameters: (block_parameters . (identifier) @each.name))
  (#any-of? @_each "each" "map" "flat_map" "each_with_object" "to_h"))
; a, b = f(): what stands at their places.
(assignment
  left: (left_assignment_list (identifier) @destructure.element)
  right: [(call) (identifier) (array)] @destructure.value)
(assignment
  left: (left_assignment_list (identifier) @parameter)
  right: [(instance_variable) (element_reference) (splat_argument)])

; @client ||= …; every other "||=", "+=" leaves open what the name holds.
(operator_assignment
  left: [(identifier) (instance_variable) (class_variable) (constant)] @assign.name
  operator: "||="
  right: (call) @assign.value)
((operator_assignment
  left: [(identifier) (instance_variable) (class_variable) (constant)] @assign.name
  right: [(string) (chained_string) (hash) (identifier) (constant) (binary) (element_reference) (conditional) (nil)]) @assign.value)

(assignment
  left: (element_reference object: [(identifier) (instance_variable)]) @assign.name
  right: (_) @assign.value)

; options[:region] ||= …, options.merge!(…): the name is bound once more, so its value is not known any more.
(operator_assignment
  left: (element_reference object: [(identifier) (instance_variable)] @assign.name)
  right: (_) @assign.value)
(call
  receiver: [(identifier) (instance_variable)] @assign.name
  method: (identifier) @_changes
  arguments: (argument_list) @assign.value
  (#any-of? @_changes "merge!" "update" "store" "reverse_merge!" "deep_merge!"))

; module Aws, class Aws: outside of it, Aws is what this file says.
([(module name: (constant) @assign.name)
  (class name: (constant) @assign.name)] @assign.value
  (#eq? @assign.name "Aws"))

; def f(secret_access_key: "…"): the default is a value by its name; what the parameter holds is not known.
(optional_parameter
  name: (identifier) @pair.key
  value: [(string) (chained_string)] @pair.value)
(keyword_parameter
  name: (identifier) @pair.key
  value: [(string) (chained_string)] @pair.value)

(method_parameters (identifier) @parameter)
(method_parameters (optional_parameter name: (identifier) @parameter))
(method_parameters (keyword_parameter name: (identifier) @parameter))
(method_parameters (splat_parameter name: (identifier) @parameter))
(method_parameters (hash_splat_parameter name: (identifier) @parameter))
(method_parameters (block_parameter name: (identifier) @parameter))
(block_parameters (identifier) @parameter)
(block_parameters (optional_parameter name: (identifier) @parameter))
(block_parameters (keyword_parameter name: (identifier) @parameter))
(block_parameters (destructured_parameter (identifier) @parameter))
(lambda_parameters (identifier) @parameter)
(lambda_parameters (keyword_parameter name: (identifier) @parameter))
(exception_variable (identifier) @parameter)
(for pattern: (identifier) @parameter)

; option :region, default: "…"; opt :region, "…", default: "…"
(call
  method: (identifier) @_option
  arguments: (argument_list
    . (simple_symbol) @option.name
    (pair key: (hash_key_symbol) @_default value: (string) @option.default))
  (#any-of? @_option "option" "method_option" "class_option" "opt")
  (#eq? @_default "default"))

; Members of hashes, keyword arguments, options[:secret_access_key] = "…".
(pair
  key: (_) @pair.key
  value: [(string) (chained_string)] @pair.value)
(assignment
  left: (element_reference
    object: (_) @_object
    [(simple_symbol) (string)] @pair.key)
  right: [(string) (chained_string)] @pair.value
  (#not-match? @_object "^(ENV$|(::)?Aws\\.config$)"))

; The environment.
(element_reference
  object: (constant) @_env
  (string) @env.name
  (#eq? @_env "ENV")) @env.read
(element_reference
  object: (constant) @_env
  (constant) @env.name
  (#eq? @_env "ENV")) @env.read
(assignment
  left: (element_reference object: (constant) @_env (string) @env.write.name)
  right: (_) @env.write.value
  (#eq? @_env "ENV"))
; What tests set: ClimateControl.modify(NAME: "value"), stub_const("ENV", ENV.to_hash.merge("NAME" => "value")),
; allow(ENV).to receive(:[]).with("NAME").and_return("value").
(call
  receiver: (constant) @_climate
  arguments: (argument_list (pair key: (_) @env.write.name value: (_) @env.write.value))
  (#eq? @_climate "ClimateControl")) @env.write.test
(call
  method: (identifier) @_stub
  arguments: (argument_list
    . (string) @_env
    [(hash (pair key: (_) @env.write.name value: (_) @env.write.value))
     (call arguments: (argument_list (pair key: (_) @env.write.name value: (_) @env.write.value)))
     (call arguments: (argument_list (hash (pair key: (_) @env.write.name value: (_) @env.write.value))))])
  (#eq? @_stub "stub_const")
  (#match? @_env "^[\"']ENV[\"']$")) @env.write.test
(call
  receiver: (call method: (identifier) @_allow arguments: (argument_list . (constant) @_env .))
  arguments: (argument_list
    (call
      receiver: (call method: (identifier) @_with arguments: (argument_list . (string) @env.write.name))
      method: (identifier) @_return
      arguments: (argument_list . (string) @env.write.value .)))
  (#eq? @_allow "allow")
  (#eq? @_env "ENV")
  (#eq? @_with "with")
  (#eq? @_return "and_return")) @env.write.test
(operator_assignment
  left: (element_reference object: (constant) @_env (string) @env.write.name)
  right: (_) @env.write.value
  (#eq? @_env "ENV"))

; region: place, where a method of that name tells it: a call without parentheses.
(pair
  key: (hash_key_symbol) @_key
  value: (identifier) @call.callee @call
  (#any-of? @_key "region" "access_key_id" "secret_access_key" "session_token" "profile" "endpoint"))
