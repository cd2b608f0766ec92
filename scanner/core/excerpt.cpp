// SPDX-License-Identifier: MIT
#include "scanner/core/excerpt.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "scanner/core/limits.h"
#include "scanner/core/random_text.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

/// The shortest access key id that IAM documents.
constexpr std::size_t kKeyIdLength = 16;
constexpr std::size_t kKeyIdShown = 4;
constexpr std::size_t kSecretKeyLength = 40;
/// Runs of this many characters may be secrets.
constexpr std::size_t kSecretLength = 32;
/// In a file that holds credentials, runs of this many characters may be halves of secrets.
constexpr std::size_t kHalfLength = 16;
/// The shortest pieces that a secret is cut into with blanks between.
constexpr std::size_t kShortestGroup = 4;
/// Runs of this many characters are tokens even when they repeat themselves.
constexpr std::size_t kTokenLength = 96;
/// Characters shown before the focus where a line must be cut.
constexpr std::size_t kBeforeFocus = 60;

bool is_key_id_character(char c) { return is_upper(c) || is_digit(c); }
/// Base64, also percent-encoded or with escaped slashes.
bool is_secret_character(char c) { return is_base64_letter(c) || c == '%' || c == '\\'; }
/// The above, and the alphabet of URLs and file names.
bool is_url_character(char c) { return is_secret_character(c) || c == '-' || c == '_'; }

/// One flag for each byte of a line: whether it must not be shown.
using Hidden = std::vector<char>;

void hide(Hidden& hidden, std::size_t begin, std::size_t end) {
  std::fill(hidden.begin() + static_cast<std::ptrdiff_t>(begin),
            hidden.begin() + static_cast<std::ptrdiff_t>(end), char{1});
}

void hide_key_id(Hidden& hidden, std::size_t begin, std::size_t end) {
  hide(hidden, begin + kKeyIdShown, end - kKeyIdShown);
}

void hide_credential(std::string_view line, const MaskSpan& credential, Hidden& hidden) {
  const std::size_t end = std::min<std::size_t>(credential.span.end, line.size());
  const std::size_t begin = std::min<std::size_t>(credential.span.begin, end);
  const std::string_view value = line.substr(begin, end - begin);
  const bool shows_ends = credential.key_id && value.size() >= kKeyIdLength &&
                          std::all_of(value.begin(), value.end(), is_key_id_character);
  return shows_ends ? hide_key_id(hidden, begin, end) : hide(hidden, begin, end);
}

/// White space, what cannot be seen, and a line end or tab as code writes it ("\\n"): credentials
/// have none at their ends, and where one stands there it is the defect.
std::size_t blank_at(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() == '\\')
    return text.size() > 1 && std::string_view("nrt").find(text[1]) != std::string_view::npos ? 2
                                                                                              : 0;
  const DecodedCharacter character = decode_utf8(text, 0);
  constexpr char32_t kNoBreakSpace = 0xA0;
  const char32_t c = character.code_point;
  const bool blank = c == U' ' || c == U'\t' || c == kNoBreakSpace || is_unprintable(c);
  return character.valid && blank ? character.length : 0;
}

std::size_t blank_before_end(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  for (std::size_t length = std::min(kLongest, text.size()); length > 0; --length) {
    if (blank_at(text.substr(text.size() - length)) == length) return length;
  }
  return 0;
}

void show_blank_ends(std::string_view line, const MaskSpan& credential, Hidden& hidden) {
  std::size_t end = std::min<std::size_t>(credential.span.end, line.size());
  std::size_t begin = std::min<std::size_t>(credential.span.begin, end);
  const auto show = [&](std::size_t at, std::size_t length) {
    std::fill_n(hidden.begin() + static_cast<std::ptrdiff_t>(at), length, char{0});
  };
  while (const std::size_t length = blank_at(line.substr(begin, end - begin))) {
    show(begin, length);
    begin += length;
  }
  while (const std::size_t length = blank_before_end(line.substr(begin, end - begin))) {
    end -= length;
    show(end, length);
  }
}

/// All unique identifiers of IAM begin with four capitals, the first and the last of them an A. The
/// prefix may stand inside a run, as behind "%3D".
void hide_key_id_in(std::string_view line, std::size_t begin, std::size_t end, Hidden& hidden) {
  for (std::size_t at = begin; at + kKeyIdLength <= end; ++at) {
    if (line[at] == 'A' && is_upper(line[at + 1]) && is_upper(line[at + 2]) && line[at + 3] == 'A')
      return hide_key_id(hidden, at, end);
  }
}

