// SPDX-License-Identifier: MIT
#include "scanner/engine/module_files.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "scanner/core/setting_name.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Files that one name may be in.
constexpr std::size_t kMostMeant = 64;

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string joined(std::string_view folder, std::string_view rest) {
  std::string out(folder);
  if (!out.empty() && !rest.empty()) out += '/';
  return out.append(rest);
}

/// The folder itself and all above it; "" is the last.
std::vector<std::string_view> upward(std::string_view folder) {
  constexpr std::size_t kMost = 32;
  std::vector<std::string_view> out;
  for (; out.size() < kMost; folder = folder_of(folder)) {
    out.push_back(folder);
    if (folder.empty() || folder == "/") break;
  }
  return out;
}

/// "a/./b/../c" as "a/c".
std::string normal(std::string_view path) {
  std::vector<std::string_view> parts;
  const bool absolute = path.starts_with('/');
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
  }
  std::string out(absolute ? "/" : "");
  for (std::size_t i = 0; i < parts.size(); ++i) out.append(i > 0 ? "/" : "").append(parts[i]);
  return out;
}

/// "src/config" of src/config.ts and src/config/index.ts.
std::string stem_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  std::string_view stem = path.substr(0, dot > path.rfind('/') + 1 ? dot : path.size());
  if (stem.ends_with("/index")) stem.remove_suffix(6);
  return std::string(stem);
}

std::string join(std::span<const std::string_view> parts, char separator) {
  std::string out;
  for (const std::string_view part : parts) {
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

/// How many bytes of whole folders two paths share.
std::size_t shared_folders(std::string_view a, std::string_view b) {
  std::size_t shared = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()) && a[i] == b[i]; ++i) {
    if (a[i] == '/') shared = i + 1;
  }
  return shared;
}

/// Whether the path is one of "application*,config/*,=a/b.yml".
bool is_one_of(std::string_view path, std::string_view files) {
  while (!files.empty()) {
    const std::size_t comma = std::min(files.find(','), files.size());
    std::string_view wanted = files.substr(0, comma);
    files.remove_prefix(std::min(comma + 1, files.size()));
    const bool exact = wanted.starts_with('=');
    if (exact) wanted.remove_prefix(1);
    if (!exact && wanted.ends_with('*')) wanted.remove_suffix(1);
    // Behind a slash, or at the front.
    for (std::size_t at = path.find(wanted); at != std::string_view::npos;
         at = path.find(wanted, at + 1)) {
      const bool begins = at == 0 || path[at - 1] == '/';
      const std::string_view behind = path.substr(at + wanted.size());
      if (begins && (exact ? behind.empty() : behind.find('/') == std::string_view::npos))
        return true;
    }
  }
  return false;
}

/// What a class says of its objects: "Settings.region" of "Settings().region", which is a member of
/// an object that was made where it is read, in Ruby "Settings.new().region"; empty for others.
std::string member_of_class(std::string_view name) {
  constexpr std::string_view kMade = "().";
  constexpr std::string_view kNew = ".new";
  const std::size_t end = name.find(kMade);
  if (end == std::string_view::npos) return {};
  std::string_view made = name.substr(0, end);
  if (made.ends_with(kNew)) made.remove_suffix(kNew.size());
  const char first = made.empty() ? '\0' : made[made.rfind('.') + 1];
  if (first < 'A' || first > 'Z') return {};
  return std::string(made).append(".").append(name.substr(end + kMade.size()));
}

/// Values that may be those of a parameter.
template <typename Visit>
void for_each_value(const FileFacts& facts, Visit visit) {
  for (const ClientConstruction& client : facts.client_constructions) {
    for (const Value* value : {&client.region, &client.profile, &client.key_id, &client.secret,
                               &client.token, &client.endpoint})
      visit(*value);
  }
  for (const RoleAssumption& call : facts.role_assumptions) {
    for (const Value* value :
         {&call.role_arn, &call.external_id, &call.key_id, &call.profile, &call.region})
      visit(*value);
  }
  for (const PresignedRequest& call : facts.presigned_requests) {
    for (const Value* value : {&call.key_id, &call.token, &call.region}) visit(*value);
  }
  for (const Exported& told : facts.exports) visit(told.value);
  for (const OpenSetting& setting : facts.open_settings) visit(setting.value);
  for (const CallElsewhere& call : facts.calls_elsewhere) {
    for (const CallElsewhere::Given& given : call.given) visit(given.value);
  }
}

}  // namespace

