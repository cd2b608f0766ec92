// SPDX-License-Identifier: MIT
// Constructs: what a known call is given, by position, keyword, nested literal or later method.
#include <algorithm>
#include <array>

#include "parsers/code/evaluator.h"
#include "scanner/core/limits.h"
#include "scanner/core/setting_name.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// "EU_WEST_1" as the region it stands for; empty when it is no such constant.
std::string region_of_constant(std::string_view name) {
  std::string region;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool digit = c >= '0' && c <= '9';
    if (!upper && !digit && c != '_') return {};
    region += upper ? static_cast<char>(c - 'A' + 'a') : c == '_' ? '-' : c;
  }
  const bool shaped = std::count(region.begin(), region.end(), '-') >= 2 && region.back() >= '0' &&
                      region.back() <= '9';
  return shaped ? region : std::string();
}

struct Slot {
  std::string_view role;
  Value Construct::*value;
};
constexpr std::array<Slot, 18> kSlots = {{
    {"region", &Construct::region},
    {"profile", &Construct::profile},
    {"key-id", &Construct::key_id},
    {"secret", &Construct::secret},
    {"token", &Construct::token},
    {"endpoint", &Construct::endpoint},
    {"service", &Construct::service},
    {"role-arn", &Construct::role_arn},
    {"duration", &Construct::duration},
    {"external-id", &Construct::external_id},
    {"mfa-serial", &Construct::mfa_serial},
    {"session-name", &Construct::session_name},
    {"signature-version", &Construct::signature_version},
    {"clock-offset", &Construct::clock_offset},
    {"expires", &Construct::expires},
    {"name", &Construct::setting_name},
    {"value", &Construct::setting_value},
    {"path", &Construct::path},
}};

/// "credentials.token", where the shape knows other members of "credentials".
bool is_beside_known(std::string_view path, const CallShape& shape) {
  const std::string_view object = path.substr(0, path.rfind('.') + 1);
  return std::any_of(shape.keywords.begin(), shape.keywords.end(), [&](const DataRow& keyword) {
    return keyword.key.substr(0, object.size()) == object;
  });
}

}  // namespace

std::optional<Construct> Evaluator::construct(const CallSite& site, int depth, TSNode use) const {
  Construct made;
  made.site = &site;
  made.shape = shape_of(site, depth, made.callee);
  if (made.shape == nullptr || too_deep(depth)) return std::nullopt;
  made.called_name = std::string(model_.text(called_name_node(site)));
  made.part = made.shape->yields == Yield::Option;
  std::vector<CallArgument> arguments;
  collect_partial(site, depth, arguments, made);
  collect(site.arguments, "", 0, true, arguments, made);
  collect_chain(site, arguments);
  const std::size_t at_once = arguments.size();
  collect_later(site, depth, use, arguments);
  doubt_repeated(arguments, at_once);
  for (const CallArgument& argument : arguments) assign(argument, made, depth);
  take_lone_object(arguments, made);
  if (depth == 0) {
    for (const auto& [prefix, node] : made.objects) note_given_members(prefix, node, made);
  }
  if (depth == 0 && made.objects.size() == 1) ask_elsewhere(made);
  const bool handed_on = made.shape->yields == Yield::Same;
  if (handed_on) inherit_from_receiver(site, made, depth);
  for (const DataRow& fixed : made.shape->sets) {
    for (const Slot& slot : kSlots) {
      const bool told = handed_on && (made.*slot.value).given();
      if (slot.role == fixed.key && !told) (made.*slot.value) = value_set(fixed, site);
    }
  }
  if (!handed_on) inherit_from_receiver(site, made, depth);
  if (is_by_type(made, depth)) {
    made.unfollowed = true;
    made.makers.push_back(model_.receiver_of(site));
  }
  made.unfollowed = made.unfollowed || is_handed_on(made);
  if (made.shape->service == kNamed && !take_named(site, made)) return std::nullopt;
  if (depth == 0 && made.makers.size() == 1) ask_maker(made.makers.front(), made);
  return made;
}

