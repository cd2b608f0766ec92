// SPDX-License-Identifier: MIT
#include "cli/stdin_name.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>

namespace credlint {
namespace {

/// What a text begins with tells enough.
constexpr std::size_t kLookedAtBytes = 64 << 10;

/// What only such files have, the surest first.
struct Sign {
  std::string_view name;
  const char* expression;
};
constexpr Sign kSigns[] = {
    {"stdin.ipynb", R"(\A\s*\{[^\x00]*"nbformat"\s*:)"},
    {"stdin.php", R"(\A\s*<\?php)"},
    {"Dockerfile", R"((?m)^FROM[ \t]+\S+.*\n(?:.*\n)*(?:RUN|ENV|COPY|CMD|ARG|WORKDIR)[ \t])"},
    {"stdin.tf", R"((?m)^(?:provider|resource|terraform|module|data)\s*(?:"[^"\n]*"\s*)*\{)"},
    {"stdin.go", R"((?m)^package \w+\s*$)"},
    {"stdin.java", R"((?m)^(?:package|import) (?:static )?[\w.]+(?:\.\*)?;)"},
    {"stdin.cs", R"((?m)^using [\w.]+;)"},
    {"stdin.rs", R"((?m)^use \w+(?:::[\w{]))"},
    {"stdin.py", R"((?m)^(?:import \w+(?: as \w+)?\s*$|from [\w.]+ import ))"},
    {"stdin.ts", R"((?m)^import .+ from ['"]|^(?:const|let|var) .+ = require\(['"])"},
    {"stdin.rb", R"((?m)^require ['"])"},
    {"stdin.kt", R"((?m)^import \w+(?:\.\w+)+\s*$)"},
};

/// Whether nearly all lines that say something assign a variable, as those of an env file do.
bool is_env_file(std::string_view text) {
  const RE2 assignment(R"(\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s?=.*)");
  std::size_t lines = 0;
  std::size_t assignments = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos || line[first] == '#') continue;
    ++lines;
    const re2::StringPiece piece(line.data(), line.size());
    if (RE2::FullMatch(piece, assignment)) ++assignments;
  }
  return assignments > 0 && assignments * 10 >= lines * 9;
}

}  // namespace

std::string_view name_for(std::string_view text) {
  text = text.substr(0, kLookedAtBytes);
  if (text.starts_with("#!")) return {};  // the first line says it
  const re2::StringPiece piece(text.data(), text.size());
  RE2::Options options(RE2::Latin1);
  for (const Sign& sign : kSigns) {
    if (RE2::PartialMatch(piece, RE2(sign.expression, options))) return sign.name;
  }
  return is_env_file(text) ? ".env" : std::string_view();
}

}  // namespace credlint