ModuleFiles::ModuleFiles(const Catalog& catalog, const std::vector<FileRecord>& records,
                         const FileFacts& facts)
    : catalog_(catalog), records_(records) {
  note_files();
  for (const Exported& told : facts.exports) {
    note_name(told.value.at.file, told.name);
    note_setting(told.value.at.file, told.name);
  }
  for_each_value(facts, [&](const Value& value) {
    if (value.elsewhere == nullptr || !value.elsewhere->parameter) return;
    if (functions_.insert({value.at.file, value.elsewhere->name}).second)
      note_name(value.at.file, value.elsewhere->name);
  });
  for (auto& [_, folders] : by_name_) {
    for (auto& [folder, files] : folders) {
      std::ranges::sort(files, {},
                        [&](FileId id) -> const std::string& { return records[id].path; });
      files.erase(std::unique(files.begin(), files.end()), files.end());
    }
  }
}

void ModuleFiles::note_files() {
  for (FileId id = 0; id < records_.size(); ++id) {
    const LanguageRow* language = language_of(id);
    if (language == nullptr || language->modules.empty()) continue;
    by_path_.emplace(normal(records_[id].path), id);
  }
  for (const auto& [path, id] : by_path_) {
    if (language_of(id)->modules == "dotted") note_module(path, id);
    if (language_of(id)->modules == "path") note_stem(path, id);
  }
}

void ModuleFiles::note_module(std::string_view path, FileId id) {
  const std::string_view folder = folder_of(path);
  std::string_view file = path.substr(folder.empty() ? 0 : folder.size() + 1);
  const std::string_view parent = folder.substr(folder.rfind('/') + 1);
  if (file.ends_with(".py")) file.remove_suffix(3);
  by_module_[std::string(file)].push_back(id);
  if (parent != file) by_module_[std::string(parent)].push_back(id);
}

void ModuleFiles::note_stem(std::string_view path, FileId id) {
  std::string stem = stem_of(path);
  const std::size_t last = stem.rfind('/') + 1;
  by_stem_[stem.substr(last)].emplace_back(std::move(stem), id);
}

void ModuleFiles::note_name(FileId file, const std::string& name) {
  const LanguageRow* language = language_of(file);
  if (language == nullptr || (language->modules != "class" && language->modules != "folder"))
    return;
  const std::string folder = normal(folder_of(records_[file].path));
  by_name_[{records_[file].format, name}][folder].push_back(file);
  const std::size_t call = name.find("().");  // a member of what a function returns
  if (call != std::string::npos)
    by_name_[{records_[file].format, name.substr(0, call + 2)}][folder].push_back(file);
}

const LanguageRow* ModuleFiles::language_of(FileId file) const {
  const std::string& format = records_[file].format;
  if (const LanguageRow* language = catalog_.language(format)) return language;
  const auto row = std::ranges::find(catalog_.formats, format, &FormatRow::id);
  if (row == catalog_.formats.end() || row->language.empty()) return nullptr;
  return catalog_.language(row->language);
}

void ModuleFiles::add(const std::string& path, std::string_view name,
                      std::vector<NameInFile>& out) const {
  const auto found = by_path_.find(path);
  if (found != by_path_.end()) out.push_back({found->second, std::string(name)});
}

std::vector<NameInFile> ModuleFiles::meant(FileId from, const Elsewhere& name) const {
  if (is_of_settings(name.module)) return of_settings(from, name);
  std::vector<NameInFile> out = by_language(from, name);
  if (const std::string member = member_of_class(name.name); !member.empty()) {
    Elsewhere of_class = name;
    of_class.name = member;
    std::ranges::move(by_language(from, of_class), std::back_inserter(out));
  }
  return out;
}

std::vector<NameInFile> ModuleFiles::by_language(FileId from, const Elsewhere& name) const {
  std::vector<NameInFile> out;
  const LanguageRow* language = language_of(from);
  if (language == nullptr) return out;
  if (language->modules == "dotted")
    name.module == "*" ? anywhere(from, name, out) : dotted(from, name, out);
  if (language->modules == "path") by_path(from, name, out);
  if (language->modules == "folder") in_folder(from, name, out);
  if (language->modules == "class")
    name.module == "*" ? config_file(from, name, out) : of_class(from, name, out);
  if (out.size() > kMostMeant) return {};
  std::erase_if(out, [&](const NameInFile& found) { return found.file == from; });
  return out;
}

