// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/views/env_scopes.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// A variable that names one of the shared files.
struct Variable {
  std::string_view name;
  SharedFile wanted;
  std::string_view base;   ///< what the file is called at its usual place
  std::string_view other;  ///< what the other one is called
};

constexpr Variable kVariables[] = {
    {"AWS_CONFIG_FILE", SharedFile::Config, "config", "credentials"},
    {"AWS_SHARED_CREDENTIALS_FILE", SharedFile::Credentials, "credentials", "config"},
};

std::string_view noun(SharedFile kind) {
  return kind == SharedFile::Config ? "a config file" : "a credentials file";
}

/// Which shared file each path was read as, where its sections leave no doubt.
using Kinds = std::map<std::string_view, SharedFile>;

Kinds kinds_of_files(const FactStore& facts) {
  Kinds kinds;
  for (const ConfigSection& section : facts.facts().config_sections) {
    const bool prefixed = section.kind == SectionKind::Profile ||
                          section.kind == SectionKind::SsoSession ||
                          section.kind == SectionKind::Services;
    if (prefixed) kinds[facts.file(section).path] = section.file_kind;
  }
  return kinds;
}

std::string_view without_slashes(std::string_view path) {
  while (path.size() > 1 && (path.back() == '/' || path.back() == '\\')) path.remove_suffix(1);
  return path;
}

std::string_view last_part(std::string_view path) {
  return path.substr(path.find_last_of("/\\") + 1);
}

/// Why the value cannot be right, as the end of a sentence; empty when nothing is known.
std::string problem(const Variable& variable, std::string_view path, const Kinds& kinds,
                    std::string_view folder) {
  if (path.back() == '/' || path.back() == '\\' || last_part(path) == ".aws") {
    return "is a folder, not a file";
  }
  const std::string_view parent = path.substr(0, path.size() - last_part(path).size());
  const bool below_aws = last_part(without_slashes(parent)) == ".aws";
  if (below_aws && last_part(path) == variable.other) {
    return fmt::format("is {}", noun(variable.wanted == SharedFile::Config ? SharedFile::Credentials
                                                                           : SharedFile::Config));
  }
  const auto read = kinds.find(join_path(folder, path));
  if (read == kinds.end() || read->second == variable.wanted) return {};
  return fmt::format("is {}, by its sections", noun(read->second));
}

// "~", "$HOME" and "%USERPROFILE%" at the front leave the rest of a path as it is written.
std::optional<std::string_view> judged_path(const EnvAssignment& assignment) {
  const std::string_view path = assignment.value.reveal();
  if (assignment.test || path.empty()) return std::nullopt;
  const std::size_t expansion = path.find_last_of("$%`{}()<>");
  const std::size_t rest = path.find_first_of("/\\");
  if (expansion == std::string_view::npos) return path;
  return rest != std::string_view::npos && expansion < rest ? std::optional(path) : std::nullopt;
}

void check(const RuleContext& context, FindingSink& sink) {
  const Kinds kinds = kinds_of_files(context.facts);
  for (const Variable& variable : kVariables) {
    for (const EnvAssignment* assignment : context.facts.env(variable.name)) {
      const FileRecord& record = context.facts.file(*assignment);
      if (!is_live_environment(*assignment, record)) continue;
      const auto path = judged_path(*assignment);
      if (!path) continue;
      const std::string what = problem(variable, *path, kinds, folder_of(record.path));
      if (what.empty()) continue;
      sink.report(*assignment,
                  fmt::format("{} names {}, but this {}. Whoever heeds the variable looks for "
                              "profiles in the wrong place and finds none.",
                              variable.name, noun(variable.wanted), what),
                  fmt::format("name {} (usually ~/.aws/{}), or remove the variable",
                              noun(variable.wanted), variable.base));
    }
  }
}

}  // namespace

RuleDefinition custom_file_variable_dangling() {
  return {.info = {.summary = "A variable names a folder, or the wrong one of the shared files",
                   .reporting = Reporting::InUse,
                   .error = "ProfileNotFound"},
          .check = check};
}

}  // namespace credlint::rules
