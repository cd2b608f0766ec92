// SPDX-License-Identifier: MIT
// What all SDKs make of the same lines or the same machine, for messages: who reads it, who ignores
// it, who stops. Rules ask here instead of telling it themselves.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/resolver/machine.h"
#include "rules/resolver/resolution.h"
#include "rules/resolver/sdk.h"
#include "rules/resolver/shared_reader.h"
#include "scanner/core/rule.h"

namespace credlint::resolver {

/// All SDKs that are known, made once per run: `context.view<AllSdks>()`. Refers to the catalog.
class AllSdks {
 public:
  explicit AllSdks(const RuleContext& context);
  [[nodiscard]] const std::vector<Sdk>& list() const { return sdks_; }
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }

 private:
  const Catalog& catalog_;
  std::vector<Sdk> sdks_;
};

/// SDKs in groups that do the same.
class Outcomes {
 public:
  explicit Outcomes(const Catalog& catalog) : catalog_(catalog) {}

  /// `does` is a verb and what belongs to it, in the plural: "read it". Empty for an SDK of which
  /// nothing is to be said.
  void add(std::string_view sdk, std::string does);

  /// "boto3 and the AWS CLI refuse the file; PHP ignores the line; the other SDKs read it." The
  /// largest group comes last, when it is long.
  [[nodiscard]] std::string sentence() const;
  /// "Go v2 reads it." of that SDK alone; the whole sentence when it is not known.
  [[nodiscard]] std::string sentence_for(std::string_view sdk) const;
  /// What the SDK does; empty when that is not known.
  [[nodiscard]] std::string_view of(std::string_view sdk) const;

 private:
  struct Group {
    std::string does;
    std::vector<std::string_view> sdks;
  };

  const Catalog& catalog_;
  std::vector<Group> groups_;  ///< in the order of their first SDKs
};

/// Lines of one shared file.
struct FileLines {
  SharedFile file = SharedFile::Config;
  std::vector<std::string> lines;  ///< without their ends
  bool has_bom = false;
};

/// What a file comes to, in the words of Outcomes::add().
using DoesWithFile = std::function<std::string(const SharedReading&)>;
/// What each SDK makes of the lines. They may hold credentials: what `does` returns must not.
Outcomes read_by_all(const AllSdks& sdks, const FileLines& lines, const DoesWithFile& does);

/// What becomes of one setting of given lines.
struct SettingWords {
  std::string takes;    ///< the value is what is meant
  std::string differs;  ///< there is a value, and it is another
  std::string ignores;  ///< there is no such setting
  std::string refuses = "refuse the whole file";
};

/// Looks for the setting in the default profile, which the lines must define.
Outcomes setting_by_all(const AllSdks& sdks, const FileLines& lines, std::string_view key,
                        std::string_view meant, const SettingWords& words);

/// The lines of all shared files as they are written; a view. Refers to the FactStore.
class WrittenLines {
 public:
  explicit WrittenLines(const FactStore& facts);
  /// The text of the line that holds the place; empty where it was not read.
  [[nodiscard]] std::string_view at(const Location& place) const;

 private:
  std::map<FileId, std::vector<const SharedLine*>> files_;
};

/// The line of a setting, under "[default]", as all SDKs read it; nothing else of its file counts.
Outcomes outcomes_of(const RuleContext& context, const ConfigSetting& setting,
                     const SettingWords& words);

/// The header of a section over the setting "marker = 1", as all SDKs read it.
struct HeaderWords {
  std::string reads;
  std::string ignores;
  std::string refuses = "refuse the whole file";
};
/// `kind` and `name` are what the header is meant to say.
Outcomes outcomes_of_header(const AllSdks& sdks, SharedFile file, std::string_view raw,
                            SectionKind kind, std::string_view name, const HeaderWords& words);

/// What all SDKs end with on a machine.
using DoesOnMachine = std::function<std::string(const Sdk&, const Resolution&)>;
/// `profile` is one that code or a flag names; empty when none does.
Outcomes resolved_by_all(const AllSdks& sdks, const Machine& machine, const DoesOnMachine& does,
                         std::string_view profile = {});

/// "Go v2 does so since config 1.18.45; earlier versions pass over the profile." of SDKs whose
/// versions differ in the defect; empty when none do.
std::string version_remark(const Catalog& catalog, std::string_view defect);

/// A machine of a few lines, for questions about the order in which SDKs look. Its home is "/home";
/// every path without a blank is a file.
class SmallMachine {
 public:
  SmallMachine(const RuleContext& context, const std::vector<std::string>& config,
               const std::vector<std::string>& credentials,
               std::vector<std::pair<std::string, std::string>> variables,
               std::vector<CacheEntry> caches = {});
  [[nodiscard]] const Machine& machine() const { return machine_; }

 private:
  FactStore facts_;
  Machine machine_;
};

/// Who names a profile: a variable, which some SDKs forgive, or code and flags.
enum class ProfileNamedBy : std::uint8_t { Variable, Code };
/// What is done with keys of the environment where a profile is not there: said of several SDKs.
constexpr std::string_view kPassesOverEnvironment =
    "stop without a look at the keys of the environment";
/// What SDKs do where a profile is named that is nowhere defined, and keys stand in the
/// environment.
template <ProfileNamedBy by>
Outcomes outcomes_of_missing_profile(const RuleContext& context);

/// "stop (PartialCredentialsError)" where an SDK ends in an error on the machine, "stop" where its
/// name for it is not known, "find no credentials" where nothing is left to ask, else what
/// `otherwise` makes of it.
Outcomes stops_or(const RuleContext& context, const SmallMachine& machine,
                  const std::function<std::string(const Resolution&)>& otherwise);

}  // namespace credlint::resolver
