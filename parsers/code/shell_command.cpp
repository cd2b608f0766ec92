// SPDX-License-Identifier: MIT
#include "parsers/code/shell_command.h"

#include <algorithm>
#include <array>

namespace credlint {
namespace {

/// Commands that run the command behind them.
constexpr std::array<std::string_view, 8> kWrappers = {"sudo",    "env",   "time", "exec",
                                                       "command", "nohup", "eval", "cross-env"};
constexpr std::size_t kMaxWords = 256;

struct Word {
  TSNode node{};
  Value value;
  [[nodiscard]] std::string_view text() const {
    return value.literal() ? value.text.reveal() : std::string_view();
  }
  [[nodiscard]] bool is_option() const { return text().size() > 1 && text().front() == '-'; }
};

/// "NAME=value".
bool is_assignment(std::string_view text) {
  const std::size_t equals = text.find('=');
  return equals != std::string_view::npos && equals > 0 && text.front() != '-';
}

/// The words of a command without those that only run it; `assignments` are those of "env A=b
/// command".
std::vector<Word> words_of(TSNode command, const CodeModel& model, const Evaluator& evaluator,
                           std::vector<Word>& assignments) {
  std::vector<Word> words;
  const std::uint32_t count = ts_node_named_child_count(command);
  for (std::uint32_t i = 0; i < count && words.size() < kMaxWords; ++i) {
    const TSNode child = model.unwrap(ts_node_named_child(command, i));
    if (kind_of(child) == "variable_assignment" || kind_of(child) == "file_redirect") continue;
    words.push_back({child, evaluator.evaluate(child)});
  }
  std::size_t skip = 0;
  for (; skip < words.size(); ++skip) {
    const std::string_view text = words[skip].text();
    if (skip > 0 && is_assignment(text)) {
      assignments.push_back(words[skip]);
    } else if (std::find(kWrappers.begin(), kWrappers.end(), text) == kWrappers.end()) {
      break;
    }
  }
  words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(skip));
  return words;
}

const DataRow* keyword_of(const CallShape& shape, std::string_view name) {
  for (const DataRow& keyword : shape.keywords) {
    if (keyword.key == name) return &keyword;
  }
  return nullptr;
}

/// Tries one shape; nothing when the leading words differ.
std::optional<ShellCommand> match(const CallShape& shape, const std::vector<Word>& words,
                                  const FactWriter& writer) {
  ShellCommand command;
  command.shape = &shape;
  command.name = words.front().node;
  std::string_view callee = shape.callee;
  std::size_t position = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    if (word.is_option()) {
      const std::string_view text = word.text();
      const std::size_t equals = std::min(text.find('='), text.size());
      const std::string name(text.substr(0, equals));
      const DataRow* keyword = keyword_of(shape, name);
      if (keyword == nullptr) continue;
      const std::string_view role = keyword->value;
      if (role.empty()) {
        if (equals == text.size()) ++i;  // known to take a value, of no interest
        continue;
      }
      if (equals < text.size()) {
        Value value = word.value;
        value.text = Secret(text.substr(equals + 1));
        const std::uint32_t length = value.at.span.size();
        const auto cut = static_cast<std::uint32_t>(equals + 1);
        if (cut <= length) value.at = writer.locate({value.at.span.begin + cut, value.at.span.end});
        command.options.push_back({role, name, word.node, std::move(value)});
      } else if (i + 1 < words.size()) {
        command.options.push_back({role, name, word.node, words[++i].value});
      }
      continue;
    }
    if (!callee.empty()) {
      const std::string_view wanted = callee.substr(0, callee.find(' '));
      // "/usr/bin/aws" is aws.
      const std::string_view text = word.text();
      if (text != wanted && (i > 0 || text.substr(text.rfind('/') + 1) != wanted))
        return std::nullopt;
      callee.remove_prefix(std::min(wanted.size() + 1, callee.size()));
      continue;
    }
    if (position < shape.positional.size()) {
      const std::string_view role = shape.positional[position];
      if (!role.empty()) command.options.push_back({role, "", word.node, word.value});
    }
    ++position;
  }
  if (!callee.empty()) return std::nullopt;
  return command;
}

}  // namespace

std::optional<ShellCommand> read_shell_command(TSNode command, const CodeModel& model,
                                               const Evaluator& evaluator,
                                               const FactWriter& writer) {
  std::vector<Word> assignments;
  const std::vector<Word> words = words_of(command, model, evaluator, assignments);
  std::optional<ShellCommand> best;
  for (const CallShape& shape : model.language().shapes.all()) {
    if (words.empty() || words.front().text().empty()) break;
    if (best && best->shape->callee.size() >= shape.callee.size()) continue;
    if (auto found = match(shape, words, writer)) best = std::move(found);
  }
  if (!best && !assignments.empty()) best.emplace();
  for (const Word& word : assignments)
    best->options.push_back({"assignment", "", word.node, word.value});
  return best;
}

}  // namespace credlint
