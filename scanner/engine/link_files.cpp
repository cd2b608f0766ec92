// SPDX-License-Identifier: MIT
#include "scanner/engine/link_files.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "scanner/core/file_purpose.h"
#include "scanner/core/setting_name.h"
#include "scanner/engine/module_files.h"

namespace credlint {
namespace {

constexpr int kMostSteps = 8;           ///< from file to file
constexpr std::size_t kMostCalls = 16;  ///< of one function that are looked at
/// Names that are looked at for one value, and in a run: files that hand a value round among each
/// other would else be gone through in every order.
constexpr std::size_t kMostNames = 1'000;
constexpr std::size_t kMostNamesOfRun = 4'000'000;
/// Scopes that no parser gave.
constexpr std::uint32_t kFirstScope = 1U << 30U;

bool same(const Value& a, const Value& b) {
  return a.kind == b.kind && a.name == b.name && a.text.reveal() == b.text.reveal();
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

/// The folder of sources and settings that are built together: "m/" of "m/src/main/java/A.java".
std::string_view module_of(std::string_view path) {
  constexpr std::string_view kSources = "/src/";
  const std::size_t at = path.find(kSources);
  return path.substr(0, at == std::string_view::npos ? 0 : at);
}

/// Whether what is given so is the parameter's.
bool takes(const Elsewhere& name, const Parameter& given) {
  const Parameter& wanted = *name.parameter;
  if (name.taken_apart) return given.index == wanted.index && given.name == wanted.name;
  const bool by_name = given.index == Parameter::kByName && given.name == wanted.name;
  return by_name || (given.index == wanted.index && given.name.empty());
}

/// Whether the parameter is a member of the object that is given so.
bool hands_over(const Elsewhere& name, const Parameter& given) {
  return name.taken_apart && given.index == name.parameter->index && given.name.empty();
}

/// A member of an object of another file.
Value member_of(Value object, std::string_view name) {
  Elsewhere member = *object.elsewhere;
  member.name.append(member.name.empty() ? "" : ".").append(name);
  object.elsewhere = std::make_shared<const Elsewhere>(std::move(member));
  return object;
}

/// Whether the value is what an object of another file holds that is passed whole:
/// "OPTIONS{}.region".
bool is_of_whole(const Value& value) {
  return value.elsewhere != nullptr && value.elsewhere->name.find("{}.") != std::string::npos;
}

/// Whether an object whose members have these names, with spaces between, may hold that path: a
/// member "credentials" that is not taken apart holds "credentials.key".
bool may_hold(std::string_view names, std::string_view path) {
  const auto has = [&](std::string text) { return names.find(text) != std::string_view::npos; };
  const std::string_view object = path.substr(0, path.rfind('.'));
  if (has(std::string(" ").append(path).append(" "))) return true;
  return object.size() < path.size() && has(std::string(" ").append(object).append(" ")) &&
         !has(std::string(" ").append(object).append("."));
}

bool any_of_whole(const FileFacts& facts) {
  return std::ranges::any_of(facts.client_constructions, [](const ClientConstruction& client) {
    return is_of_whole(client.region) || is_of_whole(client.profile) ||
           is_of_whole(client.key_id) || is_of_whole(client.secret) || is_of_whole(client.token);
  });
}

/// The names that may still be looked at for one value.
struct Search {
  std::size_t left = kMostNames;
  /// False when there were too many: the value stays unknown.
  bool go_on() { return left > 0 && --left > 0; }
};

class Linker {
 public:
  Linker(const Catalog& catalog, const std::vector<FileRecord>& records, FileFacts& facts)
      : records_(records), facts_(facts), modules_(catalog, records, facts) {
    for (const Exported& told : facts.exports) {
      if (told.name == "*") handed_on_[told.value.at.file].push_back(&told.value);
      exports_.emplace(NameInFile{told.value.at.file, told.name}, &told.value);
    }
    for (const CallElsewhere& call : facts.calls_elsewhere) {
      const FileId file = call.given.front().value.at.file;
      for (const NameInFile& callee : modules_.meant(file, *call.callee)) {
        ++looked_at_;
        if (modules_.takes_values(callee)) calls_[callee].push_back(&call);
      }
    }
  }

  /// False, and nothing is changed, when there were too many names.
  bool link() {
    find();
    const bool complete = looked_at_ <= kMostNamesOfRun;
    for (auto& [value, settled] : settled_) {
      value->elsewhere.reset();
      if (complete) *value = std::move(settled);
    }
    if (!complete) return false;
    for (auto& [possible, all] : possible_) *possible = std::move(all);
    for (ClientConstruction* client : closed_) client->open_ended = client->unfollowed = false;
    for (ClientConstruction* client : followed_) client->unfollowed = false;
    tell(regions_, facts_.region_settings, [](RegionSetting& fact, std::string text) {
      fact.value = std::move(text);
      fact.via = "region argument";
    });
    tell(profiles_, facts_.profile_references, [](ProfileReference& fact, std::string text) {
      fact.name = std::move(text);
      fact.via = "profile argument";
    });
    return true;
  }

 private:
  /// How many names a run takes does not depend on the order of its facts.
  void find() {
    for (ClientConstruction& client : facts_.client_constructions) link(client);
    for (RoleAssumption& call : facts_.role_assumptions) {
      for (Value* value : {&call.role_arn, &call.external_id, &call.key_id})
        settle(call.at.file, *value);
      for (Value* value : {&call.profile, &call.region}) settle_setting(call.at.file, *value);
    }
    for (PresignedRequest& call : facts_.presigned_requests) {
      for (Value* value : {&call.key_id, &call.token}) settle(call.at.file, *value);
      settle_setting(call.at.file, call.region);
    }
    for (const OpenSetting& setting : facts_.open_settings) open(setting);
  }

  void link(ClientConstruction& client) {
    const FileId file = client.at.file;
    bool known = false;
    bool made = false;  // by a maker of another file, beside what the call itself is given
    for (Value* value :
         {&client.region, &client.profile, &client.key_id, &client.secret, &client.token}) {
      if (!is_of_whole(*value)) continue;
      made = made || value->elsewhere->name.find("@{}.") != std::string::npos;
      known = settle_member(file, *value) || known;
    }
    if (known) (made ? followed_ : closed_).push_back(&client);
    note_given(file, client.region, client.regions);
    note_given(file, client.profile, client.profiles);
    for (Value* value : {&client.key_id, &client.secret, &client.token}) settle(file, *value);
    for (Value* value : {&client.region, &client.profile, &client.endpoint})
      settle_setting(file, *value);
  }

  /// All that it may be gets facts where it stands.
  void open(const OpenSetting& setting) {
    const Value& value = setting.value;
    Elsewhere name = *value.elsewhere;
    if (is_of_whole(value)) name.name.replace(name.name.find("{}."), 3, ".");
    if (name.name.starts_with('.')) name.name.erase(0, 1);
    with_tests_ = true;
    std::vector<Value> all = found(value.at.file, name);
    with_tests_ = false;
    std::ranges::move(
        all, std::back_inserter(setting.meaning == Meaning::Region ? regions_ : profiles_));
  }

  /// The same for what open() tells at the calls: of a parameter that is one of the values that it
  /// may be, as calls that give what is not known are not seen here.
  void settle_setting(FileId file, Value& value) {
    if (value.elsewhere != nullptr && value.elsewhere->parameter) return value.elsewhere.reset();
    settle(file, value);
  }

  /// What calls in other files give the parameter that the value is, beside what it may be by this
  /// file alone. Others may give what is not known.
  void note_given(FileId file, Value& value, std::vector<Value>& possible) {
    constexpr std::size_t kMost = 16;
    if (value.elsewhere == nullptr || !value.elsewhere->parameter) return;
    std::vector<Value> all = possible;
    if (value.literal()) all = {value};  // a default
    std::erase_if(all, [](const Value& one) { return one.kind == Value::Kind::Unknown; });
    const std::size_t before = all.size();
    for (const Value& given : found(file, *value.elsewhere)) {
      const bool told = given.literal() || given.kind == Value::Kind::Env;
      const bool known =
          std::ranges::any_of(all, [&](const Value& one) { return same(one, given); });
      if (told && !known && all.size() < kMost) all.push_back(given);
    }
    if (all.size() == before) return;
    Value other;
    other.kind = Value::Kind::Unknown;
    other.at = value.at;
    all.push_back(other);
    if (value.literal()) settled_.emplace_back(&value, std::move(other));
    possible_.emplace_back(&possible, std::move(all));
  }

  /// A member of an object that is passed whole. True where the object is known.
  bool settle_member(FileId file, Value& value) {
    const std::size_t mark = value.elsewhere->name.find("{}");
    const std::string path = value.elsewhere->name.substr(mark + 3);
    Elsewhere object = *value.elsewhere;
    object.name.resize(mark);
    const auto member = [&](std::string_view name) {
      Elsewhere full = object;
      full.name.append(full.name.empty() ? "" : ".").append(name);
      return found(file, full);
    };
    const auto one = [](const std::vector<Value>& all) {
      return !all.empty() &&
             std::ranges::all_of(all, [&](const Value& v) { return same(v, all.front()); });
    };
    const std::vector<Value> names = member("{}");
    const bool known = one(names) && names.front().literal();
    const std::vector<Value> all = member(path);
    Value settled = value;
    settled.name.clear();
    if (one(all)) {
      settled = all.front();
    } else if (known ? !may_hold(names.front().text.reveal(), path) : value.name == "{}") {
      settled = Value{};
    }
    settled.elsewhere.reset();
    settled_.emplace_back(&value, std::move(settled));
    return known;
  }

  /// Finds what `value` is in other files, where that is one thing.
  void settle(FileId file, Value& value) {
    if (value.elsewhere == nullptr || is_of_whole(value)) return;
    const std::vector<Value> all = found(file, *value.elsewhere);
    const bool one = !all.empty() && std::ranges::all_of(all, [&](const Value& other) {
      return same(other, all.front());
    });
    Value settled = one ? all.front() : value;
    if (settled.kind == Value::Kind::Env && !settled.fallback) {
      settled.fallback = value.fallback;
      settled.fallback_at = value.fallback_at;
      // Of what another program is set up with, where this part of it may be left without.
      if (module_of(records_[file].path) != module_of(records_[settled.at.file].path))
        settled.otherwise = value.otherwise;
    }
    settled.elsewhere.reset();
    settled_.emplace_back(&value, std::move(settled));
  }

  /// All that the name may be; nothing where that takes too long.
  std::vector<Value> found(FileId file, const Elsewhere& name) {
    if (looked_at_ > kMostNamesOfRun) return {};
    Search search;
    std::vector<Value> all = values_of(file, name, 0, search);
    looked_at_ += kMostNames - search.left + 1;
    return search.left > 0 ? all : std::vector<Value>();
  }

  /// In the order of their places.
  [[nodiscard]] std::vector<Value> values_of(FileId file, const Elsewhere& name, int step,
                                             Search& search) const {
    if (step == kMostSteps || !search.go_on()) return {};
    std::vector<Value> found = name.parameter.has_value() ? given(file, name, step, search)
                                                          : told(file, name, step, search);
    std::ranges::stable_sort(found, {}, [this](const Value& value) { return place(value); });
    return found;
  }

  [[nodiscard]] std::tuple<std::string_view, Span> place(const Value& value) const {
    return {records_[value.at.file].path, value.at.span};
  }

  /// What other files tell under that name; nothing where they differ.
  [[nodiscard]] std::vector<Value> told(FileId file, const Elsewhere& name, int step,
                                        Search& search) const {
    std::vector<Value> found;
    for (const NameInFile& meant : modules_.meant(file, name)) {
      if (!search.go_on()) return {};
      if (const std::optional<Value> value = exported(meant)) {
        add(meant.file, *value, step, search, found);
        continue;
      }
      for (const Value& value : handed_on(meant)) add(meant.file, value, step, search, found);
    }
    // Of settings each environment may have its own, and of Terraform's variables.
    const bool agree =
        is_of_settings(name.module) || name.name.starts_with("var.") ||
        std::ranges::all_of(found, [&](const Value& value) { return same(value, found.front()); });
    return agree ? found : std::vector<Value>();
  }

  void add(FileId file, const Value& value, int step, Search& search,
           std::vector<Value>& found) const {
    if (value.elsewhere == nullptr || value.literal()) return found.push_back(value);
    std::ranges::move(values_of(file, *value.elsewhere, step + 1, search),
                      std::back_inserter(found));
  }

  [[nodiscard]] std::optional<Value> exported(const NameInFile& name) const {
    const std::size_t last = name.name.rfind('.');
    const auto filled = exports_.find({name.file, name.name.substr(0, last) + ".*"});
    const bool by_settings = last != std::string::npos && filled != exports_.end() &&
                             filled->second->elsewhere != nullptr;
    auto found = by_settings ? exports_.end() : exports_.find(name);
    if (!by_settings && found == exports_.end() &&
        name.name.ends_with("()"))  // Ruby: a member without arguments
      found = exports_.find({name.file, name.name.substr(0, name.name.size() - 2)});
    if (!by_settings && found == exports_.end() &&
        name.name.ends_with(".value"))  // of an enum's member
      found = exports_.find({name.file, name.name.substr(0, name.name.size() - 6)});
    if (!by_settings && found == exports_.end() && last != std::string::npos)
      found = exports_.find({name.file, name.name + "()"});  // a property
    if (found != exports_.end()) return with_variable(name, *found->second);
    if (const std::optional<Value> part = part_of_role(name)) return part;
    // "env.*": every member of env is the variable of its name.
    const std::size_t dot = name.name.rfind('.');
    if (dot == std::string::npos) return std::nullopt;
    found = exports_.find({name.file, name.name.substr(0, dot) + ".*"});
    if (found == exports_.end()) return std::nullopt;
    Value value = *found->second;
    if (value.elsewhere != nullptr) {  // a class that a framework fills from settings
      Elsewhere member = *value.elsewhere;
      member.name.append(".").append(setting_name(field_of_getter(name.name.substr(dot + 1))));
      value.elsewhere = std::make_shared<const Elsewhere>(std::move(member));
      return value;
    }
    value.name = upper(name.name.substr(dot + 1));
    return value;
  }

  /// convict: { region: { default: "…", env: "NAME" } }
  [[nodiscard]] Value with_variable(const NameInFile& name, const Value& value) const {
    constexpr std::string_view kDefault = ".default";
    if (!value.literal() || !name.name.ends_with(kDefault)) return value;
    const std::string object = name.name.substr(0, name.name.size() - kDefault.size());
    const auto variable = exports_.find({name.file, object + ".env"});
    if (variable == exports_.end() || !variable->second->literal()) return value;
    Value read = *variable->second;
    read.kind = Value::Kind::Env;
    read.name = std::string(read.text.reveal());
    read.text = Secret();
    read.fallback = std::string(value.text.reveal());
    read.fallback_at = value.at;
    return read;
  }

  /// The credentials that a function got for a role: assume().AccessKeyId.
  [[nodiscard]] std::optional<Value> part_of_role(const NameInFile& name) const {
    const std::size_t end = name.name.rfind("().");
    if (end == std::string::npos) return std::nullopt;
    const auto whole = exports_.find({name.file, name.name.substr(0, end + 2)});
    const bool role =
        whole != exports_.end() && whole->second->source == Value::Source::RoleAssumption;
    if (!role) return std::nullopt;
    Value value = *whole->second;
    value.name = name.name.substr(name.name.rfind('.') + 1);
    return value;
  }

  /// What the file may know by that name, as it hands on the names of other files, or the object
  /// that the name is a member of.
  [[nodiscard]] std::vector<Value> handed_on(const NameInFile& name) const {
    std::vector<Value> found;
    const auto take = [&](const Value& from, std::string_view rest) {
      Elsewhere member = *from.elsewhere;
      member.name.append(member.name.empty() || rest.empty() ? "" : ".").append(rest);
      found.push_back(from);
      found.back().elsewhere = std::make_shared<const Elsewhere>(std::move(member));
    };
    std::size_t end = std::min(name.name.find_first_of(".("), name.name.size());
    auto object = exports_.find({name.file, name.name.substr(0, end)});
    for (std::size_t next = end; object == exports_.end() && next < name.name.size();) {
      next = std::min(name.name.find_first_of(".(", next + 1), name.name.size());
      if (next == name.name.size()) break;
      object = exports_.find({name.file, name.name.substr(0, next)});  // config.x.aws of …region
      if (object != exports_.end()) end = next;
    }
    if (object != exports_.end() && end < name.name.size() &&
        object->second->elsewhere != nullptr && !object->second->elsewhere->parameter) {
      const bool call = name.name[end] == '(';
      Value from = *object->second;
      Elsewhere callee = *from.elsewhere;
      if (call) callee.name += "()";
      from.elsewhere = std::make_shared<const Elsewhere>(std::move(callee));
      const std::size_t rest = std::min(end + (call ? 3U : 1U), name.name.size());
      take(from, std::string_view(name.name).substr(rest));
      return found;
    }
    const auto all = handed_on_.find(name.file);
    if (all == handed_on_.end() || name.name.starts_with("default")) return found;
    for (const Value* from : all->second) take(*from, name.name);
    return found;
  }

  /// Go: what is said of the parameter's type where its objects are made:
  /// "example.com/conf|Config".
  [[nodiscard]] std::vector<Value> of_type(FileId file, const Elsewhere& name, int step,
                                           Search& search) const {
    const std::size_t bar = name.module.find('|');
    if (bar == std::string::npos) return {};
    Elsewhere member;
    member.module = name.module.substr(0, bar);
    member.name = name.module.substr(bar + 1) + "." + name.parameter->name;
    return told(file, member, step, search);
  }

  /// What tests give a function is nothing that the program gives it.
  [[nodiscard]] bool is_only_tested(FileId asked, const Value& value) const {
    return !with_tests_ && is_test_path(records_[value.at.file].path) &&
           !is_test_path(records_[asked].path);
  }

  /// What calls in other files give the parameter.
  [[nodiscard]] std::vector<Value> given(FileId file, const Elsewhere& name, int step,
                                         Search& search) const {
    const auto calls = calls_.find({file, name.name});
    std::vector<Value> found;
    if (calls == calls_.end()) return of_type(file, name, step, search);
    if (calls->second.size() > kMostCalls) return {};
    for (const CallElsewhere* call : calls->second) {
      for (const auto& [parameter, value] : call->given) {
        if (is_only_tested(file, value)) continue;
        if (takes(name, parameter) && search.go_on())
          add(value.at.file, value, step, search, found);
        if (hands_over(name, parameter) && value.elsewhere != nullptr &&
            !value.elsewhere->parameter && search.go_on())
          add(value.at.file, member_of(value, name.parameter->name), step, search, found);
      }
    }
    return found;
  }

  /// Facts for the values where none stands yet.
  template <typename T, typename Fill>
  void tell(std::vector<Value>& values, std::vector<T>& facts, Fill fill) {
    std::ranges::stable_sort(values, {}, [this](const Value& value) { return place(value); });
    std::set<Location> known;
    for (const T& fact : facts) known.insert(fact.at);
    for (const EnvRead& read : facts_.env_reads) {
      if (read.fallback_at) known.insert(*read.fallback_at);
    }
    for (const Value& value : values) {
      if (!value.literal() && !value.fallback_at) continue;
      const Location& at = value.literal() ? value.at : *value.fallback_at;
      if (!known.insert(at).second) continue;
      T fact;
      fact.at = at;
      fact.scope = {at.file, kFirstScope + scopes_++};
      fill(fact, value.literal() ? std::string(value.text.reveal()) : *value.fallback);
      facts.push_back(std::move(fact));
    }
  }

  const std::vector<FileRecord>& records_;
  FileFacts& facts_;
  ModuleFiles modules_;
  std::map<NameInFile, const Value*> exports_;
  std::map<FileId, std::vector<const Value*>> handed_on_;  ///< export * from "./a"
  std::map<NameInFile, std::vector<const CallElsewhere*>> calls_;
  std::vector<std::pair<Value*, Value>> settled_;
  std::vector<std::pair<std::vector<Value>*, std::vector<Value>>> possible_;
  std::vector<ClientConstruction*> closed_;    ///< whose objects are known
  std::vector<ClientConstruction*> followed_;  ///< whose sessions or configuration are known
  std::vector<Value> regions_, profiles_;      ///< that are given to something
  bool with_tests_ = false;                    ///< for what gets facts where it stands
  std::size_t looked_at_ = 0;                  ///< names
  std::uint32_t scopes_ = 0;
};

}  // namespace

bool link_files(const Catalog& catalog, const std::vector<FileRecord>& records, FileFacts& facts) {
  const bool joined =
      !facts.exports.empty() || !facts.calls_elsewhere.empty() || any_of_whole(facts);
  const bool complete = !joined || Linker(catalog, records, facts).link();
  facts.open_settings = {};
  facts.exports = {};
  facts.calls_elsewhere = {};
  return complete;
}

}  // namespace credlint
