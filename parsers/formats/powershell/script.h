// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/document/mapped_text.h"
#include "parsers/formats/powershell/tokens.h"

namespace credlint::powershell {

/// Tokens [begin, end).
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] bool empty() const { return begin >= end; }
  [[nodiscard]] std::size_t size() const { return empty() ? 0 : end - begin; }
};

/// What a script's tokens belong to: brackets, statements, functions, variables, commands. All of
/// it is found in passes over the tokens.
class Script {
 public:
  /// `mapped` is what the text was taken out of, or nullptr where it is the whole file.
  explicit Script(std::string_view text, const MappedText* mapped = nullptr);

  /// A name bound to a value.
  struct Binding {
    Range value;               ///< empty where it cannot be followed (a parameter, +=)
    std::size_t function = 0;  ///< the function around it; 0 for the file
    Range given;               ///< what stands behind "=" or "+="
  };
  struct Assignment {
    std::size_t target = 0;  ///< the token of the variable
    Range value;
    bool piped = false;  ///< what is assigned goes through a pipe first
  };
  /// $object.Name = value, $object["Name"] = value
  struct MemberAssignment {
    std::string object;
    std::size_t name = 0;  ///< the token of the member
    Range value;
  };
  /// A parameter of a command, an entry of a hashtable; without a name a positional argument.
  struct Argument {
    std::size_t name = 0;
    bool named = false;
    bool splat = false;
    Range value;
  };

  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_.all; }
  [[nodiscard]] const Tokens& lexed() const { return tokens_; }
  [[nodiscard]] const Token& token(std::size_t i) const { return tokens_.all[i]; }
  [[nodiscard]] bool is(std::size_t i, TokenKind kind) const {
    return i < tokens_.all.size() && tokens_.all[i].kind == kind;
  }
  [[nodiscard]] std::string_view content(std::size_t i) const { return slice(token(i).content); }
  [[nodiscard]] std::string_view slice(Span span) const {
    return text_.substr(span.begin, span.end - span.begin);
  }
  /// The place in the file of bytes of the text.
  [[nodiscard]] Span place(Span span) const {
    return mapped_ == nullptr ? span : mapped_->place(span.begin, span.end);
  }
  /// Whether the text stands in the file as it will be when the file is used.
  [[nodiscard]] bool is_known(Span span) const {
    return mapped_ == nullptr || !mapped_->has_unknown(span.begin, span.end);
  }
  [[nodiscard]] Span span_of(const Range& range) const;
  /// The bracket that belongs to this one; the number of tokens for one without.
  [[nodiscard]] std::size_t partner(std::size_t bracket) const { return partner_[bracket]; }
  /// Where the statement or pipeline element that this token is in ends.
  [[nodiscard]] std::size_t end_of(std::size_t i) const { return end_[i]; }
  /// The innermost function around a token; 0 for the file.
  [[nodiscard]] std::size_t function_of(std::size_t i) const { return function_[i]; }
  /// The words that begin a command.
  [[nodiscard]] const std::vector<std::size_t>& commands() const { return commands_; }
  [[nodiscard]] const std::vector<Assignment>& assignments() const { return assignments_; }
  [[nodiscard]] const std::vector<MemberAssignment>& members() const { return members_; }
  /// What a variable is bound to where token `use` stands; nullptr when that is not certain.
  [[nodiscard]] const Binding* binding(std::string_view variable, std::size_t use) const;

  /// All that a variable is set to anywhere, also by "+=".
  [[nodiscard]] std::vector<Range> values_of(std::string_view variable) const;

  /// What a command is given: pieces that stand together are one.
  [[nodiscard]] std::vector<Argument> arguments(std::size_t command) const;
  /// The entries of @{ … }; `open` is its bracket.
  [[nodiscard]] std::vector<Argument> entries(std::size_t open) const;
  /// The arguments in brackets: (a, b), @(a, b).
  [[nodiscard]] std::vector<Range> list(Range within) const;
  /// The bracket of the @{ … } that these tokens are; absent when they are something else.
  [[nodiscard]] std::optional<std::size_t> hashtable(const Range& range) const;
  /// Those of members() that are of the variable, by their index; the first few.
  [[nodiscard]] std::vector<std::size_t> members_of(const std::string& variable) const;
  [[nodiscard]] bool opens(std::size_t i, std::string_view bracket) const {
    return is(i, TokenKind::Open) && slice(token(i).span) == bracket;
  }

 private:
  void pair_brackets();
  void find_ends();
  void find_functions();
  void find_statements();
  void note_variable(std::size_t i);
  [[nodiscard]] bool begins_command(std::size_t i) const;
  [[nodiscard]] std::size_t behind_argument(std::size_t i, std::size_t end) const;
  [[nodiscard]] bool is_word(std::size_t i, std::string_view word) const;

  std::string_view text_;
  const MappedText* mapped_;
  Tokens tokens_;
  std::vector<std::size_t> partner_;
  std::vector<std::size_t> end_;
  std::vector<std::size_t> function_;
  std::vector<std::size_t> outer_{0};  ///< by function: the one around it
  std::vector<std::size_t> commands_;
  std::vector<Assignment> assignments_;
  std::vector<MemberAssignment> members_;
  std::unordered_map<std::string, std::vector<std::size_t>> members_by_object_;
  std::unordered_map<std::string, std::vector<Binding>> bindings_;
};

/// "global:Name" → "name": variables are compared without scope and case.
std::string variable_name(std::string_view written);

}  // namespace credlint::powershell
