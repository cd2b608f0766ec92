// SPDX-License-Identifier: MIT
#include "parsers/code/summary.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "parsers/code/literal.h"
#include "scanner/core/region_shape.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

constexpr std::size_t kMostExports = 200;
constexpr std::size_t kMostCalls = 200;
constexpr std::size_t kMostArguments = 12;
constexpr std::size_t kLongestValue = 64;
constexpr std::size_t kLongestNames = 1000;

class Summary {
 public:
  Summary(const CodeModel& model, const Evaluator& evaluator, const Catalog& catalog,
          FactWriter& writer)
      : model_(model), evaluator_(evaluator), catalog_(catalog), writer_(writer) {
    for (const CredentialPart& part : writer.facts().credential_parts)
      credentials_.insert(part.at.span.begin);
  }

  void take_exports() {
    take_statements();
    for (const CodeModel::Named& named : model_.file_level_values()) {
      if (is_over(model_.deadline())) return;
      take(named.name, named.value);
    }
    for (const CodeModel::AssignSite& bound : model_.bound_types()) {
      const Value prefix = evaluator_.evaluate(bound.value);
      if (!prefix.literal()) continue;
      Value value;
      value.kind = Value::Kind::Unknown;
      value.at = evaluator_.locate(bound.name);
      value.elsewhere = evaluator_.setting_elsewhere(prefix.text.reveal());
      if (value.elsewhere != nullptr)
        writer_.add(Exported{std::string(model_.text(bound.name)) + ".*", std::move(value)});
    }
    for (const auto& [name, parameter] : evaluator_.functions().fields_taken()) {
      const TSNode given = evaluator_.functions().default_of(model_.text(parameter),
                                                             model_.enclosing_function(parameter));
      add(name, exists(given) ? given : parameter);
    }
    for (const CodeModel::AssignSite& field : model_.filled()) {
      const std::string_view type = type_with_tag(field);
      if (!type.empty())
        add(std::string(type).append(".").append(model_.text(field.name)), field.value);
    }
    for (const TSNode parameter : model_.promoted()) {
      const TSNode type = model_.class_of_method(parameter);
      if (!exists(type)) continue;
      const std::string_view owner = model_.name_of_class(type);
      std::string_view name = model_.text(parameter);
      const TSNode given =
          evaluator_.functions().default_of(name, model_.enclosing_function(parameter));
      if (name.starts_with('$')) name.remove_prefix(1);
      add(std::string(owner).append(".").append(name), exists(given) ? given : parameter);
    }
    for (const auto& [name, result] : evaluator_.functions().results()) {
      if (!is_of_interface(result)) take(std::string(name) + "()", result);
    }
    for (const auto& [name, list] : evaluator_.functions().lists()) {
      const std::uint32_t count = std::min(ts_node_named_child_count(list), 8U);
      for (std::uint32_t i = 0; i < count; ++i) {
        const std::string element = std::string(name).append("().").append(element_name(i));
        add(element, ts_node_named_child(list, i));
        add_made(element, ts_node_named_child(list, i));
        add_tagged(element, ts_node_named_child(list, i));
      }
    }
    for (const auto& [name, result] : evaluator_.functions().many_results()) {
      const Value value = evaluator_.evaluate(result);
      if (Evaluator::is_named_by_parameter(value)) add_environment(name + "()", result);
    }
    add_names_of_many();
    // What classes derived from these in other files find in their objects.
    for (const CodeModel::Named& named : model_.members_set_when_made()) {
      if (is_over(model_.deadline())) return;
      add(named.name, named.value);
    }
  }

  void take_calls() {
    for (const CallSite& site : model_.calls()) {
      if (is_over(model_.deadline()) || writer_.facts().calls_elsewhere.size() == kMostCalls)
        return;
      take_call(site);
    }
  }

 private:
  void take(const std::string& bound, TSNode node) {
    const std::string name = name_for_others(bound);
    if (evaluator_.holds_environment(node)) {
      add_environment(name, node);
      return add_defaults(name, node);
    }
    add(name, node);
    if (const std::string file = evaluator_.file_read(node); !file.empty())
      hand_on(name, file, "", node);
    add_tagged(name, node);
    if (evaluator_.is_filled(node)) return add_filled(name, node);
    add_made(name, node);
    add_members(name, node);
    for (auto& [path, value] : evaluator_.schema_settings(node))
      tell(std::string(name).append(".").append(path), std::move(value));
    if (const std::string type = evaluator_.type_of_literal(node); !type.empty())
      add_members(type, node);
    take_object(name, node);
  }

