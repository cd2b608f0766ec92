// SPDX-License-Identifier: MIT
// Names that only other files know.
#include <algorithm>
#include <utility>

#include "parsers/code/evaluator.h"
#include "parsers/code/literal.h"
#include "scanner/core/setting_name.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Where a language's row says which files hold settings.
constexpr std::string_view kSettingsRow = "<settings>";

/// The types that hand on what a class of settings holds: IOptions<StorageOptions>.
std::string_view type_within(std::string_view type) {
  const std::size_t open = type.find('<');
  const bool options = type.starts_with("IOptions") && open != std::string_view::npos;
  return options && type.ends_with('>') ? type.substr(open + 1, type.size() - open - 2) : type;
}

/// Whether the last of the names says that it holds settings: _configuration,
/// builder.Configuration.
bool is_settings_object(std::string_view name) {
  const std::string last = to_lower(name.substr(name.rfind('.') + 1));
  return last.ends_with("configuration") || last.ends_with("config");
}

/// "Props" of "private final Props props;" and "Sdk" of "private ?Sdk $sdk = null;", where the text
/// has no other type for the name.
std::string_view type_of_field(std::string_view text, std::string_view name) {
  std::string_view only;
  for (std::size_t at = 0; (at = text.find(name, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + name.size();
    const bool ends =
        end < text.size() &&
        (text[end] == ';' || (name.starts_with('$') && text.substr(end).starts_with(" = null;")));
    const bool field = at > 1 && text[at - 1] == ' ' && ends;
    if (!field || !is_name_character(text[at - 2])) continue;
    const std::size_t begin = text.find_last_of(" \t\n", at - 2) + 1;
    std::string_view type = text.substr(begin, at - 1 - begin);
    if (type.starts_with('?')) type.remove_prefix(1);
    if (type.starts_with('\\')) type = type.substr(type.rfind('\\') + 1);
    if (type.empty() || type.front() < 'A' || type.front() > 'Z') continue;
    if (!std::ranges::all_of(type, is_name_character) || (!only.empty() && only != type)) return {};
    only = type;
  }
  return only;
}

/// IConfiguration, or no type that the text says.
bool is_settings_type(std::string_view type) {
  return type.empty() || type.find("Configuration") != std::string_view::npos;
}

/// The only file of settings that the text names: open("config.yml"); empty where there are more.
std::string_view only_file_named(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::string_view only;
  for (const std::string_view ending : {".yml", ".yaml", ".json", ".toml", ".ini", ".cfg"}) {
    for (std::size_t at = 0; (at = text.find(ending, at)) != std::string_view::npos; ++at) {
      const std::size_t end = at + ending.size();
      if (end >= text.size() || (text[end] != '"' && text[end] != '\'')) continue;
      const std::size_t from = at > kLongest ? at - kLongest : 0;
      const std::size_t begin = text.substr(from, at - from).find_last_of("\"'/\\\n");
      if (begin == std::string_view::npos) continue;
      const std::string_view name = text.substr(from + begin + 1, end - from - begin - 1);
      if (name.starts_with(".secrets.")) continue;  // what dynaconf keeps apart
      if (!only.empty() && only != name) return {};
      only = name;
    }
  }
  return only;
}

}  // namespace

std::vector<CallArgument> Evaluator::members_of(TSNode node) const {
  std::vector<CallArgument> members;
  Construct ignored;
  collect_literal(node, "", 0, members, ignored);
  return members;
}

bool Evaluator::is_whole(TSNode node) const {
  std::vector<CallArgument> members;
  Construct object;
  return collect_literal(node, "", 0, members, object) && !object.open_ended;
}

std::vector<CodeModel::Named> Evaluator::members_made(TSNode node) const {
  const CallSite* site = call_behind(node, 0);
  if (site == nullptr || exists(model_.receiver_of(*site))) return {};
  const bool bare = !exists(site->arguments) || !exists(first_named(site->arguments));
  if (!bare) return members_given_to(*site);
  return model_.members_of_class(model_.text(called_name_node(*site)));
}

/// Go: Config of "Config{…}", where that is a type of the package; empty for others.
std::string Evaluator::type_of_literal(TSNode node) const {
  const CallSite* site =
      model_.language().row->modules == "folder" ? call_behind(node, 0) : nullptr;
  const bool literal = site != nullptr && exists(site->arguments) &&
                       model_.language().role(site->arguments) == NodeRole::Dict;
  return literal && !exists(model_.receiver_of(*site))
             ? std::string(model_.text(called_name_node(*site)))
             : std::string();
}

std::string_view Evaluator::declared_type(std::string_view name) const {
  constexpr std::size_t kMostFields = 200;
  if (field_types_.size() == kMostFields) return {};
  const auto [known, added] = field_types_.try_emplace(std::string(name));
  if (added) known->second = type_of_field(model_.source().text, name);
  return known->second;
}

std::string_view Evaluator::file_named() const {
  if (!file_named_) file_named_ = only_file_named(model_.source().text);
  return *file_named_;
}

std::string_view Evaluator::class_made(TSNode node) const {
  const CallSite* site = call_behind(node, 0);
  const bool made = site != nullptr && !exists(model_.receiver_of(*site));
  return made ? model_.text(called_name_node(*site)) : std::string_view();
}

/// Settings(region="…"), new Settings("…") of a class whose constructor takes its fields.
std::vector<CodeModel::Named> Evaluator::members_given_to(const CallSite& site) const {
  std::vector<CodeModel::Named> members;
  const std::string_view made = model_.text(called_name_node(site));
  if (made.empty() || made.front() < 'A' || made.front() > 'Z') return members;
  const std::vector<std::string_view> fields = functions_.fields_of(made);
  std::size_t index = 0;
  const std::uint32_t count = std::min(ts_node_named_child_count(site.arguments), 32U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = model_.unwrap(ts_node_named_child(site.arguments, i));
    const NodeRole role = model_.language().role(child);
    if (role == NodeRole::Comment) continue;
    if (role == NodeRole::Spread) break;
    const bool named = role == NodeRole::Pair && ts_node_named_child_count(child) > 1;
    if (named) members.push_back({key_text(first_named(child)), last_named(child)});
    if (!named && index < fields.size()) members.push_back({std::string(fields[index]), child});
    index += named ? 0 : 1;
  }
  return members;
}

std::shared_ptr<const Elsewhere> Evaluator::framework_name(std::string_view dotted) const {
  for (const DataRow& row : model_.language().row->framework_names) {
    if (!dotted.starts_with(row.key)) continue;
    if (row.value.starts_with(kSettingsRow))
      return std::make_shared<const Elsewhere>(
          Elsewhere{std::string(kSettings).append(row.value.substr(kSettingsRow.size())),
                    setting_name(dotted.substr(row.key.size()))});
    const bool anywhere = row.value.starts_with('*');
    std::string name(row.value.substr(anywhere ? 1 : 0));
    return std::make_shared<const Elsewhere>(
        Elsewhere{anywhere ? "*" : "", name.append(dotted.substr(row.key.size()))});
  }
  return nullptr;
}

/// C++: Store of "void Store::connect() { … }".
std::string_view Evaluator::class_named_by_function(TSNode use) const {
  constexpr std::string_view kDeclarator = "declarator";
  TSNode at = model_.enclosing_function(use);
  for (int steps = 0; exists(at) && steps < 4; ++steps) {
    if (kind_of(at) == "qualified_identifier") return model_.text(first_named(at));
    at = ts_node_child_by_field_name(at, kDeclarator.data(), kDeclarator.size());
  }
  return {};
}

/// PHP: config.php of "require __DIR__ . '/config.php'".
std::string_view Evaluator::file_taken_in(TSNode node) const {
  const std::string_view kind = kind_of(node);
  if (!kind.starts_with("require") && !kind.starts_with("include")) return {};
  std::string_view text = model_.text(node);
  const std::size_t end = text.find_last_of("'\"");
  if (end == std::string_view::npos) return {};
  text = text.substr(0, end);
  text = text.substr(text.find_last_of("'\"/") + 1);
  return text.ends_with(".php") ? text : std::string_view();
}

std::shared_ptr<const Elsewhere> Evaluator::elsewhere_behind(TSNode value, std::string_view rest,
                                                             int depth) const {
  value = model_.unwrap(value);
  if (too_deep(depth)) return nullptr;
  if (model_.language().role(value) == NodeRole::Subscript) {  // config["aws"]["region"]
    const Value index = evaluate(last_named(value), depth + 1);
    if (!index.literal()) return nullptr;
    std::string names(index.text.reveal());
    if (!rest.empty()) names.append(".").append(rest);
    return elsewhere_behind(first_named(value), names, depth + 1);
  }
  if (rest.empty()) return nullptr;
  if (const CallSite* site = model_.call(value)) {
    const CallSite* made = call_behind(value, depth + 1);
    // GetSection("Queue").Get<QueueOptions>()
    if (model_.text(called_name_node(*site)) == "Get") {
      const CallSite* section = maker_of(*site, depth + 1);
      if (section != nullptr && yields(*section, Yield::SettingsSection, depth + 1)) made = section;
    }
    if (auto setting = setting_behind(made == nullptr ? *site : *made, rest, depth)) return setting;
    const auto callee = callee_elsewhere(*site, depth + 1);
    if (callee == nullptr) return nullptr;
    Elsewhere member = *callee;
    member.name.append("().").append(rest);
    if (auto framework = framework_name(member.module + "." + member.name)) return framework;
    return std::make_shared<const Elsewhere>(std::move(member));
  }
  if (const std::string_view file = file_taken_in(value); !file.empty())
    return std::make_shared<const Elsewhere>(
        Elsewhere{std::string(kSettings).append("=").append(file), setting_name(rest)});
  std::string dotted = model_.dotted(value);
  // configuration["Storage:Region"]
  const bool by_name = model_.language().role(ts_node_parent(value)) == NodeRole::Subscript &&
                       model_.language().row->modules == "class" && is_settings_object(dotted);
  if (by_name && is_settings_type(model_.type_of_parameter(dotted, value))) {
    if (auto setting = setting_elsewhere(rest)) return setting;
  }
  return dotted.empty() ? nullptr : elsewhere(dotted.append(".").append(rest), value, depth + 1);
}

std::shared_ptr<const Elsewhere> Evaluator::setting_elsewhere(std::string_view name) const {
  for (const DataRow& row : model_.language().row->framework_names) {
    if (row.key == kSettingsRow && !name.empty())
      return std::make_shared<const Elsewhere>(Elsewhere{
          std::string(kSettings).append(row.value).append(property_sources()), setting_name(name)});
  }
  return nullptr;
}

const std::string& Evaluator::property_sources() const {
  if (property_sources_) return *property_sources_;
  constexpr std::string_view kAnnotation = "@PropertySource(";
  constexpr std::size_t kFar = 200;
  std::string files;
  const std::string_view text = model_.source().text;
  const std::size_t at = text.find(kAnnotation);
  std::string_view written = at == std::string_view::npos ? "" : text.substr(at, kFar);
  written = written.substr(0, written.find(')'));
  for (std::size_t end = 0; (end = written.find(".properties\"", end)) != std::string_view::npos;) {
    end += std::string_view(".properties").size();
    const std::size_t begin = written.substr(0, end).find_last_of("\":/ ") + 1;
    files.append(",=").append(written.substr(begin, end - begin));
  }
  property_sources_ = std::move(files);
  return *property_sources_;
}

/// What is read of a file (yaml.safe_load(file)), of config/<name>.yml for each environment
/// (config_for(:aws)), of a section (GetSection("Storage")).
std::shared_ptr<const Elsewhere> Evaluator::settings_read(const CallSite& site,
                                                          const CallShape& shape,
                                                          std::string_view rest, int depth) const {
  if (shape.yields == Yield::SettingsFile) {
    const std::string_view file = file_named();
    if (file.empty() || rest.empty()) return nullptr;
    return std::make_shared<const Elsewhere>(
        Elsewhere{std::string(kSettings).append("=").append(file), setting_name(rest)});
  }
  const Value given = evaluate(first_named(site.arguments), depth + 1);
  const TSNode first = model_.unwrap(first_named(site.arguments));
  std::string name(given.literal() ? given.text.reveal() : std::string_view());
  if (name.empty() && exists(first) && model_.text(first).starts_with(':'))
    name = model_.text(first).substr(1);  // Ruby's symbols
  if (name.empty()) return nullptr;
  if (shape.yields == Yield::SettingsOfEach)
    return std::make_shared<const Elsewhere>(
        Elsewhere{std::string(kSettingsOfEach).append("config/").append(name).append(".yml"),
                  setting_name(rest)});
  if (!rest.empty() && rest != "Value") name.append(".").append(rest);
  return setting_elsewhere(name);
}

std::string Evaluator::file_read(TSNode node) const {
  const CallSite* site = call_behind(node, 0);
  const bool reads = site != nullptr && yields(*site, Yield::SettingsFile, 0);
  const std::string_view file = reads ? file_named() : std::string_view();
  return file.empty() ? std::string() : std::string(kSettings).append("=").append(file);
}

/// config("services.ses.key"): a member of what config/services.php tells.
std::shared_ptr<const Elsewhere> Evaluator::setting_behind(const CallSite& site,
                                                           std::string_view rest, int depth) const {
  std::string ignored;
  const CallShape* shape = shape_of(site, depth + 1, ignored);
  if (shape != nullptr && exists(site.arguments) && is_of_settings(shape->yields))
    return settings_read(site, *shape, rest, depth);
  if (shape == nullptr || shape->yields != Yield::ConfigFile || !exists(site.arguments))
    return nullptr;
  const Value name = evaluate(first_named(site.arguments), depth + 1);
  if (!name.literal()) return nullptr;
  std::string full(name.text.reveal());
  if (!rest.empty()) full.append(".").append(rest);
  return std::make_shared<const Elsewhere>(Elsewhere{"*", std::move(full)});
}

/// settings.region of a parameter whose type is a class of another file.
std::shared_ptr<const Elsewhere> Evaluator::member_of_type(std::string_view parameter,
                                                           std::string_view rest,
                                                           TSNode use) const {
  const std::string_view modules = model_.language().row->modules;
  if (modules != "class" && modules != "dotted") return nullptr;  // package_and_type() knows
  const std::string_view type = type_within(model_.type_of_parameter(parameter, use));
  for (const std::string_view value : {"Value.", "CurrentValue."}) {
    if (rest.starts_with(value)) rest.remove_prefix(value.size());
  }
  const bool name = !type.empty() && type.front() >= 'A' && type.front() <= 'Z' &&
                    std::ranges::all_of(type, is_name_character);
  if (!name || functions_.has(type)) return nullptr;
  return elsewhere(std::string(type).append(".").append(rest), use, 1);
}

/// Go: "example.com/app/conf|Config" for conf.Config; TypeScript: "./conf|Config" for what is
/// imported so; empty for other languages.
std::string Evaluator::package_and_type(std::string_view type) const {
  const std::string_view modules = model_.language().row->modules;
  if (type.empty() || (modules != "folder" && modules != "path")) return {};
  const std::size_t dot = modules == "path" ? std::string_view::npos : type.find('.');
  if (dot == std::string_view::npos && modules == "folder") return std::string("|").append(type);
  for (const CodeModel::Import& import : model_.imports()) {
    if (import.local != type.substr(0, dot)) continue;
    const std::string_view name = modules == "path" ? import.symbol : type.substr(dot + 1);
    return std::string(import.module).append("|").append(name);
  }
  return {};
}

/// self.region of a class whose base another file has: "Base.region".
std::shared_ptr<const Elsewhere> Evaluator::inherited_elsewhere(std::string_view member, TSNode use,
                                                                int depth) const {
  if (model_.has_own_member(use, member.substr(0, member.find('.')))) return nullptr;
  for (const std::string& base : model_.bases_around(use)) {
    if (auto found = elsewhere(std::string(base).append(".").append(member), use, depth + 1))
      return found;
  }
  return nullptr;
}

std::shared_ptr<const Elsewhere> Evaluator::elsewhere(std::string_view dotted, TSNode use,
                                                      int depth) const {
  const std::string_view modules = model_.language().row->modules;
  if (modules.empty() || dotted.empty() || dotted.front() == '.') return nullptr;
  if (const std::size_t sigil = dotted.find(".$"); sigil != std::string_view::npos)  // PHP: A::$b
    return elsewhere(std::string(dotted).erase(sigil + 1, 1), use, depth + 1);
  const std::string_view first = dotted.substr(0, dotted.find('.'));
  const std::string_view rest = dotted.substr(std::min(first.size() + 1, dotted.size()));
  if (too_deep(depth)) return nullptr;
  if (is_self(first)) {  // self.settings.region
    const std::size_t end = std::min(rest.find('.'), rest.size());
    const std::string field(dotted.substr(0, first.size() + 1 + end));
    const CodeModel::Binding* bound = model_.binding(field, use);
    if (bound == nullptr) return inherited_elsewhere(rest, use, depth);
    const bool value = bound->kind == CodeModel::Binding::Kind::Value;
    return value && end < rest.size()
               ? elsewhere_behind(bound->value, rest.substr(end + 1), depth + 1)
               : nullptr;
  }
  if (const CodeModel::Binding* bound = model_.binding(first, use)) {
    std::string behind = bound->member;
    if (!behind.empty() && !rest.empty()) behind += '.';
    behind += rest;
    return elsewhere_behind(bound->value, behind, depth);
  }
  if (const TSNode function = model_.parameter_of(first, use); exists(function)) {
    if (auto typed = rest.empty() ? nullptr : member_of_type(first, rest, use)) return typed;
    const TSNode made = rest.empty() ? TSNode{} : functions_.default_of(first, function);
    if (exists(made) && model_.call(model_.unwrap(made)) != nullptr)  // conf = new Conf()
      return elsewhere_behind(made, rest, depth + 1);
    auto given = rest.empty() ? nullptr : functions_.given_elsewhere(first, use);
    if (given == nullptr || given->taken_apart) return nullptr;
    Elsewhere member = *given;
    member.parameter->name = std::string(rest);
    member.taken_apart = true;
    member.module = package_and_type(model_.type_of_parameter(first, use));
    return std::make_shared<const Elsewhere>(std::move(member));
  }
  if (functions_.has(first)) return nullptr;
  for (const CodeModel::Import& import : model_.imports()) {
    if (import.local != first || import.symbol == "*") continue;
    std::string name = import.symbol;
    if (!name.empty() && !rest.empty()) name += '.';
    name += rest;
    if (auto framework = framework_name(import.module + "." + name)) return framework;
    return std::make_shared<const Elsewhere>(Elsewhere{import.module, std::move(name)});
  }
  if (auto framework = framework_name(dotted)) return framework;
  if (const std::string_view type = rest.empty() ? "" : declared_type(first);
      !type.empty() && modules == "class" && !functions_.has(type))
    return std::make_shared<const Elsewhere>(
        Elsewhere{"", std::string(type).append(".").append(rest)});
  const auto is_all = [](const CodeModel::Import& import) { return import.symbol == "*"; };
  const auto all = std::ranges::find_if(model_.imports(), is_all);
  if (modules == "dotted" && std::ranges::count_if(model_.imports(), is_all) == 1)
    return std::make_shared<const Elsewhere>(Elsewhere{all->module, std::string(dotted)});
  const bool same_package = modules == "folder" || modules == "class";
  if (!same_package) return nullptr;
  if (const std::string_view of = class_named_by_function(use); !of.empty() && rest.empty())
    return std::make_shared<const Elsewhere>(
        Elsewhere{"", std::string(of).append(".").append(dotted)});
  return std::make_shared<const Elsewhere>(Elsewhere{"", std::string(dotted)});
}

Value Evaluator::foreign(Value value, std::string_view dotted, TSNode use, int depth) const {
  const bool open = value.kind == Value::Kind::Unknown || value.kind == Value::Kind::Member;
  if (open && value.elsewhere == nullptr) value.elsewhere = elsewhere(dotted, use, depth + 1);
  return value;
}

std::shared_ptr<const Elsewhere> Evaluator::callee_elsewhere(const CallSite& site,
                                                             int depth) const {
  std::string ignored;
  const TSNode expression = exists(site.callee) ? model_.unwrap(site.callee) : TSNode{};
  std::string dotted =
      exists(site.name) ? std::string(model_.text(site.name)) : model_.dotted(expression);
  if (exists(site.name) && exists(site.receiver)) {
    const std::string_view written = model_.text(site.receiver);
    const std::string object = model_.dotted(site.receiver);
    const bool chain = object.empty() && is_chain_of_names(written);  // Ruby: a.b.c
    dotted = (chain ? std::string(written) : object) + "." + dotted;
  }
  const std::size_t first = std::min(dotted.find('.'), dotted.size());
  const std::string_view type =
      model_.type_as_receiver(std::string_view(dotted).substr(0, first), site.node);
  if (!type.empty() && first < dotted.size())  // Go: s.open() in another method of its type
    dotted.replace(0, first, type);
  auto found = elsewhere(dotted, site.node, depth);
  return found == nullptr || shape_of(site, 0, ignored) != nullptr ? nullptr : found;
}

bool Evaluator::is_environment(TSNode node) const {
  const auto whole = model_.language().row->environment;
  return std::ranges::find(whole, model_.text(model_.unwrap(node))) != whole.end();
}

/// Whether the call is given all variables: schema.parse(process.env), cleanEnv(process.env, { …
/// }), createEnv({ runtimeEnv: process.env }).
bool Evaluator::takes_environment(const CallSite& site) const {
  const TSNode first = exists(site.arguments) ? first_named(site.arguments) : TSNode{};
  if (!exists(first) || is_environment(first)) return exists(first);
  if (model_.language().role(first) != NodeRole::Dict) return false;
  const std::uint32_t count = std::min(ts_node_named_child_count(first), 16U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode pair = ts_node_named_child(first, i);
    const bool is_pair = model_.language().role(pair) == NodeRole::Pair;
    if (!is_pair || !exists(last_named(pair))) continue;
    if (is_environment(last_named(pair)) || is_runtime_environment(pair)) return true;
  }
  return false;
}

/// runtimeEnv: { AWS_REGION: process.env.AWS_REGION }
bool Evaluator::is_runtime_environment(TSNode pair) const {
  const TSNode variables = model_.unwrap(last_named(pair));
  const bool runtime = model_.text(first_named(pair)).find("runtimeEnv") != std::string_view::npos;
  if (!runtime || model_.language().role(variables) != NodeRole::Dict) return false;
  const std::uint32_t count = std::min(ts_node_named_child_count(variables), 16U);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode one = ts_node_named_child(variables, i);
    if (model_.language().role(one) != NodeRole::Pair || !exists(last_named(one))) continue;
    const TSNode name = model_.env_read(model_.unwrap(last_named(one)));
    if (exists(name) && key_text(name) == key_text(first_named(one))) return true;
  }
  return false;
}

/// Libraries that check the variables hand them on, some as a member of the result.
bool Evaluator::holds_environment(TSNode node, int depth) const {
  const auto is_result = [](std::string_view name) { return name == "data" || name == "value"; };
  if (model_.language().row->environment.empty()) return false;
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    if (is_environment(node)) return true;
    if (const CallSite* site = model_.call(node)) return takes_environment(*site);
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    const bool member = model_.language().role(node) == NodeRole::Member;
    if (bound == nullptr && member && is_result(model_.text(model_.last_name(node)))) {
      node = first_named(node);  // parsed.data
      continue;
    }
    if (bound == nullptr || bound->kind == CodeModel::Binding::Kind::Parameter) return false;
    if (bound->kind == CodeModel::Binding::Kind::Member && !is_result(bound->member)) return false;
    node = bound->value;
  }
  return false;
}

}  // namespace credlint