/// What a call stands for by itself; of a region's name, where it is one.
Value Evaluator::value_set(const DataRow& fixed, const CallSite& site) const {
  const TSNode name = called_name_node(site);
  const bool named = fixed.value == kNamedRegion;
  const std::string_view text = named ? region_named(model_.text(name)) : fixed.value;
  return text.empty() ? unknown(site.node)
                      : literal(std::string(text), model_.source().span(named ? site.node : name));
}

/// Whether the session that a method is called on is known by its type alone.
bool Evaluator::is_by_type(const Construct& made, int depth) const {
  if (made.callee.find(":session.") == std::string::npos) return false;
  const CallSite* maker = maker_of(*made.site, depth);
  std::string ignored;
  if (maker != nullptr && shape_of(*maker, depth + 1, ignored) != nullptr) return false;
  const Makers makers = makers_behind(model_.receiver_of(*made.site), depth);
  return makers.open || std::ranges::none_of(makers.sites, [&](const CallSite* site) {
           return shape_of(*site, depth + 1, ignored) != nullptr;
         });
}

/// new AWS.Credentials(options): the only argument, which is no text and no key by its name, holds
/// all parts.
void Evaluator::take_lone_object(const std::vector<CallArgument>& arguments,
                                 Construct& made) const {
  const bool lone = made.shape->yields == Yield::Credentials && arguments.size() == 1 &&
                    arguments.front().path.empty();
  const Value::Kind kind = made.key_id.kind;
  if (!lone || (kind != Value::Kind::Unknown && kind != Value::Kind::Member)) return;
  const TSNode object = arguments.front().value;
  const std::string name = to_lower(model_.text(model_.unwrap(object)));
  if (contains(name, "key") || name.ends_with("id")) return;
  for (Value Construct::*part : {&Construct::key_id, &Construct::secret, &Construct::token})
    made.*part = unknown(object);
}

/// The expression that a name is bound to; the expression itself where it is no name.
TSNode Evaluator::value_behind(TSNode node) const {
  for (int steps = 0; steps < 4; ++steps) {
    node = model_.unwrap(node);
    const CodeModel::Binding* bound = model_.binding(model_.dotted(node), node);
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) break;
    node = bound->value;
  }
  return node;
}

/// What calls of the function around give in an object that it hands on: f(**options), where others
/// call f(region="…"); f(options), where they call f({ region: "…" }).
void Evaluator::note_given_members(const std::string& prefix, TSNode node, Construct& made) const {
  const TSNode name = value_behind(node);
  const TSNode function = model_.parameter_of(model_.text(name), name);
  if (!exists(function)) return;
  const bool rest = is_keyword_rest(name, function);
  for (const DataRow& keyword : made.shape->keywords) {
    const bool region = keyword.value == "region";
    if (!region && keyword.value != "profile") continue;
    if (!keyword.key.starts_with(prefix) || keyword.key.starts_with('.')) continue;
    const std::string_view key = std::string_view(keyword.key).substr(prefix.size());
    std::vector<Value>& values = region ? made.regions : made.profiles;
    for (const TSNode given :
         rest ? functions_.named_at_calls(key, function) : members_given(key, name)) {
      if (Value value = evaluate(given, 1); value.literal()) values.push_back(std::move(value));
    }
    Value value = unknown(node);
    value.elsewhere = rest
                          ? functions_.named_elsewhere(key, function)
                          : elsewhere(std::string(model_.text(name)).append(".").append(key), name);
    if (value.elsewhere != nullptr && value.elsewhere->parameter)
      values.push_back(std::move(value));
  }
}

/// A parameter that gathers what is given by name: **options.
bool Evaluator::is_keyword_rest(TSNode name, TSNode function) const {
  for (const TSNode parameter : model_.parameters_of(function)) {
    if (model_.text(parameter) != model_.text(name)) continue;
    const std::string_view kind = kind_of(ts_node_parent(parameter));
    return kind == "dictionary_splat_pattern" || kind == "hash_splat_parameter";
  }
  return false;
}

std::vector<TSNode> Evaluator::members_given(std::string_view key, TSNode name) const {
  std::vector<TSNode> found;
  for (const Functions::Given& given : functions_.given_to(model_.text(name), name)) {
    const TSNode object = given.member.empty() ? resolve_dict(given.value, 1) : TSNode{};
    const TSNode value = exists(object) ? dict_value(object, key) : TSNode{};
    if (exists(value)) found.push_back(value);
  }
  const TSNode function = model_.parameter_of(model_.text(name), name);
  const TSNode otherwise = resolve_dict(functions_.default_of(model_.text(name), function), 1);
  const TSNode value = exists(otherwise) ? dict_value(otherwise, key) : TSNode{};
  if (exists(value)) found.push_back(value);
  return found;
}

