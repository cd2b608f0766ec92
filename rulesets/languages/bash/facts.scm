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

; What may set the session token without a name that can be followed.
(command
  name: (command_name (word) @_name)
  (#any-of? @_name "eval" "source" "." "mapfile" "readarray")) @env.write.any
(declaration_command
  "export"
  [(command_substitution) (string) (simple_expansion) (expansion) (concatenation)]) @env.write.any
(command
  argument: (_) @_word
  (#match? @_word "(?i)aws_(session|security)_token")) @env.write.any
(declaration_command
  (variable_name) @_variable
  (#any-of? @_variable "AWS_SESSION_TOKEN" "AWS_SECURITY_TOKEN")) @env.write.any
((heredoc_body) @env.write.any
  (#match? @env.write.any "(?i)aws_(session|security)_token"))
