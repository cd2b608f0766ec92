// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "rules/anatomy/arn.h"
#include "rules/anatomy/region_names.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/views/region_uses.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

/// What names a partition.
enum class Witness { Region, Arn, Endpoint, Token };

struct Claim {
  Witness witness = Witness::Region;
  Location at;
  std::string partition;
  std::string text;  ///< for people: "region cn-north-1"
};

/// Claims by what they are about. The sections of one profile in both shared files count as one.
class Claims {
 public:
  explicit Claims(const RuleContext& context) : context_(context) {
    std::map<std::string_view, ScopeId> first;
    for (const ConfigSection& section : context.facts.facts().config_sections) {
      if (section.kind != SectionKind::Profile && section.kind != SectionKind::Default) continue;
      const std::string_view name =
          section.kind == SectionKind::Default ? std::string_view("default") : section.name;
      canonical_[section.scope] = first.try_emplace(name, section.scope).first->second;
    }
  }

  void add(ScopeId scope, Claim claim) {
    if (claim.partition.empty() || !is_one_thing(scope)) return;
    if (context_.catalog.table(Table::Partitions).find(claim.partition) == nullptr) return;
    const auto found = canonical_.find(scope);
    by_scope_[found == canonical_.end() ? scope : found->second].push_back(std::move(claim));
  }

  [[nodiscard]] const std::map<ScopeId, std::vector<Claim>>& by_scope() const { return by_scope_; }

 private:
  /// What merely stands in the same file need not belong together, but an env file is one
  /// environment.
  [[nodiscard]] bool is_one_thing(ScopeId scope) const {
    const FileRecord& file = context_.facts.file(scope.file);
    return !file.has(Trait::Template) && (scope.index != 0 || file.has(Trait::EnvFile));
  }

  const RuleContext& context_;
  std::map<ScopeId, ScopeId> canonical_;
  std::map<ScopeId, std::vector<Claim>> by_scope_;
};

void add_regions(const RuleContext& context, Claims& claims) {
  for (const RegionUse& use : context.view<region_uses>()) {
    // Where IAM Identity Center stands says nothing about where requests go.
    if (starts_with(to_lower(use.via), "sso")) continue;
    const RegionReading reading = read_region(context.catalog, use.value);
    claims.add(use.scope,
               {Witness::Region, use.at, reading.partition, fmt::format("region {}", use.value)});
  }
}

void add_arn(Claims& claims, ScopeId scope, const Location& at, std::string_view text) {
  if (is_arn_template(text)) return;
  const std::optional<Arn> arn = parse_arn(text);
  if (!arn || arn->kind == ArnKind::Other || !is_aws_partition(arn->partition)) return;
  claims.add(scope, {Witness::Arn, at, arn->partition, fmt::format("the ARN of {}", arn->name())});
}

void add_arns(const RuleContext& context, Claims& claims) {
  const FileFacts& facts = context.facts.facts();
  for (const ConfigSetting& setting : facts.config_settings) {
    add_arn(claims, setting.scope, setting.at, setting.value.reveal());
  }
  for (const EnvAssignment& assignment : facts.env_assignments) {
    const KeyName* name = context.catalog.variable(assignment.name);
    if (name == nullptr || name->meaning != Meaning::RoleArn || !assignment.literal) continue;
    add_arn(claims, assignment.scope, assignment.at, assignment.value.reveal());
  }
  for (const RoleAssumption& call : facts.role_assumptions) {
    if (!call.role_arn.literal()) continue;
    if (call.setting && context.facts.file(call).has(Trait::SharedConfig)) continue;
    add_arn(claims, call.scope, call.role_arn.at, call.role_arn.text.reveal());
    if (!call.region.literal()) continue;
    const std::string_view region = call.region.text.reveal();
    claims.add(call.scope,
               {Witness::Region, call.region.at, read_region(context.catalog, region).partition,
                fmt::format("region {}", region)});
  }
}

