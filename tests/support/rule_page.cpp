// SPDX-License-Identifier: MIT
#include "tests/support/rule_page.h"

#include <date/date.h>

#include <chrono>
#include <map>
#include <optional>
#include <sstream>

#include "scanner/core/unicode.h"
#include "tests/support/session_tokens.h"

namespace credlint::tests {
namespace {

using Options = std::map<std::string, std::string>;

/// "file=a now=b bom" as a map; words without "=" have an empty value.
Options read_options(std::string_view text) {
  Options options;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    options[word.substr(0, equals)] = equals == std::string::npos ? "" : word.substr(equals + 1);
  }
  return options;
}

std::int64_t unix_seconds(const std::string& text) {
  std::istringstream stream(text);
  date::sys_seconds time;
  stream >> date::parse("%FT%TZ", time);
  return time.time_since_epoch().count();
}

std::string expand_token(std::string_view macro) {
  const Options options = read_options(macro);
  TokenRecipe recipe;
  for (const auto& [name, value] : options) {
    if (name == "region") recipe.region = value;
    if (name == "account") recipe.account = value;
    if (name == "created") recipe.created = unix_seconds(value);
    if (name == "cut") recipe.cut = std::stoul(value);
    if (name == "generation") recipe.global = value == "global";
  }
  return make_session_token(recipe);
}

std::string expand_macros(std::string line) {
  constexpr std::string_view kOpen = "{{session-token";
  for (std::size_t at = line.find(kOpen); at != std::string::npos; at = line.find(kOpen, at)) {
    const std::size_t end = line.find("}}", at);
    if (end == std::string::npos) break;
    const std::string token = expand_token(line.substr(at + kOpen.size(), end - at - kOpen.size()));
    line.replace(at, end + 2 - at, token);
    at += token.size();
  }
  return line;
}

/// Resolves \u{200B}, \x00, \t and \r.
std::string resolve_escapes(const std::string& line) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char next = line[i] == '\\' && i + 1 < line.size() ? line[i + 1] : '\0';
    if (next == 't' || next == 'r') {
      out += next == 't' ? '\t' : '\r';
      ++i;
    } else if (next == 'x' && i + 3 < line.size()) {
      out += static_cast<char>(std::stoul(line.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else if (next == 'u' && i + 2 < line.size() && line[i + 2] == '{') {
      const std::size_t end = line.find('}', i);
      append_utf8(out,
                  static_cast<char32_t>(std::stoul(line.substr(i + 3, end - i - 3), nullptr, 16)));
      i = end;
    } else {
      out += line[i];
    }
  }
  return out;
}

std::string to_utf16_le(std::string_view text) {
  std::string out = "\xFF\xFE";
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
    unsigned c = length == 1 ? lead : length == 2 ? lead & 0x1FU : lead & 0x0FU;
    for (std::size_t j = 1; j < length; ++j)
      c = c << 6 | (static_cast<unsigned char>(text[i + j]) & 0x3FU);
    out += static_cast<char>(c & 0xFF);
    out += static_cast<char>(c >> 8);
    i += length;
  }
  return out;
}

/// A line of blanks, carets and a rule id.
std::optional<PageMark> read_mark(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string::npos || line[begin] != '^') return std::nullopt;
  const std::size_t end = line.find_first_not_of('^', begin);
  if (end == std::string::npos) return std::nullopt;
  const bool start_only = line[end] == '~';
  const std::size_t rule = line.find_first_not_of(' ', end + (start_only ? 1 : 0));
  if (rule == std::string::npos) return std::nullopt;
  PageMark mark;
  mark.column = static_cast<std::uint32_t>(begin) + 1;
  mark.end_column = start_only ? 0 : static_cast<std::uint32_t>(end) + 1;
  mark.rule = line.substr(rule, line.find_last_not_of(" \r") + 1 - rule);
  const bool id =
      mark.rule.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!id) return std::nullopt;
  return mark;
}

class PageReader {
 public:
  std::vector<PageProject> read(std::string_view text) {
    std::istringstream stream{std::string(text)};
    for (std::string line; std::getline(stream, line);) {
      if (line.substr(0, 3) == "```") {
        if (in_block_)
          end_block();
        else if (in_examples_)
          begin_block(line.substr(3));
        else
          in_other_block_ = !in_other_block_;
      } else if (in_block_) {
        block_line(line);
      } else if (!in_other_block_ && line.substr(0, 3) == "## ") {
        section(line.substr(3));
      } else if (!in_other_block_ && line.substr(0, 4) == "### ") {
        if (in_examples_) begin_project(line.substr(4));
      }
    }
    return std::move(projects_);
  }

 private:
  void section(const std::string& title) {
    in_examples_ = title == "Bad" || title == "Good";
    bad_ = title == "Bad";
    if (in_examples_) begin_project(title);
  }

  void begin_project(const std::string& heading) {
    if (!projects_.empty() && projects_.back().files.empty()) projects_.pop_back();
    projects_.emplace_back();
    projects_.back().heading = heading;
    projects_.back().bad = bad_;
  }

  void begin_block(const std::string& info) {
    options_ = read_options(info);
    in_block_ = true;
    PageProject& project = projects_.back();
    project.files.emplace_back();
    project.files.back().name = options_["file"];
    if (options_.count("bom") != 0) project.files.back().bytes = "\xEF\xBB\xBF";
    if (options_.count("mode") != 0) {
      project.files.back().mode = static_cast<unsigned>(std::stoul(options_["mode"], nullptr, 8));
    }
    if (options_.count("now") != 0) project.now = options_["now"];
    if (options_["git"] == "tracked") project.tracked = true;
    line_ = 0;
  }

  void block_line(const std::string& line) {
    PageProject& project = projects_.back();
    if (auto mark = line_ > 0 ? read_mark(line) : std::nullopt) {
      mark->file = project.files.back().name;
      mark->line = line_;
      project.marks.push_back(*mark);
      return;
    }
    ++line_;
    std::string text = expand_macros(line);
    if (options_.count("escapes") != 0) text = resolve_escapes(text);
    project.files.back().bytes += text + (options_["eol"] == "crlf" ? "\r\n" : "\n");
  }

  void end_block() {
    in_block_ = false;
    PageFile& file = projects_.back().files.back();
    if (options_["encoding"] == "utf-16le") file.bytes = to_utf16_le(file.bytes);
    if (options_.count("no-final-newline") != 0 && !file.bytes.empty()) file.bytes.pop_back();
  }

  std::vector<PageProject> projects_;
  Options options_;
  bool in_examples_ = false;
  bool in_block_ = false;
  bool in_other_block_ = false;
  bool bad_ = false;
  std::uint32_t line_ = 0;
};

}  // namespace

std::vector<PageProject> read_page(std::string_view text) {
  std::vector<PageProject> projects = PageReader().read(text);
  std::erase_if(projects, [](const PageProject& project) { return project.files.empty(); });
  return projects;
}

}  // namespace credlint::tests
