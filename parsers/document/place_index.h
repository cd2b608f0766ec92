// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parsers/document/document.h"
#include "parsers/document/place_path.h"
#include "scanner/core/catalog.h"

namespace credlint {

/// A place of a tool's table.
struct ToolPlace {
  const ToolRow* tool = nullptr;
  const PlaceRow* place = nullptr;
};

/// The places of some tools, found by the nodes of one document.
class PlaceIndex {
 public:
  PlaceIndex(const Document& document, const std::vector<const ToolRow*>& tools);

  /// What the tables say of a node: of each tool the first place that fits.
  [[nodiscard]] std::vector<ToolPlace> of(Document::Index node) const;
  /// The key of a node. For the "value" or "default" of a mapping with a "name" that is the name.
  [[nodiscard]] Span key_span(Document::Index node) const;
  /// Whether that name stands under "key": data of any kind has such pairs, variables of "name".
  [[nodiscard]] bool is_keyed_pair(Document::Index node) const;
  /// The mapping or list that a node belongs to: for such a "value" what is around its mapping.
  [[nodiscard]] Document::Index holder(Document::Index node) const;
  /// The node with the name, where `node` is the value of a mapping that has one.
  [[nodiscard]] std::optional<Document::Index> name_beside(Document::Index node) const;

 private:
  /// The child of that name; looked for once, for mappings are long.
  [[nodiscard]] std::optional<Document::Index> named(Document::Index mapping,
                                                     std::string_view path) const;
  [[nodiscard]] KeyPath path_of(Document::Index node) const;
  [[nodiscard]] KeyPath path_by_name(Document::Index node, Document::Index name) const;
  [[nodiscard]] bool holds(std::string_view condition, Document::Index node) const;
  void find(Document::Index node, const KeyPath& path, std::vector<ToolPlace>& found) const;
  void find_among(const std::vector<ToolPlace>& places, Document::Index node, const KeyPath& path,
                  std::vector<ToolPlace>& found) const;

  const Document& document_;
  std::unordered_map<std::string, std::vector<ToolPlace>> by_last_word_;
  std::vector<ToolPlace> by_any_word_;
  mutable std::map<std::pair<Document::Index, std::string_view>, std::optional<Document::Index>>
      named_;
};

}  // namespace credlint
