// SPDX-License-Identifier: MIT
#include "cli/lsp/open_document.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/lsp/document.h"
#include "rules/resolver/credential_summary.h"
#include "rules/resolver/setting_readers.h"
#include "rules/resolver/variable_readers.h"
#include "scanner/core/excerpt.h"

namespace credlint {
namespace {

using Json = nlohmann::json;

/// Error, Warning, Information.
int severity_of(Severity severity) {
  return severity == Severity::Error ? 1 : severity == Severity::Warning ? 2 : 3;
}

std::string page_url(const Rule& rule) {
  std::string file(rule.id);
  std::ranges::replace(file, '-', '_');
  return fmt::format("{}/blob/main/rules/{}/{}.md", CREDLINT_HOMEPAGE, rule.family, file);
}

Json related_json(const OpenDocument& document, const Finding& finding) {
  Json list = Json::array();
  for (const Related& related : finding.related) {
    const std::string& path = document.judged.facts->file(related.at.file).path;
    list.push_back({{"location", {{"uri", uri_of_path(path)}, {"range", range_json(related.at)}}},
                    {"message", mask_unrecognised(related.message)}});
  }
  return list;
}

bool touches(const Location& at, std::uint32_t offset) {
  return at.span.begin <= offset && offset <= at.span.end;
}

std::string finding_text(const Finding& finding) {
  const Rule* rule = rule_of(finding);
  std::string text =
      fmt::format("**{}** `{}`\n\n{}\n\n*{}*", to_string(finding.severity), finding.rule,
                  mask_unrecognised(finding.message), mask_unrecognised(finding.help));
  if (rule != nullptr) text += fmt::format("\n\n[{}]({})", rule->info.summary, page_url(*rule));
  return text;
}

/// What is known of the credential, variable or setting at a place.
std::string fact_text(const Catalog& catalog, const OpenDocument& document, std::uint32_t offset) {
  const FileFacts& facts = document.judged.facts->facts();
  for (const CredentialPart& part : facts.credential_parts) {
    if (part.at.file == document.judged.file && touches(part.at, offset))
      return resolver::summary_of(part);
  }
  const auto here = [&](const Location& at) {
    return at.file == document.judged.file && touches(at, offset);
  };
  const auto variable = [&](const std::string& name) {
    const std::string readers = resolver::readers_of_variable(catalog, name);
    return readers.empty() ? readers : fmt::format("**Variable** `{}`\n\n{}", name, readers);
  };
  for (const EnvAssignment& assignment : facts.env_assignments) {
    if (here(assignment.name_at)) return variable(assignment.name);
  }
  for (const EnvRead& read : facts.env_reads) {
    if (here(read.at)) return variable(read.name);
  }
  for (const ConfigSetting& setting : facts.config_settings) {
    if (here(setting.key_at)) return resolver::summary_of_setting(catalog, setting);
  }
  return {};
}

}  // namespace

const Rule* rule_of(const Finding& finding) {
  const auto rules = all_rules();
  const auto found =
      std::ranges::find_if(rules, [&](const Rule& rule) { return rule.id == finding.rule; });
  return found == rules.end() ? nullptr : &*found;
}

Json diagnostic_json(const OpenDocument& document, const Finding& finding) {
  Json object = {{"range", range_json(finding.at)},
                 {"severity", severity_of(finding.severity)},
                 {"code", finding.rule},
                 {"source", "credlint"},
                 {"message", fmt::format("{}\n{}", mask_unrecognised(finding.message),
                                         mask_unrecognised(finding.help))}};
  if (const Rule* rule = rule_of(finding)) object["codeDescription"] = {{"href", page_url(*rule)}};
  if (!finding.related.empty()) object["relatedInformation"] = related_json(document, finding);
  return object;
}

Json diagnostics_json(const OpenDocument& document) {
  Json list = Json::array();
  for (const Finding& finding : document.judged.findings) {
    if (!finding.suppressed) list.push_back(diagnostic_json(document, finding));
  }
  return list;
}

Json hover_json(const Catalog& catalog, const OpenDocument& document, const Json& position) {
  if (!document.judged.known) return nullptr;
  const SourceFile source(0, document.path, document.text);
  const std::optional<std::uint32_t> offset = offset_of(source, position);
  if (!offset) return nullptr;
  std::string text = fact_text(catalog, document, *offset);
  for (const Finding& finding : document.judged.findings) {
    if (finding.suppressed || finding.at.line == 0 || !touches(finding.at, *offset)) continue;
    text += (text.empty() ? "" : "\n\n---\n\n") + finding_text(finding);
  }
  if (text.empty()) return nullptr;
  return {{"contents", {{"kind", "markdown"}, {"value", text}}}};
}

}  // namespace credlint
