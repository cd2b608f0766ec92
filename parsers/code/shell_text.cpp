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

  /// Bytes [begin, end), where a backslash counts before some characters.
  void copy(std::uint32_t begin, std::uint32_t end) {
    std::uint32_t done = begin;
    for (std::uint32_t at = begin; at + 1 < end; ++at) {
      if (source_.text[at] != '\\') continue;
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

}  // namespace

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

}  // namespace credlint
