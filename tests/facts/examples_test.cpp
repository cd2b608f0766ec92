// SPDX-License-Identifier: MIT
// The examples.md of every language and the pages beside the parsers of formats: code, and below it
// the facts that it must yield, as `credlint facts --format text` prints them, without the path
// where there is only one file.
// A language that extends another must yield the other's examples too, under its own file name.
// CREDLINT_UPDATE_GOLDEN=1 writes what is yielded now into the pages: read the difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/facts_json.h"
#include "scanner/config/ruleset.h"
#include "scanner/engine/pipeline.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

/// One heading of a page: its files, the facts they must yield, and where those stand in the page.
struct Example {
  std::string language;
  std::string page;
  std::string title;
  std::vector<InMemoryFile> files;
  std::string expected;
  bool has_facts = false;
  std::size_t facts_begin = 0;  ///< first line of the facts block
  std::size_t facts_end = 0;    ///< the line of its closing fence
};

/// What GoogleTest calls the example.
void PrintTo(const Example& example, std::ostream* out) { *out << example.title; }

fs::path languages_folder() { return fs::path(CREDLINT_SOURCE_DIR) / "rulesets" / "languages"; }
fs::path formats_folder() { return fs::path(CREDLINT_SOURCE_DIR) / "parsers" / "formats"; }

/// The language or the parser that a page is about.
std::string subject_of(const fs::path& page) {
  return (page.stem() == "examples" ? page.parent_path().filename() : page.stem()).string();
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// "x.py" of "```python file=x.py".
std::string file_of(std::string_view fence) {
  constexpr std::string_view kFile = " file=";
  const std::size_t at = fence.find(kFile);
  return at == std::string_view::npos ? "" : std::string(fence.substr(at + kFile.size()));
}

/// Takes the block that opens at lines[open]; returns the line of its closing fence.
std::size_t take_block(const std::vector<std::string>& lines, std::size_t open, Example& example) {
  std::string text;
  std::size_t at = open + 1;
  for (; at < lines.size() && lines[at] != "```"; ++at) text += lines[at] + "\n";
  if (lines[open] == "```facts") {
    example.expected = text;
    example.has_facts = true;
    example.facts_begin = open + 1;
    example.facts_end = at;
  } else {
    example.files.push_back({file_of(lines[open]), text});
  }
  return at;
}

std::vector<Example> examples_of(const fs::path& page) {
  std::vector<Example> examples;
  const std::vector<std::string> lines = lines_of(page);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("## ")) {
      examples.push_back({subject_of(page), page.string(), lines[i].substr(3)});
    } else if (lines[i].starts_with("```") && !examples.empty()) {
      i = take_block(lines, i, examples.back());
    }
  }
  return examples;
}

std::vector<fs::path> pages() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(languages_folder())) {
    const fs::path page = entry.path() / "examples.md";
    if (fs::exists(page)) found.push_back(page);
  }
  for (const auto& entry : fs::directory_iterator(formats_folder())) {
    if (entry.path().extension() == ".md") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// The text behind `prefix` in language.toml, up to the next quote; empty when there is none.
std::string word_behind(std::string_view prefix, const std::string& language) {
  for (const std::string& line : lines_of(languages_folder() / language / "language.toml")) {
    if (line.starts_with(prefix)) {
      return line.substr(prefix.size(), line.find('"', prefix.size()) - prefix.size());
    }
  }
  return "";
}

std::string extension_of(const std::string& language) {
  return word_behind("globs = [\"*", language);
}

/// The examples of what the language extends that are files of its usual name: what another name
/// stands for (JSX) may differ.
void add_inherited(const std::string& language, std::vector<Example>& all) {
  for (std::string base = language; !(base = word_behind("extends = \"", base)).empty();) {
    for (Example& example : examples_of(languages_folder() / base / "examples.md")) {
      const bool usual = std::all_of(
          example.files.begin(), example.files.end(),
          [&](const auto& f) { return fs::path(f.path).extension() == extension_of(base); });
      if (!usual) continue;
      example.language = language;
      for (InMemoryFile& file : example.files)
        file.path = fs::path(file.path).replace_extension(extension_of(language)).string();
      all.push_back(std::move(example));
    }
  }
}

std::vector<Example> all_examples() {
  std::vector<Example> all;
  for (const fs::path& page : pages()) {
    for (Example& example : examples_of(page)) all.push_back(std::move(example));
    add_inherited(subject_of(page), all);
  }
  return all;
}

/// The rulesets as they are in the checkout, loaded once.
const Catalog& catalog() {
  static const Result<Ruleset> ruleset =
      Ruleset::load((fs::path(CREDLINT_SOURCE_DIR) / "rulesets").string());
  if (!ruleset) ADD_FAILURE() << ruleset.error().message;
  return ruleset.value().catalog();
}

std::string without_path(const std::string& text, const std::string& path) {
  std::string out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    out += (line.starts_with(path + ":") ? line.substr(path.size() + 1) : line) + "\n";
  }
  return out;
}

std::string facts_of(const Example& example) {
  RunOptions options;
  options.in_memory = example.files;
  const Result<ScanResult> result = scan(catalog(), options);
  if (!result) return "error: " + result.error().message + "\n";
  std::string text = facts_as_text(*result->facts, catalog());
  if (example.files.size() == 1) text = without_path(text, example.files.front().path);
  for (const Diagnostic& diagnostic : result->diagnostics) {
    text += "diagnostic: " + diagnostic.message + "\n";
  }
  return text;
}