void ModuleFiles::note_setting(FileId file, const std::string& name) {
  const LanguageRow* language = language_of(file);
  if (language == nullptr) {
    settings_[name].emplace_back(file, name);
    documents_.emplace(normal(records_[file].path), file);
    return;
  }
  // config/default.js and src/config.ts, whose objects are settings too.
  const std::string_view path = records_[file].path;
  if (language->modules == "class" && name.starts_with("default."))  // PHP: return [ … ];
    settings_[setting_name(std::string_view(name).substr(8))].emplace_back(file, name);
  if (language->modules != "path" || path.find("config") == std::string_view::npos) return;
  const std::size_t first = name.find('.');
  if (first == std::string::npos || name.find("{}") != std::string::npos) return;
  std::string rest = setting_name(std::string_view(name).substr(first + 1));
  if (rest.ends_with(".default")) rest.resize(rest.size() - 8);
  settings_[rest].emplace_back(file, name);
}

/// What tests set is nothing that the program is given.
bool ModuleFiles::is_only_tested(FileId asked, FileId file) const {
  return is_test_settings(records_[file].path) && !is_test_settings(records_[asked].path);
}

/// What the nearest of those files say, all in one folder: application.yml, application-prod.yml.
std::vector<NameInFile> ModuleFiles::of_settings(FileId from, const Elsewhere& name) const {
  const std::size_t colon = name.module.find(':');
  const std::string_view files = std::string_view(name.module).substr(colon + 1);
  const bool of_each = name.module.starts_with(kSettingsOfEach);
  const std::string path = normal(records_[from].path);
  std::vector<NameInFile> found;
  std::size_t nearest = 0;
  const auto take = [&](const std::vector<std::pair<FileId, std::string>>& all) {
    for (const auto& [file, told] : all) {
      const std::string other = normal(records_[file].path);
      if (file == from || !is_one_of(other, files) || is_only_tested(from, file)) continue;
      const std::size_t near = shared_folders(path, other);
      if (near < nearest) continue;
      if (near > nearest) found.clear();
      nearest = near;
      found.push_back({file, told});
    }
  };
  const std::string wanted = setting_name(name.name);
  if (const auto all = settings_.find(wanted); all != settings_.end()) take(all->second);
  if (of_each && found.empty()) {
    for (const auto& [full, all] : settings_) {
      const std::size_t dot = full.find('.');
      const bool tested = full.starts_with("test.") && !is_test_settings(path);
      if (dot != std::string::npos && !tested && std::string_view(full).substr(dot + 1) == wanted)
        take(all);
    }
  }
  return found.size() > kMostMeant ? std::vector<NameInFile>() : found;
}