  /// Go: Config of the field "Region string `env:"NAME"`" of Config; empty for others.
  [[nodiscard]] std::string_view type_with_tag(const CodeModel::AssignSite& field) const {
    return model_.text(field.value).starts_with('`') ? model_.name_of_type(field.name)
                                                     : std::string_view();
  }

  /// What tags say of the members of an object whose type the text has.
  void add_tagged(const std::string& name, TSNode node) {
    constexpr std::size_t kMostFields = 500;
    const std::string type = evaluator_.type_of_literal(node);
    if (type.empty() || model_.filled().size() > kMostFields) return;
    for (const CodeModel::AssignSite& field : model_.filled()) {
      if (type_with_tag(field) == type)
        add(std::string(name).append(".").append(model_.text(field.name)), field.value);
    }
  }

  /// What a method of an interface returns by default: the classes of other files that have it say
  /// otherwise.
  [[nodiscard]] bool is_of_interface(TSNode result) const {
    const TSNode owner = model_.class_of_method(result);
    return exists(owner) && kind_of(owner).find("interface") != std::string_view::npos;
  }

  /// cfg.@.region: what a session or configuration is made with; cfg.@.{}: the names of that, where
  /// it is all.
  void add_made(const std::string& name, TSNode node) {
    if (writer_.facts().exports.size() == kMostExports) return;
    PartsMade made = evaluator_.parts_made(node);
    for (auto& [role, value] : made.values)
      tell(std::string(name).append(".@.").append(role), std::move(value));
    if (!made.whole) return;
    Value told;
    told.kind = Value::Kind::Literal;
    told.text = Secret(std::move(made.names));
    told.at = evaluator_.locate(node);
    tell_names(name + ".@.{}", std::move(told));
  }

  /// The members of an object, and their names where all are written: others may pass it on whole.
  void add_members(const std::string& name, TSNode node) {
    const std::size_t before = writer_.facts().exports.size();
    std::string names = " ";
    for (const CallArgument& member : evaluator_.members_of(node)) {
      add(name + "." + member.path, member.value);
      names.append(member.path).append(" ");
    }
    const bool all = writer_.facts().exports.size() > before && evaluator_.is_whole(node);
    if (!all || names.size() > kLongestNames) return;
    Value told;
    told.kind = Value::Kind::Literal;
    told.text = Secret(std::move(names));
    told.at = evaluator_.locate(node);
    writer_.add(Exported{name + ".{}", std::move(told)});
  }

  /// A function that returns one object or another: the names of all that they hold.
  void add_names_of_many() {
    std::map<std::string, std::string> all;
    std::set<std::string> open;
    for (const auto& [name, result] : evaluator_.functions().many_results()) {
      if (!evaluator_.is_whole(result)) open.insert(std::string(name));
      std::string& names = all.try_emplace(std::string(name), " ").first->second;
      for (const CallArgument& member : evaluator_.members_of(result))
        names.append(member.path).append(" ");
      if (names.size() > kLongestNames) open.insert(std::string(name));
    }
    for (auto& [name, names] : all) {
      if (open.contains(name) || names == " ") continue;
      Value told;
      told.kind = Value::Kind::Literal;
      told.text = Secret(std::move(names));
      told.at = evaluator_.locate(model_.root());
      tell_names(name + "().{}", std::move(told));
    }
  }

  void tell_names(const std::string& name, Value told) {
    if (writer_.facts().exports.size() < kMostExports) writer_.add(Exported{name, std::move(told)});
  }

  /// Members of what is filled from elsewhere are not known; regions are what they begin with.
  void add_filled(const std::string& name, TSNode node) {
    for (const CallArgument& member : evaluator_.members_of(node)) {
      Value value = evaluator_.evaluate(member.value);
      if (!value.literal() || !may_be_region(value.text.reveal())) continue;
      value.kind = Value::Kind::Unknown;
      value.fallback = std::string(value.text.reveal());
      value.fallback_at = value.at;
      value.text = Secret();
      if (writer_.facts().exports.size() == kMostExports) return;
      writer_.add(Exported{name + "." + member.path, std::move(value)});
    }
  }

  /// settings = Settings(): what the class says of its objects.
  void take_object(const std::string& name, TSNode node, int depth = 0) {
    constexpr int kDeepest = 3;
    for (const auto& [member, value] : evaluator_.members_made(node)) {
      const std::string full = std::string(name).append(".").append(member);
      add(full, value);
      if (depth < kDeepest) take_object(full, value, depth + 1);
    }
    const std::string_view type = evaluator_.class_made(node);
    if (type.empty() || depth > 0) return;
    for (const auto& [function, result] : evaluator_.functions().results()) {
      const bool method = function.size() > type.size() + 1 && function.starts_with(type) &&
                          function[type.size()] == '.';
      if (method) add(name + function.substr(type.size()), result);
    }
  }

