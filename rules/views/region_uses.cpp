// SPDX-License-Identifier: MIT
#include "rules/views/region_uses.h"

#include <set>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/region_names.h"
#include "rules/anatomy/words.h"
#include "rules/views/env_scopes.h"
#include "rules/views/file_matches.h"
#include "rules/views/scope_parts.h"

namespace credlint {
namespace {

/// A word that a program prints for "nothing": no placeholder of an author.
bool is_nothing(std::string_view value) {
  const std::string lower = to_lower(value);
  return lower == "none" || lower == "null" || lower == "undefined" || lower == "nil";
}

void note_endpoint(std::set<ScopeId>& scopes, const Catalog& catalog, ScopeId scope,
                   std::string_view url) {
  if (!is_aws_endpoint(catalog, url)) scopes.insert(scope);
}

std::set<ScopeId> scopes_with_other_endpoint(const RuleContext& context) {
  std::set<ScopeId> scopes;
  const FileFacts& facts = context.facts.facts();
  const Catalog& catalog = context.catalog;
  for (const EndpointSetting& setting : facts.endpoint_settings) {
    note_endpoint(scopes, catalog, setting.scope, setting.value);
  }
  for (const ToolSetting& setting : facts.tool_settings) {
    if (setting.meaning == Meaning::Endpoint && !setting.literal)
      note_endpoint(scopes, catalog, setting.scope, "");
  }
  for (const ConfigSetting& setting : facts.config_settings) {
    const KeyName* name = catalog.key(setting.key);
    if (name == nullptr || name->meaning != Meaning::Endpoint || setting.value.empty()) continue;
    note_endpoint(scopes, catalog, setting.scope, setting.value.reveal());
  }
  for (const EnvAssignment& assignment : facts.env_assignments) {
    const KeyName* name = catalog.variable(assignment.name);
    if (name == nullptr || name->meaning != Meaning::Endpoint) continue;
    if (assignment.literal && assignment.value.empty()) continue;
    note_endpoint(scopes, catalog, assignment.scope,
                  assignment.literal ? assignment.value.reveal() : "");
  }
  for (const ClientConstruction& call : facts.client_constructions) {
    if (call.endpoint.given()) {
      note_endpoint(scopes, catalog, call.scope,
                    call.endpoint.literal() ? call.endpoint.text.reveal() : "");
    }
  }
  return scopes;
}

bool is_certain(const RuleContext& context, const RegionSetting& setting) {
  const FileRecord& file = context.facts.file(setting);
  for (const Trait trait : {Trait::SharedConfig, Trait::EnvFile, Trait::Image, Trait::Code,
                            Trait::Ci, Trait::Infra, Trait::Settings}) {
    if (file.has(trait)) return true;
  }
  // A name that only AWS uses says enough in any file.
  return context.catalog.variable(setting.via) != nullptr ||
         starts_with(to_lower(setting.via), "aws");
}

/// "awsRegion": "awsRegion" of a schema: the name once more is no value, where the file is data.
bool says_its_name(const RuleContext& context, const RegionSetting& setting) {
  const FileRecord& file = context.facts.file(setting);
  const bool read = file.has(Trait::SharedConfig) || file.has(Trait::EnvFile) ||
                    file.has(Trait::Image) || file.has(Trait::Code);
  return !read && same_name(setting.via, setting.value);
}

/// {"aws_region": 2} of a dashboard's columns, "aws_region": true of a switch: no name of anything.
bool is_number_or_switch(const RuleContext& context, const RegionSetting& setting) {
  const FileRecord& file = context.facts.file(setting);
  if (file.has(Trait::SharedConfig) || file.has(Trait::EnvFile) || file.has(Trait::Code))
    return false;
  const std::string_view value = trim(setting.value);
  return value == "true" || value == "false" ||
         (!value.empty() && std::ranges::all_of(value, is_digit));
}

/// What an event of AWS says of itself, such as a record of CloudTrail: nobody asks there.
bool tells_of_event(const FileMatches& matches, const RegionSetting& setting) {
  return setting.via == "awsRegion" && matches.in_file_of(setting, "event-record");
}

/// Collects what can be judged, each place once.
class RegionCollector {
 public:
  enum class Wanted { Names, Placeholders };
  explicit RegionCollector(const RuleContext& context, Wanted wanted = Wanted::Names)
      : context_(context), wanted_(wanted), skipped_(scopes_with_other_endpoint(context)) {
    for (const ScopeId scope : skipped_) skipped_files_.insert(scope.file);
  }