/// Writes the facts of all examples into their page, from the last to the first.
void update(const fs::path& page) {
  std::vector<std::string> lines = lines_of(page);
  const std::vector<Example> examples = examples_of(page);
  for (auto example = examples.rbegin(); example != examples.rend(); ++example) {
    if (!example->has_facts) continue;
    const auto at = lines.begin() + static_cast<std::ptrdiff_t>(example->facts_begin);
    lines.erase(at, lines.begin() + static_cast<std::ptrdiff_t>(example->facts_end));
    std::istringstream now(facts_of(*example));
    std::vector<std::string> facts;
    for (std::string line; std::getline(now, line);) facts.push_back(line);
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(example->facts_begin), facts.begin(),
                 facts.end());
  }
  std::ofstream out(page);
  for (const std::string& line : lines) out << line << "\n";
}

/// "typescript_A_shadowed_name", "tsx_typescript_A_shadowed_name": the language, the one that it
/// has the example from, and the heading.
std::string name_of(const testing::TestParamInfo<Example>& info) {
  const std::string from = subject_of(info.param.page);
  std::string name = info.param.language + "_";
  if (from != info.param.language) name += from + "_";
  for (const char c : info.param.title) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) {
      name += c;
    } else if (name.back() != '_') {
      name += '_';
    }
  }
  return name;
}

class LanguageExample : public testing::TestWithParam<Example> {};

TEST_P(LanguageExample, YieldsItsFacts) {
  const Example& example = GetParam();
  ASSERT_FALSE(example.files.empty()) << "no code under this heading";
  ASSERT_TRUE(example.has_facts) << "no facts under this heading";
  EXPECT_EQ(facts_of(example), example.expected) << example.page << ":" << example.facts_begin + 1;
}

INSTANTIATE_TEST_SUITE_P(Languages, LanguageExample, testing::ValuesIn(all_examples()), name_of);

TEST(LanguageExamples, ArePresentForEveryLanguage) {
  for (const auto& entry : fs::directory_iterator(languages_folder())) {
    if (!fs::exists(entry.path() / "language.toml")) continue;
    EXPECT_TRUE(fs::exists(entry.path() / "examples.md")) << entry.path();
  }
}

/// What a language writes for nothing; empty where there is no such word.
std::string_view nothing_in(const fs::path& file) {
  static const std::map<std::string_view, std::string_view> kWords = {
      {".py", "None"}, {".js", "null"},   {".ts", "null"},     {".tsx", "undefined"},
      {".kt", "null"}, {".java", "null"}, {".scala", "None"},  {".cs", "null"},
      {".go", "nil"},  {".rb", "nil"},    {".php", "null"},    {".rs", "None"},
      {".tf", "null"}, {".swift", "nil"}, {".cpp", "nullptr"}, {".ps1", "$null"}};
  const auto word = kWords.find(file.extension().string());
  return word == kWords.end() ? std::string_view() : word->second;
}

/// Where texts in quotes stand, and words that end a line.
std::vector<std::pair<std::size_t, std::size_t>> texts_in(std::string_view code) {
  std::vector<std::pair<std::size_t, std::size_t>> texts;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const bool quote = code[at] == '"' || code[at] == '\'';
    const std::string_view ends = quote ? code.substr(at, 1) : std::string_view(" \n");
    if (!quote && code[at] != ' ') continue;
    const std::size_t begin = quote ? at : at + 1;
    const std::size_t end = code.find_first_of(std::string(ends) + "\n", at + 1);
    if (end == std::string_view::npos || (code[end] == '\n') == quote || end == begin) continue;
    texts.emplace_back(begin, quote ? end + 1 : end);
    at = quote ? end : end - 1;
  }
  return texts;
}

/// An argument that is null has no place in the file: facts have one all the same, or are none.
TEST(LanguageExamples, AreReadWithNothingInPlaceOfAnyText) {
  constexpr std::size_t kMostTexts = 8;
  RunOptions options;
  for (const Example& example : all_examples()) {
    for (const InMemoryFile& file : example.files) {
      const std::string_view nothing = nothing_in(file.path);
      std::vector<std::pair<std::size_t, std::size_t>> texts = texts_in(file.bytes);
      if (texts.size() > kMostTexts) texts.resize(kMostTexts);
      for (const auto& [begin, end] : texts) {
        if (nothing.empty()) break;
        InMemoryFile changed = file;
        changed.path = std::to_string(options.in_memory.size()) + "/" + file.path;
        changed.bytes.replace(begin, end - begin, nothing);
        options.in_memory.push_back(std::move(changed));
      }
    }
  }
  const Result<ScanResult> result = scan(catalog(), options);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_GT(options.in_memory.size(), all_examples().size());
  const auto placed = [](const auto& facts) {
    return std::ranges::all_of(facts, [](const Fact& fact) { return fact.at.line > 0; });
  };
  EXPECT_TRUE(placed(result->facts->facts().tool_settings));
  EXPECT_TRUE(placed(result->facts->facts().profile_references));
}

TEST(LanguageExamples, AreWrittenAnewOnRequest) {
  const char* wanted = std::getenv("CREDLINT_UPDATE_GOLDEN");
  if (wanted == nullptr || std::string_view(wanted) != "1") GTEST_SKIP() << "not asked for";
  for (const fs::path& page : pages()) update(page);
}

}  // namespace
}  // namespace credlint
