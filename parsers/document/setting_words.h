// SPDX-License-Identifier: MIT
// What the words of a setting's name say, in files of any program (rulesets/keys/settings.toml).
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/catalog.h"

namespace credlint {

/// Whose a setting is by its words: of AWS itself, of a service that others have, too ("s3").
enum class Owner : std::uint8_t { Unknown, Service, Aws, Other };

/// "logical_backup_s3_region": a region, of "logical", "backup", "s3".
struct SettingWords {
  std::optional<Meaning> meaning;
  bool whole = false;               ///< a name that only AWS has: "secretAccessKey"
  bool qualified = false;           ///< words follow: "AWS_REGION_STAGING"
  std::vector<std::string> before;  ///< all words of a name without a meaning
};

/// The words of a name in lower case: of "awsS3Region" aws, s3, region.
std::vector<std::string> words_of_setting(std::string_view name);

/// The table of the words. Cheap to make.
class SettingWordTable {
 public:
  explicit SettingWordTable(const Catalog& catalog);

  static constexpr std::size_t kLetters = 26;
  /// The tool that settings told by their words belong to.
  static constexpr std::string_view kId = "settings";

  /// False for names that read() says nothing of, by their last letters alone.
  [[nodiscard]] bool may_mean_something(std::string_view name) const;
  [[nodiscard]] SettingWords read(std::string_view name) const;
  [[nodiscard]] Owner owner(const std::vector<std::string>& words) const;
  [[nodiscard]] const ToolRow* tool() const { return table_; }

 private:
  [[nodiscard]] SettingWords read_end(std::vector<std::string> words) const;

  const ToolRow* table_;
  std::bitset<kLetters * kLetters> ends_;  ///< pairs of letters that words with a meaning end in
};

/// What a variable is by the words of its name alone: "S3_REGION".
std::optional<Meaning> meaning_of_variable(const Catalog& catalog, std::string_view name,
                                           bool& aws);

/// Whether a value can be what a setting told by its words means: "eu-west-1" a region.
bool may_mean(Meaning meaning, std::string_view value);

}  // namespace credlint
