// SPDX-License-Identifier: MIT
// Anatomy of Amazon Resource Names. Source:
// docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint {

/// What an ARN of IAM or STS stands for.
enum class ArnKind {
  Role,         ///< arn:…:iam::<account>:role/[path/]name
  AssumedRole,  ///< arn:…:sts::<account>:assumed-role/name/session: the result of AssumeRole
  User,
  Mfa,
  InstanceProfile,
  Root,
  Other,
};

/// The six fields of an ARN.
struct Arn {
  std::string partition;  ///< "aws", "aws-cn", …
  std::string service;
  std::string region;
  std::string account;
  std::string resource;  ///< all that follows the fifth colon
  ArnKind kind = ArnKind::Other;

  /// What follows the last '/' of the resource: the role's or user's name.
  [[nodiscard]] std::string_view name() const&;
  std::string_view name() const&& = delete;
};

/// Splits a text with the six fields of an ARN; absent when it does not begin with "arn:" or has
/// fewer fields. The fields themselves are not judged.
std::optional<Arn> parse_arn(std::string_view text);

/// True when the partition may be one of AWS's: "aws" or "aws-…". Other systems (MinIO, Ceph) use
/// names of their own.
bool is_aws_partition(std::string_view partition);

/// What is wrong with a text that should be the ARN of a role, as the end of a sentence ("has no
/// …"); empty when nothing is. Source: the arnType of the STS service model.
std::string role_arn_problem(std::string_view text);

/// True when the text holds an expansion or a stand-in ("<account>", "${X}", "xxxx"), so that it
/// cannot be judged as an ARN.
bool is_arn_template(std::string_view text);

/// True when a word or one digit again and again stands for the account: "test", "2222222".
bool has_made_up_account(std::string_view text, const Catalog& catalog);

}  // namespace credlint
