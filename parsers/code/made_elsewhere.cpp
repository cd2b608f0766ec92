// SPDX-License-Identifier: MIT
// Sessions and configuration that functions make, of this file and of others.
#include <algorithm>
#include <array>
#include <utility>

#include "parsers/code/evaluator.h"
#include "scanner/core/limits.h"

namespace credlint {
namespace {

struct Part {
  std::string_view role;
  Value Construct::*value;
};
constexpr std::array<Part, 5> kParts = {{
    {"region", &Construct::region},
    {"profile", &Construct::profile},
    {"key-id", &Construct::key_id},
    {"secret", &Construct::secret},
    {"token", &Construct::token},
}};

/// "v1", "v2beta1".
bool is_api_version(std::string_view text) {
  return text.size() > 1 && text[0] == 'v' && text[1] >= '0' && text[1] <= '9';
}

}  // namespace

/// session.client("s3") of a session that came from elsewhere: false where no service is written,
/// and for another cloud's, whose second argument is a version.
bool Evaluator::take_named(const CallSite& site, Construct& made) const {
  const std::string_view service = made.service.literal() ? made.service.text.reveal() : "";
  const auto is_of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (service.empty() || !std::ranges::all_of(service, is_of_name)) return false;
  if (made.region.literal() && is_api_version(made.region.text.reveal())) return false;
  made.unfollowed = true;
  made.makers.push_back(model_.receiver_of(site));
  return true;
}

/// place match { case Some(x) => S3Client.builder().endpointOverride(x); case _ => … }
bool Evaluator::is_within_arm(TSNode node) const {
  constexpr int kMostLevels = 4;
  for (int level = 0; exists(node) && level < kMostLevels; ++level, node = ts_node_parent(node)) {
    const std::string_view kind = kind_of(node);
    for (const std::string_view arm : {"case_clause", "_arm", "when_entry", "switch_rule"}) {
      if (kind.find(arm) != std::string_view::npos) return true;
    }
  }
  return false;
}

/// Whether a builder is given to a function that is not known, which may set anything on it:
/// with_credentials(S3Client.builder()).build()
bool Evaluator::is_handed_on(const Construct& construct) const {
  const std::string_view callee = construct.callee;
  const bool builder =
      (callee.find("uilder") != std::string_view::npos && !callee.ends_with(".defaultClient")) ||
      callee.ends_with(".standard");
  if (!builder || construct.shape->yields != Yield::Client) return false;
  TSNode made = construct.site->node;
  const CallSite* next = model_.call_on(made);
  for (std::size_t steps = 0; next != nullptr && steps < limits::kMaxCallChain; ++steps) {
    if (model_.text(called_name_node(*next)) == "build") return false;
    made = next->node;
    next = model_.call_on(made);
  }
  std::string ignored;
  const auto is_unknown = [&](const CallSite& call) {
    return shape_of(call, 1, ignored) == nullptr;
  };
  TSNode around = ts_node_parent(made);
  for (int steps = 0; exists(around) && steps < 3; ++steps, around = ts_node_parent(around)) {
    const CallSite* call = model_.call(around);
    if (call == nullptr) continue;
    return exists(call->arguments) && contains(call->arguments, made) && is_unknown(*call);
  }
  const CodeModel::AssignSite* bound = model_.assignment_of(made);
  if (bound == nullptr) return is_within_arm(made);
  const std::string name = model_.dotted(bound->name);
  constexpr std::size_t kMostUses = 64;
  const auto calls = model_.calls_with(name);
  return std::ranges::any_of(calls.first(std::min(calls.size(), kMostUses)), [&](std::size_t i) {
    const CallSite& call = model_.calls()[i];
    const CodeModel::Binding* binding = model_.made_binding(name, call.node);
    return binding != nullptr && same_node(binding->value, bound->value) && is_unknown(call);
  });
}

/// What is set on "cfg := load()" afterwards: cfg.Region = "…".
void Evaluator::take_changes(TSNode use, const CallSite& maker, Construct& inner, int depth) const {
  for (int steps = 0; steps < limits::kMaxFollowDepth; ++steps) {
    use = model_.unwrap(use);
    const std::string name = model_.dotted(use);
    const CodeModel::Binding* bound = model_.binding(name, use);
    if (bound == nullptr || !exists(bound->value) || has_many_changes(name)) return;
    const TSNode value = model_.unwrap(bound->value);
    if (same_node(value, maker.node)) return;  // the maker saw them itself
    for (const CodeModel::ChangeSite& change : model_.changes_of(name)) {
      if (!reaches(change.object, name, bound, use)) continue;
      const Reach reach = reach_of(change.object, use);
      if (reach == Reach::Never) continue;
      CallArgument set{change.between + key_text(change.key), 0, change.key, change.value};
      set.later = true;
      set.uncertain = reach == Reach::Sometimes;
      set.if_missing = set.uncertain && asks_for_itself(change, use);
      assign(set, inner, depth + 1);
    }
    if (bound->kind != CodeModel::Binding::Kind::Value) return;
    use = value;
  }
}

/// Whether something is set on what that name stands for.
bool Evaluator::is_told_later(TSNode use) const {
  const std::string name = model_.dotted(model_.unwrap(use));
  const CodeModel::Binding* bound = model_.binding(name, use);
  const auto changes = model_.changes_of(name);
  if (has_many_changes(name)) return true;
  return std::ranges::any_of(changes, [&](const CodeModel::ChangeSite& change) {
    return reaches(change.object, name, bound, use);
  });
}

PartsMade Evaluator::parts_made(TSNode node) const {
  PartsMade parts;
  const CallSite* site = call_behind(node, 0);
  const std::optional<Construct> made = site == nullptr ? std::nullopt : construct(*site, 1);
  if (!made) return parts;
  const Yield yields = made->shape->yields;
  if (yields != Yield::Session && yields != Yield::Config && yields != Yield::Option) return parts;
  parts.whole = !made->open_ended && !made->unfollowed && made->makers.empty() &&
                made->objects.empty() && made->unknown_arguments.empty();
  for (const Part& part : kParts) {
    Value value = (*made).*part.value;
    if (!value.given()) continue;
    parts.names.append(part.role).append(" ");
    // Regions of another store are its own.
    const bool written = value.literal() || value.fallback.has_value();
    if (written && made->endpoint.given()) continue;
    value.inherited = true;
    parts.values.emplace_back(part.role, std::move(value));
  }
  return parts;
}

/// load() of "cfg := load()", load().#0 of "cfg, zone, err := load()", a name of another file.
std::shared_ptr<const Elsewhere> Evaluator::maker_elsewhere(TSNode node) const {
  const TSNode object = value_behind(node);
  const CodeModel::Binding* bound = model_.binding(model_.dotted(object), object);
  const bool element = bound != nullptr && bound->kind == CodeModel::Binding::Kind::Member &&
                       is_element(bound->member);
  const CallSite* site = model_.call(element ? model_.unwrap(bound->value) : object);
  const auto found =
      site != nullptr ? callee_elsewhere(*site) : elsewhere(model_.dotted(object), object);
  if (found == nullptr || found->parameter) return nullptr;
  Elsewhere made = *found;
  if (site != nullptr) made.name += "()";
  if (element) made.name.append(".").append(bound->member);
  return std::make_shared<const Elsewhere>(std::move(made));
}

/// "load().@{}.region": what the object was made with; nothing where that is not known.
void Evaluator::ask_maker(TSNode node, Construct& made) const {
  const auto maker = maker_elsewhere(node);
  if (maker == nullptr || is_told_later(node)) return;
  for (const Part& part : kParts) {
    Value& value = made.*part.value;
    if (value.given()) continue;
    Elsewhere member = *maker;
    member.name.append(".@{}.").append(part.role);
    value = unknown(node);
    value.name = "{}";
    value.elsewhere = std::make_shared<const Elsewhere>(std::move(member));
  }
}

}  // namespace credlint
