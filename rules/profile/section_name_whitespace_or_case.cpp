// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "rules/anatomy/paths.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/outcomes.h"
#include "rules/views/profile_graph.h"
#include "scanner/core/rule.h"

namespace credlint::rules {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kDefault = "default";

bool is_profile(const ConfigSection& section) {
  return section.kind == SectionKind::Profile || section.kind == SectionKind::Default;
}

bool has_blank_at_edge(std::string_view raw) { return trim(raw).size() != raw.size(); }

// What stands behind the first word: "sso-session  corp" gives "  corp".
std::string_view behind_prefix(std::string_view name) {
  const std::size_t blank = name.find_first_of(kBlanks);
  return blank == std::string_view::npos ? std::string_view() : name.substr(blank);
}

bool is_quoted(std::string_view name) {
  return name.size() >= 2 && (name.front() == '"' || name.front() == '\'') &&
         name.back() == name.front();
}

std::string right_header(const ConfigSection& section) {
  if (section.kind == SectionKind::Default) return "[default]";
  const std::string_view name = trim(section.raw);
  const bool prefixed = section.file_kind == SharedFile::Config;
  const std::string_view prefix = prefixed ? name.substr(0, name.find_first_of(kBlanks)) : "";
  const std::string_view rest = trim(prefixed ? behind_prefix(name) : name);
  const std::string_view bare = is_quoted(rest) ? rest.substr(1, rest.size() - 2) : rest;
  return prefixed ? fmt::format("[{} {}]", to_lower(prefix), bare) : fmt::format("[{}]", bare);
}

// Puts what stands between the brackets of a header in the place of what is there.
Fix right_name(const ConfigSection& section, std::string_view header, FixSafety safety) {
  Fix fix = replacement(section.at, section.raw, header.substr(1, header.size() - 2), safety);
  fix.title = fmt::format("write {}", header);
  return fix;
}

// Profiles that something refers to by exactly that name, whatever its case.
class References {
 public:
  explicit References(const FactStore& facts) {
    for (const ProfileReference& reference : facts.facts().profile_references) {
      if (reference.name) names_.insert(*reference.name);
    }
    for (const ConfigSection& section : facts.facts().config_sections) {
      if (section.raw == kDefault) with_default_.insert(section.at.file);
    }
  }
  [[nodiscard]] bool means(const ConfigSection& section) const {
    return names_.count(section.name) != 0;
  }
  [[nodiscard]] bool has_default(FileId file) const { return with_default_.count(file) != 0; }

 private:
  std::set<std::string, std::less<>> names_;
  std::set<FileId> with_default_;
};

const resolver::HeaderWords kWords = {.reads = "find it under the name that is meant",
                                      .ignores = "do not find it"};

/// Who finds the section under its name without what is wrong about it.
std::string who_finds(const RuleContext& context, const ConfigSection& section, SectionKind kind,
                      std::string_view meant) {
  return resolver::outcomes_of_header(context.view<resolver::AllSdks>(), section.file_kind,
                                      section.raw, kind, meant, kWords)
      .sentence();
}

void report_edges(const RuleContext& context, const ConfigSection& section, FindingSink& sink) {
  Finding& finding = sink.report(
      section,
      fmt::format("A blank stands inside the brackets, at an edge of the section's name. {}",
                  who_finds(context, section, section.kind, trim(section.name))),
      fmt::format("write {}", right_header(section)));
  finding.fix = right_name(section, right_header(section), FixSafety::Safe);
}

void report_inner_blanks(const RuleContext& context, const ConfigSection& section,
                         FindingSink& sink) {
  Finding& finding =
      sink.report(section,
                  fmt::format("Two blanks stand between the words of this header. {}",
                              who_finds(context, section, section.kind, trim(section.name))),
                  fmt::format("write {}", right_header(section)));
  finding.fix = right_name(section, right_header(section), FixSafety::Safe);
}

// Quotes around a name without blanks are needed nowhere and read by few.
void report_quotes(const RuleContext& context, const ConfigSection& section,
                   std::string_view written, FindingSink& sink) {
  const std::string_view meant = written.substr(1, written.size() - 2);
  Finding& finding = sink.report(section,
                                 fmt::format("The name in this header stands in quotes. {}",
                                             who_finds(context, section, section.kind, meant)),
                                 fmt::format("write {}", right_header(section)));
  if (section.file_kind == SharedFile::Config) finding.severity = Severity::Warning;
  finding.fix = right_name(section, right_header(section), FixSafety::Safe);
}

void report_case(const RuleContext& context, const ConfigSection& section, std::string_view meant,
                 FindingSink& sink) {
  const bool prefixed = section.file_kind == SharedFile::Config && meant != kDefault;
  const std::string right = fmt::format("{}{}", prefixed ? "profile " : "", meant);
  const std::string others =
      section.raw == "DEFAULT"
          ? " Python's parser adds the settings of a section [DEFAULT] to every other section."
          : "";
  Finding& finding = sink.report(
      section,
      fmt::format("Section names are told apart by case, and [{}] is not [{}]. {}{}", section.name,
                  right, who_finds(context, section, SectionKind::Profile, meant), others),
      fmt::format("write [{}]", right));
  finding.fix = replacement(section.at, section.raw, right, FixSafety::Unsafe);
}

void judge_case(const RuleContext& context, const ConfigSection& section,
                const References& references, FindingSink& sink) {
  const std::string_view meant = profile_meant_by_wrong_case(section);
  if (meant.empty()) return;
  if (meant != kDefault) return report_case(context, section, meant, sink);
  // Beside a [default] of its own, "Default" may be the name of another profile.
  const bool other = section.raw != "DEFAULT" && references.has_default(section.at.file);
  if (!other && !references.means(section)) report_case(context, section, kDefault, sink);
}

void judge(const RuleContext& context, const ConfigSection& section, const References& references,
           FindingSink& sink) {
  if (has_blank_at_edge(section.raw)) {
    if (section.kind != SectionKind::Other) report_edges(context, section, sink);
    return;
  }
  const bool config = section.file_kind == SharedFile::Config;
  const std::string_view rest = behind_prefix(section.raw);
  if (config && section.kind != SectionKind::Other && rest.size() > trim(rest).size() + 1) {
    return report_inner_blanks(context, section, sink);
  }
  const std::string_view written = config ? trim(rest) : std::string_view(section.raw);
  const bool blank_inside = written.find_first_of(kBlanks) != std::string_view::npos;
  if (is_profile(section) && is_quoted(written) && !blank_inside) {
    return report_quotes(context, section, written, sink);
  }
  judge_case(context, section, references, sink);
}

void check(const RuleContext& context, FindingSink& sink) {
  const References references(context.facts);
  for (const ConfigSection& section : context.facts.facts().config_sections) {
    const FileRecord& file = context.facts.file(section);
    // A file that only resembles a shared file may be an INI file with a [DEFAULT] of its own.
    if (file.format == "aws-shared") continue;
    judge(context, section, references, sink);
  }
}

}  // namespace

RuleDefinition section_name_whitespace_or_case() {
  return {.info = {.summary = "Blanks, quotes or capitals in a section header hide the profile",
                   .reporting = Reporting::InUse,
                   .error = "ProfileNotFound",
                   .fixes = Fixes::SafeOrUnsafe,
                   .yields_at_span = {{"credentials-section-with-profile-prefix",
                                       "config-section-without-profile-prefix"}}},
          .check = check};
}

}  // namespace credlint::rules
