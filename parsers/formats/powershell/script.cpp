// SPDX-License-Identifier: MIT
#include "parsers/formats/powershell/script.h"

#include <algorithm>
#include <array>

#include "scanner/core/words.h"

namespace credlint::powershell {
namespace {

constexpr std::size_t kMaxArguments = 256;
/// Bindings of one name that are looked through; of more it is not certain which one holds.
constexpr std::size_t kMaxBindings = 64;
/// Functions in functions.
constexpr int kMaxLevels = 16;

/// Words behind which a command begins.
constexpr std::array<std::string_view, 6> kStatementWords = {"return", "throw", "exit",
                                                             "&",      ".",     "!"};

/// $script:name and $global:name are the file's, wherever they are bound.
bool is_shared(std::string_view written) {
  return equals_ignoring_case(written.substr(0, 7), "script:") ||
         equals_ignoring_case(written.substr(0, 7), "global:");
}

}  // namespace

std::string variable_name(std::string_view written) {
  for (const std::string_view scope :
       {"global:", "script:", "local:", "private:", "using:", "variable:"}) {
    if (written.size() > scope.size() &&
        equals_ignoring_case(written.substr(0, scope.size()), scope)) {
      return to_lower(written.substr(scope.size()));
    }
  }
  return to_lower(written);
}

Script::Script(std::string_view text, const MappedText* mapped)
    : text_(text), mapped_(mapped), tokens_(tokenize(text)) {
  pair_brackets();
  find_ends();
  find_functions();
  find_statements();
  for (std::size_t i = 0; i < members_.size(); ++i)
    members_by_object_[members_[i].object].push_back(i);
}

Span Script::span_of(const Range& range) const {
  return range.empty() ? Span{}
                       : Span{token(range.begin).span.begin, token(range.end - 1).span.end};
}

bool Script::is_word(std::size_t i, std::string_view word) const {
  return is(i, TokenKind::Word) && equals_ignoring_case(slice(token(i).span), word);
}

void Script::pair_brackets() {
  const std::size_t count = tokens().size();
  partner_.assign(count, count);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < count; ++i) {
    if (is(i, TokenKind::Open)) open.push_back(i);
    if (!is(i, TokenKind::Close) || open.empty()) continue;
    partner_[i] = open.back();
    partner_[open.back()] = i;
    open.pop_back();
  }
}

void Script::find_ends() {
  const std::size_t count = tokens().size();
  end_.assign(count, count);
  std::vector<std::size_t> ends{count};
  for (std::size_t i = count; i-- > 0;) {
    if (is(i, TokenKind::Close)) ends.push_back(i);
    if (is(i, TokenKind::Open) && ends.size() > 1) ends.pop_back();
    if (is(i, TokenKind::End)) ends.back() = i;
    end_[i] = ends.back();
  }
}

void Script::find_functions() {
  const std::size_t count = tokens().size();
  function_.assign(count, 0);
  std::vector<std::pair<std::size_t, std::size_t>> around;  // function, its closing bracket
  bool expected = false;                                    // the body of a function comes next
  for (std::size_t i = 0; i < count; ++i) {
    while (!around.empty() && i > around.back().second) around.pop_back();
    if (is_word(i, "function") || is_word(i, "filter")) expected = true;
    if (expected && opens(i, "{")) {
      expected = false;
      outer_.push_back(around.empty() ? 0 : around.back().first);
      around.emplace_back(outer_.size() - 1, partner_[i]);
    }
    function_[i] = around.empty() ? 0 : around.back().first;
  }
}

bool Script::begins_command(std::size_t i) const {
  if (is(i + 1, TokenKind::Assign)) return false;
  if (i == 0) return true;
  switch (token(i - 1).kind) {
    case TokenKind::End:
    case TokenKind::Assign:
      return true;
    case TokenKind::Open:
      return text_[token(i - 1).span.begin] != '[';
    case TokenKind::Close:
      return text_[token(i - 1).span.begin] == '}';
    case TokenKind::Word:
      return std::any_of(kStatementWords.begin(), kStatementWords.end(),
                         [&](std::string_view word) { return is_word(i - 1, word); });
    default:
      return false;
  }
}

