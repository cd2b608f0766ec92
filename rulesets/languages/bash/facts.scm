; SPDX-License-Identifier: MIT

(command) @command

(variable_assignment
  name: (variable_name) @env.write.name
  "="
  value: (_)? @env.write.value) @env.local

(command
  (variable_assignment
    name: (variable_name) @env.write.name
    "="
    value: (_)? @env.write.value)) @env.prefix

(declaration_command
  "export"
  (variable_assignment
    name: (variable_name) @env.write.name
    "="
    value: (_)? @env.write.value)) @env.export

(declaration_command
  ["declare" "typeset" "local" "readonly"]
  . (word) @_flag
  (variable_assignment
    name: (variable_name) @env.write.name
    "="
    value: (_)? @env.write.value)
  (#match? @_flag "^-[A-Za-z]*x")) @env.export

(variable_assignment
  name: (variable_name) @assign.name
  "="
  value: (_) @assign.value)

; A+=b and "read A": bound once more, so the value is not known any more.
(variable_assignment
  name: (variable_name) @parameter
  "+=")
(for_statement variable: (variable_name) @parameter)
