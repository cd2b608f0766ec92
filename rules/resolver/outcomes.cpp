// SPDX-License-Identifier: MIT
#include "rules/resolver/outcomes.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/resolver/resolver.h"
#include "scanner/core/words.h"

namespace credlint::resolver {
namespace {

// From so many names on, a group is better called "the other SDKs".
constexpr std::size_t kLongGroup = 4;
constexpr std::string_view kHome = "/home";

/// What people call an SDK in a sentence: "JavaScript v3".
std::string_view short_name(const Catalog& catalog, std::string_view sdk) {
  const DataRow* row = catalog.table(Table::SdkNames).find(sdk);
  return row == nullptr ? sdk : row->note;
}

/// The name without the generation: "JavaScript".
std::string_view without_version(std::string_view name) {
  const std::size_t blank = name.rfind(" v");
  return blank == std::string_view::npos ? name : name.substr(0, blank);
}

/// "boto3 and the AWS CLI": generations of which all are there are named together.
std::vector<std::string_view> names_of(const Catalog& catalog,
                                       const std::vector<std::string_view>& sdks) {
  const auto is_there = [&](const DataRow& row) { return std::ranges::count(sdks, row.key) > 0; };
  std::vector<std::string_view> names;
  for (const std::string_view sdk : sdks) {
    std::string_view name = short_name(catalog, sdk);
    const std::string_view family = without_version(name);
    const auto& rows = catalog.table(Table::SdkNames).rows;
    const bool whole = std::ranges::all_of(rows, [&](const DataRow& row) {
      return without_version(row.note) != family || is_there(row);
    });
    if (whole) name = family;
    if (std::ranges::count(names, name) == 0) names.push_back(name);
  }
  return names;
}

std::string joined(const std::vector<std::string_view>& names) {
  if (names.size() == 1) return std::string(names.front());
  const std::vector<std::string_view> first(names.begin(), names.end() - 1);
  return fmt::format("{} and {}", fmt::join(first, ", "), names.back());
}

/// "read it" of one: "reads it".
std::string of_one(std::string_view does) {
  const std::size_t end = std::min(does.find(' '), does.size());
  const std::string_view verb = does.substr(0, end);
  const bool long_ending = verb == "do" || verb.ends_with('s');
  return fmt::format("{}{}{}", verb, long_ending ? "es" : "s", does.substr(end));
}

std::string begun(std::string text) {
  if (text.starts_with("the ")) text.front() = 'T';
  return text;
}

std::vector<SharedLine> shared_lines_of(const std::vector<std::string>& lines, SharedFile file,
                                        FileId id) {
  std::vector<SharedLine> out;
  std::uint32_t number = 0;
  for (const std::string& text : lines) {
    SharedLine line;
    line.file_kind = file;
    line.end = LineEnd::Lf;
    line.text = Secret(text);
    line.at.file = id;
    line.at.line = ++number;
    // Facts are sorted by where they begin.
    line.at.span = {number, number + 1};
    out.push_back(std::move(line));
  }
  return out;
}

enum HomeFile : FileId { kConfigFile, kCredentialsFile, kCacheFile };

std::vector<FileRecord> records_of_home() {
  std::vector<FileRecord> records(3);
  for (FileRecord& record : records)
    record.traits = static_cast<std::uint16_t>(Trait::SharedConfig);
  records[kConfigFile].path = std::string(kHome) + "/.aws/config";
  records[kCredentialsFile].path = std::string(kHome) + "/.aws/credentials";
  records[kCacheFile].path = std::string(kHome) + "/.aws/sso/cache";
  return records;
}

FileFacts facts_of_home(const std::vector<std::string>& config,
                        const std::vector<std::string>& credentials,
                        std::vector<CacheEntry> caches) {
  FileFacts facts;
  facts.shared_lines = shared_lines_of(config, SharedFile::Config, kConfigFile);
  std::ranges::move(shared_lines_of(credentials, SharedFile::Credentials, kCredentialsFile),
                    std::back_inserter(facts.shared_lines));
  for (CacheEntry& entry : caches) {
    entry.at = {};
    entry.at.file = kCacheFile;
  }
  facts.cache_entries = std::move(caches);
  return facts;
}

Environment environment_of(const std::vector<std::pair<std::string, std::string>>& variables) {
  Environment environment;
  environment.emplace("HOME", Secret(std::string(kHome)));
  for (const auto& [name, value] : variables) environment.insert_or_assign(name, Secret(value));
  return environment;
}

}  // namespace

AllSdks::AllSdks(const RuleContext& context) : catalog_(context.catalog) {
  for (const std::string_view name : sdk_names(catalog_)) sdks_.emplace_back(catalog_, name);
}

void Outcomes::add(std::string_view sdk, std::string does) {
  if (does.empty()) return;
  const auto group = std::ranges::find(groups_, does, &Group::does);
  if (group != groups_.end())
    group->sdks.push_back(sdk);
  else
    groups_.push_back({std::move(does), {sdk}});
}

std::string Outcomes::sentence() const {
  if (groups_.empty()) return {};
  if (groups_.size() == 1) return fmt::format("Every SDK {}.", of_one(groups_.front().does));
  const auto largest = std::ranges::max_element(
      groups_, {}, [&](const Group& group) { return names_of(catalog_, group.sdks).size(); });
  std::vector<std::string> clauses;
  std::string last;
  for (const Group& group : groups_) {
    const std::vector<std::string_view> names = names_of(catalog_, group.sdks);
    if (&group == &*largest && names.size() >= kLongGroup) {
      last = fmt::format("the other SDKs {}", group.does);
      continue;
    }
    clauses.push_back(
        fmt::format("{} {}", joined(names), names.size() == 1 ? of_one(group.does) : group.does));
  }
  if (!last.empty()) clauses.push_back(std::move(last));
  return begun(fmt::format("{}.", fmt::join(clauses, "; ")));
}

std::string Outcomes::sentence_for(std::string_view sdk) const {
  const std::string_view does = of(sdk);
  if (does.empty()) return sentence();
  return begun(fmt::format("{} {}.", short_name(catalog_, sdk), of_one(does)));
}

std::string_view Outcomes::of(std::string_view sdk) const {
  const auto group = std::ranges::find_if(
      groups_, [&](const Group& candidate) { return std::ranges::count(candidate.sdks, sdk) > 0; });
  return group == groups_.end() ? std::string_view() : std::string_view(group->does);
}

Outcomes read_by_all(const AllSdks& sdks, const FileLines& lines, const DoesWithFile& does) {
  const std::vector<SharedLine> owned = shared_lines_of(lines.lines, lines.file, 0);
  std::vector<const SharedLine*> views;
  for (const SharedLine& line : owned) views.push_back(&line);
  Outcomes outcomes(sdks.catalog());
  for (const Sdk& sdk : sdks.list())
    outcomes.add(sdk.name, does(read_shared_file({views, lines.has_bom}, lines.file, sdk.dialect)));
  return outcomes;
}

Outcomes setting_by_all(const AllSdks& sdks, const FileLines& lines, std::string_view key,
                        std::string_view meant, const SettingWords& words) {
  return read_by_all(sdks, lines, [&](const SharedReading& reading) {
    if (reading.fault) return words.refuses;
    const Section* section = reading.find(SectionKind::Profile, "default");
    const Setting* setting = section == nullptr ? nullptr : section->find(key);
    if (setting == nullptr) return words.ignores;
    return setting->value.reveal() == meant ? words.takes : words.differs;
  });
}

WrittenLines::WrittenLines(const FactStore& facts) {
  for (const SharedLine& line : facts.facts().shared_lines) files_[line.at.file].push_back(&line);
}

std::string_view WrittenLines::at(const Location& place) const {
  const auto file = files_.find(place.file);
  if (file == files_.end()) return {};
  const auto line = std::ranges::lower_bound(file->second, place.line, {},
                                             [](const SharedLine* one) { return one->at.line; });
  return line == file->second.end() || (*line)->at.line != place.line ? std::string_view()
                                                                      : (*line)->text.reveal();
}

Outcomes outcomes_of(const RuleContext& context, const ConfigSetting& setting,
                     const SettingWords& words) {
  std::string_view text = context.view<WrittenLines>().at(setting.key_at);
  // What stands in a block is read as if it stood outside.
  if (!setting.parent.empty()) text = trim(text);
  return setting_by_all(context.view<AllSdks>(),
                        {.file = setting.file_kind, .lines = {"[default]", std::string(text)}},
                        to_lower(setting.key), setting.value.reveal(), words);
}

Outcomes outcomes_of_header(const AllSdks& sdks, SharedFile file, std::string_view raw,
                            SectionKind kind, std::string_view name, const HeaderWords& words) {
  const FileLines lines{.file = file, .lines = {fmt::format("[{}]", raw), "marker = 1"}};
  return read_by_all(sdks, lines, [&](const SharedReading& reading) {
    if (reading.fault) return words.refuses;
    const Section* section = reading.find(kind, name);
    return section == nullptr || section->find("marker") == nullptr ? words.ignores : words.reads;
  });
}

Outcomes resolved_by_all(const AllSdks& sdks, const Machine& machine, const DoesOnMachine& does,
                         std::string_view profile) {
  Outcomes outcomes(sdks.catalog());
  for (const Sdk& sdk : sdks.list())
    outcomes.add(sdk.name, does(sdk, resolve(machine, sdk, profile)));
  return outcomes;
}

std::string version_remark(const Catalog& catalog, std::string_view defect) {
  std::vector<std::string> remarks;
  for (const std::string_view sdk : sdk_names(catalog)) {
    const DataRow* row = catalog.table(Table::Sdks).find(fmt::format("{}.since-{}", sdk, defect));
    if (row == nullptr) continue;
    remarks.push_back(fmt::format("{} does so since {}; earlier versions {}.",
                                  short_name(catalog, sdk), row->value, row->note));
  }
  return fmt::format("{}", fmt::join(remarks, " "));
}

SmallMachine::SmallMachine(const RuleContext& context, const std::vector<std::string>& config,
                           const std::vector<std::string>& credentials,
                           std::vector<std::pair<std::string, std::string>> variables,
                           std::vector<CacheEntry> caches)
    : facts_(records_of_home(), facts_of_home(config, credentials, std::move(caches))),
      machine_{.facts = facts_,
               .catalog = context.catalog,
               .environment = environment_of(variables),
               .now = context.now,
               .probe = [](std::string_view path) {
                 return path.find(' ') == std::string_view::npos ? FileState::File
                                                                 : FileState::Missing;
               }} {}

template <ProfileNamedBy by>
Outcomes outcomes_of_missing_profile(const RuleContext& context) {
  constexpr std::string_view kMissing = "missing";
  std::vector<std::pair<std::string, std::string>> variables = {
      {"AWS_ACCESS_KEY_ID", "environment"}, {"AWS_SECRET_ACCESS_KEY", "environment"}};
  if (by == ProfileNamedBy::Variable) variables.emplace_back("AWS_PROFILE", kMissing);
  const SmallMachine machine(context, {}, {}, std::move(variables));
  return resolved_by_all(
      context.view<AllSdks>(), machine.machine(),
      [](const Sdk&, const Resolution& resolution) {
        return resolution.credentials ? std::string("use the keys of the environment")
                                      : std::string(kPassesOverEnvironment);
      },
      by == ProfileNamedBy::Code ? kMissing : std::string_view());
}
template Outcomes outcomes_of_missing_profile<ProfileNamedBy::Variable>(const RuleContext&);
template Outcomes outcomes_of_missing_profile<ProfileNamedBy::Code>(const RuleContext&);

Outcomes stops_or(const RuleContext& context, const SmallMachine& machine,
                  const std::function<std::string(const Resolution&)>& otherwise) {
  return resolved_by_all(context.view<AllSdks>(), machine.machine(),
                         [&](const Sdk& sdk, const Resolution& resolution) {
                           const std::optional<Failure>& failure =
                               resolution.failure ? resolution.failure : resolution.client_failure;
                           if (!failure) return otherwise(resolution);
                           if (failure->defect == "no-credentials")
                             return std::string("find no credentials");
                           return sdk.error(failure->defect).in_own_words
                                      ? fmt::format("stop ({})", failure->type)
                                      : std::string("stop");
                         });
}

}  // namespace credlint::resolver
