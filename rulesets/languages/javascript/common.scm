; SPDX-License-Identifier: MIT
; What JavaScript and TypeScript have in common.

; Calls and object creation. The pattern in front sees through require("m").f(…): the first match of
; a node counts.
(call_expression
  function: (member_expression
    object: (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string (string_fragment) @call.receiver) .))
    property: (property_identifier) @call.name)
  arguments: (arguments) @call.arguments
  (#eq? @_require "require")) @call

(call_expression
  function: (_) @call.callee
  arguments: (arguments) @call.arguments) @call

(new_expression
  constructor: (_) @call.callee
  arguments: (arguments) @call.arguments) @call

(new_expression
  constructor: (_) @call.callee
  !arguments) @call

; AWS.config.region = "…": a call of that name whose arguments are both sides.
(assignment_expression
  left: (member_expression) @call.callee
  right: (_)
  (#match? @call.callee "\\bconfig\\.(region|endpoint|credentials|sessionToken|signatureVersion|systemClockOffset)$")) @call @call.arguments

; import "dotenv/config" and require("dotenv/config") read a file by being there.
(import_statement
  source: (string (string_fragment) @call.callee)
  (#match? @call.callee "^(dotenv|@dotenvx/dotenvx)/config(\\.js)?$")) @call
(expression_statement
  (call_expression
    function: (identifier) @_require
    arguments: (arguments . (string (string_fragment) @call.callee) .))
  (#eq? @_require "require")
  (#match? @call.callee "^(dotenv|@dotenvx/dotenvx)/config(\\.js)?$")) @call

; Names and what they are bound to; imports and the environment have patterns of their own.
(variable_declarator
  name: (identifier) @assign.name
  value: (_) @assign.value
  (#not-match? @assign.value "^(await )?(require|import)\\(|captureAWS\\(|__importStar\\("))
(assignment_expression
  left: [(identifier) (member_expression)] @assign.name
  right: (_) @assign.value
  (#not-match? @assign.name "^(process|Bun|import\\.meta)\\.env\\b")
  (#not-match? @assign.value "^(await )?(require|import)\\(|captureAWS\\(|__importStar\\("))
(assignment_expression
  left: (subscript_expression index: (string) @assign.name)
  right: (_) @assign.value)
; region += "…": the name is bound once more, so its value is not known any more.
((augmented_assignment_expression left: [(identifier) (member_expression)] @assign.name) @assign.value)

; const { a, b: c, d = 1, e: { f } } = value
(variable_declarator
  name: (object_pattern
    [(shorthand_property_identifier_pattern) @destructure.name
     (object_assignment_pattern left: (shorthand_property_identifier_pattern) @destructure.name)
     (pair_pattern
       key: (property_identifier) @destructure.name
       value: [(identifier) @destructure.alias
               (assignment_pattern left: (identifier) @destructure.alias)])])
  value: (_) @destructure.value
  (#not-match? @destructure.value "^((await )?(require|import)\\(|(process|Bun|import\\.meta)\\.env$)"))
(variable_declarator
  name: (object_pattern
    (pair_pattern
      value: (object_pattern
        [(shorthand_property_identifier_pattern) @destructure.name
         (pair_pattern
           key: (property_identifier) @destructure.name
           value: (identifier) @destructure.alias)])))
  value: (_) @destructure.value)

; const [a, b] = f()
(variable_declarator
  name: (array_pattern (identifier) @destructure.element)
  value: (_) @destructure.value)

; const { AWS_REGION, AWS_PROFILE: profile, AWS_X = "default" } = process.env
(variable_declarator
  name: (object_pattern
    (shorthand_property_identifier_pattern) @env.read @env.name)
  value: (member_expression) @_env
  (#any-of? @_env "process.env" "Bun.env" "import.meta.env"))
(variable_declarator
  name: (object_pattern
    (shorthand_property_identifier_pattern) @assign.name @assign.value)
  value: (member_expression) @_env
  (#any-of? @_env "process.env" "Bun.env" "import.meta.env"))
(variable_declarator
  name: (object_pattern
    (object_assignment_pattern
      left: (shorthand_property_identifier_pattern) @env.read @env.name))
  value: (member_expression) @_env
  (#any-of? @_env "process.env" "Bun.env" "import.meta.env"))
(variable_declarator
  name: (object_pattern
    (object_assignment_pattern
      left: (shorthand_property_identifier_pattern) @assign.name) @assign.value)
  value: (member_expression) @_env
  (#any-of? @_env "process.env" "Bun.env" "import.meta.env"))
(variable_declarator
  name: (object_pattern
    (pair_pattern key: (property_identifier) @env.name) @env.read)
  value: (member_expression) @_env
  (#any-of? @_env "process.env" "Bun.env" "import.meta.env"))
(variable_declarator
  name: (object_pattern
    (pair_pattern value: (identifier) @assign.name) @assign.value)
  value: (member_expression) @_env
  (#any-of? @_env "process.env" "Bun.env" "import.meta.env"))

; Imports.
(import_statement
  (import_clause (identifier) @import.alias)
  source: (string) @import.module)
(import_statement
  (import_clause (namespace_import (identifier) @import.alias))
  source: (string) @import.module)
(import_statement
  (import_clause (named_imports (import_specifier name: (_) @import.symbol !alias)))
  source: (string) @import.module)
(import_statement
  (import_clause (named_imports (import_specifier
    name: (_) @import.symbol
    alias: (identifier) @import.alias)))
  source: (string) @import.module)
([(variable_declarator
    name: (identifier) @import.alias
    value: [(call_expression function: [(identifier) (import)] @_require
              arguments: (arguments . (string) @import.module))
            (await_expression (call_expression function: (import) @_require
              arguments: (arguments . (string) @import.module)))])
  (assignment_expression
    left: (identifier) @import.alias
    right: (call_expression function: (identifier) @_require
      arguments: (arguments . (string) @import.module)))]
  (#any-of? @_require "require" "import"))
; const AWS = AWSXRay.captureAWS(require("aws-sdk")); const AWS = __importStar(require("aws-sdk"))
(variable_declarator
  name: (identifier) @import.alias
  value: (call_expression
    function: (_) @_wrapper
    arguments: (arguments . (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string) @import.module))))
  (#match? @_wrapper "(captureAWS|__importStar)$")
  (#eq? @_require "require"))
; const S3 = require("aws-sdk").S3
(variable_declarator
  name: (identifier) @import.alias
  value: (member_expression
    object: (call_expression
      function: (identifier) @_require
      arguments: (arguments . (string) @import.module))
    property: (property_identifier) @import.symbol)
  (#eq? @_require "require"))
; const { S3Client, STSClient: Sts } = require("…"), also = await import("…")
([(variable_declarator
    name: (object_pattern
      [(shorthand_property_identifier_pattern) @import.symbol
       (pair_pattern
         key: (property_identifier) @import.symbol
         value: (identifier) @import.alias)])
    value: [(call_expression function: (identifier) @_require
              arguments: (arguments . (string) @import.module))
            (await_expression (call_expression function: (import) @_require
              arguments: (arguments . (string) @import.module)))])]
  (#any-of? @_require "require" "import"))

; program.option("-r, --region <region>", "…", "default")
(call_expression
  function: (member_expression property: (property_identifier) @_option)
  arguments: (arguments . (string) @option.name . (string) . [(string) (identifier) (member_expression)] @option.default)
  (#any-of? @_option "option" "requiredOption"))
; new Option("--region <region>", "…").default("…")
(call_expression
  function: (member_expression
    object: (new_expression arguments: (arguments . (string) @option.name))
    property: (property_identifier) @_default)
  arguments: (arguments . (string) @option.default)
  (#eq? @_default "default"))

; minimist(args, { default: { region: "…" } })
(call_expression
  arguments: (arguments
    . (_)
    . (object (pair
      key: (property_identifier) @_default
      value: (object (pair key: (property_identifier) @option.name value: (string) @option.default)))))
  (#eq? @_default "default"))

; yargs.option("region", { default: "…" })
(call_expression
  function: (member_expression property: (property_identifier) @_option)
  arguments: (arguments
    . (string) @option.name
    . (object (pair key: (property_identifier) @_default value: (string) @option.default)))
  (#eq? @_option "option")
  (#any-of? @_default "default" "defaultValue"))
; yargs.options({ region: { default: "…" } })
(call_expression
  function: (member_expression property: (property_identifier) @_options)
  arguments: (arguments . (object (pair
    key: [(property_identifier) (string)] @option.name
    value: (object (pair key: (property_identifier) @_default value: (string) @option.default)))) .)
  (#eq? @_options "options")
  (#eq? @_default "default"))
; AWS_REGION: z.string().default("…"), AWS_REGION: str({ default: "…" }), region: { env: "AWS_REGION", default: "…" }
(pair
  key: (property_identifier) @option.name
  value: (call_expression
    function: (member_expression property: (property_identifier) @_default)
    arguments: (arguments . (string) @option.default .))
  (#any-of? @_default "default" "catch" "prefault"))
(pair
  key: (property_identifier) @option.name
  value: (call_expression
    arguments: (arguments
      (object (pair key: (property_identifier) @_default value: (string) @option.default))))
  (#eq? @_default "default"))

; for (const region of regions), regions.map((region) => …)
(for_in_statement left: (identifier) @each.name right: (_) @each.list)
(call_expression
  function: (member_expression object: (_) @each.list property: (property_identifier) @_method)
  arguments: (arguments . (arrow_function parameter: (identifier) @each.name))
  (#any-of? @_method "map" "forEach" "flatMap"))

; Members of object literals.
(pair key: (_) @pair.key value: (_) @pair.value)

; The environment.
(member_expression
  object: (_) @_env
  property: (property_identifier) @env.name
  (#any-of? @_env "process.env" "process?.env" "globalThis.process.env" "Bun.env" "import.meta.env")) @env.read
(subscript_expression
  object: (_) @_env
  index: (_) @env.name
  (#any-of? @_env "process.env" "process?.env" "globalThis.process.env" "Bun.env" "import.meta.env")) @env.read
(assignment_expression
  left: [(member_expression object: (_) @_env property: (property_identifier) @env.write.name)
         (subscript_expression object: (_) @_env index: (string) @env.write.name)]
  right: (_) @env.write.value
  (#any-of? @_env "process.env" "Bun.env" "import.meta.env"))
