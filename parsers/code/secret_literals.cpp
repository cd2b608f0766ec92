// SPDX-License-Identifier: MIT
#include "parsers/code/secret_literals.h"

#include "parsers/code/literal.h"
#include "parsers/document/masked_text.h"

namespace credlint {
namespace {

/// Parts of a string that are told apart; one of more is masked as a whole.
constexpr std::uint32_t kMostParts = 1024;

/// Expressions that a string is filled in with.
bool is_filled_in(NodeRole role) {
  return role == NodeRole::Interpolation || role == NodeRole::Variable ||
         role == NodeRole::Identifier || role == NodeRole::Member || role == NodeRole::Subscript ||
         role == NodeRole::Call;
}

bool is_string(NodeRole role) {
  return role == NodeRole::String || role == NodeRole::RawString || role == NodeRole::ShellString ||
         role == NodeRole::Adjacent;
}

/// "NAME" of "$NAME" and "${NAME:-default}".
std::string_view variable_of(std::string_view text) {
  const std::size_t begin = text.find_first_not_of("${");
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin);
  return text.substr(0, text.find_first_of("}:-=?+#%/^,"));
}

}  // namespace

void SecretLiterals::mask_below(TSNode expression) {
  open(expression, Use::Piece);
  while (!open_.empty()) {
    const auto [node, use] = open_.back();
    open_.pop_back();
    visit(node, use);
  }
}

void SecretLiterals::open(TSNode node, Use use) {
  if (exists(node) && seen_.emplace(node.id, use).second) open_.emplace_back(node, use);
}

void SecretLiterals::open_children(TSNode node, Use use) {
  TSTreeCursor cursor = ts_tree_cursor_new(node);
  for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
       more = ts_tree_cursor_goto_next_sibling(&cursor)) {
    const TSNode child = ts_tree_cursor_current_node(&cursor);
    if (ts_node_is_named(child)) open(child, use);
  }
  ts_tree_cursor_delete(&cursor);
}

void SecretLiterals::visit(TSNode node, Use use) {
  if (const CallSite* site = model_.call(node)) return visit_call(*site, use);
  switch (model_.language().role(node)) {
    case NodeRole::String:
    case NodeRole::ShellString:
      return visit_string(node, false, use);
    case NodeRole::RawString:
      return visit_string(node, true, use);
    case NodeRole::Word:
      return mask(model_.source().span(node), use);
    case NodeRole::Identifier:
    case NodeRole::Shorthand:
      return follow(model_.dotted(node), use);
    case NodeRole::Variable:
      follow(variable_of(model_.text(node)), use);
      return open_children(node, use);
    case NodeRole::Member:
      follow(model_.dotted(node), use);
      open(model_.class_member(node), use);
      return open(first_named(node), Use::Object);
    case NodeRole::Subscript:
      open(first_named(node), Use::Object);
      return open(last_named(node), Use::LookUp);
    case NodeRole::Pair:
      return open(last_named(node), use);
    case NodeRole::Dict:
      return use == Use::Object ? void() : open_children(node, use);
    case NodeRole::Interpolation:  // also the command of $(…)
    case NodeRole::Call:
    case NodeRole::Function:
      return open_children(node, Use::LookUp);
    case NodeRole::Comment:
      return;
    default:
      return open_children(node, use);
  }
}

void SecretLiterals::visit_call(const CallSite& site, Use use) {
  const TSNode receiver = model_.receiver_of(site);
  const bool on_string =
      exists(receiver) && is_string(model_.language().role(model_.unwrap(receiver)));
  // "%s%s".format(a, b) and "".join(list) put together; of other functions nothing is known.
  open(site.arguments, on_string && use == Use::Piece ? Use::Piece : Use::LookUp);
  if (exists(receiver)) open(receiver, use == Use::LookUp ? use : Use::Object);
}

void SecretLiterals::visit_string(TSNode node, bool raw, Use use) {
  const std::uint32_t start = ts_node_start_byte(node);
  const Span content = read_literal(model_.text(node), raw).content;
  std::uint32_t at = start + content.begin;
  const std::uint32_t end = start + content.end;
  const std::uint32_t count = ts_node_named_child_count(node);
  for (std::uint32_t i = 0; i < count && count < kMostParts; ++i) {
    const TSNode child = ts_node_named_child(node, i);
    if (!is_filled_in(model_.language().role(child))) continue;
    if (ts_node_start_byte(child) > at)
      mask(model_.source().place(at, ts_node_start_byte(child)), use);
    at = ts_node_end_byte(child);
    open(child, use);
  }
  if (end > at) mask(model_.source().place(at, end), use);
}

/// To all that the name is ever bound to: which one holds does not matter here.
void SecretLiterals::follow(std::string_view name, Use use) {
  for (const TSNode value : model_.bound_values(name)) open(value, use);
}

void SecretLiterals::mask(Span place, Use use) {
  return use == Use::LookUp ? mask_pieces(place, writer_) : mask_text(place, writer_);
}

}  // namespace credlint
