// SPDX-License-Identifier: MIT
#include "scanner/report/finding_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

// As git abbreviates ids in large repositories.
constexpr std::size_t kShortId = 12;

// Some helps are a command and nothing else.
constexpr std::string_view kCommands[] = {"aws", "chmod", "docker", "export", "unset"};

/// With a capital letter, if it begins with a plain word.
std::string capitalised(std::string text) {
  const std::string_view word = std::string_view(text).substr(0, text.find_first_of(" ,"));
  const bool is_command =
      std::find(std::begin(kCommands), std::end(kCommands), word) != std::end(kCommands);
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), is_lower);
  if (plain && !is_command) text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

}  // namespace

std::string sentence(std::string text) {
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos)
    text += '.';
  return text;
}

std::string help_sentence(const Finding& finding) {
  return sentence(capitalised(mask_unrecognised(finding.help)));
}

std::string message_and_help(const Finding& finding) {
  const std::string text = sentence(mask_unrecognised(finding.message));
  return finding.help.empty() ? text : text + ' ' + help_sentence(finding);
}

std::string shown_path(std::string_view path) { return printable(mask_path(path)); }

std::string shown_place(const RunLookup& lookup, const Location& at) {
  const std::string path = shown_path(lookup.path(at));
  return at.line == 0 ? path : fmt::format("{}:{}:{}", path, at.line, at.column);
}

std::string introduction_text(const Introduction& introduced) {
  return fmt::format("{} {} in {}{}", printable(introduced.commit).substr(0, kShortId),
                     printable(introduced.date), shown_path(introduced.path),
                     introduced.in_head ? "" : "; no longer in HEAD");
}

bool is_exposure(const Rule* rule) { return rule != nullptr && rule->family == "leak"; }

}  // namespace credlint
