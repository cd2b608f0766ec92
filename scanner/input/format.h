// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"
#include "scanner/core/glob.h"

namespace credlint {

/// Tells from a file's name, and where that says nothing from its first bytes, how to read it.
class FormatDetector {
 public:
  /// The catalog's rows must outlive it.
  explicit FormatDetector(const Catalog& catalog);

  /// The row of rulesets/formats.toml whose globs match the end of the path, the first that does;
  /// or nullptr.
  [[nodiscard]] const FormatRow* format(std::string_view path) const;
  /// True when that row is to be parsed even without a hit.
  [[nodiscard]] bool always_parsed(std::string_view path) const;
  /// The language by the path's end, else by a "#!" line; or nullptr.
  [[nodiscard]] const LanguageRow* language(std::string_view path, std::string_view text) const;

 private:
  struct Pattern {
    Glob glob;
    std::size_t row = 0;
  };
  static std::vector<Pattern> compile(std::span<const std::string_view> globs, std::size_t row);
  static bool matches(const Pattern& pattern, std::string_view path);

  const Catalog& catalog_;
  std::vector<Pattern> formats_;
  std::vector<Pattern> always_;
  std::vector<Pattern> languages_;
};

/// True when the text begins as what Ansible Vault, age or PGP have encrypted: nothing in it is
/// what its name says.
bool is_encrypted(std::string_view text);

/// Whether it begins as cloud-init's YAML, which is written to files of any name.
bool is_cloud_config(std::string_view text);

/// Whether nothing but NAME=value, comments and empty lines stands there, with names in capitals:
/// what docker, systemd and kubectl read as an env file, whatever its name.
bool looks_like_env_file(std::string_view text);

/// True when the text has a section header and a key of a shared AWS config or credentials file.
bool looks_like_shared_config(std::string_view text);

}  // namespace credlint