/// "OPTIONS{}.region": what the object has by that name; nothing where it is known and has none.
void Evaluator::ask_elsewhere(Construct& made) const {
  constexpr std::array<std::string_view, 5> kRoles = {"region", "profile", "key-id", "secret",
                                                      "token"};
  const auto& [prefix, node] = made.objects.front();
  const TSNode object = model_.unwrap(value_behind(model_.unwrap(node)));
  const CallSite* site = model_.call(object);
  const std::string_view file = site == nullptr ? file_taken_in(object) : std::string_view();
  const auto found = !file.empty()     ? std::make_shared<const Elsewhere>(Elsewhere{
                                         std::string(kSettings).append("=").append(file), ""})
                     : site != nullptr ? callee_elsewhere(*site)
                                       : elsewhere(model_.dotted(object), object);
  if (found == nullptr || found->parameter) return;
  for (const DataRow& keyword : made.shape->keywords) {
    if (!keyword.key.starts_with(prefix) || keyword.key.starts_with('.')) continue;
    if (std::ranges::find(kRoles, keyword.value) == kRoles.end()) continue;
    for (const Slot& slot : kSlots) {
      Value& value = made.*slot.value;
      const bool open = !value.given() || (!prefix.empty() && value.kind == Value::Kind::Unknown);
      if (slot.role != keyword.value || !open || value.elsewhere != nullptr) continue;
      Elsewhere member = *found;
      member.name.append(site != nullptr ? "()" : "").append("{}.");
      member.name.append(keyword.key.substr(prefix.size()));
      // Where the object stays unknown: not given, or given as unknown, as before.
      if (!value.given()) value.name = "{}";
      value.kind = Value::Kind::Unknown;
      value.at = locate(node);
      value.elsewhere = std::make_shared<const Elsewhere>(std::move(member));
    }
  }
}

/// US_EAST_1 of "import static com.amazonaws.regions.Regions.US_EAST_1".
bool Evaluator::is_region_imported(TSNode node) const {
  const TSNode name = model_.unwrap(node);
  const std::string_view text = model_.text(name);
  if (model_.language().role(name) != NodeRole::Identifier || is_parameter(name) ||
      model_.binding(text, name) != nullptr)
    return false;
  return std::ranges::any_of(model_.imports(), [&](const CodeModel::Import& import) {
    const bool named = import.symbol == "*" || import.local == text;
    return named && contains(to_lower(import.module), ".region");
  });
}

/// The role that the shape gives arguments of a type, "<ClientConfiguration>": of what is declared
/// so, or has a name that says so where nothing is declared.
std::string_view Evaluator::role_of_type(TSNode argument, const Construct& made, int depth) const {
  for (const DataRow& keyword : made.shape->keywords) {
    if (!keyword.key.starts_with('<')) continue;
    const std::string type = to_lower(keyword.key.substr(1, keyword.key.size() - 2));
    std::string declared = to_lower(type_declared(argument, depth));
    if (declared.empty()) declared = to_lower(model_.text(model_.unwrap(argument)));
    const std::string_view last = std::string_view(declared).substr(declared.rfind('.') + 1);
    std::string_view brief = type;  // clientConfig
    if (brief.ends_with("uration")) brief.remove_suffix(std::string_view("uration").size());
    if (last.ends_with(type) || last.ends_with(brief)) return keyword.value;
  }
  return {};
}

