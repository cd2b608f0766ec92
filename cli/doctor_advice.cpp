// SPDX-License-Identifier: MIT
#include "cli/doctor_advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "scanner/config/suggest.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

using resolver::FileState;

/// A profile whose name is nearly the one that is asked for.
std::string about_profile(const resolver::Machine& machine, const std::string& name) {
  std::set<std::string_view> defined;
  for (const ProfileDefinition& profile : machine.facts.facts().profile_definitions)
    defined.insert(profile.name);
  const std::string_view trimmed = trim(name);
  if (trimmed != name && defined.contains(trimmed)) {
    return fmt::format("take the blank off the name: there is a profile \"{}\"", trimmed);
  }
  const std::vector<std::string_view> names(defined.begin(), defined.end());
  const std::string near = did_you_mean(name, names);
  if (near.empty()) return {};
  return fmt::format("define the profile{}", near);
}

/// A shared file under the name that an editor or a browser gives it. Regions stand in *config*.
std::string about_file_name(const resolver::Machine& machine, bool region) {
  const resolver::SharedPaths paths = resolver::shared_paths(machine.environment, machine.platform);
  std::vector<std::string> wanted = {paths.config};
  if (!region) wanted.insert(wanted.begin(), paths.credentials);
  for (const std::string& path : wanted) {
    if (machine.probe(path) != FileState::Missing) continue;
    for (const std::string_view ending : {".txt", ".ini", ".csv"}) {
      const std::string other = path + std::string(ending);
      if (machine.probe(other) != FileState::File) continue;
      return fmt::format("rename {} to {}: no SDK reads a file of that name",
                         from_home(other, paths.home), from_home(path, paths.home));
    }
  }
  return {};
}

std::string about_unread(std::span<const Diagnostic> unread) {
  if (unread.empty()) return {};
  const Diagnostic& first = unread.front();
  return fmt::format("see to {} first: {}", first.path, first.message);
}

}  // namespace

std::string from_home(const std::string& path, const std::string& home) {
  return !home.empty() && starts_with(path, home + "/") ? "~" + path.substr(home.size()) : path;
}

bool is_absence(const resolver::Failure& failure) {
  return failure.defect == "profile-missing" || failure.defect == "no-credentials" ||
         failure.defect == "no-region";
}

std::string advice_about_absence(const resolver::Machine& machine,
                                 std::span<const Diagnostic> unread,
                                 const resolver::Failure& failure,
                                 const resolver::Resolution& resolution) {
  if (!is_absence(failure)) return {};
  if (std::string advice = about_unread(unread); !advice.empty()) return advice;
  if (!resolution.profile.exists && resolution.profile.named()) {
    if (std::string advice = about_profile(machine, resolution.profile.name); !advice.empty())
      return advice;
  }
  return about_file_name(machine, failure.defect == "no-region");
}

}  // namespace credlint
