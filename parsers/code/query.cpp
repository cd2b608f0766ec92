// SPDX-License-Identifier: MIT
#include "parsers/code/query.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

#include "parsers/code/tree_memory.h"

namespace credlint {
namespace {

/// Matches taken from one text.
constexpr std::uint32_t kMatches = 200'000;

struct NamedCapture {
  std::string_view word;
  CaptureName name;
};
constexpr std::array<NamedCapture, 50> kVocabulary = {{
    {"call", CaptureName::Call},
    {"call.callee", CaptureName::CallCallee},
    {"call.receiver", CaptureName::CallReceiver},
    {"call.name", CaptureName::CallName},
    {"call.arguments", CaptureName::CallArguments},
    {"command", CaptureName::Command},
    {"assign.kind", CaptureName::AssignKind},
    {"assign.name", CaptureName::AssignName},
    {"assign.value", CaptureName::AssignValue},
    {"destructure.name", CaptureName::DestructureName},
    {"destructure.alias", CaptureName::DestructureAlias},
    {"destructure.value", CaptureName::DestructureValue},
    {"destructure.element", CaptureName::DestructureElement},
    {"bound.type", CaptureName::BoundType},
    {"bound.prefix", CaptureName::BoundPrefix},
    {"each.name", CaptureName::EachName},
    {"each.list", CaptureName::EachList},
    {"parameter", CaptureName::Parameter},
    {"inject.name", CaptureName::InjectName},
    {"inject.text", CaptureName::InjectText},
    {"import.module", CaptureName::ImportModule},
    {"import.symbol", CaptureName::ImportSymbol},
    {"import.alias", CaptureName::ImportAlias},
    {"import.all", CaptureName::ImportAll},
    {"option.name", CaptureName::OptionName},
    {"option.default", CaptureName::OptionDefault},
    {"promoted", CaptureName::Promoted},
    {"null", CaptureName::Null},
    {"constant", CaptureName::Constant},
    {"lookup", CaptureName::Lookup},
    {"lookup.object", CaptureName::LookupObject},
    {"lookup.key", CaptureName::LookupKey},
    {"list.name", CaptureName::ListName},
    {"list.values", CaptureName::ListValues},
    {"pair.key", CaptureName::PairKey},
    {"pair.value", CaptureName::PairValue},
    {"env.read", CaptureName::EnvRead},
    {"env.name", CaptureName::EnvName},
    {"env.write.name", CaptureName::EnvWriteName},
    {"env.write.value", CaptureName::EnvWriteValue},
    {"env.write.test", CaptureName::EnvWriteTest},
    {"env.write.text", CaptureName::EnvWriteText},
    {"env.write.any", CaptureName::EnvWriteAny},
    {"env.export", CaptureName::EnvExport},
    {"env.local", CaptureName::EnvLocal},
    {"env.prefix", CaptureName::EnvPrefix},
    {"document.path", CaptureName::DocumentPath},
    {"document.start", CaptureName::DocumentStart},
    {"document.text", CaptureName::DocumentText},
    {"env.exported", CaptureName::EnvExported},
}};

std::size_t line_at(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

std::string_view describe(TSQueryError error) {
  switch (error) {
    case TSQueryErrorNodeType:
      return "unknown node kind";
    case TSQueryErrorField:
      return "unknown field";
    case TSQueryErrorCapture:
      return "unknown capture in a predicate";
    case TSQueryErrorStructure:
      return "pattern that can never match";
    default:
      return "syntax error";
  }
}

/// The cursor is quadratic in what its nodes have beside and above them: unclosed brackets by the
/// thousand, objects in objects.
struct QueryWatch {
  Deadline deadline;
  bool stopped = false;
};

bool out_of_time(TSQueryCursorState* state) {
  auto* watch = static_cast<QueryWatch*>(state->payload);
  watch->stopped = watch->stopped || is_over(watch->deadline);
  return watch->stopped;
}

TSNode captured(const TSQueryMatch& match, std::uint32_t index) {
  for (std::uint16_t i = 0; i < match.capture_count; ++i) {
    if (match.captures[i].index == index) return match.captures[i].node;
  }
  return {};
}

}  // namespace

TSNode QueryMatch::node(CaptureName name) const {
  for (const QueryCapture& capture : captures) {
    if (capture.name == name) return capture.node;
  }
  return {};
}

Query::Query(Query&&) noexcept = default;
Query& Query::operator=(Query&&) noexcept = default;
Query::~Query() = default;

Result<Query> Query::compile(const TSLanguage* language, std::span<const DataRow> files) {
  std::string text;
  for (const DataRow& file : files) text += fmt::format("{}\n", file.value);
  auto query = compile_text(language, text);
  if (query) return query;
  // Each file alone, as an unclosed bracket is only noticed in the next one.
  for (const DataRow& file : files) {
    const auto alone = compile_text(language, file.value);
    if (!alone) return Error{fmt::format("{}:{}", file.key, alone.error().message)};
  }
  return query.error();
}

Result<Query> Query::compile_text(const TSLanguage* language, std::string_view text) {
  std::uint32_t offset = 0;
  TSQueryError error = TSQueryErrorNone;
  Query query;
  watch_tree_memory();
  query.query_.reset(ts_query_new(language, text.data(), static_cast<std::uint32_t>(text.size()),
                                  &offset, &error));
  if (!query.query_) {
    const std::string_view at = text.substr(offset, text.find_first_of(" \n)", offset) - offset);
    return Error{fmt::format("{}: {} at \"{}\"", line_at(text, offset), describe(error), at)};
  }
  CREDLINT_TRY([[maybe_unused]] auto captures, query.read_captures(text));
  CREDLINT_TRY([[maybe_unused]] auto predicates, query.read_predicates(text));
  return query;
}

Status Query::read_captures(std::string_view text) {
  const std::uint32_t count = ts_query_capture_count(query_.get());
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t length = 0;
    const char* data = ts_query_capture_name_for_id(query_.get(), i, &length);
    const std::string_view word(data, length);
    const auto known = std::find_if(kVocabulary.begin(), kVocabulary.end(),
                                    [&](const NamedCapture& entry) { return entry.word == word; });
    if (known != kVocabulary.end()) {
      names_.emplace_back(known->name);
    } else if (word.front() == '_') {
      names_.emplace_back(std::nullopt);
    } else {
      const std::size_t line = line_at(text, text.find(fmt::format("@{}", word)));
      return Error{fmt::format("{}: unknown capture \"@{}\"", line, word)};
    }
  }
  return ok();
}

Status Query::read_predicates(std::string_view text) {
  const std::uint32_t patterns = ts_query_pattern_count(query_.get());
  predicates_.resize(patterns);
  for (std::uint32_t pattern = 0; pattern < patterns; ++pattern) {
    std::uint32_t count = 0;
    const TSQueryPredicateStep* steps =
        ts_query_predicates_for_pattern(query_.get(), pattern, &count);
    std::vector<TSQueryPredicateStep> predicate;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (steps[i].type != TSQueryPredicateStepTypeDone) {
        predicate.push_back(steps[i]);
        continue;
      }
      CREDLINT_TRY([[maybe_unused]] auto read, read_predicate(predicate, pattern, text));
      predicate.clear();
    }
  }
  return ok();
}