void Evaluator::assign(const CallArgument& argument, Construct& made, int depth) const {
  std::string_view role;
  bool known = false;
  if (argument.path.empty()) {
    const auto& positional = made.shape->positional;
    if (!positional.empty()) {
      const std::size_t index = std::min(argument.index, positional.size() - 1);
      std::string_view candidate = positional[index];
      const bool repeats = !candidate.empty() && candidate.back() == '*';
      if (repeats) candidate.remove_suffix(1);
      if (argument.index == index || repeats) role = candidate;
    }
    // Options in one object: "new S3Client(options)".
    const bool whole = positional.empty() && !made.shape->keywords.empty();
    if (whole && !exists(resolve_dict(argument.value, depth)) &&
        objects_chosen(argument.value, depth).empty()) {
      made.unfollowed = true;
      made.objects.emplace_back("", argument.value);
    }
    if (const std::string_view told = role_of_type(argument.value, made, depth); !told.empty())
      role = told;
    known = true;
  } else {
    for (const DataRow& keyword : made.shape->keywords) {
      if (keyword.key != argument.path) continue;
      role = keyword.value;
      known = true;
    }
  }
  if (!known) {
    const bool method = argument.path.front() == '.';
    const bool nested = argument.path.find('.') != std::string::npos;
    if (!method && (!nested || is_beside_known(argument.path, *made.shape)) &&
        exists(argument.key)) {
      made.unknown_arguments.push_back(
          {argument.path, locate(argument.key), evaluate(argument.value, depth + 1)});
    }
    return;
  }
  if (role == "secret" || role == "token") made.secrets.push_back(argument.value);
  if (role == "value") made.value = argument.value;
  for (const Slot& slot : kSlots) {
    if (slot.role != role) continue;
    // An object literal was taken apart into its keys, which say more than the whole.
    const bool told = argument.path.empty() || (made.*slot.value).given();
    if (told && exists(resolve_dict(argument.value, depth))) return;
    Value value = evaluate(argument.value, depth + 1);
    // Others mostly give the region that a function takes.
    const bool others = value.kind == Value::Kind::Env && value.elsewhere != nullptr &&
                        value.elsewhere->parameter && inside_ == nullptr;
    if (others && (role == "region" || role == "profile")) {
      Value open = unknown(argument.value);
      open.elsewhere = value.elsewhere;
      value = std::move(open);
    }
    if (argument.if_missing && (made.*slot.value).given()) {
      Value& before = made.*slot.value;
      if (before.literal() && !before.text.empty()) return;
      if (before.kind == Value::Kind::Env && !before.fallback) {
        stand_in(before, value, argument.value);
        return;
      }
    }
    if (argument.uncertain && !(made.*slot.value).given() && asks_for_value(argument, value)) {
      (made.*slot.value) = std::move(value);
      return;
    }
    const bool doubtful = argument.uncertain || (argument.if_missing && (made.*slot.value).given());
    if (doubtful && value.given()) {
      doubt(argument, role, made.*slot.value, std::move(value), made);
      return;
    }
    if (role == "region" && value.kind == Value::Kind::Unknown &&
        is_region_imported(argument.value)) {
      value.kind = Value::Kind::Member;
      value.name = std::string(model_.text(model_.unwrap(argument.value)));
    }
    if (role == "region" && value.kind == Value::Kind::Member) {
      const std::string region = region_of_constant(value.name);
      if (!region.empty()) value = literal(region, model_.source().span(argument.value));
    }
    const bool open = value.kind == Value::Kind::Unknown || value.kind == Value::Kind::Member;
    if (open && (role == "region" || role == "profile")) {
      std::vector<Value>& all = role == "region" ? made.regions : made.profiles;
      note_alternatives(argument.value, all, depth);
      note_fallback(value, all);
      (role == "region" ? made.regions_told : made.profiles_told) =
          is_choice_of_literals(argument.value, depth);
    }
    const std::uint32_t unit = made.shape->unit;
    const bool timed = role == "duration" || role == "expires";
    if (role == "duration") value = in_words(std::move(value), argument.value);
    if (timed && unit > 0) value = in_seconds(std::move(value), unit, argument.value);
    (made.*slot.value) = std::move(value);
    return;
  }
  argument.later || argument.uncertain ? merge_later(argument, role, made, depth)
                                       : merge_argument(argument, role, made, depth);
}