void Script::find_statements() {
  std::size_t parameters_until = 0;
  std::size_t owner = 0;  // the function that they are of
  for (std::size_t i = 0; i < tokens().size(); ++i) {
    if (is(i, TokenKind::Word) && begins_command(i)) commands_.push_back(i);
    // & "C:\…\aws.exe" s3 ls
    if (is(i, TokenKind::String) && i > 0 && is_word(i - 1, "&")) commands_.push_back(i);
    const auto parameters = [&](std::size_t open, std::size_t body) {
      if (!opens(open, "(") || partner_[open] >= tokens().size()) return;
      parameters_until = std::max(parameters_until, partner_[open]);
      owner = function_[std::min(body, tokens().size() - 1)];
    };
    if (is_word(i, "param")) parameters(i + 1, i);
    if (is_word(i, "function") && opens(i + 2, "(")) parameters(i + 2, partner_[i + 2] + 1);
    if (!is(i, TokenKind::Variable)) continue;
    const bool loops = i > 1 && is_word(i - 2, "foreach");
    const bool declared = i < parameters_until && !is(i - 1, TokenKind::Assign);
    if (declared || loops) {
      bindings_[variable_name(content(i))].push_back({{}, declared ? owner : function_[i], {}});
    } else {
      note_variable(i);
    }
  }
}

/// $name = …, $name.Member = …, $name["Member"] = …
void Script::note_variable(std::size_t i) {
  if (i > 0 && (is(i - 1, TokenKind::Splat) || is(i - 1, TokenKind::Member))) return;
  const std::string name = variable_name(content(i));
  const std::size_t function = is_shared(content(i)) ? 0 : function_[i];
  const auto value_behind = [&](std::size_t assign) {
    return Range{assign + 1, std::max(assign + 1, end_[assign])};
  };
  if (is(i + 1, TokenKind::Assign)) {
    const Range value = value_behind(i + 1);
    // $a, $b = 1, 2
    const bool plain =
        token(i + 1).plain && !(i > 0 && is(i - 1, TokenKind::Comma)) && !value.empty();
    const bool piped = is(value.end, TokenKind::End) && text_[token(value.end).span.begin] == '|';
    if (plain) assignments_.push_back({i, value, piped});
    bindings_[name].push_back({plain ? value : Range{}, function, value});
    return;
  }
  if (is(i + 1, TokenKind::Comma) && is(i + 2, TokenKind::Variable)) {
    const std::size_t end = std::min(end_[i], i + 32);
    for (std::size_t at = i + 1; at < end; ++at) {
      if (is(at, TokenKind::Assign)) bindings_[name].push_back({{}, function, {}});
    }
    return;
  }
  if (is(i + 1, TokenKind::Member) && is(i + 2, TokenKind::Assign)) {
    members_.push_back({name, i + 1, value_behind(i + 2)});
  } else if (opens(i + 1, "[") && is(i + 2, TokenKind::String) && partner_[i + 1] == i + 3 &&
             is(i + 4, TokenKind::Assign)) {
    members_.push_back({name, i + 2, value_behind(i + 4)});
  } else if (is(i + 1, TokenKind::Member) && equals_ignoring_case(content(i + 1), "Add") &&
             opens(i + 2, "(") && is(i + 3, TokenKind::String) && is(i + 4, TokenKind::Comma) &&
             partner_[i + 2] < tokens().size()) {
    members_.push_back({name, i + 3, {i + 5, std::max(i + 5, partner_[i + 2])}});
  }
}

const Script::Binding* Script::binding(std::string_view variable, std::size_t use) const {
  const auto found = bindings_.find(variable_name(variable));
  if (found == bindings_.end() || found->second.size() > kMaxBindings) return nullptr;
  // From the function around the use outwards: the first level that binds the name decides.
  std::size_t level = function_[use];
  for (int steps = 0; steps < kMaxLevels; ++steps, level = outer_[level]) {
    const Binding* only = nullptr;
    bool several = false;
    for (const Binding& candidate : found->second) {
      if (candidate.function != level) continue;
      several = only != nullptr;
      only = &candidate;
    }
    if (several || (only != nullptr && only->value.empty())) return nullptr;
    if (only != nullptr) {
      // In "$a = f $a" the right side still means what was before.
      const bool inside = use >= only->value.begin && use < only->value.end;
      return inside ? nullptr : only;
    }
    if (level == 0) break;
  }
  return nullptr;
}

