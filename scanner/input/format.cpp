// SPDX-License-Identifier: MIT
#include "scanner/input/format.h"

#include <algorithm>
#include <array>

#include "scanner/core/words.h"

namespace credlint {
namespace {

std::string_view interpreter_of(std::string_view text) {
  if (text.substr(0, 2) != "#!") return {};
  std::string_view line = text.substr(2, text.find_first_of("\r\n") - 2);
  // "#!/usr/bin/env -S python3 -u": the first word behind env that is not an option.
  std::string_view word;
  while (!line.empty()) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) break;
    line.remove_prefix(begin);
    word = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(word.size());
    word = word.substr(word.rfind('/') + 1);
    const bool option = word.substr(0, 1) == "-" || word.find('=') != std::string_view::npos;
    if (word != "env" && !option) break;
  }
  return word;
}

bool is_interpreter(std::string_view word, std::string_view name) {
  if (word.substr(0, name.size()) != name) return false;
  return std::all_of(word.begin() + static_cast<std::ptrdiff_t>(name.size()), word.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

}  // namespace

FormatDetector::FormatDetector(const Catalog& catalog) : catalog_(catalog) {
  const auto append = [](std::vector<Pattern>& to, std::vector<Pattern> from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  };
  for (std::size_t i = 0; i < catalog.formats.size(); ++i) {
    append(formats_, compile(catalog.formats[i].globs, i));
    if (catalog.formats[i].always) append(always_, compile(catalog.formats[i].globs, i));
  }
  for (std::size_t i = 0; i < catalog.languages.size(); ++i) {
    append(languages_, compile(catalog.languages[i].globs, i));
  }
}

std::vector<FormatDetector::Pattern> FormatDetector::compile(
    std::span<const std::string_view> globs, std::size_t row) {
  std::vector<Pattern> patterns;
  for (const std::string_view glob : globs) {
    if (auto compiled = compile_glob(glob, true)) patterns.push_back({std::move(*compiled), row});
  }
  return patterns;
}

bool FormatDetector::matches(const Pattern& pattern, std::string_view path) {
  return matches_path_end(pattern.glob, path);
}

const FormatRow* FormatDetector::format(std::string_view path) const {
  for (const Pattern& pattern : formats_) {
    if (matches(pattern, path)) return &catalog_.formats[pattern.row];
  }
  return nullptr;
}

bool FormatDetector::always_parsed(std::string_view path) const {
  return std::any_of(always_.begin(), always_.end(),
                     [&](const Pattern& pattern) { return matches(pattern, path); });
}

const LanguageRow* FormatDetector::language(std::string_view path, std::string_view text) const {
  for (const Pattern& pattern : languages_) {
    if (matches(pattern, path)) return &catalog_.languages[pattern.row];
  }
  const std::string_view word = interpreter_of(text);
  if (word.empty()) return nullptr;
  for (const LanguageRow& row : catalog_.languages) {
    for (const std::string_view name : row.interpreters) {
      if (is_interpreter(word, name)) return &row;
    }
  }
  return nullptr;
}

bool is_encrypted(std::string_view text) {
  constexpr std::array<std::string_view, 4> kHeads = {"$ANSIBLE_VAULT;", "age-encryption.org/",
                                                      "-----BEGIN AGE ENCRYPTED FILE-----",
                                                      "-----BEGIN PGP MESSAGE-----"};
  const std::string_view head = trim(text.substr(0, 64));
  return std::ranges::any_of(kHeads, [&](std::string_view each) { return head.starts_with(each); });
}

bool is_cloud_config(std::string_view text) { return text.starts_with("#cloud-config"); }

bool looks_like_env_file(std::string_view text) {
  constexpr int kMostLines = 1'000;
  bool assigned = false;
  for (int number = 0; number < kMostLines && !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("export ")) line = trim(line.substr(7));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = trim(line.substr(0, equals));
    const bool capitals = !name.empty() && std::ranges::all_of(name, [](char c) {
      return is_upper(c) || is_digit(c) || c == '_';
    });
    if (!capitals || is_digit(name.front())) return false;
    assigned = true;
  }
  return assigned;
}

bool looks_like_shared_config(std::string_view text) {
  bool header = false;
  bool key = false;
  bool first = true;
  std::size_t at = 0;
  for (int line = 0; line < 200 && at < text.size() && !(header && key); ++line) {
    std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view content = text.substr(at, end - at);
    at = end + 1;
    if (content.empty() || content.front() == '#' || content.front() == ';') continue;
    // A template or script that writes the file somewhere begins as what it is.
    const bool setting = content.front() == '[' || content.find('=') != std::string_view::npos;
    if (first && (!setting || content.starts_with("{{"))) return false;
    first = false;
    if (content.front() == '[') {
      const std::size_t close = content.find(']');
      const std::string_view name =
          content.substr(1, close == std::string_view::npos ? 0 : close - 1);
      header = header || name == "default" || name.substr(0, 8) == "profile ";
    } else {
      for (const std::string_view name : {"aws_access_key_id", "aws_secret_access_key", "role_arn",
                                          "sso_session", "sso_start_url", "credential_process"}) {
        const std::string_view after = content.substr(std::min(name.size(), content.size()));
        const std::size_t sign = after.find_first_not_of(" \t");
        key = key || (content.substr(0, name.size()) == name && sign != std::string_view::npos &&
                      after[sign] == '=');
      }
    }
  }
  return header && key;
}

}  // namespace credlint