/// An object that takes the place of another: config.RegionEndpoint = RegionEndpoint.EUWest1.
void Evaluator::merge_later(const CallArgument& argument, std::string_view role, Construct& made,
                            int depth) const {
  Construct set;
  set.shape = made.shape;
  set.site = made.site;
  merge_argument(argument, role, set, depth);
  for (const Slot& slot : kSlots) {
    Value& value = set.*slot.value;
    if (!value.given() || slot.role == "service") continue;
    if (argument.uncertain)
      doubt(argument, slot.role, made.*slot.value, std::move(value), made);
    else
      made.*slot.value = std::move(value);
  }
  const auto add = [](auto& to, const auto& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  add(made.regions, set.regions);
  add(made.profiles, set.profiles);
  add(made.secrets, set.secrets);
  add(made.objects, set.objects);
  add(made.makers, set.makers);
  add(made.unknown_arguments, set.unknown_arguments);
  made.open_ended = made.open_ended || set.open_ended;
  made.unfollowed = made.unfollowed || set.unfollowed;
}

/// A value that is given on one way and not on another: what was given before is as possible.
void Evaluator::doubt(const CallArgument& argument, std::string_view role, Value& slot, Value value,
                      Construct& made) const {
  const bool region = role == "region";
  std::vector<Value>& all = region ? made.regions : made.profiles;
  bool& told = region ? made.regions_told : made.profiles_told;
  if (region || role == "profile") {
    const bool known = slot.literal() || (slot.given() && told);
    told = value.literal() && (slot.given() ? known : argument.on_all_ways);
    if (slot.literal()) all.push_back(slot);
    if (value.literal()) all.push_back(value);
    if (!value.literal()) note_alternatives(argument.value, all, 1);
    note_fallback(value, all);
  }
  slot = unknown(argument.value);
}

/// Whether members of the type are named after regions.
bool Evaluator::is_region_type(std::string_view type) const {
  const std::span<const DataRow> constants = model_.language().row->constants;
  return !type.empty() && std::ranges::any_of(constants, [&](const DataRow& row) {
    const bool of_type = row.key.size() == type.size() + 2 && row.key.starts_with(type);
    return row.value == kNamedRegion && of_type && row.key.ends_with(".*");
  });
}

bool Evaluator::assign_function(TSNode value, Construct& made, int depth) const {
  const TSNode function = model_.unwrap(value);
  if (model_.language().role(function) != NodeRole::Function || too_deep(depth)) return false;
  std::vector<CallArgument> set;
  collect_function(function, "", set);
  for (const CallArgument& argument : set) assign(argument, made, depth + 1);
  return true;
}

/// An argument that is an object made by a known call: its values are inherited.
void Evaluator::merge_argument(const CallArgument& argument, std::string_view role, Construct& made,
                               int depth) const {
  if (role == "chained") return take_chained(argument, made, depth);
  const bool credentials = role == "credentials";
  const bool partial = role == "region-config" || role == "plain-config";
  if (role == "option" && assign_function(argument.value, made, depth)) return;
  constexpr std::array<std::string_view, 4> kObjects = {"config", "session", "option",
                                                        "credentials-only"};
  if (!credentials && !partial && std::ranges::find(kObjects, role) == kObjects.end()) return;
  const CallSite* site = call_behind(argument.value, depth + 1);
  // RegionEndpoint.USEast1 that a function is handed.
  if (site == nullptr && role == "option" && !made.region.given()) {
    Value value = evaluate(argument.value, depth + 1);
    // A parameter is known to be a region by its type.
    const bool typed = !value.literal() && is_parameter(argument.value) &&
                       is_region_type(model_.type_of_parameter(
                           model_.text(model_.unwrap(argument.value)), argument.value));
    const bool region =
        typed ||
        (value.literal() && catalog_.table(Table::Regions).find(value.text.reveal()) != nullptr);
    if (typed) note_alternatives(argument.value, made.regions, depth);
    if (region) {
      made.region = std::move(value);
      return;
    }
  }
  // Objects.requireNonNull(config): what is wrapped matters.
  for (int steps = 0; site != nullptr && exists(site->arguments) && !too_deep(steps); ++steps) {
    std::string ignored;
    const CallShape* shape = shape_of(*site, depth + 1, ignored);
    if (shape == nullptr || shape->yields != Yield::Value) break;
    site = call_behind(first_named(site->arguments), depth + 1);
  }
  if (site != nullptr) {
    if (auto inner = construct(*site, depth + 1, argument.value)) {
      take_changes(argument.value, *site, *inner, depth);
      return inherit(*inner, made);
    }
  }
  if (partial) {
    if (role == "region-config") ask_region(argument.value, made, depth);
    return;
  }
  const bool taken_apart = exists(resolve_dict(argument.value, depth));
  // What a client of requests carries, which knows no region: Soto.
  if (role == "credentials-only" && evaluate(argument.value, depth + 1).given()) {
    for (Value Construct::*part :
         {&Construct::key_id, &Construct::secret, &Construct::token, &Construct::profile}) {
      if ((made.*part).given()) continue;
      made.*part = unknown(argument.value);
      (made.*part).inherited = true;
    }
    return;
  }
  if (!credentials && !taken_apart) {
    made.unfollowed = true;
    made.makers.push_back(argument.value);
  }
  // Credentials that cannot be followed are given all the same.
  if (!credentials || taken_apart) return;
  if (!evaluate(argument.value, depth + 1).given()) return;
  if (!argument.path.empty()) made.objects.emplace_back(argument.path + ".", argument.value);
  for (Value Construct::*part : {&Construct::key_id, &Construct::secret, &Construct::token}) {
    if (!(made.*part).given()) made.*part = unknown(argument.value);
  }
}

/// The providers that a chain asks one after the other: written one by one, or in a list.
std::vector<TSNode> Evaluator::providers_of(const CallArgument& argument, int depth) const {
  constexpr std::array<std::string_view, 4> kSame = {"asJava", "toList", "toSeq", "toArray"};
  constexpr std::size_t kMost = 32;
  std::vector<TSNode> written{argument.value};
  const bool method = argument.path.starts_with('.');  // of which only the first is told
  TSNode next = method ? ts_node_next_named_sibling(argument.value) : TSNode{};
  for (; exists(next) && written.size() < kMost; next = ts_node_next_named_sibling(next))
    written.push_back(next);
  std::vector<TSNode> found;
  for (TSNode node : written) {
    node = model_.unwrap(node);
    const bool same = model_.language().role(node) == NodeRole::Member &&
                      std::ranges::find(kSame, model_.text(model_.last_name(node))) != kSame.end();
    if (same) node = first_named(node);
    const NodeRole role = model_.language().role(node);
    if (role == NodeRole::String || role == NodeRole::RawString || role == NodeRole::Comment)
      continue;  // Rust: the name of the provider
    const std::vector<TSNode> elements = elements_of(node, depth);
    found.insert(found.end(), elements.begin(), elements.end());
    if (elements.empty()) found.push_back(node);
  }
  return found;
}

/// One of the providers of a chain: the first that has credentials is the one that gives them, so a
/// profile is one that may be used. Keys are not told apart from those that others find.
void Evaluator::take_chained(const CallArgument& argument, Construct& made, int depth) const {
  if (too_deep(depth)) return;
  for (const TSNode provider : providers_of(argument, depth)) {
    const CallSite* site = call_behind(provider, depth + 1);
    const auto inner = site == nullptr ? std::nullopt : construct(*site, depth + 1);
    const Yield yields = inner ? inner->shape->yields : Yield::Role;
    const bool known = (yields == Yield::Credentials || yields == Yield::Option ||
                        yields == Yield::Object || yields == Yield::Same) &&
                       !inner->role_arn.given();
    if (known && inner->profile.given()) {
      made.profiles.insert(made.profiles.end(), inner->profiles.begin(), inner->profiles.end());
      if (inner->profile.literal()) made.profiles.push_back(inner->profile);
      for (Value& profile : made.profiles) profile.inherited = true;
      made.profile = unknown(provider);
      made.profile.inherited = true;
    }
    if (known && !inner->key_id.given() && !inner->unfollowed) continue;
    for (Value Construct::*part : {&Construct::key_id, &Construct::secret, &Construct::token}) {
      if (!(made.*part).given()) made.*part = unknown(provider);
    }
  }
}

/// What the only setting is that an object of another file can carry beside how requests are made.
void Evaluator::ask_region(TSNode config, Construct& made, int depth) const {
  if (!evaluate(config, depth + 1).given()) return;
  if (!made.signature_version.given()) made.signature_version = unknown(config);
  if (made.region.given()) return;
  made.region = unknown(config);
  const auto maker = is_told_later(config) ? nullptr : maker_elsewhere(config);
  if (maker == nullptr) return;
  Elsewhere member = *maker;
  member.name.append(".@{}.region");
  made.region.elsewhere = std::make_shared<const Elsewhere>(std::move(member));
}

void Evaluator::inherit(const Construct& from, Construct& to) const {
  for (const Slot& slot : kSlots) {
    const Value& value = from.*slot.value;
    Value& target = to.*slot.value;
    // one.merge(other): what is merged in comes first.
    const bool merged = to.shape->yields == Yield::Same;
    const bool weaker = target.inherited && !merged && from.shape->yields != Yield::Session;
    if (!value.given() || (target.given() && !weaker) || slot.role == "service") continue;
    target = value;
    target.inherited = value.inherited || !from.part;
  }
  // Of one or another value.
  const auto takes = [&](const Value& value) {
    return from.part || (value.inherited && !value.literal());
  };
  if (takes(to.region))
    to.regions.insert(to.regions.end(), from.regions.begin(), from.regions.end());
  if (takes(to.profile))
    to.profiles.insert(to.profiles.end(), from.profiles.begin(), from.profiles.end());
  to.open_ended = to.open_ended || from.open_ended;
  to.unfollowed = to.unfollowed || from.unfollowed;
}

/// What one or another session or client says: a value where all agree; else unknown, with what
/// each says.
void Evaluator::inherit_from_one(TSNode receiver, Construct& made, int depth) const {
  const Makers makers = makers_behind(receiver, depth);
  std::vector<Construct> all;
  for (const CallSite* site : makers.sites) {
    auto one = construct(*site, depth + 1);
    const Yield yields = one ? one->shape->yields : Yield::Env;
    if (yields == Yield::Session || yields == Yield::Client) all.push_back(std::move(*one));
  }
  if (all.empty()) return;
  const bool open = makers.open || all.size() < makers.sites.size();
  Construct one = all.front();
  one.regions.clear();
  one.profiles.clear();
  for (const Slot& slot : kSlots) {
    Value& value = one.*slot.value;
    bool same = !open;
    bool written = !open;
    for (const Construct& each : all) {
      const Value& other = each.*slot.value;
      written = written && other.literal();
      same = same && other.kind == value.kind && other.name == value.name &&
             other.text.reveal() == value.text.reveal();
      if (slot.role == "region" && other.literal()) one.regions.push_back(other);
      if (slot.role == "profile" && other.literal()) one.profiles.push_back(other);
    }
    if (same) continue;
    const bool own = (made.*slot.value).given();
    if (slot.role == "region" && !own) made.regions_told = written;
    if (slot.role == "profile" && !own) made.profiles_told = written;
    const auto given = std::ranges::find_if(
        all, [&](const Construct& each) { return (each.*slot.value).given(); });
    if (given == all.end()) continue;
    value = unknown(receiver);
    value.inherited = true;
  }
  for (const Construct& each : all) {
    one.regions.insert(one.regions.end(), each.regions.begin(), each.regions.end());
    one.profiles.insert(one.profiles.end(), each.profiles.begin(), each.profiles.end());
    one.open_ended = one.open_ended || each.open_ended;
    one.unfollowed = one.unfollowed || each.unfollowed;
  }
  one.unfollowed = one.unfollowed || open;
  inherit(one, made);
}

void Evaluator::inherit_from_receiver(const CallSite& site, Construct& made, int depth) const {
  const CallSite* maker = maker_of(site, depth);
  for (std::size_t steps = 0; maker != nullptr && steps < limits::kMaxCallChain; ++steps) {
    std::string ignored;
    const CallShape* shape = shape_of(*maker, depth + 1, ignored);
    if (shape == nullptr || shape->yields != Yield::Same) break;
    maker = maker_of(*maker, depth);
  }
  const auto outer = maker == nullptr ? std::nullopt : construct(*maker, depth + 1);
  if (!outer) {
    return is_of_several(made.callee) ? inherit_from_one(model_.receiver_of(site), made, depth)
                                      : void();
  }
  inherit(*outer, made);
  made.part = made.part || (made.shape->yields == Yield::Same && outer->part);
}

}  // namespace credlint