/// By the region in the host; without one, by the suffix if only one partition has it.
std::string partition_of_host(const Catalog& catalog, std::string_view host) {
  for (std::string_view rest = host; !rest.empty();) {
    const std::size_t end = std::min(rest.find('.'), rest.size());
    const DataRow* row = catalog.table(Table::Regions).find(rest.substr(0, end));
    if (row != nullptr) return std::string(row->value);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::string_view found;
  for (const DataRow& row : catalog.table(Table::Partitions).rows) {
    if (!ends_with(host, fmt::format(".{}", row.value))) continue;
    if (!found.empty()) return {};
    found = row.key;
  }
  return std::string(found);
}

void add_endpoints(const RuleContext& context, Claims& claims) {
  const auto add = [&](ScopeId scope, const Location& at, std::string_view url) {
    if (!is_aws_endpoint(context.catalog, url)) return;
    const std::string_view host = host_of(url);
    claims.add(scope, {Witness::Endpoint, at, partition_of_host(context.catalog, host),
                       fmt::format("endpoint {}", host)});
  };
  for (const EndpointSetting& setting : context.facts.facts().endpoint_settings) {
    add(setting.scope, setting.at, setting.value);
  }
  for (const ClientConstruction& call : context.facts.facts().client_constructions) {
    if (call.endpoint.literal() && !call.endpoint.inherited) {
      add(call.scope, call.endpoint.at, call.endpoint.text.reveal());
    }
  }
}

void add_tokens(const RuleContext& context, Claims& claims) {
  for (const CredentialSet& set : context.facts.credential_sets()) {
    const CredentialPart* token = set.any_token();
    if (token == nullptr) continue;
    const TokenReading reading = read_session_token(token->value.reveal());
    if (reading.shape != TokenShape::Whole || reading.token.region.empty()) continue;
    claims.add(set.scope, {Witness::Token, token->at,
                           partition_of_region(context.catalog, reading.token.region),
                           fmt::format("a session token issued in {}", reading.token.region)});
  }
}

/// One claim per kind of witness; a kind that contradicts itself (two roles in one env file) says
/// nothing.
std::vector<const Claim*> clear_claims(const std::vector<Claim>& claims) {
  std::vector<const Claim*> clear;
  for (const Witness witness : {Witness::Region, Witness::Arn, Witness::Endpoint, Witness::Token}) {
    const Claim* only = nullptr;
    bool contradicts = false;
    for (const Claim& claim : claims) {
      if (claim.witness != witness) continue;
      contradicts |= only != nullptr && only->partition != claim.partition;
      if (only == nullptr) only = &claim;
    }
    if (only != nullptr && !contradicts) clear.push_back(only);
  }
  return clear;
}

/// The first two that differ: the region, if there is one, against another.
void judge(ScopeId scope, const std::vector<const Claim*>& claims, FindingSink& sink) {
  for (std::size_t i = 0; i < claims.size(); ++i) {
    for (std::size_t j = i + 1; j < claims.size(); ++j) {
      const Claim& one = *claims[i];
      const Claim& other = *claims[j];
      if (one.partition == other.partition) continue;
      Finding& finding = sink.report(
          one.at, scope,
          fmt::format("Two partitions of AWS are mixed. This is {} (partition {}), but beside it "
                      "stands {} (partition "
                      "{}). Credentials and roles work in their own partition only.",
                      one.text, one.partition, other.text, other.partition),
          fmt::format(
              "use names of one partition: either a region of {}, or credentials and ARNs of {}",
              other.partition, one.partition));
      finding.related.push_back(
          {other.at, fmt::format("this belongs to partition {}", other.partition)});
      return;
    }
  }
}

void check(const RuleContext& context, FindingSink& sink) {
  Claims claims(context);
  add_regions(context, claims);
  add_arns(context, claims);
  add_endpoints(context, claims);
  add_tokens(context, claims);
  for (const auto& [scope, list] : claims.by_scope()) judge(scope, clear_claims(list), sink);
}

}  // namespace

RuleDefinition partition_mismatch() {
  return {
      .info = {.summary = "Region, role, endpoint or token belong to different partitions of AWS",
               .reporting = Reporting::InUse,
               .error = "InvalidClientTokenId"},
      .check = check};
}

}  // namespace credlint::rules
