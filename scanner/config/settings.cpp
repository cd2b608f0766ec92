// SPDX-License-Identifier: MIT
#include "scanner/config/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "scanner/config/suggest.h"
#include "scanner/config/table_reader.h"
#include "scanner/config/toml_document.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAll = "all";
/// Spans are 32 bits wide, so larger files cannot be read at all.
constexpr std::int64_t kMaxMegabytes = 4095;

constexpr std::array<std::string_view, 3> kSeverityWords = {"note", "warning", "error"};
constexpr std::array<std::string_view, 3> kConfidenceWords = {"low", "medium", "high"};

/// How closely a list names a rule: the closer one decides, as users of other linters expect.
enum class Closeness : std::uint8_t { None, All, Family, Id };

Closeness closeness(const std::vector<std::string>& names, std::string_view rule,
                    std::string_view family) {
  Closeness best = Closeness::None;
  for (const std::string& name : names) {
    if (name == rule) return Closeness::Id;
    if (name == family) best = Closeness::Family;
    if (name == kAll) best = std::max(best, Closeness::All);
  }
  return best;
}

/// The rule names that may stand in a list, "all" included.
class RuleNames {
 public:
  explicit RuleNames(std::span<const std::string> names) {
    for (const std::string& name : names) names_.push_back(name);
    names_.push_back(kAll);
  }

  /// What is wrong with a name; empty when it is known.
  [[nodiscard]] std::string complaint(std::string_view name) const {
    if (std::find(names_.begin(), names_.end(), name) != names_.end()) return {};
    return fmt::format("unknown rule or family '{}'{}", name, did_you_mean(name, names_));
  }

 private:
  std::vector<std::string_view> names_;
};

/// Reads the top table of a configuration file.
class SettingsReader {
 public:
  SettingsReader(const TomlValue& root, std::string path, const RuleNames& names)
      : root_(root), errors_(path), top_(root, errors_), path_(std::move(path)), names_(names) {}

  Result<Settings> read() {
    Settings settings;
    settings.config_path = path_;
    settings.select = rule_list("select");
    settings.ignore = rule_list("ignore");
    settings.exclude = texts("exclude");
    settings.fail_on = static_cast<Severity>(
        top_.word_or("fail-on", kSeverityWords, static_cast<std::size_t>(settings.fail_on)));
    settings.min_confidence = static_cast<Confidence>(top_.word_or(
        "min-confidence", kConfidenceWords, static_cast<std::size_t>(settings.min_confidence)));
    settings.respect_gitignore = top_.flag_or("respect-gitignore", settings.respect_gitignore);
    settings.max_file_bytes = file_limit(settings.max_file_bytes);
    settings.rulesets = path("rulesets");
    settings.baseline = path("baseline");
    settings.foreign_ignores = top_.flag_or("foreign-ignores", settings.foreign_ignores);
    settings.per_file_ignores = per_file_ignores();
    top_.finish();
    if (Status status = errors_.status(); !status) return status.error();
    return settings;
  }

 private:
  std::vector<std::string> texts(std::string_view key) {
    const std::vector<std::string_view> found = top_.texts_or_none(key);
    return {found.begin(), found.end()};
  }

  std::vector<std::string> rule_list(std::string_view key) {
    check_names(root_.find(key));
    return texts(key);
  }

  /// Complains about names of rules that do not exist, each at its own place.
  void check_names(const TomlValue* list) {
    if (list == nullptr || list->kind != TomlKind::Array) return;
    for (const TomlValue& item : list->items) {
      if (item.kind != TomlKind::Text) continue;
      const std::string complaint = names_.complaint(item.text);
      if (!complaint.empty()) errors_.add(item.at, complaint);
    }
  }

  std::uint64_t file_limit(std::uint64_t fallback) {
    constexpr std::string_view kKey = "max-file-size";
    const std::int64_t megabytes = top_.integer_or(kKey, 0);
    if (root_.find(kKey) == nullptr) return fallback;
    if (megabytes < 1 || megabytes > kMaxMegabytes) {
      errors_.add(top_.at(kKey),
                  fmt::format("'{}' must be between 1 and {} (megabytes)", kKey, kMaxMegabytes));
      return fallback;
    }
    return static_cast<std::uint64_t>(megabytes) << 20U;
  }

  /// A file or folder, seen from the configuration's folder.
  std::string path(std::string_view key) {
    const std::string_view given = top_.text_or(key, "");
    if (given.empty()) return {};
    return (fs::path(path_).parent_path() / given).lexically_normal().generic_string();
  }

  std::vector<PerFileIgnore> per_file_ignores() {
    std::vector<PerFileIgnore> ignores;
    const TomlValue* table = top_.table("per-file-ignores");
    if (table == nullptr) return ignores;
    TableReader globs(*table, errors_);
    for (const TomlMember& member : table->members) {
      check_names(&member.value);
      const std::vector<std::string_view> rules = globs.texts_or_none(member.name);
      ignores.push_back({member.name, {rules.begin(), rules.end()}});
    }
    return ignores;
  }

  const TomlValue& root_;
  FileErrors errors_;
  TableReader top_;
  std::string path_;
  const RuleNames& names_;
};

bool is_file(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return !error && fs::exists(status) && !fs::is_directory(status);
}

}  // namespace

bool Settings::selects(std::string_view rule, std::string_view family) const {
  const Closeness wanted = select.empty() ? Closeness::All : closeness(select, rule, family);
  return wanted > closeness(ignore, rule, family);
}

Result<Settings> parse_settings(std::string_view text, const std::string& path,
                                std::span<const std::string> rule_names) {
  CREDLINT_TRY(const TomlValue root, parse_toml(text, path));
  const RuleNames names(rule_names);
  return SettingsReader(root, path, names).read();
}

std::string find_settings_file(const std::string& folder) {
  std::error_code error;
  fs::path at = fs::absolute(folder.empty() ? "." : folder, error).lexically_normal();
  // Where the working directory is gone, what comes back is relative and has no upper end.
  if (error || !at.is_absolute()) return {};
  if (!at.has_filename()) at = at.parent_path();  // "/a/b/" → "/a/b"
  while (true) {
    for (const std::string_view name : {"credlint.toml", ".credlint.toml"}) {
      if (const fs::path candidate = at / name; is_file(candidate)) {
        return candidate.generic_string();
      }
    }
    if (at == at.root_path()) return {};
    at = at.parent_path();
  }
}

std::string shadowed_settings_file(const std::string& path) {
  const fs::path used(path);
  const fs::path other = used.parent_path() / ".credlint.toml";
  return used.filename() == "credlint.toml" && is_file(other) ? other.generic_string()
                                                              : std::string();
}

Status check_rule_names(std::span<const std::string> names, std::span<const std::string> rule_names,
                        std::string_view flag) {
  const RuleNames known(rule_names);
  for (const std::string& name : names) {
    const std::string complaint = known.complaint(name);
    if (!complaint.empty()) return Error{fmt::format("{}: {}", flag, complaint)};
  }
  return ok();
}

}  // namespace credlint
