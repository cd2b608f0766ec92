// SPDX-License-Identifier: MIT
#include "parsers/document/place_index.h"

#include <algorithm>
#include <array>

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Where a value stands in a mapping that has its name, too, and what that may be called.
struct NamedPair {
  std::string_view value;
  std::array<std::string_view, 3> names;
};

/// A default is the value where nobody gives another: a parameter of a pipeline or a prompt.
constexpr std::array<NamedPair, 4> kPairs = {{
    {"value", {"name", "key", "option_name"}},
    {"default", {"name", "variable"}},
    {"defaultValue", {"name"}},
    {"ParameterValue", {"ParameterKey"}},
}};

const NamedPair* pair_of(std::string_view key) {
  const auto found = std::ranges::find_if(
      kPairs, [&](const NamedPair& pair) { return equals_ignoring_case(key, pair.value); });
  return found == kPairs.end() ? nullptr : &*found;
}

}  // namespace

PlaceIndex::PlaceIndex(const Document& document, const std::vector<const ToolRow*>& tools)
    : document_(document) {
  for (const ToolRow* tool : tools) {
    for (const PlaceRow& place : tool->places) {
      const std::string word = last_word(place.path);
      (word.empty() ? by_any_word_ : by_last_word_[word]).push_back({tool, &place});
    }
  }
}

std::optional<Document::Index> PlaceIndex::named(Document::Index mapping,
                                                 std::string_view path) const {
  const auto [entry, added] = named_.try_emplace({mapping, path});
  if (added) entry->second = document_.descendant(mapping, path);
  return entry->second;
}

std::optional<Document::Index> PlaceIndex::name_beside(Document::Index node) const {
  const NamedPair* pair = pair_of(document_.key(node));
  if (pair == nullptr) return std::nullopt;
  const bool whole = document_[node].kind == DocumentNode::Kind::Mapping;  // "default: {image: …}"
  if (whole && pair != &kPairs.front()) return std::nullopt;
  const Document::Index mapping = document_[node].parent;
  for (const std::string_view key : pair->names) {
    if (key.empty()) break;
    const auto found = named(mapping, key);
    if (found && document_.is_scalar(*found)) return found;
  }
  return std::nullopt;
}

Span PlaceIndex::key_span(Document::Index node) const {
  const auto name = name_beside(node);
  return name ? document_[*name].value : document_[node].key;
}

bool PlaceIndex::is_keyed_pair(Document::Index node) const {
  const auto name = name_beside(node);
  return name && equals_ignoring_case(document_.key(*name), "key");
}

Document::Index PlaceIndex::holder(Document::Index node) const {
  const Document::Index parent = document_[node].parent;
  return name_beside(node) ? document_[parent].parent : parent;
}

KeyPath PlaceIndex::path_of(Document::Index node) const {
  KeyPath path;
  for (; node != 0; node = document_[node].parent) {
    if (!document_[node].key.empty()) path.push_back(document_.key(node));
  }
  std::ranges::reverse(path);
  return path;
}

KeyPath PlaceIndex::path_by_name(Document::Index node, Document::Index name) const {
  KeyPath path = path_of(document_[node].parent);
  path.push_back(document_.text().slice(document_[name].value));
  return path;
}

bool PlaceIndex::holds(std::string_view condition, Document::Index node) const {
  const std::size_t sign = condition.find('=');
  const bool own = condition.starts_with('.');
  const std::string_view key = condition.substr(0, sign).substr(own ? 1 : 0);
  for (Document::Index at = node;; at = document_[at].parent) {
    const auto found = named(at, key);
    if (found && document_.is_scalar(*found))
      return matches_glob(condition.substr(sign + 1),
                          document_.text().slice(document_[*found].value));
    if (at == 0 || own) return false;
  }
}

void PlaceIndex::find_among(const std::vector<ToolPlace>& places, Document::Index node,
                            const KeyPath& path, std::vector<ToolPlace>& found) const {
  for (const ToolPlace& candidate : places) {
    const bool taken =
        std::ranges::any_of(found, [&](const ToolPlace& f) { return f.tool == candidate.tool; });
    if (taken || !matches_place(candidate.place->path, path)) continue;
    const bool all = std::ranges::all_of(
        candidate.place->when, [&](std::string_view condition) { return holds(condition, node); });
    if (all) found.push_back(candidate);
  }
}

void PlaceIndex::find(Document::Index node, const KeyPath& path,
                      std::vector<ToolPlace>& found) const {
  if (path.empty()) return;
  const auto named = by_last_word_.find(last_word(path.back()));
  if (named != by_last_word_.end()) find_among(named->second, node, path, found);
  find_among(by_any_word_, node, path, found);
}

std::vector<ToolPlace> PlaceIndex::of(Document::Index node) const {
  std::vector<ToolPlace> found;
  const std::optional<Document::Index> name = name_beside(node);
  if (name) find(node, path_by_name(node, *name), found);
  Document::Index named = node;  // items of lists go by the list's key
  while (named != 0 && document_[named].key.empty()) named = document_[named].parent;
  const bool possible =
      !by_any_word_.empty() || by_last_word_.contains(last_word(document_.key(named)));
  if (possible) find(node, path_of(node), found);
  return found;
}

}  // namespace credlint
