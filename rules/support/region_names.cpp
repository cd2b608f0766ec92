// SPDX-License-Identifier: MIT
#include "rules/support/region_names.h"

#include <algorithm>
#include <optional>
#include <set>

#include "rules/support/scope_parts.h"
#include "rules/support/words.h"

namespace credlint {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

const DataRow* known_region(const Catalog& catalog, std::string_view name) {
  return catalog.table("regions").find(name);
}

bool is_pseudo(const DataRow& row) { return row.note == "pseudo"; }

/// Calls `visit` with each blank-separated word.
template <typename Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// The partition whose longest prefix the name begins with, if the rest looks like "-east-1".
std::string possible_partition(const Catalog& catalog, std::string_view name) {
  std::string_view best_prefix;
  std::string_view best;
  for (const DataRow& row : catalog.table("partitions").rows) {
    for_each_word(row.note, [&](std::string_view prefix) {
      const bool fits =
          name.size() > prefix.size() && starts_with(name, prefix) && name[prefix.size()] == '-';
      if (fits && prefix.size() > best_prefix.size()) {
        best_prefix = prefix;
        best = row.key;
      }
    });
  }
  if (best.empty()) return {};
  const std::string_view rest = name.substr(best_prefix.size() + 1);
  const std::size_t dash = rest.find('-');
  if (dash == 0 || dash == std::string_view::npos || dash + 1 == rest.size()) return {};
  const bool shape =
      all_of_class(rest.substr(0, dash), is_lower) && all_of_class(rest.substr(dash + 1), is_digit);
  return shape ? std::string(best) : std::string();
}

/// "use1" for "us-east-1", "apse2" for "ap-southeast-2": how ids of availability zones begin.
std::string zone_id_prefix(std::string_view region) {
  std::string result;
  bool first = true;
  while (!region.empty()) {
    const std::size_t end = std::min(region.find('-'), region.size());
    const std::string_view word = region.substr(0, end);
    region.remove_prefix(std::min(end + 1, region.size()));
    if (first || (!word.empty() && is_digit(word.front()))) {
      result += word;
    } else if (!word.empty()) {
      result += word.front();
      const bool compound = word.size() > 5 && (ends_with(word, "east") || ends_with(word, "west"));
      if (compound) result += word[word.size() - 4];
    }
    first = false;
  }
  return result;
}

std::optional<RegionReading> read_zone_id(const Catalog& catalog, std::string_view text) {
  const std::size_t mark = text.find("-az");
  if (mark == std::string_view::npos || mark + 4 != text.size() || !is_digit(text.back()))
    return std::nullopt;
  for (const DataRow& row : catalog.table("regions").rows) {
    if (is_pseudo(row) || zone_id_prefix(row.key) != text.substr(0, mark)) continue;
    return RegionReading{RegionKind::AvailabilityZone, std::string(row.value),
                         std::string(row.key)};
  }
  return std::nullopt;
}

std::optional<RegionReading> read_zone(const Catalog& catalog, std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const std::string_view without_letter = text.substr(0, text.size() - 1);
  if (is_lower(text.back()) && is_digit(without_letter.back())) {
    const std::string partition = partition_of_region(catalog, without_letter);
    if (!partition.empty()) {
      return RegionReading{RegionKind::AvailabilityZone, partition, std::string(without_letter)};
    }
  }
  for (const DataRow& row : catalog.table("regions").rows) {
    if (is_pseudo(row) || text.size() <= row.key.size() + 1) continue;
    if (!starts_with(text, row.key) || text[row.key.size()] != '-') continue;
    // us-west-2-lax-1a, us-east-1-wl1-bos-wlz-1: each zone has its number.
    const std::string_view zone = text.substr(row.key.size());
    if (std::any_of(zone.begin(), zone.end(), is_digit)) {
      return RegionReading{RegionKind::LocalZone, std::string(row.value), std::string(row.key)};
    }
  }
  return read_zone_id(catalog, text);
}

/// Names of older SDKs around a region or in its place.
std::optional<RegionReading> read_old_name(const Catalog& catalog, std::string_view text) {
  for (const DataRow& row : catalog.table("region_affixes").rows) {
    if (row.value == "whole" && text == row.key) return RegionReading{RegionKind::Pseudo, "", ""};
    std::string_view region;
    if (row.value == "prefix" && starts_with(text, row.key)) region = text.substr(row.key.size());
    if (row.value == "suffix" && ends_with(text, row.key))
      region = text.substr(0, text.size() - row.key.size());
    if (region.empty()) continue;
    if (const DataRow* known = known_region(catalog, region)) {
      return RegionReading{RegionKind::Pseudo, std::string(known->value), ""};
    }
  }
  return std::nullopt;
}

bool is_foreign(const Catalog& catalog, std::string_view text) {
  const auto& rows = catalog.table("foreign_regions").rows;
  return std::any_of(rows.begin(), rows.end(), [&](const DataRow& row) {
    if (row.key.back() != '*') return text == row.key;
    return starts_with(text, row.key.substr(0, row.key.size() - 1));
  });
}

std::string letters_and_digits(std::string_view text) {
  std::string result;
  for (const char c : to_lower(text)) {
    if (is_lower(c) || is_digit(c)) result += c;
  }
  return result;
}

/// The region that is written with the same letters and digits: "us_east_1", "USEast1".
std::string same_letters(const Catalog& catalog, std::string_view text) {
  const std::string wanted = letters_and_digits(text);
  for (const DataRow& row : catalog.table("regions").rows) {
    if (!is_pseudo(row) && letters_and_digits(row.key) == wanted) return std::string(row.key);
  }
  return {};
}

std::string nearest_region(const Catalog& catalog, std::string_view text) {
  std::vector<std::string_view> names;
  for (const DataRow& row : catalog.table("regions").rows) {
    if (!is_pseudo(row)) names.push_back(row.key);
  }
  return std::string(nearest(text, names));
}

std::string suggestion_for(const Catalog& catalog, std::string_view text) {
  const std::string lower = to_lower(trim(text));
  if (const DataRow* nickname = catalog.table("region_nicknames").find(lower))
    return std::string(nickname->value);
  if (std::string region = same_letters(catalog, lower); !region.empty()) return region;
  if (std::string region = region_of_host(catalog, lower); !region.empty()) return region;
  std::string dashed = lower;
  std::replace_if(
      dashed.begin(), dashed.end(), [](char c) { return c == '_' || c == ' '; }, '-');
  if (const auto zone = read_zone(catalog, dashed)) return zone->suggestion;
  return nearest_region(catalog, dashed);
}

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
  for (const Trait trait :
       {Trait::SharedConfig, Trait::EnvFile, Trait::Image, Trait::Code, Trait::Ci, Trait::Infra}) {
    if (file.has(trait)) return true;
  }
  // A name that only AWS uses says enough in any file.
  return context.catalog.variable(setting.via) != nullptr ||
         starts_with(to_lower(setting.via), "aws");
}