/// Python: "a.b" is a/b.py or a/b/__init__.py, below the file's folder or one above it; each dot in
/// front is one folder up.
void ModuleFiles::dotted(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const {
  const std::string path = normal(records_[from].path);
  const std::string_view folder = folder_of(path);
  const std::size_t dots = std::min(name.module.find_first_not_of('.'), name.module.size());
  std::vector<std::string_view> bases = upward(folder);
  if (dots > bases.size()) return;
  if (dots > 0) bases = {bases[dots - 1]};
  const std::string full = name.module.substr(dots) + "." + name.name;
  const std::vector<std::string_view> parts = split(full, ".");
  for (const std::string_view base : bases) {
    for (std::size_t taken = parts.size() - 1; taken + 1 > 0 && !parts.empty(); --taken) {
      const std::span all(parts);
      const std::string file = joined(base, join(all.first(taken), '/'));
      const std::string rest = join(all.subspan(taken), '.');
      if (taken > 0) add(file + ".py", rest, out);
      add(joined(file, "__init__.py"), rest, out);
      if (taken == 0) break;
    }
    if (!out.empty()) return;
  }
}

/// "settings.X": X of a settings.py, or of a file of a folder settings, wherever it lies.
void ModuleFiles::anywhere(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const {
  const std::size_t dot = std::min(name.name.find('.'), name.name.size());
  const auto files = by_module_.find(std::string_view(name.name).substr(0, dot));
  if (files == by_module_.end() || files->second.size() > kMostMeant) return;
  const std::string rest = name.name.substr(std::min(dot + 1, name.name.size()));
  for (const FileId id : files->second) {
    if (!is_only_tested(from, id)) out.push_back({id, rest});
  }
}

/// "services.ses.key": ses.key of what config/services.php returns.
void ModuleFiles::config_file(FileId from, const Elsewhere& name,
                              std::vector<NameInFile>& out) const {
  const std::size_t dot = std::min(name.name.find('.'), name.name.size());
  const std::string file = "config/" + name.name.substr(0, dot) + ".php";
  const std::string path = normal(records_[from].path);
  for (const std::string_view base : upward(folder_of(path))) {
    if (out.empty()) add(joined(base, file), "default" + name.name.substr(dot), out);
  }
}

/// JavaScript and TypeScript: "./a" is a.ts, a/index.js, …; "@/a" and "~/a" lie below the root of
/// the sources.
void ModuleFiles::by_path(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const {
  static constexpr std::array<std::string_view, 16> kEndings = {
      "",           ".ts",        ".tsx",       ".js",       ".jsx",      ".mjs",
      ".cjs",       ".mts",       ".cts",       "/index.ts", "/index.js", "/index.mjs",
      "/index.cjs", "/index.tsx", "/index.jsx", "/index.mts"};
  const std::string path = normal(records_[from].path);
  std::vector<std::string> stems;
  if (name.module.starts_with('.')) {
    stems.push_back(normal(joined(folder_of(path), name.module)));
  } else if (name.module.starts_with("@/") || name.module.starts_with("~/")) {
    for (const std::string_view base : upward(folder_of(path)))
      stems.push_back(joined(base, name.module.substr(2)));
  } else if (name.module.find('/') != std::string::npos) {
    return by_alias(from, name, out);
  }
  for (const std::string& stem : stems) {
    if (const auto document = documents_.find(stem); document != documents_.end()) {
      out.push_back({document->second, setting_name(name.name)});
      return;
    }
    // "./env.js" is env.ts before it is compiled.
    const bool compiled = stem.ends_with(".js") || stem.ends_with(".mjs");
    const std::string bare = compiled ? stem.substr(0, stem.rfind('.')) : stem;
    for (const std::string_view ending : kEndings) {
      std::string file(ending.empty() ? stem : bare);
      file += ending;
      if (by_path_.count(file) == 0) continue;
      add(file, name.name, out);
      add(file, name.name.empty() ? "default" : "default." + name.name, out);
      return;
    }
  }
}

/// "src/config/aws", "@config/aws", "@app/config/aws": paths of a tsconfig. The one file whose path
/// ends so, or the nearest of several, as packages of one repository have their own of a name; a
/// package of that name has other names in it.
void ModuleFiles::by_alias(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const {
  std::string_view wanted = name.module;
  const bool marked = wanted.find_first_of("@~#$") == 0;
  if (marked) wanted.remove_prefix(1);
  for (int step = 0; step < 2 && out.empty(); ++step) {
    if (step == 1 && (!marked || wanted.find('/') == std::string_view::npos)) return;
    if (step == 1) wanted.remove_prefix(wanted.find('/') + 1);
    const std::optional<FileId> found = nearest_of_stem(from, wanted);
    if (!found) continue;
    out.push_back({*found, name.name});
    out.push_back({*found, name.name.empty() ? "default" : "default." + name.name});
  }
}

/// The file whose path without its ending ends so, and that shares most folders with the asker's.
std::optional<FileId> ModuleFiles::nearest_of_stem(FileId from, std::string_view wanted) const {
  const auto named = by_stem_.find(wanted.substr(wanted.rfind('/') + 1));
  if (named == by_stem_.end()) return std::nullopt;
  const std::string path = normal(records_[from].path);
  std::optional<FileId> nearest;
  std::size_t most = 0;
  bool several = false;
  for (const auto& [stem, id] : named->second) {
    const bool ends = stem == wanted || (stem.size() > wanted.size() && stem.ends_with(wanted) &&
                                         stem[stem.size() - wanted.size() - 1] == '/');
    if (!ends || id == nearest) continue;
    const std::size_t shared = shared_folders(path, stem);
    if (nearest && shared < most) continue;
    several = nearest && shared == most;
    if (!several) nearest = id;
    most = shared;
  }
  return several ? std::nullopt : nearest;
}

/// The files of that language which tell the name, by folder; nullptr where there are none.
const ModuleFiles::Folders* ModuleFiles::files_that_tell(FileId from,
                                                         const std::string& name) const {
  const auto found = by_name_.find(std::pair(records_[from].format, name));
  return found == by_name_.end() ? nullptr : &found->second;
}

/// Go: a package is a folder; an import's path ends in it.
void ModuleFiles::in_folder(FileId from, const Elsewhere& name,
                            std::vector<NameInFile>& out) const {
  // Files that tell the name, or what it is a member of.
  const std::size_t call = std::min(name.name.find("()."), name.name.size());
  const std::string object = name.name.substr(0, name.name.find_first_of(".("));
  const Folders* folders = nullptr;
  for (const std::string& told :
       {name.name, name.name.substr(0, call) + "()", object, object + ".*"}) {
    if (folders == nullptr) folders = files_that_tell(from, told);
  }
  if (folders == nullptr) return;
  const std::string path = normal(records_[from].path);
  const std::string_view own = folder_of(path);
  const auto take = [&](std::string_view folder) {
    const auto found = folders->find(folder);
    if (found == folders->end() || found->second.size() > kMostMeant) return;
    for (const FileId id : found->second) out.push_back({id, name.name});
  };
  if (name.module.empty()) return take(own);
  for (std::string_view rest = name.module; !rest.empty() && out.empty();) {
    for (const std::string_view base : upward(own)) {
      if (out.empty()) take(joined(base, rest));
    }
    const std::size_t slash = rest.find('/');
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  }
}

/// Java and its like: "Settings.REGION" is in a file that tells such a name; in the same folder, or
/// in any.
void ModuleFiles::of_class(FileId from, const Elsewhere& name, std::vector<NameInFile>& out) const {
  const std::size_t call = std::min(name.name.find("()."), name.name.size());
  const std::string called = name.name.substr(0, std::min(call + 2, name.name.size()));
  const std::string behind = name.name.substr(called.size());
  std::string full = name.module.empty() ? called : name.module + "." + called;
  std::ranges::replace(full, '\\', '.');
  const std::vector<std::string_view> parts = split(full, ".");
  const std::string member =
      join(std::span(parts).last(std::min<std::size_t>(parts.size(), 2)), '.');
  std::string told;
  const Folders* folders = nullptr;
  // A class that is imported by its full name, and made here.
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool alone = !name.module.empty() && !parts.empty() && !is_lower(parts.back().front()) &&
                     std::ranges::any_of(parts.back(), is_lower);
  // A constant that stands in no class: settings::REGION.
  const bool constant =
      !parts.empty() && std::ranges::none_of(parts.back(), is_lower) && parts.size() > 1;
  const std::string last(alone || constant ? parts.back() : std::string_view());
  // Of an enum's member.
  const bool of_enum = !parts.empty() && parts.back() == "value" && parts.size() > 2;
  const std::string whole =
      of_enum ? join(std::span(parts).subspan(parts.size() - 3, 2), '.') : std::string();
  for (const std::string& candidate : {full, member, last, whole}) {
    if (folders != nullptr) break;
    if (candidate.empty()) continue;
    told = candidate;
    folders = files_that_tell(from, candidate);
    // Ruby: what looks like a call may be a member.
    if (folders == nullptr && candidate.ends_with("()"))
      folders = files_that_tell(from, candidate.substr(0, candidate.size() - 2));
  }
  // A member of what another name is: config.x.aws of config.x.aws.region.
  for (std::size_t taken = parts.size(); folders == nullptr && --taken > 1;) {
    folders = files_that_tell(from, join(std::span(parts).first(taken), '.'));
    if (folders != nullptr) told = full;
  }
  if (folders == nullptr && parts.size() > 1) {  // Settings.getRegion(): Settings.region
    const std::string type(parts[parts.size() - 2]);
    told = type + "." + field_of_getter(parts.back());
    folders = files_that_tell(from, told);
    if (folders == nullptr) folders = files_that_tell(from, type + ".*");
  }
  if (folders == nullptr) return;
  const auto near = folders->find(normal(folder_of(records_[from].path)));
  for (auto at = near == folders->end() ? folders->begin() : near; at != folders->end(); ++at) {
    for (const FileId id : at->second) out.push_back({id, told + behind});
    if (at == near || out.size() > kMostMeant) break;
  }
}

}  // namespace credlint
