// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

using Words = std::set<std::string_view>;

Words words_of(std::string_view name) {
  Words words;
  while (true) {
    const std::size_t end = name.find('_');
    words.insert(name.substr(0, end));
    if (end == std::string_view::npos) return words;
    name.remove_prefix(end + 1);
  }
}

/// Words without which a name is that of another thing.
bool same_kind(const Words& a, const Words& b) {
  constexpr std::string_view kTelling[] = {"SECRET", "TOKEN", "REGION"};
  return std::all_of(std::begin(kTelling), std::end(kTelling),
                     [&](std::string_view word) { return a.contains(word) == b.contains(word); });
}

/// One word more or fewer, another order of words, or a letter of a long name.
bool is_near(std::string_view a, std::string_view b) {
  constexpr std::size_t kLongName = 10;
  const Words first = words_of(a);
  const Words second = words_of(b);
  if (!same_kind(first, second)) return false;
  const Words& few = first.size() < second.size() ? first : second;
  const Words& many = first.size() < second.size() ? second : first;
  const bool within = std::includes(many.begin(), many.end(), few.begin(), few.end());
  if (within && few.size() >= 2 && many.size() - few.size() <= 1) return true;
  const bool numbered = a.find_first_of("0123456789") != std::string_view::npos ||
                        b.find_first_of("0123456789") != std::string_view::npos;
  return !numbered && std::min(a.size(), b.size()) >= kLongName && edit_distance(a, b) == 1;
}

/// What the env files of each folder set, by name.
using EnvFiles = std::map<std::string_view, std::map<std::string_view, const EnvAssignment*>>;

EnvFiles env_files(const FactStore& facts) {
  EnvFiles files;
  for (const EnvAssignment& assignment : facts.facts().env_assignments) {
    if (assignment.syntax != EnvSyntax::EnvFile) continue;
    files[folder_of(facts.file(assignment).path)][assignment.name] = &assignment;
  }
  return files;
}

/// What code and data files read, as far as it is seen.
std::set<std::string_view> names_read(const FileFacts& facts) {
  std::set<std::string_view> names;
  for (const EnvRead& read : facts.env_reads) names.insert(read.name);
  for (const ClientConstruction& call : facts.client_constructions) {
    for (const Value* value : {&call.key_id, &call.secret, &call.token, &call.region})
      if (value->kind == Value::Kind::Env) names.insert(value->name);
  }
  return names;
}

class Judge {
 public:
  Judge(const RuleContext& context, FindingSink& sink)
      : context_(context),
        sink_(sink),
        files_(env_files(context.facts)),
        read_(names_read(context.facts.facts())) {}

  void judge(const ClientConstruction& call) {
    if (is_optional(call)) return;
    const auto* names = nearest_names(context_.facts.file(call).path);
    if (names == nullptr) return;
    std::size_t told = 0;
    std::vector<std::pair<const Value*, const EnvAssignment*>> differing;
    for (const Value* value : {&call.key_id, &call.secret, &call.token, &call.region}) {
      if (value->kind != Value::Kind::Env || value->inherited) continue;
      if (names->contains(value->name)) ++told;
      if (const EnvAssignment* near = only_near(*value, *names))
        differing.emplace_back(value, near);
    }
    // One name alone may come from elsewhere; beside others of the same file it was meant to.
    if (told + differing.size() < 2) return;
    for (const auto& [value, near] : differing) {
      // A configuration that several clients share is one place to mend.
      if (told_.insert(value->at).second) report(call, *value, *near);
    }
  }

 private:
  /// Where the same file makes the client without keys as well, the variables may be absent: a
  /// branch takes the usual chain, which reads what the env file sets.
  [[nodiscard]] bool is_optional(const ClientConstruction& call) const {
    const auto given = [](const ClientConstruction& each) {
      return each.key_id.given() || each.secret.given() || each.profile.given();
    };
    return given(call) &&
           std::ranges::any_of(
               context_.facts.facts().client_constructions, [&](const ClientConstruction& other) {
                 return other.at.file == call.at.file && other.callee == call.callee &&
                        other.service == call.service && !given(other);
               });
  }

  using Names = std::map<std::string_view, const EnvAssignment*>;

  [[nodiscard]] const Names* nearest_names(std::string_view path) const {
    while (true) {
      const std::string_view folder = folder_of(path);
      const auto found = files_.find(folder);
      if (found != files_.end()) return &found->second;
      if (folder == path || folder.empty()) return nullptr;  // "/" is its own folder
      path = folder;
    }
  }

  /// The one name of the env file that is nearly the variable's, and that nothing reads; nullptr
  /// where something in the tree sets the variable, or it has a default.
  [[nodiscard]] const EnvAssignment* only_near(const Value& value, const Names& names) const {
    if (value.otherwise != nullptr || (value.fallback && !value.fallback->empty())) return nullptr;
    if (!context_.facts.env(value.name).empty()) return nullptr;
    const EnvAssignment* only = nullptr;
    for (const auto& [name, assignment] : names) {
      if (read_.contains(name) || !is_near(value.name, name)) continue;
      if (only != nullptr) return nullptr;
      only = assignment;
    }
    return only;
  }

  void report(const ClientConstruction& call, const Value& value, const EnvAssignment& near) {
    Finding& finding = sink_.report(
        value.at, call.scope,
        fmt::format("{} reads {}, which nothing here sets; {} sets {}. Without the variable the "
                    "value is missing, and the SDK looks elsewhere or stops.",
                    call.callee, value.name, base_name(context_.facts.file(near).path), near.name),
        fmt::format("use one name in both places: {}", near.name));
    finding.related.push_back({near.name_at, "this name is set, and nothing reads it"});
  }

  const RuleContext& context_;
  FindingSink& sink_;
  EnvFiles files_;
  std::set<std::string_view> read_;
  std::set<Location> told_;
};

void check(const RuleContext& context, FindingSink& sink) {
  Judge judge(context, sink);
  for (const ClientConstruction& call : context.facts.facts().client_constructions)
    judge.judge(call);
}

}  // namespace

RuleDefinition env_name_differs() {
  return {.info = {.summary = "Code reads a variable by another name than the env file sets",
                   .reporting = Reporting::InUse,
                   .severity = Severity::Warning,
                   .confidence = Confidence::Medium,
                   .error = "NoCredentialsError",
                   .yields_at_span = {{"misspelt-variable"}}},
          .check = check};
}

}  // namespace credlint::rules