  void add(const RegionUse& use) {
    if (!is_wanted(use.value) || is_null_in_php(use) ||
        context_.facts.files()[use.at.file].has(Trait::Template))
      return;
    if (seen_.insert(use.at).second && !skipped_.contains(use.scope)) uses_.push_back(use);
  }
  [[nodiscard]] bool is_null_in_php(const RegionUse& use) const {
    return to_lower(use.value) == "null" && is_read_by_php(context_.facts, use.via);
  }
  [[nodiscard]] bool is_wanted(std::string_view value) const {
    const bool placeholder = is_region_placeholder(context_.catalog, value);
    if (wanted_ == Wanted::Placeholders)
      return placeholder && !trim(value).empty() && is_to_be_filled_in(value);
    return is_nothing(value) || (!placeholder && is_judgeable(context_.catalog, value));
  }
  /// What another program replaces is `unexpanded-variable`'s, and "local" is what local stacks are
  /// told: a region that nobody asks for.
  [[nodiscard]] bool is_to_be_filled_in(std::string_view value) const {
    return !is_expansion(value) &&
           placeholder_kind(value, context_.catalog) != PlaceholderKind::Dummy;
  }
  [[nodiscard]] bool has_other_endpoint(FileId file) const { return skipped_files_.contains(file); }
  [[nodiscard]] std::vector<RegionUse> uses() const { return uses_; }

 private:
  const RuleContext& context_;
  Wanted wanted_;
  std::set<ScopeId> skipped_;
  std::set<FileId> skipped_files_;
  std::set<Location> seen_;
  std::vector<RegionUse> uses_;
};

void add_settings(const RuleContext& context, RegionCollector& collector) {
  const FileMatches& matches = context.view<FileMatches>();
  for (const RegionSetting& setting : context.facts.facts().region_settings) {
    if (says_its_name(context, setting) || is_number_or_switch(context, setting) ||
        tells_of_event(matches, setting))
      continue;
    collector.add(
        {setting.at, setting.scope, setting.value, setting.via, is_certain(context, setting)});
  }
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (!call.region.literal() || call.region.inherited) continue;
    collector.add({call.region.at, call.scope, call.region.text.reveal(), call.constructor, true});
  }
}

bool is_region_variable(const Catalog& catalog, std::string_view variable) {
  const KeyName* name = catalog.variable(variable);
  return name != nullptr && name->meaning == Meaning::Region;
}

/// What stands for a variable that is not set: os.getenv("AWS_REGION", "us-east-1").
void add_defaults(const RuleContext& context, RegionCollector& collector) {
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    const Value& region = call.region;
    if (region.inherited || !region.fallback || !region.fallback_at) continue;
    collector.add({*region.fallback_at, call.scope, *region.fallback, call.constructor, true});
  }
  for (const EnvRead& read : context.facts.facts().env_reads) {
    if (!read.fallback || !read.fallback_at) continue;
    // Where the value goes is not known: not to AWS, perhaps, in a file that knows other stores.
    const bool aws = is_region_variable(context.catalog, read.name) &&
                     !collector.has_other_endpoint(read.at.file);
    if (aws) collector.add({*read.fallback_at, read.scope, *read.fallback, read.name, false});
  }
}

}  // namespace

std::vector<RegionUse> region_uses(const RuleContext& context) {
  RegionCollector collector(context);
  add_settings(context, collector);
  return collector.uses();
}

std::vector<RegionUse> region_placeholders(const RuleContext& context) {
  RegionCollector collector(context, RegionCollector::Wanted::Placeholders);
  add_settings(context, collector);
  return collector.uses();
}

std::vector<RegionUse> region_uses_and_defaults(const RuleContext& context) {
  RegionCollector collector(context);
  add_settings(context, collector);
  add_defaults(context, collector);
  return collector.uses();
}

}  // namespace credlint
