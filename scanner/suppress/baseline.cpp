// SPDX-License-Identifier: MIT
#include "scanner/suppress/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <tuple>

#include "scanner/core/digest.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeader = "# credlint baseline 1";
constexpr std::string_view kAnyHeader = "# credlint baseline ";
constexpr std::string_view kSaltWord = "salt ";
constexpr std::string_view kReason = "baseline";
constexpr std::size_t kHexDigits = 32;
constexpr std::string_view kConflictMarkers[] = {"<<<<<<<", "|||||||", "=======", ">>>>>>>"};

bool is_hex(std::string_view text) {
  return text.size() == kHexDigits && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool is_rule_id(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// Blanks, line ends, '%' and whatever is not plain ASCII are written in hexadecimal, so that a
/// path is one word of one line.
bool is_plain(char c) { return c > ' ' && c <= '~' && c != '%'; }

std::string escaped(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (is_plain(c)) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::optional<std::string> unescaped(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] != '%') {
      if (!is_plain(word[i])) return std::nullopt;
      out += word[i];
      continue;
    }
    if (i + 2 >= word.size()) return std::nullopt;
    const int high = hex_value(word[i + 1]);
    const int low = hex_value(word[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

std::optional<BaselineEntry> read_entry(std::string_view line) {
  const std::string_view fingerprint = take_word(line);
  const std::string_view rule = take_word(line);
  const std::optional<std::string> path = unescaped(line);
  if (!is_hex(fingerprint) || !is_rule_id(rule) || !path) return std::nullopt;
  return BaselineEntry{std::string(fingerprint), std::string(rule), *path};
}

bool is_conflict_marker(std::string_view line) {
  return std::ranges::any_of(kConflictMarkers,
                             [&](std::string_view marker) { return line.starts_with(marker); });
}

/// Takes the lines of a file one by one. What it complains about is not quoted: it may be anything.
class BaselineReader {
 public:
  BaselineReader(const std::string& shown, const std::string& folder)
      : baseline_{.shown = shown, .folder = folder, .salt = {}, .entries = {}} {}

  Result<Baseline> read(std::string_view text) {
    if (text.substr(0, kAnyHeader.size()) != kAnyHeader)
      return error(1, "not a baseline of credlint: its first line must be \"{}\"", kHeader);
    for (std::uint32_t number = 1; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (Status good = take(line, number); !good) return good.error();
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (baseline_.salt.empty()) return error(1, "the line \"salt …\" is missing");
    std::vector<BaselineEntry>& entries = baseline_.entries;
    std::ranges::sort(entries);
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    return std::move(baseline_);
  }

 private:
  template <typename... Parts>
  Error error(std::uint32_t line, fmt::format_string<Parts...> text, Parts&&... parts) const {
    return {fmt::format("{}:{}: {}", baseline_.shown, line,
                        fmt::format(text, std::forward<Parts>(parts)...))};
  }

  // Merges may repeat the first lines: they may stand anywhere, as long as they say the same.
  Status take(std::string_view line, std::uint32_t number) {
    if (line.empty() || line == kHeader) return ok();
    if (line.starts_with(kAnyHeader)) {
      return error(number, "a newer credlint wrote this baseline; this one knows \"{}\"", kHeader);
    }
    if (is_conflict_marker(line)) {
      return error(number, "a merge conflict: keep the entries of both sides and one salt");
    }
    if (line.starts_with(kSaltWord)) return take_salt(line.substr(kSaltWord.size()), number);
    std::optional<BaselineEntry> entry = read_entry(line);
    if (!entry) return error(number, "not an entry: FINGERPRINT RULE PATH");
    baseline_.entries.push_back(std::move(*entry));
    return ok();
  }

  Status take_salt(std::string_view salt, std::uint32_t number) {
    if (!is_hex(salt)) return error(number, "a salt is 32 hexadecimal digits");
    if (!baseline_.salt.empty() && baseline_.salt != salt) {
      return error(number,
                   "a second salt: two baselines were merged that were created apart; create one "
                   "anew (credlint baseline create --force)");
    }
    baseline_.salt = std::string(salt);
    return ok();
  }

  Baseline baseline_;
};

std::string digest_of(const FileRecord& file, std::uint32_t line) {
  const auto excerpt = file.excerpts.find(line);
  return excerpt == file.excerpts.end() ? std::string() : excerpt->second.digest;
}

std::string fingerprint(const Baseline& baseline, std::string_view rule, std::string_view path,
                        std::string_view digest, std::size_t occurrence) {
  // NUL stands in none of the parts.
  const std::string text =
      fmt::format("{}{}{}{}{}{}{}", rule, '\0', path, '\0', digest, '\0', occurrence);
  return hmac_sha256_hex(baseline.salt, text).substr(0, kHexDigits);
}

}  // namespace

Result<Baseline> parse_baseline(std::string_view text, const std::string& shown,
                                const std::string& folder) {
  return BaselineReader(shown, folder).read(text);
}

std::string render_baseline(const Baseline& baseline) {
  std::vector<BaselineEntry> entries = baseline.entries;
  std::ranges::sort(entries);
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  std::string out = fmt::format("{}\n{}{}\n", kHeader, kSaltWord, baseline.salt);
  for (const BaselineEntry& entry : entries)
    out += fmt::format("{} {} {}\n", entry.fingerprint, entry.rule, escaped(entry.path));
  return out;
}

std::vector<BaselineEntry> baseline_entries(const Baseline& baseline,
                                            std::span<const Finding> findings,
                                            const FactStore& facts) {
  std::map<FileId, std::string> paths;
  std::map<std::tuple<FileId, std::string_view, std::string>, std::size_t> seen;
  std::vector<BaselineEntry> entries;
  entries.reserve(findings.size());
  for (const Finding& finding : findings) {
    const FileRecord& file = facts.file(finding.at.file);
    const auto [path, is_new] = paths.try_emplace(finding.at.file);
    if (is_new) path->second = path_below(baseline.folder, file.path);
    const std::string digest = digest_of(file, finding.at.line);
    const std::size_t occurrence = seen[{finding.at.file, finding.rule, digest}]++;
    entries.push_back({fingerprint(baseline, finding.rule, path->second, digest, occurrence),
                       finding.rule, mask_path(path->second)});
  }
  return entries;
}

void apply_baseline(const Baseline& baseline, std::vector<Finding>& findings,
                    const FactStore& facts) {
  if (baseline.entries.empty() || findings.empty()) return;
  const std::vector<BaselineEntry> entries = baseline_entries(baseline, findings, facts);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].suppressed || !std::ranges::binary_search(baseline.entries, entries[i]))
      continue;
    findings[i].suppressed = true;
    findings[i].suppression_reason = fmt::format("{} {}", kReason, baseline.shown);
  }
}

bool is_baselined(const Finding& finding) {
  return finding.suppressed && finding.suppression_reason.starts_with(kReason);
}

std::string path_below(const std::string& folder, const std::string& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  const fs::path relative = error ? fs::path() : real.lexically_relative(folder);
  return relative.empty() ? path : relative.generic_string();
}

}  // namespace credlint
