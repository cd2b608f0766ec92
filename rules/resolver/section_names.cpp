// SPDX-License-Identifier: MIT
#include "rules/resolver/section_names.h"

#include <algorithm>
#include <vector>

#include "rules/resolver/blanks.h"
#include "scanner/core/words.h"

namespace credlint::resolver {
namespace {

bool is_id_character(char c) {
  return is_letter_or_digit(c) || std::string_view("_-/.%@:+").find(c) != std::string_view::npos;
}

SectionName profile(std::string_view name, bool prefixed = false) {
  const SectionKind kind = name == "default" ? SectionKind::Default : SectionKind::Profile;
  return {kind, std::string(name), prefixed};
}

/// What follows the word and at least one blank.
std::optional<std::string_view> after_word(std::string_view text, std::string_view word) {
  if (!starts_with(text, word)) return std::nullopt;
  const std::string_view rest = text.substr(word.size());
  if (rest.empty() || !is_blank(rest.front())) return std::nullopt;
  return rest;
}

std::optional<SectionName> reference_name(std::string_view text, SharedFile file) {
  const auto checked = [](SectionName name) -> std::optional<SectionName> {
    if (!is_reference_id(name.name)) return std::nullopt;
    return name;
  };
  if (file == SharedFile::Credentials) return checked(profile(text));
  if (text == "default") return profile(text);
  if (const auto rest = after_word(text, "profile")) {
    return checked(profile(trim_blanks(*rest, Blanks::Ascii), true));
  }
  if (const auto rest = after_word(text, "sso-session")) {
    return checked({SectionKind::SsoSession, std::string(trim_blanks(*rest, Blanks::Ascii))});
  }
  if (const auto rest = after_word(text, "services")) {
    return checked({SectionKind::Services, std::string(trim_blanks(*rest, Blanks::Ascii))});
  }
  return std::nullopt;
}

/// Python's shlex.split(): words by blanks, with quotes and backslashes; absent for a quotation
/// that does not end.
std::optional<std::vector<std::string>> split_like_a_shell(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else if (quote == '"' && c == '\\' && i + 1 < text.size() &&
                 (text[i + 1] == '"' || text[i + 1] == '\\')) {
        word += text[++i];
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      in_word = true;
    } else if (c == '\\') {
      if (++i == text.size()) return std::nullopt;
      word += text[i];
      in_word = true;
    } else if (is_blank(c) || c == '\r' || c == '\n') {
      if (in_word) words.push_back(std::move(word));
      word.clear();
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (quote != '\0') return std::nullopt;
  if (in_word) words.push_back(std::move(word));
  return words;
}

std::optional<SectionName> python_name(std::string_view text, SharedFile file) {
  if (file == SharedFile::Credentials) return profile(text);
  const bool is_profile = starts_with(text, "profile");
  const bool is_session = starts_with(text, "sso-session");
  const bool is_services = starts_with(text, "services");
  if (is_profile || is_session || is_services) {
    const auto words = split_like_a_shell(text);
    if (!words || words->size() != 2) return std::nullopt;
    if (is_profile) return profile((*words)[1], true);
    return SectionName{is_session ? SectionKind::SsoSession : SectionKind::Services, (*words)[1]};
  }
  if (text == "default") return profile(text);
  return std::nullopt;
}

/// The name behind a word, one blank and perhaps quotes: /^([\w-]+)\s(["'])?([\w-@+.%:/]+)\2$/.
struct Js3Match {
  std::string_view word;
  std::string_view name;
};

std::optional<Js3Match> match_js3(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (is_letter_or_digit(text[at]) || text[at] == '_' || text[at] == '-')) {
    ++at;
  }
  if (at == 0 || at == text.size() || !is_blank(text[at])) return std::nullopt;
  std::string_view name = text.substr(at + 1);
  if (!name.empty() && (name.front() == '"' || name.front() == '\'')) {
    if (name.size() < 2 || name.back() != name.front()) return std::nullopt;
    name = name.substr(1, name.size() - 2);
  }
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_id_character)) return std::nullopt;
  return Js3Match{text.substr(0, at), name};
}

std::optional<SectionName> js3_name(std::string_view text, SharedFile file) {
  std::string_view word;
  std::string_view name;
  if (const auto match = match_js3(text)) {
    word = match->word;
    name = match->name;
  } else if (const std::size_t dot = text.find('.');
             file == SharedFile::Config && dot != std::string_view::npos) {
    // Inside, the SDK joins word and name by a dot; one in the file looks the same.
    word = text.substr(0, dot);
    name = text.substr(dot + 1);
  } else if (file == SharedFile::Credentials || text == "default") {
    return profile(text);
  }
  const bool known = word == "profile" || word == "sso-session" || word == "services";
  if (!known) return std::nullopt;
  if (file == SharedFile::Credentials) return profile(std::string(word) + "." + std::string(name));
  if (word == "profile") return profile(name, true);
  return SectionName{word == "services" ? SectionKind::Services : SectionKind::SsoSession,
                     std::string(name)};
}

/// SDKs that take "profile" off where it stands and any other name as it is.
std::optional<SectionName> lenient_name(std::string_view text, SharedFile file, Names names) {
  const bool both_files = names == Names::Ruby || names == Names::Go1;
  if (file == SharedFile::Config || both_files) {
    if (const auto rest = after_word(text, "profile")) {
      const bool all_blanks = names == Names::Ruby;
      return profile(
          all_blanks ? rest->substr(leading_blanks(*rest, Blanks::Ascii)) : rest->substr(1), true);
    }
    if (const auto rest = after_word(text, "sso-session")) {
      return SectionName{SectionKind::SsoSession, std::string(trim_blanks(*rest, Blanks::Ascii))};
    }
  }
  return profile(text);
}

/// PHP looks for the section "profile x" in *config* and for "x" in *credentials*, letter by
/// letter.
std::optional<SectionName> literal_name(std::string_view text, SharedFile file) {
  constexpr std::string_view kProfile = "profile ";
  if (file == SharedFile::Credentials || text == "default") return profile(text);
  if (!starts_with(text, kProfile) || text == "profile default") return std::nullopt;
  return profile(text.substr(kProfile.size()), true);
}

}  // namespace

bool is_reference_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_id_character);
}

std::optional<SectionName> name_of_section(std::string_view text, SharedFile file, Names names) {
  switch (names) {
    case Names::Reference:
      return reference_name(text, file);
    case Names::Python:
      return python_name(text, file);
    case Names::Js3:
      return js3_name(text, file);
    case Names::Literal:
      return literal_name(text, file);
    case Names::Js2:
    case Names::Ruby:
    case Names::Go1:
      return lenient_name(text, file, names);
  }
  return std::nullopt;
}

}  // namespace credlint::resolver
