// SPDX-License-Identifier: MIT
#pragma once

#include <tree_sitter/api.h>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/code/syntax_tree.h"
#include "scanner/core/catalog.h"
#include "scanner/core/result.h"

namespace re2 {
class RE2;
}

namespace credlint {

/// What a query may capture: the words that queries and the fact mapper share.
/// Sources of the words: rulesets/languages/README.md.
enum class CaptureName : std::uint8_t {
  Call,                ///< a call, object creation or composite literal
  CallCallee,          ///< what is called, as a dotted expression
  CallReceiver,        ///< Java-like: the object a method is called on …
  CallName,            ///< … and the method's name
  CallArguments,       ///< the argument list or literal body
  Command,             ///< a shell command with its words
  AssignName,          ///< left side of an assignment or constant
  AssignValue,         ///< right side
  AssignKind,          ///< what chooses among several bound prefixes
  DestructureName,     ///< a member taken out …
  DestructureAlias,    ///< … under this local name, where it differs, …
  DestructureValue,    ///< … of this object
  DestructureElement,  ///< a member taken out by its place: a, b = f()
  BoundType,           ///< a class that a framework fills …
  BoundPrefix,         ///< … from the settings below this name
  EachName,            ///< what a loop calls each element …
  EachList,            ///< … of this list
  Parameter,           ///< a function's parameter: hides outer names
  InjectName,          ///< a field or parameter that a framework fills …
  InjectText,          ///< … with what this text names: @Value("${NAME}")
  ImportModule,        ///< what is imported from
  ImportSymbol,        ///< what is imported; absent for the module itself
  ImportAlias,         ///< the local name, where it differs
  ImportAll,           ///< a module all of whose names are known from then on
  OptionName,          ///< an option of the command line …
  OptionDefault,       ///< … and what stands for it where it is not given
  Promoted,            ///< the name of a parameter that is a field of its class as well
  Null,                ///< a name that stands for nothing: Rust's None
  Constant,            ///< the name of a member that is given its value once: "readonly"
  Lookup,              ///< x.get("key"): a member …
  LookupObject,        ///< … of this object …
  LookupKey,           ///< … by this name
  ListName,            ///< a list …
  ListValues,          ///< … and what it begins with, or what is appended to it
  PairKey,             ///< key of an object or map literal
  PairValue,
  EnvRead,       ///< an expression that reads an environment variable …
  EnvName,       ///< … of this name
  EnvWriteName,  ///< code that sets an environment variable
  EnvWriteValue,
  EnvWriteTest,   ///< the same as tests do, as a whole
  EnvWriteText,   ///< shell: text that sets variables where it is run or read
  EnvWriteAny,    ///< code that sets variables whose names are not known
  EnvExport,      ///< shell: "export A=b" as a whole
  EnvLocal,       ///< shell: "A=b"
  EnvPrefix,      ///< shell: "A=b command"
  DocumentPath,   ///< shell: a file that a here document is written to …
  DocumentStart,  ///< … the word behind "<<" …
  DocumentText,   ///< … and the text
  EnvExported,    ///< shell: A of "export A", which is set elsewhere
};

struct QueryCapture {
  CaptureName name;
  TSNode node;
};

/// One match: its captures in the order of the text.
struct QueryMatch {
  std::vector<QueryCapture> captures;
  /// The first node captured under that name; null when there is none.
  [[nodiscard]] TSNode node(CaptureName name) const;
};

/// The compiled query files of a language. Immutable; shared by threads. The predicates #eq?,
/// #not-eq?, #any-of?, #match? and #not-match? are evaluated here, as the C library leaves them to
/// its caller.
class Query {
 public:
  /// Compiles files, name → text, as one query. The error names file and line, and for an unknown
  /// capture or predicate the word.
  static Result<Query> compile(const TSLanguage* language, std::span<const DataRow> files);
  Query(Query&&) noexcept;
  Query& operator=(Query&&) noexcept;
  ~Query();

  /// Calls `sink` for every match below `root`. False when a limit or the time cut the search
  /// short. The time grows with the square of the matches in progress.
  bool run(TSNode root, const SourceText& source, Deadline deadline,
           const std::function<void(const QueryMatch&)>& sink,
           std::uint32_t max_in_progress = kMaxInProgress) const;
  static constexpr std::uint32_t kMaxInProgress = 4096;

 private:
  struct Operand {
    bool capture = false;
    std::uint32_t index = 0;
    std::string text;
  };
  struct Predicate {
    enum class Kind : std::uint8_t { Equal, AnyOf, Match } kind = Kind::Equal;
    bool negated = false;
    std::vector<Operand> operands;
    std::unique_ptr<re2::RE2> regex;
  };
  struct QueryDeleter {
    void operator()(TSQuery* query) const { ts_query_delete(query); }
  };

  Query() = default;
  /// The error begins with the line.
  static Result<Query> compile_text(const TSLanguage* language, std::string_view text);
  Status read_captures(std::string_view text);
  Status read_predicates(std::string_view text);
  Status read_predicate(const std::vector<TSQueryPredicateStep>& steps, std::uint32_t pattern,
                        std::string_view text);
  [[nodiscard]] bool holds(const TSQueryMatch& match, const SourceText& source) const;
  [[nodiscard]] static bool holds(const Predicate& predicate, const TSQueryMatch& match,
                                  const SourceText& source);

  std::unique_ptr<TSQuery, QueryDeleter> query_;
  std::vector<std::optional<CaptureName>> names_;  ///< by capture id; absent for "_helper" captures
  std::vector<std::vector<Predicate>> predicates_;  ///< by pattern
};

}  // namespace credlint
