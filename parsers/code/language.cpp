// SPDX-License-Identifier: MIT
#include "parsers/code/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "parsers/code/grammar_table.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

struct NamedRole {
  std::string_view word;
  NodeRole role;
};
constexpr std::array<NamedRole, 28> kRoles = {{
    {"string", NodeRole::String},
    {"raw-string", NodeRole::RawString},
    {"word", NodeRole::Word},
    {"shell-string", NodeRole::ShellString},
    {"text-block", NodeRole::TextBlock},
    {"interpolation", NodeRole::Interpolation},
    {"adjacent", NodeRole::Adjacent},
    {"number", NodeRole::Number},
    {"null", NodeRole::Null},
    {"identifier", NodeRole::Identifier},
    {"variable", NodeRole::Variable},
    {"member", NodeRole::Member},
    {"chain", NodeRole::Chain},
    {"subscript", NodeRole::Subscript},
    {"call", NodeRole::Call},
    {"binary", NodeRole::Binary},
    {"unwrap", NodeRole::Unwrap},
    {"dict", NodeRole::Dict},
    {"pair", NodeRole::Pair},
    {"shorthand", NodeRole::Shorthand},
    {"spread", NodeRole::Spread},
    {"function", NodeRole::Function},
    {"parameters", NodeRole::Parameters},
    {"class", NodeRole::Class},
    {"value-block", NodeRole::ValueBlock},
    {"return", NodeRole::Return},
    {"branch", NodeRole::Branch},
    {"comment", NodeRole::Comment},
}};

std::string_view last_segment(std::string_view dotted) {
  return dotted.substr(dotted.rfind('.') + 1);
}

/// Glob match where '*' is any run without '.'.
bool matches(std::string_view glob, std::string_view text) {
  std::size_t g = 0;
  std::size_t t = 0;
  std::optional<std::pair<std::size_t, std::size_t>> star;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = {++g, t};
    } else if (g < glob.size() && glob[g] == text[t]) {
      ++g;
      ++t;
    } else if (star && text[star->second] != '.') {
      g = star->first;
      t = ++star->second;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

/// The last name of a callee for the class that is named as its package: client-secrets-manager has
/// SecretsManager.
constexpr std::string_view kPackage = "<package>";

/// As matches(), and where the last name is kPackage: what the last '*' before it stands for,
/// without dashes.
bool is_called(std::string_view glob, std::string_view callee) {
  if (!glob.ends_with(kPackage)) return matches(glob, callee);
  glob.remove_suffix(kPackage.size() + 1);
  const std::string_view name = last_segment(callee);
  if (name.size() + 1 > callee.size()) return false;
  const std::string_view package = callee.substr(0, callee.size() - name.size() - 1);
  const std::string_view before = glob.substr(0, glob.rfind('*'));
  if (!matches(glob, package)) return false;
  std::string bare(package.substr(before.size()));
  std::erase(bare, '-');
  return to_lower(bare) == to_lower(name);
}

}  // namespace

CallShapes::CallShapes(std::span<const CallShape> shapes) : shapes_(shapes) {
  for (const CallShape& shape : shapes) {
    const std::string_view last = last_segment(shape.callee);
    if (last.find('*') != std::string_view::npos || last == kPackage) {
      with_wildcard_.push_back(&shape);
    } else {
      by_last_segment_[last].push_back(&shape);
    }
  }
}

const CallShape* CallShapes::find(std::string_view callee) const {
  const auto exact = by_last_segment_.find(last_segment(callee));
  if (exact != by_last_segment_.end()) {
    for (const CallShape* shape : exact->second) {
      if (is_called(shape->callee, callee)) return shape;
    }
  }
  for (const CallShape* shape : with_wildcard_) {
    if (is_called(shape->callee, callee)) return shape;
  }
  return nullptr;
}

const CallShape* CallShapes::find_in_any_case(std::string_view callee) const {
  const std::string lower = to_lower(callee);
  const auto found = std::ranges::find_if(
      shapes_, [&](const CallShape& shape) { return matches(to_lower(shape.callee), lower); });
  return found == shapes_.end() ? nullptr : &*found;
}

Result<Language> Language::load(const LanguageRow& row) {
  const TSLanguage* grammar = grammar_by_symbol(row.grammar);
  if (grammar == nullptr) {
    return Error{fmt::format("language {}: no grammar {} is built in", row.id, row.grammar)};
  }
  auto query = Query::compile(grammar, row.queries);
  if (!query) return Error{fmt::format("rulesets/languages/{}", query.error().message)};
  std::vector<NodeRole> roles(ts_language_symbol_count(grammar), NodeRole::None);
  std::vector<std::string_view> missing;  // "": the grammar has no such node, that extended has
  for (const DataRow& node : row.nodes) {
    if (node.value.empty()) missing.push_back(node.key);
    if (std::find(missing.begin(), missing.end(), node.key) != missing.end()) continue;
    const auto known = std::find_if(kRoles.begin(), kRoles.end(), [&](const NamedRole& entry) {
      return entry.word == node.value;
    });
    if (known == kRoles.end()) {
      return Error{
          fmt::format("rulesets/languages/{}/language.toml: unknown role \"{}\" of node {}", row.id,
                      node.value, node.key)};
    }
    const TSSymbol symbol = ts_language_symbol_for_name(
        grammar, node.key.data(), static_cast<std::uint32_t>(node.key.size()), true);
    if (symbol == 0) {
      return Error{fmt::format(
          "rulesets/languages/{}/language.toml: the grammar has no node \"{}\"", row.id, node.key)};
    }
    if (roles[symbol] == NodeRole::None) roles[symbol] = known->role;
  }
  for (TSSymbol symbol = 0; symbol < roles.size(); ++symbol) {
    const bool named = ts_language_symbol_type(grammar, symbol) == TSSymbolTypeRegular;
    const std::string_view name = ts_language_symbol_name(grammar, symbol);
    if (named && roles[symbol] == NodeRole::None && name.starts_with("return"))
      roles[symbol] = NodeRole::Return;
  }
  return Language{&row, grammar, std::move(roles), CallShapes(row.calls), std::move(*query)};
}

}  // namespace credlint
