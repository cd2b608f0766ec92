// SPDX-License-Identifier: MIT
#include "parsers/document/broken_yaml.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "parsers/code/grammar_table.h"
#include "parsers/code/syntax_tree.h"

namespace credlint {
namespace {

constexpr std::size_t kLongestText = 256 << 10;
/// Of parts of one text, and the bytes in them for each byte of the text.
constexpr std::size_t kMostParses = 4'096;
constexpr std::size_t kMostBytes = 32;
constexpr int kMostLevels = 16;

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;     ///< behind its line break
  std::size_t indent = 0;  ///< npos: it is empty, or a comment
  bool item = false;       ///< "- …"
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    Line line{at, std::min(text.find('\n', at), text.size() - 1) + 1, std::string_view::npos};
    const std::string_view content = text.substr(at, line.end - at);
    const std::size_t first = content.find_first_not_of(" \r\n");
    if (first != std::string_view::npos && content[first] != '#') {
      line.indent = first;
      line.item = content.substr(first).starts_with("- ");
    }
    lines.push_back(line);
    at = line.end;
  }
  return lines;
}

class Parting {
 public:
  Parting(std::string_view text, Deadline deadline)
      : text_(text), deadline_(deadline), lines_(lines_of(text)), sound_(text) {}

  BrokenYaml run() {
    part(0, lines_.size(), 0);
    const bool left = sound_.find_first_not_of(" \r\n") != std::string::npos;
    if (over_ || !left || !is_sound(0, lines_.size())) return {};
    std::string broken(text_);
    for (std::size_t at = 0; at < broken.size(); ++at) {
      if (sound_[at] != ' ' && broken[at] != '\n') broken[at] = ' ';
    }
    return {std::move(sound_), std::move(broken)};
  }

 private:
  /// Of what is left of lines [first, last).
  bool is_sound(std::size_t first, std::size_t last) {
    const std::size_t begin = lines_[first].begin;
    const std::size_t size = lines_[last - 1].end - begin;
    bytes_ += size;
    over_ = over_ || ++parses_ > kMostParses || bytes_ > kMostBytes * text_.size() ||
            is_over(deadline_);
    if (over_) return false;
    const TreePointer tree = parse_tree(grammar_by_symbol("tree_sitter_yaml"),
                                        std::string_view(sound_).substr(begin, size), deadline_);
    return tree != nullptr && !ts_node_has_error(ts_tree_root_node(tree.get()));
  }

  void clear(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) {
      if (sound_[at] != '\n') sound_[at] = ' ';
    }
  }

  /// Clears what is wrong in lines [first, last).
  void part(std::size_t first, std::size_t last, int level) {
    while (first < last && lines_[first].indent == std::string_view::npos) ++first;
    if (first == last || over_) return;
    const Line& head = lines_[first];
    for (std::size_t begin = first; begin < last;) {
      std::size_t end = begin + 1;
      while (end < last && !begins_part(lines_[end], head)) ++end;
      if (!is_sound(begin, end)) mend(begin, end, level);
      begin = end;
    }
  }

  /// A list may stand at the indentation of its key.
  static bool begins_part(const Line& line, const Line& head) {
    return line.indent == head.indent && (!line.item || head.item);
  }

  void mend(std::size_t first, std::size_t last, int level) {
    if (level < kMostLevels && last - first > 1) {
      part(first + 1, last, level + 1);
      if (is_sound(first, last)) return;
    }
    // That a setting is given counts, even where its value is not known.
    const std::size_t colon = text_.find(": ", lines_[first].begin);
    if (colon < lines_[first].end) {
      clear(colon + 1, lines_[last - 1].end);
      if (is_sound(first, last)) return;
    }
    clear(lines_[first].begin, lines_[last - 1].end);
  }

  std::string_view text_;
  Deadline deadline_;
  std::vector<Line> lines_;
  std::string sound_;
  std::size_t parses_ = 0;
  std::size_t bytes_ = 0;
  bool over_ = false;
};

}  // namespace

BrokenYaml part_broken_yaml(std::string_view text, Deadline deadline) {
  if (text.empty() || text.size() > kLongestText) return {};
  return Parting(text, deadline).run();
}

}  // namespace credlint
