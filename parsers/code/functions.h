// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parsers/code/code_model.h"

namespace credlint {

/// The functions of one text: what their parameters are given at calls in the text, and what they
/// return. Names that several functions have are not followed.
class Functions {
 public:
  explicit Functions(const CodeModel& model) : model_(model) {}

  /// What a parameter is given: an expression, and the member of it where the parameter takes an
  /// object apart ("{ region }").
  struct Given {
    TSNode value{};
    std::string_view member;
  };
  /// What the parameter that is named `name` where `use` stands is given, at each call of its
  /// function. Empty where it is no parameter, where no call is seen, and where there are many.
  [[nodiscard]] std::vector<Given> given_to(std::string_view name, TSNode use) const;
  /// What that parameter of `function` is given at one call.
  [[nodiscard]] Given given_at(const CallSite& call, std::string_view name, TSNode function) const {
    return argument(call, name, position_of(name, function));
  }
  /// The one expression that the function called here returns; null where it returns several, or is
  /// not of this text.
  [[nodiscard]] TSNode returned_by(const CallSite& site) const;
  /// The function that is called here; null where it is not of this text.
  [[nodiscard]] TSNode called_by(const CallSite& site) const;

 private:
  struct Function {
    TSNode node{};
    std::string_view name;
    std::vector<TSNode> returned;
  };
  /// Where a parameter stands among those of its function.
  struct Position {
    std::size_t index = 0;
    std::string_view member;
  };

  [[nodiscard]] const Function* function_of(const CallSite& site) const;
  void read() const;
  void enter(TSNode function) const;
  void take_return(TSNode statement, std::size_t function) const;
  void take_last_expression(std::size_t function) const;
  [[nodiscard]] std::string_view name_of(TSNode function) const;
  [[nodiscard]] Position position_of(std::string_view name, TSNode function) const;
  [[nodiscard]] Given argument(const CallSite& call, std::string_view name,
                               const Position& position) const;
  [[nodiscard]] std::string_view called_name(const CallSite& call) const;
  [[nodiscard]] bool is_own(const CallSite& call) const;

  const CodeModel& model_;
  mutable bool read_ = false;
  mutable std::vector<Function> functions_;
  mutable std::unordered_map<std::string_view, std::vector<std::size_t>> by_name_;
  mutable std::unordered_map<std::string_view, std::vector<std::size_t>> calls_by_name_;
};

}  // namespace credlint