  /// export default { … }; export … from "./a"; from .a import b
  void take_statements() {
    if (model_.language().row->modules == "dotted") return take_imported();
    if (model_.language().row->modules == "class") return take_returned();
    const std::uint32_t count = ts_node_named_child_count(model_.root());
    for (std::uint32_t i = 0; i < count && model_.language().row->modules == "path"; ++i) {
      const TSNode statement = ts_node_named_child(model_.root(), i);
      if (kind_of(statement) != "export_statement") continue;
      const TSNode value = field(statement, "value");
      const TSNode declared = field(statement, "declaration");
      if (exists(declared) && model_.text(statement).starts_with("export default") &&
          exists(field(declared, "name")))
        default_ = std::string(model_.text(field(declared, "name")));
      const TSNode result = exists(value) && model_.is_function(model_.unwrap(value))
                                ? evaluator_.functions().only_result(model_.unwrap(value))
                                : TSNode{};
      if (exists(result)) take("default()", result);
      exists(value) ? take("default", value) : take_handed_on(statement);
    }
  }

  /// PHP: "return [ … ];" of a file that is read for it.
  void take_returned() {
    const TSNode last = last_named(model_.root());
    if (exists(last) && kind_of(last) == "return_statement" && exists(first_named(last)))
      take("default", first_named(last));
  }

  /// Python: what a package imports from its own modules is a name of the package.
  void take_imported() {
    for (const CodeModel::Import& import : model_.imports()) {
      if (!import.module.starts_with('.') || import.symbol.empty()) continue;
      hand_on(import.local, import.module, import.symbol == "*" ? "" : import.symbol,
              model_.root());
    }
  }

  /// export { a as b } from "./c"; export * from "./c"; export { a as b }
  void take_handed_on(TSNode statement) {
    const TSNode source = field(statement, "source");
    const std::string module =
        exists(source) ? read_literal(model_.text(source), false).value : std::string();
    const TSNode clause = first_named(statement);
    if (!exists(clause)) return;
    if (same_node(clause, source)) return hand_on("*", module, "", statement);
    if (kind_of(clause) == "namespace_export" && exists(source))
      return hand_on(std::string(model_.text(first_named(clause))), module, "", statement);
    if (kind_of(clause) != "export_clause") return;
    const std::uint32_t count = std::min(ts_node_named_child_count(clause), 100U);
    for (std::uint32_t i = 0; i < count; ++i) {
      const TSNode name = field(ts_node_named_child(clause, i), "name");
      const TSNode alias = field(ts_node_named_child(clause, i), "alias");
      if (!exists(name)) continue;
      const std::string told(model_.text(exists(alias) ? alias : name));
      if (exists(source)) hand_on(told, module, std::string(model_.text(name)), statement);
      if (!exists(source) && (exists(alias) || is_imported(name))) take(told, name);
    }
  }

  [[nodiscard]] bool is_imported(TSNode name) const {
    const auto& imports = model_.imports();
    return std::ranges::any_of(imports, [&](const CodeModel::Import& import) {
      return import.local == model_.text(name);
    });
  }

  void hand_on(const std::string& told, const std::string& module, const std::string& name,
               TSNode at) {
    if (writer_.facts().exports.size() == kMostExports) return;
    Value value;
    value.kind = Value::Kind::Unknown;
    value.at = evaluator_.locate(at);
    value.elsewhere = std::make_shared<const Elsewhere>(Elsewhere{module, name});
    writer_.add(Exported{told, std::move(value)});
  }

  static TSNode field(TSNode node, std::string_view name) {
    return ts_node_child_by_field_name(node, name.data(), static_cast<std::uint32_t>(name.size()));
  }

  /// CommonJS: "exports.a" is a, and "module.exports" what a module is as a whole.
  [[nodiscard]] std::string name_for_others(std::string_view name) const {
    if (model_.language().row->modules != "path") return std::string(name);
    if (name == "module.exports") return "default";
    for (const std::string_view prefix : {"module.exports.", "exports."}) {
      if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    }
    return std::string(name);
  }

  void add_environment(const std::string& name, TSNode node) {
    Value every;
    every.kind = Value::Kind::Env;
    every.at = evaluator_.locate(node);
    writer_.add(Exported{name + ".*", std::move(every)});
  }

  /// AWS_REGION: z.string().default("eu-west-1"): what stands for a variable that is not set.
  void add_defaults(const std::string& name, TSNode node) {
    for (const auto& [variable, given] : model_.options()) {
      const Value fallback = evaluator_.evaluate(given);
      if (!fallback.literal()) continue;
      const bool told = catalog_.variable(variable) != nullptr || says_what_it_is(variable) ||
                        may_be_region(fallback.text.reveal());
      if (!told) continue;
      Value value;
      value.kind = Value::Kind::Env;
      value.name = variable;
      value.at = evaluator_.locate(node);
      value.fallback = std::string(fallback.text.reveal());
      value.fallback_at = fallback.at;
      writer_.add(Exported{name + "." + variable, std::move(value)});
    }
  }