Status Query::read_predicate(const std::vector<TSQueryPredicateStep>& steps, std::uint32_t pattern,
                             std::string_view text) {
  const auto string_of = [&](std::uint32_t id) {
    std::uint32_t length = 0;
    const char* data = ts_query_string_value_for_id(query_.get(), id, &length);
    return std::string(data, length);
  };
  const auto fail = [&](std::string_view what) {
    const std::size_t line = line_at(text, ts_query_start_byte_for_pattern(query_.get(), pattern));
    return Error{fmt::format("{}: {}", line, what)};
  };
  if (steps.empty()) return fail("empty predicate");
  std::string name = string_of(steps[0].value_id);
  Predicate predicate;
  if (name.substr(0, 4) == "not-") {
    predicate.negated = true;
    name.erase(0, 4);
  }
  if (name == "eq?") {
    predicate.kind = Predicate::Kind::Equal;
  } else if (name == "any-of?") {
    predicate.kind = Predicate::Kind::AnyOf;
  } else if (name == "match?") {
    predicate.kind = Predicate::Kind::Match;
  } else {
    return fail(fmt::format("unknown predicate \"#{}\"", name));
  }
  for (std::size_t i = 1; i < steps.size(); ++i) {
    Operand operand;
    operand.capture = steps[i].type == TSQueryPredicateStepTypeCapture;
    operand.index = steps[i].value_id;
    if (!operand.capture) operand.text = string_of(steps[i].value_id);
    predicate.operands.push_back(std::move(operand));
  }
  if (predicate.operands.size() < 2 || !predicate.operands[0].capture) {
    return fail("a predicate needs a capture and something to compare it with");
  }
  if (predicate.kind == Predicate::Kind::Match) {
    re2::RE2::Options options(re2::RE2::Latin1);
    options.set_log_errors(false);
    predicate.regex = std::make_unique<re2::RE2>(predicate.operands[1].text, options);
    if (!predicate.regex->ok()) return fail(predicate.regex->error());
  }
  predicates_[pattern].push_back(std::move(predicate));
  return ok();
}

