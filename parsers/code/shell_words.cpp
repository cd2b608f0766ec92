// SPDX-License-Identifier: MIT
#include "parsers/code/shell_words.h"

#include <algorithm>

namespace credlint {
namespace {

constexpr std::size_t kMaxWords = 256;

/// "NAME=value".
bool is_assignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  return equals != std::string_view::npos && equals > 0 && text.front() != '-';
}

/// Calls `visit` with each word of a list that blanks part.
template <typename Visit>
void for_each_word(std::string_view list, Visit visit) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    visit(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

bool takes_value(const DataRow& wrapper, std::string_view option) {
  bool takes = false;
  for_each_word(wrapper.value, [&](std::string_view known) { takes = takes || known == option; });
  return takes;
}

/// Where the command begins that a wrapper runs; `at` is the word behind the wrapper's name.
std::size_t behind_wrapper(const DataRow& wrapper, const std::vector<CommandWord>& words,
                           std::size_t at, std::vector<CommandWord>& assignments) {
  for (; at < words.size(); ++at) {
    const std::string_view text = words[at].text();
    if (is_assignment(text)) {
      assignments.push_back(words[at]);
    } else if (!is_option(text)) {
      break;
    } else if (takes_value(wrapper, text)) {
      ++at;
    }
  }
  for_each_word(wrapper.note, [&](std::string_view) { ++at; });
  return at;
}

}  // namespace

std::vector<CommandWord> words_of_command(TSNode command, const CodeModel& model,
                                          const Evaluator& evaluator, const Catalog& catalog,
                                          std::vector<CommandWord>& assignments) {
  std::vector<CommandWord> words;
  const std::uint32_t count = ts_node_named_child_count(command);
  for (std::uint32_t i = 0; i < count && words.size() < kMaxWords; ++i) {
    const TSNode child = model.unwrap(ts_node_named_child(command, i));
    if (kind_of(child) == "variable_assignment" || kind_of(child) == "file_redirect") continue;
    words.push_back(
        {model.source().span(child), evaluator.evaluate(child), child, &model.source()});
  }
  const DataTable& wrappers = catalog.table(Table::CommandWrappers);
  std::size_t begin = 0;
  while (begin < words.size()) {
    const DataRow* wrapper = wrappers.find(program_of(words[begin].text()));
    if (wrapper == nullptr) break;
    begin = behind_wrapper(*wrapper, words, begin + 1, assignments);
  }
  begin = std::min(begin, words.size());
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(begin));
  return words;
}

std::string program_with_sdk(const std::vector<CommandWord>& words, const Catalog& catalog) {
  const std::string_view program = words.empty() ? "" : program_of(words.front().text());
  if (program.empty()) return {};
  for (const DataRow& row : catalog.table(Table::Sdks).rows) {
    bool has = false;
    if (row.key.ends_with(".programs"))
      for_each_word(row.value, [&](std::string_view word) { has = has || word == program; });
    if (has) return std::string(program);
  }
  return {};
}

std::string program_of_command(TSNode command, const CodeModel& model, const Evaluator& evaluator,
                               const Catalog& catalog) {
  std::vector<CommandWord> assignments;
  return program_with_sdk(words_of_command(command, model, evaluator, catalog, assignments),
                          catalog);
}

}  // namespace credlint
