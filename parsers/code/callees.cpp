// SPDX-License-Identifier: MIT
// Callees: which known call a call is, through imports, aliases and chains of methods.
#include <algorithm>
#include <array>
#include <vector>

#include "parsers/code/evaluator.h"
#include "parsers/code/literal.h"
#include "scanner/core/limits.h"
#include "scanner/core/words.h"

namespace credlint {
TSNode Evaluator::called_name_node(const CallSite& site) const {
  if (exists(site.name)) return site.name;
  return model_.last_name(model_.unwrap(site.callee));
}

const CallSite* Evaluator::call_behind(TSNode node, int depth) const {
  for (; !too_deep(depth) && exists(node); ++depth) {
    node = model_.unwrap(node);
    if (const CallSite* site = model_.call(node)) {
      const TSNode result = functions_.returned_by(*site);
      if (!exists(result)) return site;
      node = result;
      continue;
    }
    const CodeModel::Binding* bound = model_.made_binding(model_.dotted(node), node);
    if (bound == nullptr) return nullptr;
    node = bound->kind == CodeModel::Binding::Kind::Value ? bound->value : element_behind(*bound);
  }
  return nullptr;
}

/// cfg of "cfg, zone, err := load()": what the only list that the function returns has there.
TSNode Evaluator::element_behind(const CodeModel::Binding& bound) const {
  const bool element = bound.kind == CodeModel::Binding::Kind::Member && is_element(bound.member);
  const CallSite* site = element ? model_.call(model_.unwrap(bound.value)) : nullptr;
  if (site == nullptr) return {};
  const std::vector<TSNode> lists = functions_.lists_returned_by(*site);
  const auto place = read_number(std::string_view(bound.member).substr(1));
  const bool there = lists.size() == 1 && place && *place >= 0 &&
                     *place < ts_node_named_child_count(lists.front());
  return there ? ts_node_named_child(lists.front(), static_cast<std::uint32_t>(*place)) : TSNode{};
}

const CallShape* Evaluator::shape_of(const CallSite& site, int depth, std::string& callee) const {
  if (too_deep(depth)) return nullptr;
  const bool any_call = inside_ == nullptr;
  if (any_call) {
    const auto found = shapes_.find(site.node.id);
    if (found != shapes_.end() && found->second.depth <= depth) {
      callee = found->second.callee;
      return found->second.shape;
    }
  }
  const CallShape* shape = shape_called(site, depth, callee);
  if (shape != nullptr && is_by_name(*shape) && is_own_method(site, depth)) shape = nullptr;
  if (any_call) shapes_.insert_or_assign(site.node.id, FollowedShape{shape, callee, depth});
  return shape;
}

/// Whether the name of a method is all that the shape knows of a request to AWS.
bool Evaluator::is_by_name(const CallShape& shape) {
  const bool request = shape.yields == Yield::Role || shape.yields == Yield::RoleUse ||
                       shape.yields == Yield::UserKey || shape.yields == Yield::Presign;
  return request && shape.callee.find(':') == std::string_view::npos;
}

/// self.assume_role(…), and roles.assume_role(…) of a class of the text that has such a method.
bool Evaluator::is_own_method(const CallSite& site, int depth) const {
  constexpr std::array<std::string_view, 3> kBases = {"super()", "super", "parent"};
  const TSNode object = model_.receiver_of(site);
  if (!exists(object)) return false;
  const std::string_view written = model_.text(model_.unwrap(object));
  if (is_self(written) || std::ranges::find(kBases, written) != kBases.end()) return true;
  const std::string_view method = model_.text(called_name_node(site));
  const std::string_view receiver = model_.type_as_receiver(written, object);
  if (!receiver.empty()) return functions_.has_method(receiver, method);
  const CallSite* maker = call_behind(object, depth + 1);
  if (maker != nullptr) return functions_.has_method(functions_.called_name(*maker), method);
  const std::string type = type_declared(object, depth);
  return functions_.has_method(std::string_view(type).substr(type.rfind('.') + 1), method);
}

const CallShape* Evaluator::shape_called(const CallSite& site, int depth,
                                         std::string& callee) const {
  TSNode receiver = site.receiver;
  const TSNode expression = exists(site.callee) ? model_.unwrap(site.callee) : TSNode{};
  std::string name;
  if (exists(site.name)) {
    name = std::string(model_.text(site.name));
  } else if (model_.language().role(expression) == NodeRole::Member) {
    receiver = first_named(expression);
    name = std::string(model_.text(model_.last_name(expression)));
  }
  // A method of something that a known call made: "boto3:session.client".
  if (exists(receiver)) {
    if (const CallSite* maker = call_behind(receiver, depth + 1)) {
      if (const CallShape* shape = shape_of_method(*maker, name, depth, callee)) return shape;
      const bool known = shape_of(*maker, depth + 1, callee) != nullptr;
      if (known) return nullptr;
      if (const CallShape* shape = shape_of_one(receiver, name, depth, callee)) return shape;
      if (const CallShape* shape = shape_of_typed(receiver, name, depth, callee)) return shape;
      if (const CallShape* shape = shape_by_key(receiver, name, callee)) return shape;
      return shape_of_made(*maker, model_.dotted(receiver), name, callee);
    }
    if (const CallShape* shape = shape_of_one(receiver, name, depth, callee)) return shape;
    if (const CallShape* shape = shape_of_typed(receiver, name, depth, callee)) return shape;
    if (const CallShape* shape = shape_by_key(receiver, name, callee)) return shape;
  }
  std::string dotted;
  if (exists(site.name)) {
    dotted = exists(receiver) ? model_.dotted(receiver) + "." + name : name;
    // Ruby: { region: "…" }.merge(more)
    if (exists(receiver) && model_.language().role(model_.unwrap(receiver)) == NodeRole::Dict)
      dotted = "made." + name;
    if (exists(receiver) && dotted.front() == '.') return nullptr;
  } else {
    dotted = model_.dotted(expression);
  }
  if (dotted.empty()) return nullptr;
  if (const CallSite* partial = partial_behind(site, depth)) {
    const TSNode function = model_.unwrap(first_named(partial->arguments));
    callee = canonical(model_.dotted(function), function, depth);
    return model_.language().shapes.find(callee);
  }
  callee = canonical(dotted, site.node, depth);
  if (const CallShape* shape = model_.language().shapes.find(callee)) return shape;
  if (const CallShape* shape = shape_handed_on(dotted, site.node, callee)) return shape;
  if (const CallShape* shape = shape_in_module(site.node, depth, callee)) return shape;
  if (const CallShape* shape = shape_in_any_case(callee)) return shape;
  // Java's "import com.amazonaws.auth.*"; a name of the file's own, or imported alone, hides its.
  if (callee != dotted) return nullptr;
  const CallShape* found = nullptr;
  for (const CodeModel::Import& import : model_.imports()) {
    if (import.symbol != "*" && !import.symbol.empty()) continue;
    if (import.symbol.empty() && import.local != "*" && import.local != ".") continue;
    const std::string full = import.module + "." + dotted;
    const CallShape* shape = model_.language().shapes.find(full);
    if (shape == nullptr || (found != nullptr && !is_rather_of(*shape, dotted))) continue;
    callee = full;
    found = shape;
    if (is_rather_of(*shape, dotted)) break;
  }
  return found;
}

/// Java: which SDK has a class of that name, where both have all of a package's: the clients of
/// version 1 are AmazonSQSClient and AWSLambdaClient, those of version 2 SqsClient.
bool Evaluator::is_rather_of(const CallShape& shape, std::string_view dotted) {
  const bool first = dotted.starts_with("Amazon") || dotted.starts_with("AWS");
  return (shape.sdk.find("v1") != std::string_view::npos) == first;
}

const std::set<std::string_view>& Evaluator::session_sdks() const {
  if (!session_sdks_) {
    session_sdks_.emplace();
    for (const CallShape& shape : model_.language().shapes.all()) {
      if (shape.yields == Yield::Session) session_sdks_->insert(shape.sdk);
    }
  }
  return *session_sdks_;
}

/// Whether sessions or clients of some SDK have such a method.
bool Evaluator::names_known_method(std::string_view name) const {
  const auto has = [&](std::string_view sdk, std::string_view made) {
    return model_.language().shapes.find(std::string(sdk).append(made).append(name)) != nullptr;
  };
  return std::ranges::any_of(session_sdks(), [&](std::string_view sdk) {
    return has(sdk, ":session.") || has(sdk, ":client.");
  });
}

/// Whether the callee is a method of what may be one of several.
bool Evaluator::is_of_several(std::string_view callee) {
  return callee.find(":session.") != std::string_view::npos ||
         callee.find(":client.") != std::string_view::npos;
}

const CallShape* Evaluator::shape_of_one(TSNode receiver, std::string_view name, int depth,
                                         std::string& callee) const {
  if (!names_known_method(name)) return nullptr;
  const CallShape* found = nullptr;
  for (const CallSite* maker : makers_behind(receiver, depth).sites) {
    std::string method;
    const CallShape* shape = shape_of_method(*maker, name, depth, method);
    if (shape == nullptr || !is_of_several(method)) continue;
    if (found != nullptr && found != shape) return nullptr;
    found = shape;
    callee = std::move(method);
  }
  return found;
}

/// A method of a session by its declared type: "function sdk(): Sdk" of $this->sdk()->createS3().
const CallShape* Evaluator::shape_of_typed(TSNode receiver, std::string_view name, int depth,
                                           std::string& callee) const {
  for (const std::string_view sdk : session_sdks()) {
    std::string method = std::string(sdk).append(":session.").append(name);
    const CallShape* shape = model_.language().shapes.find(method);
    if (shape == nullptr) continue;
    const std::string type = type_declared(receiver, depth);
    const CallShape* made =
        type.empty() ? nullptr : model_.language().shapes.find(canonical(type, receiver, depth));
    if (made == nullptr || made->yields != Yield::Session || made->sdk != sdk) continue;
    callee = std::move(method);
    return shape;
  }
  return nullptr;
}

/// PHP: \Aws\Sdk of $container->get(\Aws\Sdk::class); empty for other calls.
std::string_view Evaluator::class_asked(const CallSite& site) const {
  constexpr std::string_view kClass = "::class";
  const TSNode first = exists(site.arguments) ? first_named(site.arguments) : TSNode{};
  if (!exists(first) || ts_node_named_child_count(site.arguments) != 1) return {};
  std::string_view name = model_.text(model_.unwrap(first));
  if (!name.ends_with(kClass)) return {};
  name.remove_suffix(kClass.size());
  return name;
}

/// The type that the text declares for what a function returns, a parameter or a field, with dots
/// between its names: "Aws.Sdk" of "?\Aws\Sdk". Empty where it says none.
std::string Evaluator::type_declared(TSNode object, int depth) const {
  std::string_view type;
  for (; type.empty() && !too_deep(depth) && exists(object); ++depth) {
    object = model_.unwrap(object);
    const std::string dotted = model_.dotted(object);
    const CodeModel::Binding* bound = model_.binding(dotted, object);
    if (const CallSite* site = model_.call(object)) {
      type = functions_.type_returned_by(*site);
      if (type.empty()) type = class_asked(*site);
      break;
    }
    if (is_parameter(object)) {
      type = model_.type_of(object);
      break;
    }
    if (bound == nullptr || bound->kind != CodeModel::Binding::Kind::Value) {
      const bool self = is_self(dotted.substr(0, dotted.find('.')));
      if (dotted.starts_with("$this."))
        type = declared_type("$" + dotted.substr(6));
      else if (self || dotted.find('.') == std::string::npos)
        type = declared_type(dotted.substr(self ? dotted.find('.') + 1 : 0));
      break;
    }
    object = bound->value;
  }
  const std::size_t begin = type.find_first_not_of("?:&*\\ ");
  if (begin == std::string_view::npos) return {};
  type = type.substr(begin);
  std::string out(type.substr(0, type.find_first_of(" <[|?(,")));
  std::ranges::replace(out, '\\', '.');
  return out;
}

/// Whether the name is a parameter, or comes from the program's own modules, and not what the text
/// makes itself.
bool Evaluator::is_handed_in(std::string_view name, TSNode use) const {
  if (const CodeModel::Binding* bound = model_.binding(name, use)) {
    if (bound->kind != CodeModel::Binding::Kind::Value)
      return bound->kind == CodeModel::Binding::Kind::Parameter;
    const CallSite* maker = model_.call(model_.unwrap(bound->value));
    return maker != nullptr && model_.text(called_name_node(*maker)) == "require";
  }
  if (exists(model_.parameter_of(name, use))) return true;
  const auto& imports = model_.imports();
  const auto found = std::ranges::find(imports, name, &CodeModel::Import::local);
  return found == imports.end() || found->module.starts_with('.') || found->symbol == name;
}

/// new aws.S3() of a parameter aws; new aws.sdk.S3() of a module of the program's own;
/// remote::aws_sdk_s3::Client::new() of another crate.
const CallShape* Evaluator::shape_handed_on(std::string_view dotted, TSNode use,
                                            std::string& callee) const {
  for (const DataRow& row : model_.language().row->sdk_names) {
    std::string full;
    if (row.value == kAnyCase) continue;
    if (row.value.empty()) {
      const bool prefix = row.key.ends_with('*');
      const std::string_view name = row.key.substr(0, row.key.size() - (prefix ? 1 : 0));
      const std::size_t at = callee.find(std::string(".").append(name));
      const std::size_t end = at == std::string::npos ? at : at + 1 + name.size();
      const bool own = callee.starts_with('.') || callee.starts_with("local.") ||
                       callee.starts_with("self.") || callee.starts_with("super.");
      const bool whole = !own && end < callee.size() && (prefix || callee[end] == '.');
      if (whole) full = callee.substr(at + 1);
    } else {
      const std::size_t dot = dotted.find('.');
      const bool self = dot != std::string_view::npos && is_self(dotted.substr(0, dot));
      const std::string_view name = dotted.substr(self ? dot + 1 : 0);
      const bool same =
          name.size() > row.key.size() && name.starts_with(row.key) && name[row.key.size()] == '.';
      const std::string_view first = name.substr(0, name.find('.'));
      if (same && (self || is_handed_in(first, use)))
        full = std::string(row.value).append(name.substr(row.key.size()));
    }
    const CallShape* shape = full.empty() ? nullptr : model_.language().shapes.find(full);
    if (shape == nullptr) continue;
    callee = std::move(full);
    return shape;
  }
  return nullptr;
}

const CallShape* Evaluator::shape_in_module(TSNode use, int depth, std::string& callee) const {
  constexpr std::array<std::string_view, 3> kHere = {"crate.", "self.", "super."};
  const auto& known = model_.language().row->sdk_names;
  const bool by_path =
      std::ranges::any_of(known, [](const DataRow& row) { return row.value.empty(); });
  if (!by_path) return nullptr;
  std::string_view path = callee;
  const bool own = path.starts_with('.');  // a name of the text
  if (own) path.remove_prefix(1);
  bool here = own;
  for (const std::string_view prefix : kHere) {
    here = here || path.starts_with(prefix);
    if (path.starts_with(prefix)) path.remove_prefix(prefix.size());
  }
  const std::size_t dot = path.find('.');
  if (!here || dot == std::string_view::npos) return nullptr;
  std::string inner = canonical(std::string(path.substr(dot + 1)), use, depth + 1);
  const CallShape* shape = model_.language().shapes.find(inner);
  if (shape != nullptr) callee = std::move(inner);
  return shape;
}

bool Evaluator::ignores_case() const {
  return std::ranges::any_of(model_.language().row->sdk_names,
                             [](const DataRow& row) { return row.value == kAnyCase; });
}

const CallShape* Evaluator::shape_in_any_case(std::string& callee) const {
  for (const DataRow& row : model_.language().row->sdk_names) {
    if (row.value != kAnyCase || callee.size() <= row.key.size()) continue;
    if (to_lower(callee.substr(0, row.key.size())) != to_lower(row.key)) continue;
    const CallShape* shape = model_.language().shapes.find_in_any_case(callee);
    if (shape == nullptr) return nullptr;
    // A class by its first letter, not a method.
    const char first = shape->callee[shape->callee.rfind('.') + 1];
    char& letter = callee[callee.rfind('.') + 1];
    const bool method = first >= 'a' && first <= 'z';
    if (!method && letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    return shape;
  }
  return nullptr;
}

const CallShape* Evaluator::shape_of_method(const CallSite& maker, std::string_view name, int depth,
                                            std::string& callee) const {
  // Down to the call that a chain of methods began with, then up again: builders are long chains.
  std::vector<const CallSite*> chain;
  const CallSite* root = &maker;
  while (const CallSite* below = maker_of(*root, depth)) {
    if (chain.size() == limits::kMaxCallChain) return nullptr;
    chain.push_back(root);
    root = below;
  }
  std::string ignored;
  const CallShape* made_by = shape_of(*root, depth + 1, ignored);
  const auto step = [&](std::string_view method) -> const CallShape* {
    callee.assign(made_by->sdk)
        .append(":")
        .append(word_of(made_by->yields))
        .append(".")
        .append(method);
    return model_.language().shapes.find(callee);
  };
  for (auto link = chain.rbegin(); made_by != nullptr && link != chain.rend(); ++link) {
    const CallShape* shape = step(model_.text(called_name_node(**link)));
    if (shape == nullptr || shape->yields != Yield::Same) made_by = shape;
  }
  return made_by == nullptr ? nullptr : step(name);
}

const CallShape* Evaluator::shape_of_made(const CallSite& maker, std::string_view object,
                                          std::string_view name, std::string& callee) const {
  callee.assign("made.").append(name);
  const CallShape* shape = model_.language().shapes.find(callee);
  if (shape != nullptr && shape->callee == callee) return shape;
  callee.assign("made.").append(model_.text(called_name_node(maker))).append(".").append(name);
  shape = model_.language().shapes.find(callee);
  if (shape != nullptr && shape->callee.starts_with("made.")) return shape;
  callee.assign("local.").append(object).append(".").append(name);
  shape = object.empty() ? nullptr : model_.language().shapes.find(callee);
  return shape != nullptr && shape->service == kNamed ? shape : nullptr;
}

const CallShape* Evaluator::shape_by_key(TSNode receiver, std::string_view name,
                                         std::string& callee) const {
  const TSNode object = value_behind(receiver);
  TSNode key{};
  if (const CodeModel::Lookup* lookup = model_.lookup(object)) key = lookup->key;
  if (model_.language().role(object) == NodeRole::Subscript) key = last_named(object);
  const NodeRole role = exists(key) ? model_.language().role(model_.unwrap(key)) : NodeRole::None;
  if (role != NodeRole::String && role != NodeRole::RawString) return nullptr;
  std::string method = std::string("made.").append(key_text(key)).append(".").append(name);
  const CallShape* shape = model_.language().shapes.find(method);
  const bool found = shape != nullptr && shape->callee.starts_with("made.");
  if (found) callee = std::move(method);
  return found ? shape : nullptr;
}

const CallSite* Evaluator::partial_behind(const CallSite& site, int depth) const {
  if (exists(site.name) || !exists(site.callee) || too_deep(depth)) return nullptr;
  const TSNode name = model_.unwrap(site.callee);
  const CodeModel::Binding* bound = model_.binding(model_.dotted(name), name);
  const bool value = bound != nullptr && bound->kind == CodeModel::Binding::Kind::Value;
  const CallSite* made = value ? model_.call(model_.unwrap(bound->value)) : nullptr;
  if (made == nullptr || !exists(made->arguments) || !exists(first_named(made->arguments)))
    return nullptr;
  std::string ignored;
  const CallShape* shape = shape_of(*made, depth + 1, ignored);
  return shape != nullptr && shape->yields == Yield::Partial ? made : nullptr;
}

const CallSite* Evaluator::maker_of(const CallSite& site, int depth) const {
  const TSNode receiver = model_.receiver_of(site);
  return exists(receiver) ? call_behind(receiver, depth + 1) : nullptr;
}

std::string Evaluator::canonical(std::string dotted, TSNode use, int depth) const {
  const std::size_t end = std::min(dotted.find('.'), dotted.size());
  const std::string first = dotted.substr(0, end);
  const std::string rest = dotted.substr(end);
  // A local name of that kind hides the import: "boto3 = Mock()" is not the SDK.
  if (const CodeModel::Binding* bound = model_.binding(first, use)) {
    if (bound->kind == CodeModel::Binding::Kind::Member) {  // const { S3 } = AWS
      const std::string object = model_.dotted(model_.unwrap(bound->value));
      if (!object.empty() && object != first && !too_deep(depth)) {
        return canonical(object + "." + bound->member, bound->value, depth + 1) + rest;
      }
    }
    const CallSite* maker = call_behind(bound->value, depth + 1);
    if (maker == nullptr && bound->kind == CodeModel::Binding::Kind::Value) {
      const std::string other = model_.dotted(model_.unwrap(bound->value));
      if (!other.empty() && other != first && !too_deep(depth)) {
        return canonical(other, bound->value, depth + 1) + rest;
      }
    }
    return "local." + dotted;
  }
  const bool any_case = ignores_case();
  for (const CodeModel::Import& import : model_.imports()) {
    const bool same =
        import.local == first || (any_case && to_lower(import.local) == to_lower(first));
    if (!same || import.symbol == "*") continue;
    if (exists(model_.parameter_of(first, use))) return "local." + dotted;
    return (import.symbol.empty() ? import.module : import.module + "." + import.symbol) + rest;
  }
  return dotted;
}

}  // namespace credlint
