// SPDX-License-Identifier: MIT
#include "parsers/document/document.h"

#include "parsers/document/scalar_text.h"
#include "scanner/core/catalog.h"
#include "scanner/core/limits.h"

namespace credlint {

MappedText Document::scalar(Index node) const {
  const DocumentNode& at = nodes_[node];
  return scalar_text(text_, at.value, at.style, at.key);
}

std::optional<Document::Index> Document::child(Index node, std::string_view name) const {
  std::optional<Index> found;
  const bool keyless = nodes_[resolve(node)].kind == DocumentNode::Kind::List && node != 0;
  if (keyless) return found;  // lists are long
  for_each_child(resolve(node), [&](Index child) {
    if (!nodes_[child].key.empty() && same_name(key(child), name)) found = child;
  });
  return found;
}

std::optional<Document::Index> Document::descendant(Index node, std::string_view path) const {
  if (path.empty()) return node;
  for (std::size_t end = path.size(); end != std::string_view::npos && end > 0;
       end = path.rfind('.', end - 1)) {
    const auto found = child(node, path.substr(0, end));
    if (!found) continue;
    return descendant(*found, path.substr(end < path.size() ? end + 1 : end));
  }
  return std::nullopt;
}

DocumentBuilder::DocumentBuilder(DocumentText text) {
  document_.text_ = text;
  document_.nodes_.push_back({.kind = DocumentNode::Kind::List});
  open_.push_back(0);
}

DocumentNode& DocumentBuilder::add(DocumentNode::Kind kind, Span key) {
  DocumentNode& node = document_.nodes_.emplace_back();
  node.kind = kind;
  node.key = document_.text_.within(key);
  node.parent = open_.back();
  node.end = next();
  return node;
}

bool DocumentBuilder::open(DocumentNode::Kind kind, Span key) {
  if (open_.size() > limits::kMaxJsonDepth) {
    const DocumentNode& last = document_.nodes_.back();
    const std::uint32_t before = std::max(last.key.end, last.value.end);
    note_gap(key.empty() ? before : key.begin,
             "what is nested more than 256 levels deep is not read");
    return false;
  }
  const Document::Index index = next();
  add(kind, key);
  open_.push_back(index);
  return true;
}

void DocumentBuilder::note_gap(std::uint32_t at, std::string_view why) {
  if (!document_.gap_) document_.gap_ = {at, why};
}

void DocumentBuilder::close() {
  document_.nodes_[open_.back()].end = next();
  open_.pop_back();
}

void DocumentBuilder::add_scalar(Span key, Span value, ScalarStyle style) {
  DocumentNode& node = add(DocumentNode::Kind::Scalar, key);
  node.value = document_.text_.within(value);
  node.style = style;
}

void DocumentBuilder::add_alias(Span key, Document::Index target) {
  add(DocumentNode::Kind::Alias, key).target = target;
}

Document DocumentBuilder::take() {
  while (!open_.empty()) close();
  return std::move(document_);
}

}  // namespace credlint
