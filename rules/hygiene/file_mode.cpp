// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "rules/anatomy/key_id.h"
#include "rules/anatomy/paths.h"
#include "rules/views/homes.h"
#include "rules/views/scope_parts.h"
#include "scanner/core/rule.h"
#include "scanner/core/words.h"

namespace credlint::rules {
namespace {

constexpr std::uint32_t kOthersMayRead = 044;
/// What Windows drives and some mounts show for every file: the modes there say nothing.
constexpr std::uint32_t kNoModes = 0777;

/// In quotes where a shell would take it apart.
std::string shell_word(std::string_view path) {
  const bool plain = std::ranges::all_of(path, [](char c) {
    return is_letter_or_digit(c) || std::string_view("/._-+,@%:").find(c) != std::string_view::npos;
  });
  if (plain) return std::string(path);
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

bool is_password_file(std::string_view path) {
  const std::string_view name = base_name(path);
  return name == ".passwd-s3fs" || name == "passwd-s3fs";
}

bool is_judged(const FileRecord& record, const Homes& homes) {
  if (record.mode == kNoModes || (record.mode & kOthersMayRead) == 0) return false;
  if (homes.real_around(record.path) != nullptr) return true;
  return is_password_file(record.path) && record.tracking != Tracking::Tracked &&
         !record.has(Trait::Template);
}

/// The first secret key or token of each file: what others may read.
std::map<FileId, const CredentialPart*> first_secrets(const RuleContext& context) {
  std::map<FileId, const CredentialPart*> first;
  for (const CredentialPart& part : context.facts.facts().credential_parts) {
    if (part.part != PartKind::Secret && part.part != PartKind::Token) continue;
    if (is_judgeable(context.catalog, part.value.reveal())) first.try_emplace(part.at.file, &part);
  }
  return first;
}

void check(const RuleContext& context, FindingSink& sink) {
  const Homes& homes = context.view<Homes>();
  for (const auto& [file, part] : first_secrets(context)) {
    const FileRecord& record = context.facts.file(file);
    if (!is_judged(record, homes)) continue;
    const bool s3fs = is_password_file(record.path);
    sink.report(*part,
                fmt::format("{} of this machine can read these credentials: the mode of the file "
                            "is {:04o}.{}",
                            (record.mode & 04) != 0 ? "Every user" : "Every member of the group",
                            record.mode,
                            s3fs ? " s3fs refuses such a file: \"should not have others "
                                   "permissions\"."
                                 : " SDKs do not mind, so nothing will tell you."),
                fmt::format("chmod 600 {}", shell_word(record.path)));
  }
}

}  // namespace

RuleDefinition file_mode() {
  return {.info = {.summary = "Other users may read a file with credentials",
                   .reporting = Reporting::AsFound,
                   .severity = Severity::Warning},
          .check = check};
}

}  // namespace credlint::rules
