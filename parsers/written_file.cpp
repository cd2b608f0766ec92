// SPDX-License-Identifier: MIT
#include "parsers/written_file.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "scanner/core/file_record.h"

namespace credlint {
namespace {

/// "~/.aws/config" ends in ".aws/config" at a folder's boundary.
bool is_at_end(std::string_view path, std::string_view glob) {
  if (path.size() < glob.size() || path.substr(path.size() - glob.size()) != glob) return false;
  return path.size() == glob.size() || path[path.size() - glob.size() - 1] == '/';
}

const FormatRow* shared_format_of(const Catalog& catalog, std::string_view path) {
  for (const FormatRow& format : catalog.formats) {
    if ((format.traits & static_cast<std::uint16_t>(Trait::SharedConfig)) == 0) continue;
    for (const std::string_view glob : format.globs) {
      if (is_at_end(path, glob)) return &format;
    }
  }
  return nullptr;
}

/// Brings facts of the written text to where they stand in the script.
class Carrier {
 public:
  Carrier(const FileFacts& from, const MappedText& text, FactWriter& writer)
      : from_(from), text_(text), writer_(writer) {}

  void carry() {
    for (const ConfigSetting& setting : from_.config_settings) {
      if (!is_known(setting.at)) filled_in_.insert(setting.scope);
    }
    for (const CredentialPart& part : from_.credential_parts) carry(part);
    for (const RegionSetting& region : from_.region_settings) carry(region);
    for (const ProfileDefinition& profile : from_.profile_definitions) {
      if (is_known(profile.at)) writer_.add(moved(profile));
    }
    for (const ProfileReference& profile : from_.profile_references) {
      if (is_known(profile.at)) writer_.add(moved(profile));
    }
    for (const RoleAssumption& role : from_.role_assumptions) carry(role);
    for (const ConfigSection& section : from_.config_sections) carry(section);
  }

 private:
  [[nodiscard]] bool is_known(const Location& at) const {
    return !text_.has_unknown(at.span.begin, at.span.end);
  }

  [[nodiscard]] Location place_of(const Location& at) const {
    return writer_.locate(text_.place(at.span.begin, at.span.end));
  }

  template <typename Kind>
  [[nodiscard]] Kind moved(Kind fact) {
    fact.at = place_of(fact.at);
    const auto [entry, added] = scopes_.try_emplace(fact.scope);
    if (added) entry->second = writer_.new_scope();
    fact.scope = entry->second;
    return fact;
  }

  /// Beside a value that is not known yet, the others are no set by themselves.
  void carry(const CredentialPart& part) {
    telling_.insert(part.scope);
    if (filled_in_.count(part.scope) != 0) return;
    CredentialPart fact = moved(part);
    if (fact.name_at) fact.name_at = place_of(*part.name_at);
    writer_.add(std::move(fact));
  }

  void carry(const RegionSetting& region) {
    telling_.insert(region.scope);
    if (is_known(region.at)) writer_.add(moved(region));
  }

  void carry(const RoleAssumption& role) {
    if (!is_known(role.at)) return;
    RoleAssumption fact = moved(role);
    fact.role_arn.at = fact.at;
    writer_.add(std::move(fact));
  }

  /// A header that is no profile's, over settings that only profiles have. Once for each name: the
  /// script may write one of several texts.
  void carry(const ConfigSection& section) {
    const bool foreign = section.kind == SectionKind::Other && telling_.count(section.scope) != 0;
    if (!foreign || !is_known(section.at)) return;
    const auto& told = writer_.facts().config_sections;
    const bool again = std::any_of(told.begin(), told.end(), [&](const ConfigSection& other) {
      return other.raw == section.raw && other.file_kind == section.file_kind;
    });
    if (!again) writer_.add(moved(section));
  }

  const FileFacts& from_;
  const MappedText& text_;
  FactWriter& writer_;
  std::map<ScopeId, ScopeId> scopes_;
  std::set<ScopeId> filled_in_;  ///< sections with a value that is not known
  std::set<ScopeId> telling_;    ///< sections with a region or a part of a credential
};

}  // namespace

bool is_shared_file(std::string_view path, const Catalog& catalog) {
  return shared_format_of(catalog, path) != nullptr;
}

void read_written_file(std::string_view path, const MappedText& text, const ParseInput& input,
                       FactWriter& writer) {
  const FormatRow* format = shared_format_of(input.catalog, path);
  const ParserFunction parser = format == nullptr ? nullptr : parser_by_name(format->parser);
  if (parser == nullptr) return;
  const SourceFile written(writer.source().id(), std::string(path), text.text());
  FactWriter facts(written);
  parser({.source = written,
          .format = *format,
          .catalog = input.catalog,
          .hits = {},
          .search = input.search,
          .mention_only = false,
          .code = input.code,
          .tools = input.tools,
          .deadline = input.deadline},
         facts);
  Carrier(facts.facts(), text, writer).carry();
}

}  // namespace credlint