std::vector<Range> Script::values_of(std::string_view variable) const {
  std::vector<Range> values;
  const auto found = bindings_.find(variable_name(variable));
  if (found == bindings_.end()) return values;
  for (const Binding& binding : found->second) values.push_back(binding.given);
  return values;
}

/// Behind the argument that begins here: pieces without blanks between them, and what a comma adds.
std::size_t Script::behind_argument(std::size_t i, std::size_t end) const {
  while (i < end) {
    std::size_t last = i;
    if (is(i, TokenKind::Open)) last = partner_[i] < end ? partner_[i] : end - 1;
    i = last + 1;
    if (i >= end) break;
    if (is(i, TokenKind::Comma)) {
      ++i;
      continue;
    }
    const bool together = token(last).span.end == token(i).span.begin;
    if (!together && !is(last, TokenKind::Comma)) break;
  }
  return std::min(i, end);
}

std::vector<Script::Argument> Script::arguments(std::size_t command) const {
  std::vector<Argument> out;
  const std::size_t end = end_[command];
  for (std::size_t i = command + 1; i < end && out.size() < kMaxArguments;) {
    Argument argument;
    if (is(i, TokenKind::Splat)) {
      argument.splat = true;
      argument.name = i;
      argument.value = {i, i + 1};
      out.push_back(argument);
      ++i;
      continue;
    }
    if (is(i, TokenKind::Parameter)) {
      argument.named = true;
      argument.name = i++;
    }
    const bool switched =
        argument.named && (i >= end || is(i, TokenKind::Parameter) || is(i, TokenKind::Splat));
    const std::size_t behind = switched ? i : behind_argument(i, end);
    argument.value = {i, behind};
    out.push_back(argument);
    i = behind;
  }
  return out;
}

std::vector<Script::Argument> Script::entries(std::size_t open) const {
  std::vector<Argument> out;
  const std::size_t end = std::min(partner_[open], tokens().size());
  for (std::size_t i = open + 1; i < end && out.size() < kMaxArguments; ++i) {
    const bool key = is(i, TokenKind::Word) || is(i, TokenKind::String);
    if (!key || !is(i + 1, TokenKind::Assign)) {
      if (is(i, TokenKind::Open)) i = std::min(partner_[i], end);
      continue;
    }
    Argument entry;
    entry.named = true;
    entry.name = i;
    entry.value = {i + 2, std::min(end_[i], end)};
    // A line break behind "=" or "|" does not end the entry, one behind a value does.
    entry.value.end = std::max(entry.value.end, std::min(i + 2, end));
    out.push_back(entry);
    i = entry.value.end;
  }
  return out;
}

std::vector<Range> Script::list(Range within) const {
  std::vector<Range> out;
  const auto bracketed = [&] {
    return within.size() >= 2 && (opens(within.begin, "(") || opens(within.begin, "@(")) &&
           partner_[within.begin] == within.end - 1;
  };
  for (int depth = 0; depth < 4 && bracketed(); ++depth) {
    ++within.begin;
    --within.end;
  }
  std::size_t begin = within.begin;
  for (std::size_t i = within.begin; i < within.end && out.size() < kMaxArguments; ++i) {
    if (is(i, TokenKind::Open)) i = std::min(partner_[i], within.end - 1);
    if (!is(i, TokenKind::Comma)) continue;
    out.push_back({begin, i});
    begin = i + 1;
  }
  if (begin < within.end) out.push_back({begin, within.end});
  return out;
}

std::optional<std::size_t> Script::hashtable(const Range& range) const {
  std::size_t begin = range.begin;
  // [ordered]@{ … }
  if (opens(begin, "[") && partner_[begin] + 1 < range.end) begin = partner_[begin] + 1;
  const bool one = begin < range.end && opens(begin, "@{") && partner_[begin] + 1 == range.end;
  return one ? std::optional(begin) : std::nullopt;
}

std::vector<std::size_t> Script::members_of(const std::string& variable) const {
  const auto found = members_by_object_.find(variable);
  if (found == members_by_object_.end()) return {};
  const auto& all = found->second;
  return {all.begin(),
          all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), kMaxArguments))};
}

}  // namespace credlint::powershell
