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

; A+=b: bound once more, so the value is not known any more.
(variable_assignment
  name: (variable_name) @parameter
  "+=")
(for_statement variable: (variable_name) @parameter)

; read A B < <(command), read A B <<< "$(command)": the first six words. A name that waits for what may follow is kept in
; mind to the end of its command, which is cubic in the words of long ones.
(redirected_statement
  body: (command
    name: (command_name (word) @_name)
    . argument: (word)? . argument: (word)? . argument: (word)? . argument: (word)? . argument: (word)?
    . argument: (word) @assign.name)
  (file_redirect) @assign.value
  (#eq? @_name "read"))
(command
  name: (command_name (word) @_name)
  . argument: (word)? . argument: (word)? . argument: (word)? . argument: (word)? . argument: (word)?
  . argument: (word) @assign.name
  redirect: (herestring_redirect) @assign.value
  (#eq? @_name "read"))
(redirected_statement
  body: (command
    name: (command_name (word) @_name)
    . argument: (word)? . argument: (word)? . argument: (word)? . argument: (word)? . argument: (word)?
    . argument: (word) @env.write.name)
  (file_redirect) @env.write.value
  (#eq? @_name "read")
  (#match? @env.write.name "^[A-Za-z_]")) @env.local
(command
  name: (command_name (word) @_name)
  . argument: (word)? . argument: (word)? . argument: (word)? . argument: (word)? . argument: (word)?
  . argument: (word) @env.write.name
  redirect: (herestring_redirect) @env.write.value
  (#eq? @_name "read")
  (#match? @env.write.name "^[A-Za-z_]")) @env.local

(declaration_command
  "export"
  (variable_name) @env.exported)

; Text that sets variables: evaluated, exported, left for the later steps of a CI system.
(command
  name: (command_name (word) @_name)
  argument: (_) @env.write.text
  (#eq? @_name "eval"))
(declaration_command
  "export"
  [(command_substitution) (string) (concatenation)] @env.write.text)
((redirected_statement
  body: [
    (command name: (command_name (word) @_name) argument: (_) @env.write.text)
    (compound_statement (command name: (command_name (word) @_name) argument: (_) @env.write.text))
  ]) @_all
  (#eq? @_name "echo")
  (#match? @_all ">[^\\n>]*\\b(GITHUB_ENV|BASH_ENV)\\b[^\\n]*\\z"))

; Here documents: cat > FILE <<EOF, cat <<EOF > FILE, tee FILE <<EOF, cat <<EOF | tee FILE
(redirected_statement
  body: (command name: (command_name (word) @_name))
  (file_redirect destination: (_) @document.path)
  (heredoc_redirect (heredoc_start) @document.start (heredoc_body) @document.text)
  (#eq? @_name "cat"))
(redirected_statement
  body: (command name: (command_name (word) @_name))
  (heredoc_redirect
    (heredoc_start) @document.start
    (file_redirect destination: (_) @document.path)
    (heredoc_body) @document.text)
  (#eq? @_name "cat"))
(redirected_statement
  body: (command
    name: (command_name (word) @_name)
    argument: (_) @document.path .)
  (heredoc_redirect (heredoc_start) @document.start (heredoc_body) @document.text)
  (#any-of? @_name "tee" "sudo"))
(heredoc_redirect
  (heredoc_start) @document.start
  (pipeline [
    (command name: (command_name (word) @_name) argument: (_) @document.path .)
    (redirected_statement body: (command name: (command_name (word) @_name) argument: (_) @document.path .))
  ])
  (heredoc_body) @document.text
  (#any-of? @_name "tee" "sudo"))

; What may set the session token without a name that can be followed. A text that spells the names of the two other
; parts is followed.
(command
  name: (command_name (word) @_name)
  (#any-of? @_name "source" "." "mapfile" "readarray")) @env.write.any
(command
  name: (command_name (word) @_name)
  argument: (_) @_text
  (#eq? @_name "eval")
  (#not-match? @_text "(?s)AWS_ACCESS_KEY_ID=.*AWS_SECRET_ACCESS_KEY=|AWS_SECRET_ACCESS_KEY=.*AWS_ACCESS_KEY_ID=")) @env.write.any
(declaration_command
  "export"
  [(command_substitution) (string) (simple_expansion) (expansion) (concatenation)] @_text
  (#not-match? @_text "(?s)AWS_ACCESS_KEY_ID=.*AWS_SECRET_ACCESS_KEY=|AWS_SECRET_ACCESS_KEY=.*AWS_ACCESS_KEY_ID=")) @env.write.any
(command
  argument: (_) @_word
  (#match? @_word "(?i)aws_(session|security)_token")) @env.write.any
(declaration_command
  (variable_name) @_variable
  (#any-of? @_variable "AWS_SESSION_TOKEN" "AWS_SECURITY_TOKEN")) @env.write.any
((heredoc_body) @env.write.any
  (#match? @env.write.any "(?i)aws_(session|security)_token"))
