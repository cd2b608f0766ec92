; SPDX-License-Identifier: MIT

; provider "aws" { … }: provider.aws. Of two labels the first counts.
(block
  . (identifier) @call.receiver
  . [(string_lit (template_literal) @call.name) (identifier) @call.name]
  (body) @call.arguments
  (#any-of? @call.receiver "provider" "backend" "source" "data")) @call

; resource "aws_cloudtrail" "main" { … }: what watches over an account, and keys that are made.
(block
  . (identifier) @call.receiver
  . (string_lit (template_literal) @call.name)
  (body) @call.arguments
  (#eq? @call.receiver "resource")
  (#any-of? @call.name "aws_cloudtrail" "aws_cloudwatch_metric_alarm" "aws_cloudwatch_log_metric_filter"
    "aws_iam_access_key")) @call

; module "trail" { source = "cloudposse/cloudtrail/aws" … }: a trail that somebody else's module makes.
(block
  . (identifier) @call.name
  (body (attribute (identifier) @_source (expression) @_path)) @call.arguments
  (#eq? @call.name "module")
  (#eq? @_source "source")
  (#match? @_path "cloudtrail")) @call

; event_selector { data_resource { … } } in a trail.
(block
  . (identifier) @_kind
  . (string_lit (template_literal) @call.receiver)
  (body
    (block
      . (identifier) @_selector
      (body
        (block
          . (identifier) @call.name
          (body) @call.arguments) @call)))
  (#eq? @_kind "resource")
  (#eq? @call.receiver "aws_cloudtrail")
  (#eq? @_selector "event_selector")
  (#eq? @call.name "data_resource"))

; metric_transformation { … } in such a filter.
(block
  . (identifier) @_kind
  . (string_lit (template_literal) @call.receiver)
  (body
    (block
      . (identifier) @call.name
      (body) @call.arguments) @call)
  (#eq? @_kind "resource")
  (#eq? @call.receiver "aws_cloudwatch_log_metric_filter")
  (#eq? @call.name "metric_transformation"))

; assume_role { … } in a provider or backend of AWS, in a source of Packer.
(block
  . (identifier) @_kind
  . [(string_lit (template_literal) @_label) (identifier) @_label]
  (body
    (block
      . (identifier) @call.name
      (body) @call.arguments) @call)
  (#any-of? @_kind "provider" "backend" "source")
  (#match? @_label "^(aws|awscc|s3|amazon-.*)$")
  (#any-of? @call.name "assume_role" "assume_role_with_web_identity"))

; assume_role = { … }
(block
  . (identifier) @_kind
  . [(string_lit (template_literal) @_label) (identifier) @_label]
  (body
    (attribute
      (identifier) @call.name
      (expression (collection_value (object) @call.arguments))) @call)
  (#any-of? @_kind "provider" "backend" "source")
  (#match? @_label "^(aws|awscc|amazon-.*)$")
  (#any-of? @call.name "assume_role" "assume_role_with_web_identity"))

; dynamic "assume_role" { content { … } }
(block
  . (identifier) @_kind
  . [(string_lit (template_literal) @_label) (identifier) @_label]
  (body
    (block
      . (identifier) @_dynamic
      . (string_lit (template_literal) @call.name)
      (body
        (block
          . (identifier) @_content
          (body) @call.arguments))) @call)
  (#any-of? @_kind "provider" "backend" "source")
  (#match? @_label "^(aws|awscc|s3|amazon-.*)$")
  (#eq? @_dynamic "dynamic")
  (#eq? @_content "content")
  (#any-of? @call.name "assume_role" "assume_role_with_web_identity"))

; endpoints { s3 = "…" }
(block
  . (identifier) @_kind
  . [(string_lit (template_literal) @_label) (identifier) @_label]
  (body
    (block
      . (identifier) @call.receiver
      (body (attribute . (identifier) @call.name) @call.arguments @call)))
  (#eq? @_kind "provider")
  (#eq? @_label "aws")
  (#eq? @call.receiver "endpoints"))

; dynamic "endpoints" { content { s3 = "…" } }
(block
  . (identifier) @_kind
  . [(string_lit (template_literal) @_label) (identifier) @_label]
  (body
    (block
      . (identifier) @_dynamic
      . (string_lit (template_literal) @call.receiver)
      (body
        (block
          . (identifier) @_content
          (body (attribute . (identifier) @call.name) @call.arguments @call)))))
  (#eq? @_kind "provider")
  (#eq? @_label "aws")
  (#eq? @_dynamic "dynamic")
  (#eq? @_content "content")
  (#eq? @call.receiver "endpoints"))

; Two settings of a block are no two steps of a pattern: each would wait for the other to the end of the block, and
; locals have hundreds. The text of the block is asked for the other.

; data "terraform_remote_state" "x" { backend = "s3"  config = { … } }
(block
  . (identifier)
  . (string_lit (template_literal) @call.receiver)
  (body
    (attribute
      (identifier) @call.name
      (expression (collection_value (object) @call.arguments))) @call) @_settings
  (#eq? @call.receiver "terraform_remote_state")
  (#eq? @call.name "config")
  (#match? @_settings "(?m)^\\s*backend\\s*=\\s*\"s3\""))

; Terraform 0.11: config { … }
(block
  . (identifier)
  . (string_lit (template_literal) @call.receiver)
  (body
    (block . (identifier) @call.name (body) @call.arguments) @call) @_settings
  (#eq? @call.receiver "terraform_remote_state")
  (#eq? @call.name "config")
  (#match? @_settings "(?m)^\\s*backend\\s*=\\s*\"s3\""))

; Terragrunt: remote_state { backend = "s3"  config = { … } }
(block
  . (identifier) @call.receiver
  . (block_start)
  (body
    (attribute
      (identifier) @call.name
      (expression (collection_value (object) @call.arguments))) @call) @_settings
  (#eq? @call.receiver "remote_state")
  (#eq? @call.name "config")
  (#match? @_settings "(?m)^\\s*backend\\s*=\\s*\"s3\""))

; local.x
(block
  . (identifier) @assign.kind
  (body (attribute (identifier) @assign.name (expression) @assign.value))
  (#eq? @assign.kind "locals"))

; var.x of a variable with a default, where that is a value and no sign to put one in.
(block
  . (identifier) @assign.kind
  . (string_lit (template_literal) @assign.name)
  (body (attribute (identifier) @_default (expression) @assign.value))
  (#eq? @assign.kind "variable")
  (#eq? @_default "default")
  (#not-match? @assign.value "(?i)^(?:null|\"\")$|your|chang|replac|x{3}|<|todo|dummy|fake|example|insert|fill|none"))

; var.x of a .tfvars file.
(config_file (body (attribute (identifier) @assign.name (expression) @assign.value)))

; Variables of a .tfvars file and of containers: names that say they are of AWS.
(attribute
  (identifier) @pair.key
  (expression) @pair.value
  (#match? @pair.key "(?i)aws"))

(object_elem
  key: (expression) @pair.key
  val: (expression) @pair.value
  (#match? @pair.key "(?i)aws"))

; variable "aws_region" { default = "…" }: the name says what it is for.
(block
  . (identifier) @call.receiver
  . (string_lit (template_literal) @call.name)
  (body) @call.arguments
  (#eq? @call.receiver "variable")
  (#match? @call.name "^(aws_(default_)?(region|profile)|AWS_(DEFAULT_)?(REGION|PROFILE))$")) @call

; aws_region = "…" of .tfvars files, locals and inputs of modules.
(attribute
  . (identifier) @call.name
  (#match? @call.name "^(aws_(default_)?(region|profile)|AWS_(DEFAULT_)?(REGION|PROFILE))$")) @call @call.arguments

(object_elem
  key: (expression) @call.name
  (#match? @call.name "^(aws_(default_)?(region|profile)|AWS_(DEFAULT_)?(REGION|PROFILE))$")) @call @call.arguments