// The bounds: AWS's own example secret has 25 %, paths and long class names have less than 20 %.
bool looks_secret(std::string_view run) {
  const Mixture mixture = mixture_of(run);
  if (!mixture.lower || !mixture.upper) return false;
  if (!mixture.digit) return mixture.changes_at_least(28);
  return run.size() >= kTokenLength || mixture.changes_at_least(22);
}

bool looks_secret_in_url(std::string_view run) {
  const Mixture mixture = mixture_of(run);
  return mixture.lower && mixture.upper && mixture.digit && mixture.changes_at_least(30);
}

int hexadecimal(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// A secret whose characters are written as numbers. Of digests, every byte would have to be a
/// character of base64 by chance.
bool is_secret_in_hexadecimal(std::string_view run) {
  if (run.size() % 2 != 0) return false;
  std::string text;
  for (std::size_t i = 0; i < run.size(); i += 2) {
    text += static_cast<char>(hexadecimal(run[i]) * 16 + hexadecimal(run[i + 1]));
    if (!is_base64_letter(text.back()) && text.back() != '=') return false;
  }
  return may_be_secret_piece(text);
}

/// Where a secret that is written in groups of one length ("h8Jd0sKq3L mZx7Vb2Nc5 …") ends: the end
/// of the first group where there is none.
std::size_t end_of_groups(std::string_view line, std::size_t begin, std::size_t end) {
  const std::size_t length = end - begin;
  while (end + 1 < line.size() && line[end] == ' ' && end - begin < kTokenLength) {
    std::size_t next = end + 1;
    while (next < line.size() && is_base64_letter(line[next])) ++next;
    const std::size_t size = next - end - 1;
    if (size == 0) break;
    end += 1 + std::min(size, length);  // the last may be shorter, or glued to something else
    if (size != length) break;
  }
  return end;
}

/// Where such groups begin, of which one is known: also in what is glued to something else, as
/// "https://h8Jd0sKq3L mZx7Vb2Nc5 …", and in what changes too little by itself.
std::size_t begin_of_groups(std::string_view line, std::size_t begin, std::size_t end) {
  const std::size_t length = end - begin;
  while (begin > length && line[begin - 1] == ' ') {
    const std::string_view before = line.substr(begin - 1 - length, length);
    if (!std::all_of(before.begin(), before.end(), is_base64_letter)) break;
    begin -= length + 1;
  }
  return begin;
}

/// "client.getS3ObjectV2(": what is called is no half of a secret.
bool is_called(std::string_view line, std::size_t begin, std::size_t end) {
  return (begin > 0 && line[begin - 1] == '.') || (end < line.size() && line[end] == '(');
}

// The bounds: option names have 25 % and less ("s3ForcePathStyle"); of random texts of 20
// characters, one in 40 has less than these.
bool looks_half_of_secret(std::string_view run) {
  const Mixture mixture = mixture_of(run);
  return mixture.lower && mixture.upper && mixture.changes_at_least(mixture.digit ? 28 : 35);
}

bool is_quoted(std::string_view line, std::size_t begin) {
  return begin > 0 && std::string_view("\"'`").find(line[begin - 1]) != std::string_view::npos;
}

/// In a line that speaks of a secret, parts of it show by their quotes, too, however short.
void hide_halves(std::string_view line, Hidden& hidden) {
  const std::string lower = to_lower(line);
  const bool named = contains(lower, "secret") || contains(lower, "token");
  for_each_run(line, kShortestSecretPiece, is_base64_letter,
               [&](std::size_t begin, std::size_t end) {
                 const std::string_view run = line.substr(begin, end - begin);
                 const bool half = run.size() >= kHalfLength && looks_half_of_secret(run);
                 const bool part = named && is_quoted(line, begin) && may_be_secret_piece(run);
                 if ((half || part) && !is_called(line, begin, end)) hide(hidden, begin, end);
               });
}

void hide_unrecognised(std::string_view line, Hidden& hidden) {
  for_each_run(line, kKeyIdLength, is_key_id_character, [&](std::size_t begin, std::size_t end) {
    hide_key_id_in(line, begin, end, hidden);
  });
  for_each_run(line, kSecretLength, is_secret_character, [&](std::size_t begin, std::size_t end) {
    if (looks_secret(line.substr(begin, end - begin))) hide(hidden, begin, end);
  });
  for_each_run(line, kSecretLength, is_url_character, [&](std::size_t begin, std::size_t end) {
    if (looks_secret_in_url(line.substr(begin, end - begin))) hide(hidden, begin, end);
  });
  const auto is_hexadecimal = [](char c) { return hexadecimal(c) >= 0; };
  for_each_run(line, kSecretLength, is_hexadecimal, [&](std::size_t begin, std::size_t end) {
    if (is_secret_in_hexadecimal(line.substr(begin, end - begin))) hide(hidden, begin, end);
  });
  for_each_run(line, kShortestGroup, is_base64_letter, [&](std::size_t begin, std::size_t end) {
    const std::size_t last = end_of_groups(line, begin, end);
    const std::string_view groups = line.substr(begin, last - begin);
    if (last == end || groups.size() < kSecretLength || hidden[begin] != 0) return;
    if (looks_secret(groups) && mixture_of(groups).changes_at_least(30))
      hide(hidden, begin_of_groups(line, begin, end), last);
  });
}

/// The line's characters as they may be shown.
struct Shown {
  std::vector<char32_t> characters;
  std::size_t focus = 0;  ///< index of the character in focus
};

char32_t shown_character(DecodedCharacter character) {
  if (character.code_point == '\t') return ' ';
  return is_unprintable(character.code_point) ? kReplacement : character.code_point;
}

Shown show(std::string_view line, const Hidden& hidden, std::size_t focus_byte) {
  Shown shown;
  for (std::size_t at = 0; at < line.size();) {
    const DecodedCharacter character = decode_utf8(line, at);
    const auto first = hidden.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = first + static_cast<std::ptrdiff_t>(character.length);
    const bool masked = std::find(first, last, char{1}) != last;
    if (at <= focus_byte) shown.focus = shown.characters.size();
    shown.characters.push_back(masked ? U'*' : shown_character(character));
    at += character.length;
  }
  return shown;
}

/// First character kept of a line that is too long.
std::size_t cut_start(const Shown& shown) {
  const std::size_t size = shown.characters.size();
  if (size <= limits::kExcerptCharacters || shown.focus <= kBeforeFocus) return 0;
  return std::min(shown.focus - kBeforeFocus, size - limits::kExcerptCharacters);
}

}  // namespace

