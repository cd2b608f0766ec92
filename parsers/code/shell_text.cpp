// SPDX-License-Identifier: MIT
#include "parsers/code/shell_text.h"

#include <algorithm>

namespace credlint {
namespace {

/// What a backslash takes its meaning from, besides the line's end.
constexpr std::string_view kEscapedInString = "$`\"\\";
constexpr std::string_view kEscapedInDocument = "$`\\";

/// Copies bytes of one text into another, each with its place in the file.
class Copier {
 public:
  Copier(const SourceText& source, std::string_view escaped) : source_(source), escaped_(escaped) {}

  /// Bytes [begin, end), where a backslash counts before some characters. A "$" or "`" that is left
  /// begins what the grammar does not take for an expansion ("$1" in a document).
  void copy(std::uint32_t begin, std::uint32_t end) {
    std::uint32_t done = begin;
    for (std::uint32_t at = begin; at < end; ++at) {
      if (source_.text[at] == '$' || source_.text[at] == '`') {
        copy_plain(done, at);
        out.append_unknown(source_.place(at, at + 1));
        done = at + 1;
      }
      if (source_.text[at] != '\\' || at + 1 == end) continue;
      const char next = source_.text[at + 1];
      if (next != '\n' && escaped_.find(next) == std::string_view::npos) continue;
      copy_plain(done, at);
      done = at + (next == '\n' ? 2 : 1);
      ++at;
    }
    copy_plain(done, end);
  }

  void copy_plain(std::uint32_t begin, std::uint32_t end) {
    if (begin >= end) return;
    if (source_.mapped != nullptr) {
      out.append_part(*source_.mapped, source_.offset + begin, source_.offset + end);
    } else {
      out.append(source_.text.substr(begin, end - begin), source_.offset + begin);
    }
  }

  MappedText out;

 private:
  const SourceText& source_;
  std::string_view escaped_;
};

/// Bytes [begin, end) of a node, with what stands in its named children for what is filled in.
MappedText expanded(TSNode node, std::uint32_t begin, std::uint32_t end, const CodeModel& model,
                    std::string_view escaped) {
  Copier copier(model.source(), escaped);
  const std::uint32_t count = ts_node_named_child_count(node);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode child = ts_node_named_child(node, i);
    const NodeRole role = model.language().role(child);
    if (role != NodeRole::Variable && role != NodeRole::Interpolation) continue;
    copier.copy(begin, ts_node_start_byte(child));
    copier.out.append_unknown(model.source().span(child));
    begin = ts_node_end_byte(child);
  }
  copier.copy(begin, end);
  return std::move(copier.out);
}

/// "<<-": the tabs that lines begin with do not count.
bool drops_tabs(const CodeModel::DocumentSite& document, const CodeModel& model) {
  const std::string_view before = model.source().text.substr(0, ts_node_start_byte(document.start));
  const std::size_t last = before.find_last_not_of(" \t");
  return last != std::string_view::npos && before[last] == '-';
}

MappedText without_tabs(const MappedText& from) {
  MappedText out;
  const std::string_view text = from.text();
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t begin = std::min(text.find_first_not_of('\t', line), text.size());
    line = std::min(text.find('\n', begin), text.size() - 1) + 1;
    out.append_part(from, begin, line);
  }
  return out;
}

}  // namespace

MappedText text_in_shell(const CodeModel::DocumentSite& document, const CodeModel& model) {
  const std::uint32_t begin = ts_node_start_byte(document.text);
  const std::uint32_t end = ts_node_end_byte(document.text);
  const std::string_view start = model.text(document.start);
  MappedText text;
  if (start.find_first_of("'\"\\") != std::string_view::npos) {
    Copier copier(model.source(), {});
    copier.copy_plain(begin, end);
    text = std::move(copier.out);
  } else {
    text = expanded(document.text, begin, end, model, kEscapedInDocument);
  }
  return drops_tabs(document, model) ? without_tabs(text) : text;
}

MappedText text_in_shell(TSNode node, const CodeModel& model) {
  const std::uint32_t begin = ts_node_start_byte(node);
  const std::uint32_t end = ts_node_end_byte(node);
  switch (model.language().role(node)) {
    case NodeRole::RawString: {
      Copier copier(model.source(), {});
      copier.copy_plain(begin + 1, end - 1);
      return std::move(copier.out);
    }
    case NodeRole::ShellString:
      return expanded(node, begin + 1, end - 1, model, kEscapedInString);
    default:
      return {};
  }
}

std::vector<MappedText> objects_in_shell(TSNode command, const CodeModel& model) {
  std::vector<MappedText> found;
  const std::string_view text = model.text(command);
  if (text.find('{') == std::string_view::npos || text.find("\":") == std::string_view::npos)
    return found;
  for (MappedText& word : words_in_shell(command, "{", model)) {
    const std::size_t key = word.text().find_first_not_of(" \t\r\n", 1);
    if (key != std::string_view::npos && word.text()[key] == '"') found.push_back(std::move(word));
  }
  return found;
}

std::vector<MappedText> words_in_shell(TSNode command, std::string_view sign,
                                       const CodeModel& model) {
  std::vector<MappedText> found;
  if (model.text(command).find(sign) == std::string_view::npos) return found;
  const auto take = [&](TSNode node) {
    const MappedText word = text_in_shell(node, model);
    const std::size_t begin = word.text().find(sign);
    if (begin == std::string_view::npos) return;
    found.emplace_back().append_part(word, begin, word.text().size());
  };
  const std::uint32_t count = ts_node_named_child_count(command);
  for (std::uint32_t i = 0; i < count; ++i) {
    const TSNode word = model.unwrap(ts_node_named_child(command, i));
    take(word);
    const std::uint32_t parts = ts_node_named_child_count(word);  // of --option="…"
    for (std::uint32_t part = 0; part < parts; ++part) take(ts_node_named_child(word, part));
  }
  return found;
}

}  // namespace credlint
