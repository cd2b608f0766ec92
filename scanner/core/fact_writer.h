// SPDX-License-Identifier: MIT
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/diagnostic.h"
#include "scanner/core/facts.h"
#include "scanner/core/limits.h"
#include "scanner/core/source_file.h"

namespace credlint {

/// Where a parser puts the facts of one file. Keeps to the limit of facts per file and says when it
/// was reached.
class FactWriter {
 public:
  explicit FactWriter(const SourceFile& source) : source_(source) {}

  [[nodiscard]] const SourceFile& source() const { return source_; }
  /// A new scope of this file; the file itself is scope 0.
  ScopeId new_scope() { return {source_.id(), ++scopes_}; }
  [[nodiscard]] ScopeId file_scope() const { return {source_.id(), 0}; }
  [[nodiscard]] Location locate(Span span) const { return source_.locate(span); }

  void add(CredentialPart fact) { push(facts_.credential_parts, std::move(fact)); }
  void add(ConfigSection fact) { push(facts_.config_sections, std::move(fact)); }
  void add(ConfigSetting fact) { push(facts_.config_settings, std::move(fact)); }
  void add(OddLine fact) { push(facts_.odd_lines, std::move(fact)); }
  /// Lines are bounded by the size of their file and do not count.
  void add(SharedLine fact) { facts_.shared_lines.push_back(std::move(fact)); }
  void add(CacheEntry fact) { push(facts_.cache_entries, std::move(fact)); }
  void add(ProfileDefinition fact) { push(facts_.profile_definitions, std::move(fact)); }
  void add(ProfileReference fact) { push(facts_.profile_references, std::move(fact)); }
  void add(RegionSetting fact) { push(facts_.region_settings, std::move(fact)); }
  void add(EndpointSetting fact) { push(facts_.endpoint_settings, std::move(fact)); }
  void add(EnvAssignment fact) { push(facts_.env_assignments, std::move(fact)); }
  void add(EnvRead fact) { push(facts_.env_reads, std::move(fact)); }
  void add(ClientConstruction fact) { push(facts_.client_constructions, std::move(fact)); }
  void add(PropertyAssignment fact) { push(facts_.property_assignments, std::move(fact)); }
  void add(ToolSetting fact) { push(facts_.tool_settings, std::move(fact)); }
  void add(SdkDependency fact) { push(facts_.sdk_dependencies, std::move(fact)); }
  void add(PresignedRequest fact) { push(facts_.presigned_requests, std::move(fact)); }
  void add(RoleAssumption fact) { push(facts_.role_assumptions, std::move(fact)); }
  void add(PatternMatch fact) { push(facts_.pattern_matches, std::move(fact)); }
  void add(ImageCopy fact) { push(facts_.image_copies, std::move(fact)); }
  void add(EnvFileUse fact) { push(facts_.env_file_uses, std::move(fact)); }
  void add(IgnoreComment fact) { push(facts_.ignore_comments, std::move(fact)); }
  void add(Exported name) { push(facts_.exports, std::move(name)); }
  void add(CallElsewhere call) { push(facts_.calls_elsewhere, std::move(call)); }
  void add(OpenSetting setting) { push(facts_.open_settings, std::move(setting)); }
  /// A place whose text was searched for patterns without the escapes it has in the file.
  void note_searched(Span place) { searched_.push_back(place); }
  [[nodiscard]] const std::vector<Span>& searched() const { return searched_; }
  /// A text that may be a piece of a secret, though no fact holds it: no report shows it.
  void note_masked(Span place) { masked_.push_back(place); }
  [[nodiscard]] const std::vector<Span>& masked() const { return masked_; }
  /// What the file is used for, beside what its name says: Trait bits.
  void note_traits(std::uint16_t traits) { traits_ |= traits; }
  [[nodiscard]] std::uint16_t traits() const { return traits_; }
  /// Trouble with the file; parsing goes on.
  void trouble(std::uint32_t line, std::string message);

  /// True when the limit was reached and facts were dropped.
  [[nodiscard]] bool is_full() const { return full_; }

  [[nodiscard]] FileFacts& facts() { return facts_; }
  [[nodiscard]] const FileFacts& facts() const { return facts_; }
  [[nodiscard]] std::vector<Diagnostic>& diagnostics() { return diagnostics_; }

 private:
  template <typename T>
  void push(std::vector<T>& facts, T fact) {
    if constexpr (requires { fact.at.line; }) assert(fact.at.line > 0);
    if (count_ >= limits::kMaxFactsPerFile) return at_limit();
    ++count_;
    facts.push_back(std::move(fact));
  }
  void at_limit();

  const SourceFile& source_;
  FileFacts facts_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<Span> searched_;
  std::vector<Span> masked_;
  std::uint32_t scopes_ = 0;
  std::uint16_t traits_ = 0;
  std::size_t count_ = 0;
  bool full_ = false;
};

}  // namespace credlint