Excerpt make_excerpt(std::string_view line_text, std::span<const MaskSpan> credentials,
                     std::uint32_t focus_byte, Surroundings surroundings) {
  // Masks are laid over the whole line before it is cut: a cut must not hide what a run is.
  Hidden hidden(line_text.size(), char{0});
  for (const MaskSpan& credential : credentials) hide_credential(line_text, credential, hidden);
  hide_unrecognised(line_text, hidden);
  if (surroundings == Surroundings::Credentials) hide_halves(line_text, hidden);
  for (const MaskSpan& credential : credentials) show_blank_ends(line_text, credential, hidden);

  const Shown shown = show(line_text, hidden, focus_byte);
  const std::size_t begin = cut_start(shown);
  const std::size_t end = std::min(begin + limits::kExcerptCharacters, shown.characters.size());
  Excerpt excerpt;
  excerpt.first_column = static_cast<std::uint32_t>(begin + 1);
  excerpt.cut_before = begin > 0;
  excerpt.cut_after = end < shown.characters.size();
  for (std::size_t i = begin; i < end; ++i) append_utf8(excerpt.text, shown.characters[i]);
  return excerpt;
}

std::string mask_unrecognised(std::string_view text) {
  Hidden hidden(text.size(), char{0});
  hide_unrecognised(text, hidden);
  std::string out;
  for (const char32_t character : show(text, hidden, 0).characters) append_utf8(out, character);
  return out;
}

std::string shown_safely(std::string_view text) { return mask_unrecognised(printable(text)); }

std::string mask_path(std::string_view path) {
  std::string shown(path);
  const auto in_name = [](char c) { return c != '/'; };
  for_each_run(path, kKeyIdLength, in_name, [&](std::size_t begin, std::size_t end) {
    Hidden hidden(end - begin, char{0});
    hide_unrecognised(path.substr(begin, end - begin), hidden);
    for (std::size_t i = begin; i < end; ++i) {
      if (hidden[i - begin] != 0) shown[i] = '*';
    }
  });
  // A token with a '/' in it makes several names, of which some are too short to be recognised.
  for_each_run(path, 1, in_name, [&](std::size_t begin, std::size_t end) {
    const bool beside = (begin >= 2 && shown[begin - 2] == '*') ||
                        (end + 1 < shown.size() && shown[end + 1] == '*');
    if (!beside || !may_be_secret_piece(path.substr(begin, end - begin))) return;
    shown.replace(begin, end - begin, end - begin, '*');
  });
  // A secret in the place of a path may have a '/' in it; names of folders change less.
  const std::size_t rest = path.size() - std::min(path.size(), kSecretKeyLength);
  const bool whole = path.size() >= kSecretKeyLength && (rest == 0 || path[rest - 1] == '/');
  const std::string_view tail = path.substr(rest);
  if (whole && std::all_of(tail.begin(), tail.end(), is_base64_letter) && looks_secret_in_url(tail))
    shown.replace(rest, tail.size(), tail.size(), '*');
  return shown;
}

}  // namespace credlint
