// SPDX-License-Identifier: MIT
// YAML and JSON: their grammars differ in words only.
#include <array>
#include <map>
#include <utility>

#include "parsers/document/readers.h"

namespace credlint {
namespace {

enum class Role : std::uint8_t {
  Around,
  Mapping,
  List,
  Pair,
  Scalar,
  Alias,
  Anchor,
  Tag,
  Error,
  None
};

struct NodeKind {
  std::string_view name;
  Role role;
  ScalarStyle style = ScalarStyle::Raw;
  std::uint32_t quotes = 0;  ///< bytes at each end
};

constexpr std::array<NodeKind, 24> kNodeKinds = {{
    {"stream", Role::Around},
    {"document", Role::Around},
    {"block_node", Role::Around},
    {"flow_node", Role::Around},
    {"block_sequence_item", Role::Around},
    {"ERROR", Role::Error},
    {"block_mapping", Role::Mapping},
    {"flow_mapping", Role::Mapping},
    {"object", Role::Mapping},
    {"block_sequence", Role::List},
    {"flow_sequence", Role::List},
    {"array", Role::List},
    {"block_mapping_pair", Role::Pair},
    {"flow_pair", Role::Pair},
    {"pair", Role::Pair},
    {"plain_scalar", Role::Scalar, ScalarStyle::YamlPlain},
    {"single_quote_scalar", Role::Scalar, ScalarStyle::YamlSingle, 1},
    {"double_quote_scalar", Role::Scalar, ScalarStyle::YamlDouble, 1},
    {"block_scalar", Role::Scalar, ScalarStyle::YamlBlock},
    {"string", Role::Scalar, ScalarStyle::Json, 1},
    {"number", Role::Scalar},
    {"true", Role::Scalar},
    {"false", Role::Scalar},
    {"null", Role::Scalar},
}};

constexpr NodeKind kAlias{"alias", Role::Alias};
constexpr NodeKind kAnchor{"anchor", Role::Anchor};
constexpr NodeKind kTag{"tag", Role::Tag};
constexpr NodeKind kNone{"", Role::None};

const NodeKind& kind_at(TSNode node) {
  const std::string_view name = kind_of(node);
  for (const NodeKind& kind : kNodeKinds) {
    if (kind.name == name) return kind;
  }
  for (const NodeKind* kind : {&kAlias, &kAnchor, &kTag}) {
    if (kind->name == name) return *kind;
  }
  return kNone;
}

class YamlReader {
 public:
  YamlReader(TSNode root, DocumentBuilder& builder) : cursor_(root), builder_(builder) {}

  void read(Span key) {
    const TSNode node = cursor_.node();
    const NodeKind& kind = kind_at(node);
    switch (kind.role) {
      case Role::Around:
        return cursor_.for_each_child([&] { read(key); });
      case Role::Error:
        return read_after_error();
      case Role::Mapping:
        return read_all(DocumentNode::Kind::Mapping, key);
      case Role::List:
        return read_all(DocumentNode::Kind::List, key);
      case Role::Pair:
        return read_pair();
      case Role::Scalar:
        builder_.add_scalar(key, inner(span_of(node), kind.quotes), kind.style);
        if (std::exchange(tagged_, false)) builder_.note_computed();
        return;
      case Role::Tag:  // "!!str" says what the value is, "!Ref" that it is another
        tagged_ = !builder_.text().slice(span_of(node)).starts_with("!!");
        return;
      case Role::Anchor:
        anchors_[name_of(node)] = builder_.next();
        return;
      case Role::Alias:
        return read_alias(node, key);
      case Role::None:
        return;
    }
  }

 private:
  void read_all(DocumentNode::Kind kind, Span key) {
    tagged_ = false;
    if (!builder_.open(kind, key)) return;
    cursor_.for_each_child([&] { read({}); });
    builder_.close();
  }

  /// Around what could not be understood: whole parts are read, and signs and scalars that stand
  /// by themselves ("{", "name", ":") are put together as far as they go.
  void read_after_error() {
    std::size_t open = 0;  // to be closed again
    Span last;
    Span key;
    cursor_.for_each_node([&] {
      const TSNode node = cursor_.node();
      const NodeKind& kind = kind_at(node);
      const std::string_view sign = ts_node_is_named(node) ? "" : kind_of(node);
      if (sign == ":") {
        key = last;
      } else if (sign == "{" || sign == "[") {
        const bool mapping = sign == "{";
        if (builder_.open(mapping ? DocumentNode::Kind::Mapping : DocumentNode::Kind::List, key))
          ++open;
        key = {};
      } else if ((sign == "}" || sign == "]") && open > 0) {
        builder_.close();
        --open;
      } else if (const Span scalar = key_span(); !scalar.empty() && key.empty()) {
        last = scalar;
      } else if (kind.role != Role::None && (!key.empty() || kind.role != Role::Alias)) {
        read(std::exchange(key, {}));
      }
    });
    for (; open > 0; --open) builder_.close();
  }

  void read_pair() {
    Span key;
    bool found = false;
    cursor_.for_each_child([&] {
      if (cursor_.field() == "key") {
        key = key_span();
      } else if (cursor_.field() == "value") {
        found = true;
        read(key);
      }
    });
    if (!found && !key.empty())
      builder_.add_scalar(key, {key.end + 1, key.end + 1}, ScalarStyle::Raw);
  }

  /// Without tags, anchors and quotes.
  Span key_span() {
    const NodeKind& kind = kind_at(cursor_.node());
    if (kind.role == Role::Scalar) return inner(span_of(cursor_.node()), kind.quotes);
    Span found;
    if (kind.role == Role::Around) {
      cursor_.for_each_child([&] {
        const Span within = key_span();
        if (!within.empty()) found = within;
      });
    }
    return found;
  }

  /// Of "&name" and "*name".
  [[nodiscard]] std::string_view name_of(TSNode node) const {
    return builder_.text().slice(span_of(node)).substr(1);
  }

  void read_alias(TSNode node, Span key) {
    const auto found = anchors_.find(name_of(node));
    if (found != anchors_.end()) builder_.add_alias(key, found->second);
  }

  TreeCursor cursor_;
  DocumentBuilder& builder_;
  std::map<std::string_view, Document::Index> anchors_;
  bool tagged_ = false;  ///< a tag stands before what comes next
};

}  // namespace

void read_yaml_or_json(TSNode root, DocumentBuilder& builder) {
  YamlReader(root, builder).read({});
}

}  // namespace credlint
