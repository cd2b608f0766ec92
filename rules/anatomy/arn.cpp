// SPDX-License-Identifier: MIT
#include "rules/anatomy/arn.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"

namespace credlint {
namespace {

constexpr std::size_t kAccountDigits = 12;
constexpr std::size_t kLongestArn = 2048;

ArnKind kind_of(const Arn& arn) {
  const std::string_view resource = arn.resource;
  if (arn.service == "sts" && starts_with(resource, "assumed-role/")) return ArnKind::AssumedRole;
  if (arn.service != "iam") return ArnKind::Other;
  if (starts_with(resource, "role/")) return ArnKind::Role;
  if (starts_with(resource, "user/")) return ArnKind::User;
  if (starts_with(resource, "mfa/")) return ArnKind::Mfa;
  if (starts_with(resource, "instance-profile/")) return ArnKind::InstanceProfile;
  if (resource == "root") return ArnKind::Root;
  return ArnKind::Other;
}

std::string wrong_kind(const Arn& arn) {
  switch (arn.kind) {
    case ArnKind::AssumedRole:
      return "names a session of a role (assumed-role), not the role";
    case ArnKind::User:
      return "names a user, not a role";
    case ArnKind::Mfa:
      return "names an MFA device, not a role";
    case ArnKind::InstanceProfile:
      return "names an instance profile, not the role in it";
    case ArnKind::Root:
      return "names the account's root, not a role";
    default:
      break;
  }
  if (arn.service != "iam") return "is not an ARN of IAM (the third field must be \"iam\")";
  if (arn.resource == "role" || starts_with(arn.resource, "role:")) {
    return "has no \"/\" between \"role\" and the name";
  }
  return "does not name a role (the last field must begin with \"role/\")";
}

std::string field_problem(const Arn& arn) {
  if (!is_aws_partition(arn.partition)) return {};
  if (arn.kind != ArnKind::Role) return wrong_kind(arn);
  if (!arn.region.empty()) return "has a region; roles have none, the field must be empty";
  if (arn.account.empty()) return "has no account";
  if (!all_of_class(arn.account, is_digit)) return "has an account that is not a number";
  if (arn.account.size() != kAccountDigits) {
    return fmt::format("has an account of {} digits instead of {}", arn.account.size(),
                       kAccountDigits);
  }
  if (arn.name().empty()) return "has no role name";
  return {};
}

}  // namespace

std::string_view Arn::name() const& {
  const std::string_view text = resource;
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : text.substr(slash + 1);
}

std::optional<Arn> parse_arn(std::string_view text) {
  std::array<std::string_view, 6> fields;
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    fields[i] = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  fields.back() = text;
  if (fields[0] != "arn") return std::nullopt;
  Arn arn{std::string(fields[1]), std::string(fields[2]), std::string(fields[3]),
          std::string(fields[4]), std::string(fields[5])};
  arn.kind = kind_of(arn);
  return arn;
}

bool is_aws_partition(std::string_view partition) {
  return partition == "aws" || starts_with(partition, "aws-");
}

std::string role_arn_problem(std::string_view text) {
  if (text.find_first_of(" \t\r\n") != std::string_view::npos) return "contains white space";
  if (!starts_with(text, "arn:")) return "does not begin with \"arn:\"";
  if (text.size() > kLongestArn) return fmt::format("is longer than {} characters", kLongestArn);
  const std::optional<Arn> arn = parse_arn(text);
  if (arn) return field_problem(*arn);
  const auto colons = std::count(text.begin(), text.end(), ':');
  return fmt::format(
      "has {} colons instead of 5; the region is empty, so two colons stand before "
      "the account",
      colons);
}

namespace {

/// "EXTERNAL_ACCOUNT_NUMBER", "MFA_DEVICE": a name for what is to be written there.
bool is_name_to_fill_in(std::string_view account) {
  constexpr std::size_t kShortest = 3;
  return account.size() >= kShortest && std::all_of(account.begin(), account.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
         });
}

}  // namespace

bool is_arn_template(std::string_view text) {
  constexpr std::string_view kMarks = "${}<>%*[]";
  if (text.find_first_of(kMarks) != std::string_view::npos) return true;
  const std::optional<Arn> arn = parse_arn(text);
  if (arn && is_name_to_fill_in(arn->account)) return true;
  const std::string lower = to_lower(text);
  constexpr std::array<std::string_view, 12> kWords = {
      "xxx",     "...",      "your",     "account_id", "account-id", "accountid",
      "replace", "changeme", "redacted", "masked",     "omitted",    "removed"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return contains(lower, word); });
}

bool has_made_up_account(std::string_view text, const Catalog& catalog) {
  const std::optional<Arn> arn = parse_arn(text);
  if (!arn || arn->account.size() <= 1) return false;
  const bool one_digit = arn->account.find_first_not_of(arn->account.front()) == std::string::npos;
  // A digit that was lost makes no account of digits a made-up one.
  const bool word = std::none_of(arn->account.begin(), arn->account.end(), is_digit);
  return one_digit || (word && is_placeholder(arn->account, catalog));
}

}  // namespace credlint
