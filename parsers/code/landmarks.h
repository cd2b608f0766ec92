// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "parsers/code/language.h"
#include "parsers/code/syntax_tree.h"

namespace credlint {

/// The functions, classes, literals and calls of one text, by place: tells which of them stands
/// around a node without the way down from the root that tree-sitter takes for each parent.
class Landmarks {
 public:
  /// One walk over the tree. Both must outlive it.
  Landmarks(const Language& language, TSNode root);

  /// The function around a node, or the parameters of the class where it stands in those; null at
  /// file level.
  [[nodiscard]] TSNode function_around(TSNode node) const;
  /// Whether it is a function, or the parameters of a class.
  [[nodiscard]] bool is_function(TSNode node) const;
  /// The class whose body the node stands in, outside of functions, literals and calls; null for
  /// none.
  [[nodiscard]] TSNode class_around(TSNode node) const;
  /// Whether the text has a class at all.
  [[nodiscard]] bool has_class() const { return has_class_; }

  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Return {
    TSNode statement;
    std::uint32_t function = 0;  ///< its number among functions()
  };
  /// All functions, and the parameters of classes, by place.
  [[nodiscard]] const std::vector<TSNode>& functions() const { return functions_; }
  /// All that return from a function, by place.
  [[nodiscard]] const std::vector<Return>& returns() const { return returns_; }

 private:
  struct Mark {
    TSNode node;
    std::uint32_t begin = 0;  ///< bytes
    std::uint32_t end = 0;
    NodeRole role = NodeRole::None;  ///< Function for a class's own parameters
    std::uint32_t outer = kNone;     ///< the mark around it
    std::uint32_t function = kNone;  ///< the number of the function it is, or stands in
  };

  /// The number of the new mark.
  std::uint32_t enter(Mark mark);
  /// The innermost mark around a node; kNone for none.
  [[nodiscard]] std::uint32_t around(TSNode node) const;
  [[nodiscard]] static bool stands_around(TSNode outer, TSNode inner);

  const Language& language_;
  std::vector<Mark> marks_;  ///< by place, outer ones first
  std::vector<TSNode> functions_;
  std::vector<Return> returns_;
  bool has_class_ = false;
};

}  // namespace credlint