bool Query::holds(const Predicate& predicate, const TSQueryMatch& match, const SourceText& source) {
  const TSNode node = captured(match, predicate.operands[0].index);
  if (!exists(node)) return true;
  const std::string_view text = source.of(node);
  bool found = false;
  if (predicate.kind == Predicate::Kind::Match) {
    found = re2::RE2::PartialMatch({text.data(), text.size()}, *predicate.regex);
  } else {
    found = std::any_of(predicate.operands.begin() + 1, predicate.operands.end(),
                        [&](const Operand& operand) {
                          if (!operand.capture) return operand.text == text;
                          const TSNode other = captured(match, operand.index);
                          return exists(other) && source.of(other) == text;
                        });
  }
  return found != predicate.negated;
}

bool Query::holds(const TSQueryMatch& match, const SourceText& source) const {
  const auto& predicates = predicates_[match.pattern_index];
  return std::all_of(predicates.begin(), predicates.end(),
                     [&](const Predicate& predicate) { return holds(predicate, match, source); });
}

bool Query::run(TSNode root, const SourceText& source, Deadline deadline,
                const std::function<void(const QueryMatch&)>& sink,
                std::uint32_t max_in_progress) const {
  struct CursorDeleter {
    void operator()(TSQueryCursor* cursor) const { ts_query_cursor_delete(cursor); }
  };
  const std::unique_ptr<TSQueryCursor, CursorDeleter> cursor(ts_query_cursor_new());
  ts_query_cursor_set_match_limit(cursor.get(), max_in_progress);
  QueryWatch watch{deadline};
  TSQueryCursorOptions options{};
  options.payload = &watch;
  options.progress_callback = out_of_time;
  ts_query_cursor_exec_with_options(cursor.get(), query_.get(), root, &options);
  TSQueryMatch match;
  QueryMatch found;
  std::uint32_t count = 0;
  while (ts_query_cursor_next_match(cursor.get(), &match)) {
    if (++count > kMatches) return false;
    if (!holds(match, source)) continue;
    found.captures.clear();
    for (std::uint16_t i = 0; i < match.capture_count; ++i) {
      const auto& name = names_[match.captures[i].index];
      if (name) found.captures.push_back({*name, match.captures[i].node});
    }
    sink(found);
  }
  return !watch.stopped && !ts_query_cursor_did_exceed_match_limit(cursor.get());
}

}  // namespace credlint
