// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "parsers/code/code_model.h"
#include "scanner/core/facts.h"

namespace credlint {

/// Whether the expression is a list of values by their places, which languages name alike.
bool is_list(TSNode node);

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
  /// What the parameter stands for where a call does not give it; null where it has no default.
  [[nodiscard]] TSNode default_of(std::string_view name, TSNode function) const;
  /// What calls in the text give that function under a name: f(region="…").
  [[nodiscard]] std::vector<TSNode> named_at_calls(std::string_view name, TSNode function) const;
  /// A parameter that takes whatever is given by name, as others know what they give under one.
  [[nodiscard]] std::shared_ptr<const Elsewhere> named_elsewhere(std::string_view name,
                                                                 TSNode function) const;
  /// Whether that call leaves the parameter of the function that it calls to its default.
  [[nodiscard]] bool leaves_out(const CallSite& call, std::string_view name, TSNode function) const;
  /// Whether some call in the text may give the parameter with others: f(*all).
  [[nodiscard]] bool may_be_spread(std::string_view name, TSNode use) const;
  /// Whether some call in the text leaves the parameter to its default.
  [[nodiscard]] bool is_left_out(std::string_view name, TSNode use) const;
  /// What that parameter of `function` is given at one call.
  [[nodiscard]] Given given_at(const CallSite& call, std::string_view name, TSNode function) const {
    return argument(call, name, position_of(name, function));
  }
  /// The one expression that the function called here returns; null where it returns several, or is
  /// not of this text.
  [[nodiscard]] TSNode returned_by(const CallSite& site) const;
  /// The type that the function called here says it returns, as written; empty where it says none.
  [[nodiscard]] std::string_view type_returned_by(const CallSite& site) const;
  /// All that the function called here returns; none where it is not of this text, or many.
  [[nodiscard]] std::vector<TSNode> all_returned_by(const CallSite& site) const;
  /// The lists that the function called here returns: return a, b; none where it is not of this
  /// text, or many.
  [[nodiscard]] std::vector<TSNode> lists_returned_by(const CallSite& site) const;
  /// Functions known by one name, with the one list that each returns.
  [[nodiscard]] std::vector<std::pair<std::string, TSNode>> lists() const;
  /// The parameter that is named `name` where `use` stands, as other files know it; nothing where
  /// it is none, or its function is not known by a name.
  [[nodiscard]] std::shared_ptr<const Elsewhere> given_elsewhere(std::string_view name,
                                                                 TSNode use) const;
  /// Functions known by one name, with the one expression that each returns.
  [[nodiscard]] std::vector<std::pair<std::string, TSNode>> results() const;
  /// The same for those that return several.
  [[nodiscard]] std::vector<std::pair<std::string, TSNode>> many_results() const;
  /// The only function of that name, where it is read like a field; null for others.
  [[nodiscard]] TSNode property(std::string_view name) const;
  /// What a property of that name returns, one way and another; nothing for other functions.
  [[nodiscard]] std::vector<TSNode> results_of_property(std::string_view name) const;
  /// The one expression that the only function of that name returns; null for others.
  [[nodiscard]] TSNode result_named(std::string_view name) const;
  /// The same for what is called without parentheses: "region", "Settings.region" of Scala's
  /// "def region = …".
  [[nodiscard]] TSNode result_read(std::string_view dotted, TSNode use) const;
  /// The one expression that the function returns; null where it returns several.
  [[nodiscard]] TSNode only_result(TSNode function) const;
  /// Whether the function has a name and nothing in the text calls one of that name.
  [[nodiscard]] bool is_uncalled(TSNode function) const;
  /// The fields that constructors of records and the like take: "Settings.region", with the name.
  [[nodiscard]] std::vector<std::pair<std::string, TSNode>> fields_taken() const;
  /// The fields of a record and the like, in the order in which its constructor takes them.
  [[nodiscard]] std::vector<std::string_view> fields_of(std::string_view type) const;
  /// What the constructor of a class of the text takes under that name; null where it takes none.
  [[nodiscard]] TSNode taken_by_class(std::string_view of, std::string_view name) const;
  /// The literals of a named type: Store{region: "…"}; none where there are many.
  [[nodiscard]] std::vector<TSNode> literals_of(std::string_view type) const;
  /// Whether the function has a name by which it is called.
  [[nodiscard]] bool is_named(TSNode function) const { return !name_of(function).empty(); }
  /// Whether the text has a function of that name.
  [[nodiscard]] bool has(std::string_view name) const;
  /// Whether a class of the text, of that name, has a method of that name.
  [[nodiscard]] bool has_method(std::string_view of, std::string_view name) const;
  /// What a call calls: its last name, or that of the class in Ruby's "Store.new(…)".
  [[nodiscard]] std::string_view called_name(const CallSite& call) const;
  /// The function that is called here; null where it is not of this text.
  [[nodiscard]] TSNode called_by(const CallSite& site) const;

