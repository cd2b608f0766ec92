// SPDX-License-Identifier: MIT
#include "rules/anatomy/call_tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "scanner/core/glob.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

std::string_view last_name(std::string_view dotted) { return dotted.substr(dotted.rfind('.') + 1); }

std::size_t shared_beginning(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

std::size_t position_of(const CallShape& shape, std::string_view role) {
  return static_cast<std::size_t>(std::ranges::find(shape.positional, role) -
                                  shape.positional.begin());
}

bool has_position(const CallShape& shape, std::string_view role) {
  return position_of(shape, role) < shape.positional.size();
}

const DataRow* keyword_of(const CallShape& shape, std::string_view role) {
  const auto found = std::ranges::find(shape.keywords, role, &DataRow::value);
  return found == shape.keywords.end() ? nullptr : &*found;
}

bool takes(const CallShape& shape, std::string_view role) {
  return has_position(shape, role) || keyword_of(shape, role) != nullptr;
}

/// How much of the called name the row spells out; nothing where it is another call.
std::optional<std::size_t> closeness(const CallShape& shape, const ClientConstruction& call) {
  if (shape.sdk != call.sdk || !takes(shape, "key-id")) return std::nullopt;
  const std::string_view pattern = last_name(shape.callee);
  const auto glob = compile_glob(pattern, false);
  if (!glob || !matches_segment(glob->front(), call.constructor)) return std::nullopt;
  return pattern.size() - static_cast<std::size_t>(std::ranges::count(pattern, '*'));
}

const CallShape* shape_of(const LanguageRow& language, const ClientConstruction& call) {
  const CallShape* best = nullptr;
  std::size_t most = 0;
  for (const CallShape& shape : language.calls) {
    const auto close = closeness(shape, call);
    if (!close || shape.carries_token != call.carries_token) continue;
    if (best != nullptr && *close <= most) continue;
    best = &shape;
    most = *close;
  }
  return best;
}

/// The first name for the token, where its other names do not belong to other names of the key id.
const DataRow* token_keyword(const CallShape& shape) {
  const DataRow* first = keyword_of(shape, "token");
  const bool any_call = last_name(shape.callee) == "*";
  const bool several = std::ranges::any_of(shape.keywords, [&](const DataRow& row) {
    return row.value == "token" && last_name(row.key) != last_name(first->key);
  });
  return any_call && several ? nullptr : first;
}

/// How languages write a named argument; those that are not here, as the name alone.
struct ArgumentForm {
  std::string_view language, before, behind;
};
constexpr ArgumentForm kArgumentForms[] = {
    {"python", "", "="},  {"ruby", "", ":"}, {"swift", "", ":"},   {"csharp", "", ":"},
    {"kotlin", "", " ="}, {"hcl", "", " ="}, {"php", "'", "' =>"}, {"powershell", "-", ""},
};

std::string written(std::string_view language, std::string_view keyword) {
  const std::string_view name = last_name(keyword);
  if (keyword.starts_with('.')) return fmt::format(".{}()", name);
  const auto* form = std::ranges::find(kArgumentForms, language, &ArgumentForm::language);
  if (form == std::end(kArgumentForms)) return std::string(name);
  return fmt::format("{}{}{}", form->before, name, form->behind);
}

std::string ordinal(std::size_t index) {
  constexpr std::array<std::string_view, 8> kWords = {"first", "second", "third",   "fourth",
                                                      "fifth", "sixth",  "seventh", "eighth"};
  return index < kWords.size() ? std::string(kWords[index]) : std::string();
}

/// The class or function of the SDK whose name is most like that of the one without a token.
std::string class_with_token(const LanguageRow& language, const CallShape& shape) {
  const CallShape* best = nullptr;
  for (const CallShape& other : language.calls) {
    const bool fits = other.sdk == shape.sdk && other.yields == shape.yields &&
                      other.carries_token && takes(other, "token") && takes(other, "key-id") &&
                      last_name(other.callee).find('*') == std::string_view::npos;
    if (!fits) continue;
    const bool same_call = last_name(other.callee) == last_name(shape.callee);
    const auto likeness = [&](const CallShape& candidate) {
      return shared_beginning(candidate.callee, shape.callee);
    };
    if (best == nullptr || likeness(other) > likeness(*best) ||
        (same_call && likeness(other) == likeness(*best)))
      best = &other;
  }
  if (best == nullptr) return {};
  const std::string_view name = last_name(best->callee);
  if (!is_lower(name.front())) return std::string(name);
  const std::string_view owner = best->callee.substr(0, best->callee.size() - name.size());
  if (owner.empty()) return std::string(name);
  return fmt::format("{}.{}", last_name(owner.substr(0, owner.size() - 1)), name);
}

}  // namespace

std::string CallToken::where() const {
  if (!argument.empty()) return fmt::format(" (`{}`)", argument);
  return position.empty() ? std::string() : fmt::format(", as {} argument", position);
}

CallToken call_token(const Catalog& catalog, std::string_view language,
                     const ClientConstruction& call) {
  const LanguageRow* row = catalog.language(language);
  const CallShape* shape = row == nullptr ? nullptr : shape_of(*row, call);
  if (shape == nullptr) return {};
  CallToken token;
  if (!shape->carries_token) {
    token.instead = class_with_token(*row, *shape);
  } else if (keyword_of(*shape, "token") != nullptr) {
    const DataRow* keyword = token_keyword(*shape);
    if (keyword != nullptr) token.argument = written(language, keyword->key);
  } else if (has_position(*shape, "token")) {
    token.position = ordinal(position_of(*shape, "token"));
  }
  return token;
}

CallToken block_token(const Catalog& catalog, std::string_view language) {
  const LanguageRow* row = catalog.language(language);
  std::string_view only;
  for (const CallShape& shape : row == nullptr ? std::span<const CallShape>() : row->calls) {
    const DataRow* keyword = keyword_of(shape, "token");
    if (keyword == nullptr || !takes(shape, "key-id")) continue;
    if (shape.yields != Yield::Block || (!only.empty() && only != last_name(keyword->key)))
      return {};
    only = last_name(keyword->key);
  }
  CallToken token;
  if (!only.empty()) token.argument = written(language, only);
  return token;
}

}  // namespace credlint
