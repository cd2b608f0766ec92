// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "rules/views/exposed_matches.h"

namespace credlint::rules {
namespace {

constexpr std::size_t kAccountDigits = 12;

/// Users are named "<IAM user>-at-<account>"; documents invent the account.
bool has_real_account(std::string_view user, const Catalog& catalog) {
  return user.size() > kAccountDigits &&
         !is_placeholder(user.substr(user.size() - kAccountDigits), catalog);
}

std::string_view user_of(const ExposedMatch& found) {
  const PatternMatch::Group* user = found.match->group("plain_user");
  return user == nullptr ? std::string_view() : user->value.reveal();
}

void check_passwords(const RuleContext& context, FindingSink& sink) {
  for (const ExposedMatch& found :
       exposed_matches(context, "codecommit-password", "password", Severity::Error)) {
    if (!has_real_account(user_of(found), context.catalog)) continue;
    report(sink, found,
           "Password for CodeCommit stands here as a literal. Everybody who can read this file can "
           "read and push what its user may, until the password is reset.",
           "reset the password in IAM, and use git-remote-codecommit or the credential helper of "
           "the AWS CLI, which need none");
  }
}

/// Other systems name their users alike: only files that speak of CodeCommit count.
std::set<FileId> files_about_codecommit(const FactStore& facts) {
  std::set<FileId> files;
  for (const PatternMatch& match : facts.facts().pattern_matches) {
    if (match.pattern == "codecommit-mention") files.insert(match.at.file);
  }
  return files;
}

void check_users(const RuleContext& context, FindingSink& sink) {
  const std::set<FileId> about = files_about_codecommit(context.facts);
  for (const ExposedMatch& found :
       exposed_matches(context, "codecommit-user", "plain_user", Severity::Note)) {
    if (!about.contains(found.match->at.file)) continue;
    if (!has_real_account(found.value, context.catalog)) continue;
    report(sink, found,
           fmt::format("User of CodeCommit: it names the IAM user and the account {}. Without its "
                       "password it opens nothing.",
                       found.value.substr(found.value.size() - kAccountDigits)),
           "leave it, or use git-remote-codecommit, which needs no user of its own");
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  check_passwords(context, sink);
  check_users(context, sink);
}

}  // namespace

RuleDefinition codecommit_credentials() {
  return {.info = {.summary = "A CodeCommit password or user written into a file",
                   .reporting = Reporting::AsFound},
          .check = check};
}

}  // namespace credlint::rules
