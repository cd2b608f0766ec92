// SPDX-License-Identifier: MIT
// A data file as a tree: YAML, JSON, TOML, XML, properties and INI alike.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/document/mapped_text.h"
#include "scanner/core/location.h"

namespace credlint {

/// The text of a document: a whole file, or what was taken out of one.
struct DocumentText {
  std::string_view text;
  const MappedText* mapped = nullptr;  ///< what the text is, when it was taken out

  [[nodiscard]] std::string_view slice(Span span) const {
    return text.substr(within(span).begin, within(span).size());
  }
  /// The part of the span that is in the text: what tree-sitter makes up in a broken one may stand
  /// behind its end.
  [[nodiscard]] Span within(Span span) const {
    const auto size = static_cast<std::uint32_t>(text.size());
    return {std::min(span.begin, size), std::min(span.end, size)};
  }
  /// Where bytes of the text stand in the file.
  [[nodiscard]] Span place(Span span) const {
    return mapped == nullptr ? span : mapped->place(span.begin, span.end);
  }
};

/// How a scalar is written, which says what its bytes stand for.
enum class ScalarStyle : std::uint8_t {
  Raw,         ///< every byte stands for itself
  YamlPlain,   ///< without quotes, perhaps over several lines
  YamlSingle,  ///< in '…'
  YamlDouble,  ///< in "…"
  YamlBlock,   ///< "|" or ">" and the lines below
  Json,
  TomlBasic,    ///< in "…" or """…"""
  TomlLiteral,  ///< in '…' or '''…'''
  Xml,
  Properties,
};

/// A value and the key that it is bound to. Spans are of the document's text.
struct DocumentNode {
  enum class Kind : std::uint8_t { Mapping, List, Scalar, Alias };

  Kind kind = Kind::Scalar;
  ScalarStyle style = ScalarStyle::Raw;
  bool computed = false;  ///< has a tag of the application's own: "!Ref X", "!Sub ${X}"
  std::uint32_t parent = 0;
  std::uint32_t end = 0;     ///< the node behind its last descendant
  std::uint32_t target = 0;  ///< Alias: the node that it stands for
  Span key;                  ///< without quotes; empty in lists
  Span value;                ///< Scalar: without quotes
};

/// The tree of a data file, its nodes from the top down. Node 0 is a list that holds one node for
/// each document of the file. What could not be understood is left out.
class Document {
 public:
  using Index = std::uint32_t;

  [[nodiscard]] const DocumentText& text() const { return text_; }
  [[nodiscard]] const std::vector<DocumentNode>& nodes() const { return nodes_; }
  [[nodiscard]] const DocumentNode& operator[](Index node) const { return nodes_[node]; }
  /// A node's key as written, without quotes.
  [[nodiscard]] std::string_view key(Index node) const { return text_.slice(nodes_[node].key); }
  [[nodiscard]] bool is_scalar(Index node) const {
    return nodes_[node].kind == DocumentNode::Kind::Scalar;
  }
  /// What a scalar stands for, with the place of each byte in the file.
  [[nodiscard]] MappedText scalar(Index node) const;
  /// Calls visit(child) with each child, in order.
  template <typename Visit>
  void for_each_child(Index node, Visit&& visit) const {
    for (Index child = node + 1; child < nodes_[node].end; child = nodes_[child].end) visit(child);
  }
  /// The child of that name (same_name), or nothing.
  [[nodiscard]] std::optional<Index> child(Index node, std::string_view name) const;
  /// The same for a path of names joined by '.'; keys may hold dots themselves.
  [[nodiscard]] std::optional<Index> descendant(Index node, std::string_view path) const;
  /// The node that an alias stands for, else the node.
  [[nodiscard]] Index resolve(Index node) const {
    return nodes_[node].kind == DocumentNode::Kind::Alias ? nodes_[node].target : node;
  }

  /// A place of which not all was read, and why.
  struct Gap {
    std::uint32_t at = 0;  ///< byte of the text
    std::string_view why;
  };
  [[nodiscard]] const std::optional<Gap>& gap() const { return gap_; }

 private:
  friend class DocumentBuilder;
  DocumentText text_;
  std::vector<DocumentNode> nodes_;
  std::optional<Gap> gap_;
};

/// Makes a Document. Nodes below kMaxJsonDepth are left out.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(DocumentText text);

  /// Begins a mapping or list; false where it is too deep, and then close() must not follow.
  bool open(DocumentNode::Kind kind, Span key);
  void close();
  void add_scalar(Span key, Span value, ScalarStyle style);
  /// Says of the scalar that was added last that it is DocumentNode::computed.
  void note_computed() { document_.nodes_.back().computed = true; }
  /// `target`: a node that was begun before.
  void add_alias(Span key, Document::Index target);
  /// What the next node will be called.
  [[nodiscard]] Document::Index next() const {
    return static_cast<Document::Index>(document_.nodes_.size());
  }
  [[nodiscard]] const DocumentText& text() const { return document_.text_; }
  /// Says that not all was read from byte `at` on. The first such place counts.
  void note_gap(std::uint32_t at, std::string_view why);
  Document take();

 private:
  DocumentNode& add(DocumentNode::Kind kind, Span key);

  Document document_;
  std::vector<Document::Index> open_;
};

}  // namespace credlint