/// Collects what can be judged, each place once.
class RegionCollector {
 public:
  explicit RegionCollector(const RuleContext& context)
      : context_(context), skipped_(scopes_with_other_endpoint(context)) {
    for (const ScopeId scope : skipped_) skipped_files_.insert(scope.file);
  }

  void add(const RegionUse& use) {
    const bool judgeable = is_judgeable(context_.catalog, use.value) || is_nothing(use.value);
    if (!judgeable || context_.facts.files()[use.at.file].has(Trait::Template)) return;
    if (seen_.insert(use.at).second && !skipped_.contains(use.scope)) uses_.push_back(use);
  }
  [[nodiscard]] bool has_other_endpoint(FileId file) const { return skipped_files_.contains(file); }
  [[nodiscard]] std::vector<RegionUse> uses() const { return uses_; }

 private:
  const RuleContext& context_;
  std::set<ScopeId> skipped_;
  std::set<FileId> skipped_files_;
  std::set<Location> seen_;
  std::vector<RegionUse> uses_;
};

void add_settings(const RuleContext& context, RegionCollector& collector) {
  for (const RegionSetting& setting : context.facts.facts().region_settings) {
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

std::string partition_of_region(const Catalog& catalog, std::string_view region) {
  if (const DataRow* row = known_region(catalog, region)) return std::string(row->value);
  return possible_partition(catalog, region);
}

RegionReading read_region(const Catalog& catalog, std::string_view text) {
  if (const DataRow* row = known_region(catalog, text)) {
    return {is_pseudo(*row) ? RegionKind::Pseudo : RegionKind::Known, std::string(row->value), ""};
  }
  if (const auto old_name = read_old_name(catalog, text)) return *old_name;
  if (is_foreign(catalog, text)) return {RegionKind::Foreign, "", ""};
  if (const auto zone = read_zone(catalog, text)) return *zone;
  const std::string partition = possible_partition(catalog, text);
  if (!partition.empty())
    return {RegionKind::PossiblyNew, partition, nearest_region(catalog, text)};
  return {RegionKind::Malformed, "", suggestion_for(catalog, text)};
}

std::vector<RegionUse> region_uses(const RuleContext& context) {
  RegionCollector collector(context);
  add_settings(context, collector);
  return collector.uses();
}

std::vector<RegionUse> region_uses_and_defaults(const RuleContext& context) {
  RegionCollector collector(context);
  add_settings(context, collector);
  add_defaults(context, collector);
  return collector.uses();
}

bool is_aws_endpoint(const Catalog& catalog, std::string_view url) {
  const auto& rows = catalog.table("endpoint_suffixes").rows;
  return std::any_of(rows.begin(), rows.end(),
                     [&](const DataRow& row) { return contains(url, row.key); });
}

std::string_view region_list_date(const Catalog& catalog) {
  return catalog.table("regions").checked;
}

std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/:?"));
}

std::string region_of_host(const Catalog& catalog, std::string_view host) {
  while (!host.empty()) {
    const std::size_t end = std::min(host.find_first_of("./:"), host.size());
    std::string_view label = host.substr(0, end);
    if (starts_with(label, "s3-")) label.remove_prefix(3);
    const DataRow* row = known_region(catalog, label);
    if (row != nullptr && !is_pseudo(*row)) return std::string(row->key);
    host.remove_prefix(std::min(end + 1, host.size()));
  }
  return {};
}

}  // namespace credlint
