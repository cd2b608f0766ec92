// SPDX-License-Identifier: MIT
#include <optional>
#include <set>
#include <string>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kFolder = ".aws";
constexpr std::string_view kCredentials = "credentials";

// The part of the path behind ".aws/": empty for the folder itself, absent when there is none.
std::optional<std::string> inside_aws(std::string_view path) {
  const std::string clean = join_path({}, path);
  std::string_view rest = clean;
  while (!rest.empty()) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
    if (part == kFolder) return std::string(rest);
  }
  return std::nullopt;
}

// Only the settings file is harmless: it may hold regions and roles alone.
bool may_hold_credentials(std::string_view inside) { return inside != "config"; }

std::set<std::string> paths_of(const FactStore& facts) {
  std::set<std::string> paths;
  for (const FileRecord& record : facts.files()) {
    if (base_name(record.path) == kCredentials) paths.insert(join_path({}, record.path));
  }
  return paths;
}

class Copies {
 public:
  explicit Copies(const FactStore& facts) : facts_(facts), credentials_(paths_of(facts)) {}

  [[nodiscard]] bool brings_credentials(const ImageCopy& copy) const {
    if (const auto source = inside_aws(copy.source)) return may_hold_credentials(*source);
    const auto target = inside_aws(copy.destination);
    if (!target) return false;
    if (*target == kCredentials || base_name(copy.source) == kCredentials) return true;
    return target->empty() && has_credentials_file(copy);
  }

 private:
  // A folder by another name counts when the file is seen in it.
  [[nodiscard]] bool has_credentials_file(const ImageCopy& copy) const {
    const std::string folder = join_path(folder_of(facts_.file(copy).path), copy.source);
    return credentials_.count(join_path(folder, kCredentials)) != 0;
  }

  const FactStore& facts_;
  std::set<std::string> credentials_;
};

void check(const RuleContext& context, FindingSink& sink) {
  const Copies copies(context.facts);
  for (const ImageCopy& copy : context.facts.facts().image_copies) {
    if (!copies.brings_credentials(copy)) continue;
    sink.report(
        copy,
        "The image gets a copy of AWS credentials. Everybody who can pull the image can read "
        "them, in its layers even after they are deleted, and temporary ones are stale soon.",
        "mount ~/.aws when the container runs, or give the container a role");
  }
}

}  // namespace

RuleDefinition dockerfile_copy_aws_dir() {
  return {.info = {.summary = "A Dockerfile copies AWS credentials into the image",
                   .reporting = Reporting::InUse,
                   .error = "ExpiredToken"},
          .check = check};
}

}  // namespace credlint::rules
