// SPDX-License-Identifier: MIT
#pragma once

#include <tree_sitter/api.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/code/query.h"
#include "scanner/core/catalog.h"
#include "scanner/core/result.h"

namespace credlint {

/// What a kind of syntax node means to the evaluator: the words of [nodes] in language.toml.
enum class NodeRole : std::uint8_t {
  None,
  String,       ///< "string": a literal with escapes
  RawString,    ///< "raw-string": a literal without
  Word,         ///< "word": a shell word
  ShellString,  ///< "shell-string": "…", where a backslash stands for itself before most characters
  TextBlock,    ///< "text-block": makes the string around it one whose indentation does not count
  Interpolation,  ///< "interpolation": makes the string around it unknown
  Adjacent,       ///< "adjacent": literals that stand side by side are one
  Number,         ///< "number"
  Null,           ///< "null": as good as not given
  Identifier,     ///< "identifier"
  Variable,       ///< "variable": a shell expansion
  Member,         ///< "member": first child is the object, last the member's name
  Chain,          ///< "chain": an operand with all that is applied to it; alone it is the operand
  Subscript,      ///< "subscript": first child is the object, last the index
  Call,           ///< "call"
  Binary,         ///< "binary": + joins, "or", "||", "??" and "?:" give a default
  Unwrap,         ///< "unwrap": the value of its first child (parentheses, await, casts)
  Dict,           ///< "dict": an object or map literal
  Pair,           ///< "pair": key and value, also keyword arguments; without a key its value
  Shorthand,      ///< "shorthand": { name } for { name: name }
  Spread,         ///< "spread": **x, ...x
  Function,       ///< "function": names inside hide those outside
  Parameters,     ///< "parameters": those of a class are what its constructor takes
  Class,          ///< "class": its members are known as Name.member
  ValueBlock,     ///< "value-block": code that is worth its last expression
  Branch,         ///< "branch": code that runs under a condition
  Comment,        ///< "comment"
  Return,         ///< "return": and what grammars name so: "return_statement"
};

/// Finds the shape of a call by what is called.
class CallShapes {
 public:
  explicit CallShapes(std::span<const CallShape> shapes);
  /// The first shape whose callee matches the dotted name; '*' stands for any run without '.'.
  [[nodiscard]] const CallShape* find(std::string_view callee) const;
  /// The same for names that may be written in any case.
  [[nodiscard]] const CallShape* find_in_any_case(std::string_view callee) const;
  [[nodiscard]] std::span<const CallShape> all() const { return shapes_; }

 private:
  std::span<const CallShape> shapes_;
  std::unordered_map<std::string_view, std::vector<const CallShape*>> by_last_segment_;
  std::vector<const CallShape*> with_wildcard_;  ///< in the last segment
};

/// A language ready for use: its grammar, the roles of its nodes, its compiled query.
struct Language {
  const LanguageRow* row = nullptr;
  const TSLanguage* grammar = nullptr;
  std::vector<NodeRole> roles;  ///< by symbol
  CallShapes shapes;
  Query query;

  /// The error names the file, and for a query the line.
  static Result<Language> load(const LanguageRow& row);

  [[nodiscard]] NodeRole role(TSNode node) const {
    if (node.id == nullptr) return NodeRole::None;
    const TSSymbol symbol = ts_node_symbol(node);
    return symbol < roles.size() ? roles[symbol] : NodeRole::None;  // ERROR is beyond them
  }
};

}  // namespace credlint
