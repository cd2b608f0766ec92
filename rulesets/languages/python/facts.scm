; SPDX-License-Identifier: MIT

(call
  function: (_) @call.callee
  arguments: (_) @call.arguments) @call

(assignment
  left: [(identifier) (attribute)] @assign.name
  right: (_) @assign.value)

(assignment
  left: (subscript
    value: (_) @_object
    subscript: (string) @env.write.name)
  right: (_) @env.write.value
  (#any-of? @_object "os.environ" "environ"))

(assignment
  left: (subscript
    subscript: (string) @assign.name)
  right: (_) @assign.value)

(parameters (identifier) @parameter)
(parameters (default_parameter name: (identifier) @parameter))
(parameters (typed_parameter (identifier) @parameter))
(parameters (typed_default_parameter name: (identifier) @parameter))
(lambda_parameters (identifier) @parameter)
(for_statement left: (identifier) @parameter)

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
  module_name: (dotted_name) @import.module
  name: (dotted_name) @import.symbol)
(import_from_statement
  module_name: (dotted_name) @import.module
  name: (aliased_import
    name: (dotted_name) @import.symbol
    alias: (identifier) @import.alias))

(pair
  key: (string) @pair.key
  value: (_) @pair.value)

(subscript
  value: (_) @_object
  subscript: (string) @env.name
  (#any-of? @_object "os.environ" "environ")) @env.read