  void add(const std::string& name, TSNode node) {
    if (writer_.facts().exports.size() == kMostExports) return;
    Value value = evaluator_.evaluate(node);
    if (Evaluator::is_named_by_parameter(value)) return add_environment(name, node);
    tell(name, std::move(value));
  }

  void tell(const std::string& name, Value value) {
    if (writer_.facts().exports.size() == kMostExports || !is_wanted(name, value)) return;
    const bool of_default = !default_.empty() && name.size() > default_.size() &&
                            name.starts_with(default_) &&
                            (name[default_.size()] == '.' || name[default_.size()] == '(');
    if (of_default) writer_.add(Exported{"default" + name.substr(default_.size()), value});
    writer_.add(Exported{name, std::move(value)});
  }

  /// A secret is told only where it is known for one, and so masked.
  [[nodiscard]] bool is_wanted(std::string_view name, const Value& value) const {
    if (value.elsewhere != nullptr || value.source == Value::Source::RoleAssumption) return true;
    if (value.kind == Value::Kind::Env)
      return catalog_.variable(value.name) != nullptr || value.fallback_at ||
             says_what_it_is(name) || says_what_it_is(value.name);
    if (!value.literal() || value.number) return false;
    if (credentials_.count(value.at.span.begin) > 0) return true;
    const std::string_view text = value.text.reveal();
    return !text.empty() && text.size() <= kLongestValue &&
           (may_be_region(text) || says_what_it_is(name));
  }

  [[nodiscard]] static bool says_what_it_is(std::string_view name) {
    const std::string lower = to_lower(name);
    return lower.find("region") != std::string::npos || lower.find("profile") != std::string::npos;
  }

  void take_call(const CallSite& site) {
    auto callee = evaluator_.callee_elsewhere(site);
    if (callee == nullptr || !exists(site.arguments)) return;
    CallElsewhere call{std::move(callee), {}};
    std::uint32_t index = 0;
    const std::uint32_t count = std::min(ts_node_named_child_count(site.arguments), 32U);
    for (std::uint32_t i = 0; i < count; ++i) {
      const TSNode child = model_.unwrap(ts_node_named_child(site.arguments, i));
      const NodeRole role = model_.language().role(child);
      if (role == NodeRole::Comment) continue;
      if (role == NodeRole::Spread) break;
      // C#: f(this) is a pair that holds nothing but a keyword.
      if (role == NodeRole::Pair && exists(first_named(child))) {
        give(call, {Parameter::kByName, std::string(model_.text(first_named(child)))},
             last_named(child));
        continue;
      }
      give(call, {index, ""}, child);
      for (const CallArgument& member : evaluator_.members_of(child))
        give(call, {index, member.path}, member.value);
      ++index;
    }
    if (!call.given.empty()) writer_.add(std::move(call));
  }

  void give(CallElsewhere& call, const Parameter& parameter, TSNode node) {
    if (call.given.size() == kMostArguments) return;
    Value value = evaluator_.evaluate(node);
    const bool credential = value.literal() && credentials_.count(value.at.span.begin) > 0;
    const bool text =
        credential ||
        (value.literal() && !value.number && value.text.reveal().size() <= kLongestValue &&
         (may_be_region(value.text.reveal()) || says_what_it_is(parameter.name)));
    const bool variable =
        value.kind == Value::Kind::Env && catalog_.variable(value.name) != nullptr;
    if (text || variable || value.elsewhere != nullptr) {
      call.given.push_back({parameter, std::move(value)});
      return;
    }
    if (value.kind != Value::Kind::Unknown && value.kind != Value::Kind::Member) return;
    for (Value& one : evaluator_.alternatives_of(node)) {
      if (call.given.size() < kMostArguments && may_be_region(one.text.reveal()))
        call.given.push_back({parameter, std::move(one)});
    }
  }

  const CodeModel& model_;
  const Evaluator& evaluator_;
  const Catalog& catalog_;
  FactWriter& writer_;
  std::string default_;                  ///< export default class …: its name
  std::set<std::uint32_t> credentials_;  ///< first bytes
};

}  // namespace

void summarize(const CodeModel& model, const Evaluator& evaluator, const Catalog& catalog,
               FactWriter& writer) {
  Summary summary(model, evaluator, catalog, writer);
  summary.take_exports();
  summary.take_calls();
}

}  // namespace credlint