 private:
  struct Function {
    TSNode node{};
    std::string_view name;  ///< as it is called: a constructor by its class
    std::vector<TSNode> returned;
    std::vector<TSNode> lists;  ///< those of what is returned, and several results
  };
  /// Where a parameter stands among those of its function.
  struct Position {
    std::size_t index = 0;
    std::string_view member;
  };

  [[nodiscard]] std::vector<std::pair<std::string, TSNode>> results_of(std::size_t least,
                                                                       std::size_t most) const;
  [[nodiscard]] const Function* function_of(const CallSite& site) const;
  [[nodiscard]] TSNode result_of_method(const std::vector<std::size_t>& named, TSNode use) const;
  void read() const;
  void enter(TSNode function) const;
  void take_return(TSNode statement, std::size_t function) const;
  void take_last_expression(std::size_t function) const;
  [[nodiscard]] std::string_view name_of(TSNode function) const;
  [[nodiscard]] bool is_getter(TSNode function) const;
  [[nodiscard]] std::string_view find_name_of(TSNode function) const;
  /// The calls of that function in the text; empty where there are many, or several functions.
  [[nodiscard]] const std::vector<std::size_t>& calls_of(TSNode function) const;
  [[nodiscard]] std::vector<std::size_t> find_calls_of(TSNode function) const;
  [[nodiscard]] Position position_of(std::string_view name, TSNode function) const;
  [[nodiscard]] Given argument(const CallSite& call, std::string_view name,
                               const Position& position) const;
  /// What the calls of a function do with a parameter; null where no call is seen.
  struct AtCalls {
    std::vector<Given> given;
    bool left_out = false;    ///< at a call that writes all its arguments
    bool may_spread = false;  ///< at one that spreads some
  };
  [[nodiscard]] const AtCalls* at_calls(std::string_view name, TSNode use) const;
  [[nodiscard]] bool is_default(TSNode value, TSNode parameter) const;
  [[nodiscard]] bool has_spread(const CallSite& call) const;
  [[nodiscard]] bool is_own(const CallSite& call) const;
  [[nodiscard]] bool is_of_receiver(const CallSite& call, const Function& function) const;
  [[nodiscard]] bool is_failure(TSNode list) const;
  [[nodiscard]] bool is_of_class(const CallSite& call, const Function& function) const;

  const CodeModel& model_;
  // Asked for again and again while values are followed.
  mutable std::unordered_map<const void*, std::string_view> names_;
  mutable std::unordered_map<const void*, std::vector<std::size_t>> calls_;
  mutable std::map<std::pair<const void*, std::string>, AtCalls> at_calls_;
  mutable bool read_ = false;
  mutable std::vector<Function> functions_;
  mutable std::unordered_map<std::string_view, std::vector<std::size_t>> by_name_;
  mutable std::unordered_map<std::string_view, std::vector<std::size_t>> calls_by_name_;
};

}  // namespace credlint
