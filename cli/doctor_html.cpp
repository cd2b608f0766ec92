// SPDX-License-Identifier: MIT
// doctor --format html: the verdict, the chain and the profiles as drawings, on one page.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/doctor_advice.h"
#include "cli/doctor_report.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/rule.h"
#include "scanner/core/unicode.h"
#include "scanner/report/html_page.h"

namespace credlint {
namespace {

using resolver::Expiry;

constexpr std::size_t kRowHeight = 56;
constexpr std::size_t kBoxHeight = 40;
constexpr std::size_t kBoxWidth = 220;
constexpr std::size_t kGap = 160;
/// Profiles drawn, and steps from one to the next.
constexpr std::size_t kMaxProfiles = 200;
constexpr std::size_t kMaxSteps = 8;

std::string shown(std::string_view text) { return html_safe(shown_safely(text)); }

/// A text that fits into a box; the whole of it shows when it is pointed at.
std::string fitted(std::string_view text, std::size_t characters) {
  const std::string masked = shown_safely(text);
  std::string out;
  std::size_t count = 0;
  for (std::size_t i = 0; i < masked.size();) {
    const std::size_t length = decode_utf8(masked, i).length;
    if (++count > characters) return html_safe(out) + "…";
    out += masked.substr(i, length);
    i += length;
  }
  return html_safe(out);
}

std::string box(std::size_t x, std::size_t y, std::size_t width, std::string_view text,
                std::string_view state) {
  return fmt::format(
      "<g><title>{4}</title><rect class=\"box {5}\" x=\"{0}\" y=\"{1}\" width=\"{2}\" "
      "height=\"{3}\" rx=\"6\"/><text x=\"{6}\" y=\"{7}\">{8}</text></g>\n",
      x, y, width, kBoxHeight, shown(text), state, x + 10, y + 25, fitted(text, width / 8));
}

std::string arrow(std::size_t x1, std::size_t y1, std::size_t x2, std::size_t y2) {
  return fmt::format("<path class=\"arrow\" marker-end=\"url(#head)\" d=\"M{} {} L{} {}\"/>\n", x1,
                     y1, x2, y2);
}

std::string drawing(std::size_t width, std::size_t height, std::string_view label,
                    std::string_view content) {
  return fmt::format(
      "<div class=\"drawing\"><svg role=\"img\" aria-label=\"{2}\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} "
      "{1}\"><defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" "
      "markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path class=\"arrow\" d=\"M1 1 L7 4 L1 "
      "7\"/></marker></defs>\n{3}</svg></div>\n",
      width, height, html_safe(label), content);
}

/// The links of the chain from top to bottom; the last one that was asked decides.
std::string chain_drawing(const resolver::Resolution& resolution) {
  constexpr std::size_t kWidth = 720;
  std::string content;
  const std::size_t count = resolution.chain.size();
  for (std::size_t i = 0; i < count; ++i) {
    const resolver::Step& step = resolution.chain[i];
    const std::size_t y = i * kRowHeight;
    const bool last = i + 1 == count;
    const std::string_view state = !last ? "" : resolution.failure ? "failed" : "used";
    content += box(1, y + 1, kWidth - 2, fmt::format("{}: {}", step.provider, step.outcome), state);
    if (!last) content += arrow(30, y + kBoxHeight + 1, 30, y + kRowHeight);
  }
  return drawing(kWidth, count * kRowHeight, "the chain of credential providers", content);
}

/// Where a profile has its credentials from, as far as its settings say.
struct Link {
  std::string_view by;  ///< the setting
  std::string to;
  bool profile = false;  ///< what it leads to is one
};

std::optional<Link> link_of(const FactStore& facts, std::string_view profile) {
  const auto value = [&](std::string_view key) -> std::string {
    const ConfigSetting* setting = facts.profile_setting(profile, key);
    return setting == nullptr ? std::string() : std::string(setting->value.reveal());
  };
  if (const std::string source = value("source_profile"); !source.empty())
    return Link{"source_profile", source, source != profile};
  for (const std::string_view key : {"credential_source", "sso_session"}) {
    if (const std::string to = value(key); !to.empty()) return Link{key, to};
  }
  if (!value("credential_process").empty()) return Link{"credential_process", "a program"};
  if (!value("web_identity_token_file").empty())
    return Link{"web_identity_token_file", "a token file"};
  if (!value("sso_start_url").empty()) return Link{"sso_start_url", "a sign-in"};
  if (!value("aws_access_key_id").empty()) return Link{"aws_access_key_id", "keys"};
  return std::nullopt;
}

/// How the profiles that were looked at fare: "used" or "failed".
using ProfileStates = std::map<std::string, std::string_view, std::less<>>;

/// A row for each profile: what it leads to, and that to.
std::string profile_drawing(const FactStore& facts, const ProfileStates& states) {
  const auto names = facts.profile_names();
  const std::size_t count = std::min(names.size(), kMaxProfiles);
  std::string content;
  std::size_t width = kBoxWidth;
  for (std::size_t row = 0; row < count; ++row) {
    const std::size_t y = row * kRowHeight + 1;
    std::string at = names[row];
    std::set<std::string> seen = {at};
    const auto state = states.find(at);
    content += box(1, y, kBoxWidth, at, state == states.end() ? "" : state->second);
    for (std::size_t step = 0; step < kMaxSteps; ++step) {
      const std::optional<Link> link = link_of(facts, at);
      if (!link) break;
      const bool missing = link->profile && !facts.defines_profile(link->to);
      const bool loop = link->profile && !seen.insert(link->to).second;
      const std::size_t x = (step + 1) * (kBoxWidth + kGap) + 1;
      content += arrow(x - kGap, y + kBoxHeight / 2, x, y + kBoxHeight / 2) +
                 fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"11\">{}</text>\n", x - kGap + 4,
                             y + 14, fitted(link->by, 17)) +
                 box(x, y, kBoxWidth,
                     link->to + (missing ? " (not defined)"
                                 : loop  ? " (again)"
                                         : ""),
                     missing || loop ? "failed" : "");
      width = std::max(width, x + kBoxWidth);
      if (!link->profile || missing || loop) break;
      at = link->to;
    }
  }
  return drawing(width + 1, count * kRowHeight, "profiles and what they lead to", content);
}

std::string row(std::string_view name, std::string_view text) {
  return text.empty() ? "" : fmt::format("<dt>{}</dt><dd>{}</dd>", name, shown(text));
}

std::string place_text(const std::string& path, std::uint32_t line, const DoctorContext& context) {
  const std::string masked = mask_path(from_home(path, context.home));
  return line > 0 ? fmt::format("{}:{}", masked, line) : masked;
}

std::string place_of(const resolver::Origin& origin, const DoctorContext& context) {
  using Kind = resolver::Origin::Kind;
  if (origin.kind == Kind::File) return place_text(origin.path, origin.line, context);
  return origin.kind == Kind::Variable || origin.kind == Kind::Flag ? origin.name : std::string();
}

/// The command that tells more of a rule, leading to its page.
std::string more_about(std::string_view id) {
  const auto rules = all_rules();
  const auto rule = std::ranges::find_if(rules, [&](const Rule& r) { return r.id == id; });
  if (rule == rules.end()) return {};
  std::string stem(id);
  std::ranges::replace(stem, '-', '_');
  return fmt::format("<a href=\"{}/blob/main/rules/{}/{}.md\">credlint explain {}</a>",
                     CREDLINT_HOMEPAGE, rule->family, stem, id);
}

std::string more_row(std::string_view rule) {
  const std::string more = more_about(rule);
  return more.empty() ? "" : fmt::format("<dt>more</dt><dd>{}</dd>", more);
}

std::string failure_rows(const Diagnosis& diagnosis, const DoctorContext& context) {
  if (!diagnosis.resolution.failure) return "";
  const resolver::Failure& failure = *diagnosis.resolution.failure;
  return row("where", place_of(failure.from, context)) + row("mend it", diagnosis.help) +
         more_row(failure.rule);
}

/// What comes once the failure is mended.
std::string next_rows(const Diagnosis& diagnosis) {
  if (!diagnosis.next) return "";
  const resolver::Failure& failure = diagnosis.next->failure;
  return row("then", fmt::format("{}: {}", failure.type, failure.message)) +
         row("mend that", diagnosis.next->help);
}

bool fails(const Diagnosis& diagnosis) {
  const auto& answer = diagnosis.verification;
  return diagnosis.resolution.failure ||
         (answer && answer->outcome == Verification::Outcome::Refused);
}

/// What is left, in words and as a bar of the longest session of a role.
std::string validity_row(const Expiry& expiry, const DoctorContext& context) {
  const std::string left = time_left(expiry, context.now);
  if (left.empty()) return "";
  std::string bar;
  if (expiry.verdict == Expiry::Verdict::AliveUntil) {
    constexpr std::chrono::seconds kLongest = kLongestRoleSession;
    bar = fmt::format(" <meter max=\"{}\" value=\"{}\"></meter>", kLongest.count(),
                      std::min(*expiry.at - context.now, kLongest).count());
  }
  return fmt::format("<dt>valid</dt><dd>{}{}</dd>", shown(left), bar);
}

std::string article(const Finding& finding, const DoctorContext& context) {
  std::string out = fmt::format(
      "<article><h3><span class=\"{0}\">{0}</span> {1}</h3><p class=\"place\">{2}</p><p>{3}</p>",
      to_string(finding.severity), shown(finding.rule),
      shown(place_text(context.facts.file(finding.at.file).path, finding.at.line, context)),
      shown(finding.message));
  if (!finding.help.empty()) out += fmt::format("<p>{}</p>", shown(finding.help));
  return out + fmt::format("<p>{}</p></article>\n", more_about(finding.rule));
}

std::string section(const Diagnosis& diagnosis, const std::string& title,
                    const DoctorContext& context) {
  const resolver::Resolution& resolution = diagnosis.resolution;
  std::string out =
      fmt::format("<section><h2>{}</h2><p class=\"lead {}\">{}</p>\n", shown(title),
                  fails(diagnosis) ? "error" : "good", shown(verdict_of(diagnosis, context)));
  out += "<dl>" + failure_rows(diagnosis, context) + next_rows(diagnosis) +
         row("profile", fmt::format("{}{} (from {})", resolution.profile.name,
                                    resolution.profile.exists ? "" : ", not defined",
                                    resolution.profile.selected_by)) +
         row("region", resolution.region ? resolution.region->value : "none");
  if (resolution.credentials) {
    const resolver::ResolvedCredentials& found = *resolution.credentials;
    out += row("credentials",
               fmt::format("{} {}", found.provider,
                           found.key_id.empty() ? "" : found.key_id.redacted_key_id())) +
           row("account", found.account) + validity_row(found.expiry, context);
  }
  out += "</dl>\n<h3>Chain</h3>\n" + chain_drawing(resolution);
  for (const Finding& finding : diagnosis.findings) out += article(finding, context);
  return out + "</section>\n";
}

}  // namespace

std::string doctor_as_html(std::span<const Diagnosis> diagnoses, const DoctorContext& context) {
  std::string body = "<header><h1>credlint doctor</h1></header>\n";
  const bool by_profile =
      diagnoses.size() > 1 && diagnoses.front().resolution.sdk == diagnoses.back().resolution.sdk;
  ProfileStates states;
  for (const Diagnosis& diagnosis : diagnoses) {
    const std::string& profile = diagnosis.resolution.profile.name;
    states.try_emplace(profile, fails(diagnosis) ? "failed" : "used");
    body += section(
        diagnosis,
        by_profile ? fmt::format("{}, profile {}", diagnosis.title, profile) : diagnosis.title,
        context);
  }
  if (!context.facts.profile_names().empty()) {
    body +=
        "<section><h2>Profiles</h2>\n" + profile_drawing(context.facts, states) + "</section>\n";
  }
  return html_page("credlint doctor", body, {});
}

}  // namespace credlint
