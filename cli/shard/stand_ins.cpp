// SPDX-License-Identifier: MIT
#include "cli/shard/stand_ins.h"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <tuple>

#include "scanner/core/digest.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/random_text.h"
#include "scanner/core/unicode.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

using Json = nlohmann::ordered_json;

/// Below this many characters, ordinary words would be taken for a credential of the file.
constexpr std::size_t kShortestCredential = 8;
constexpr std::size_t kHashDigits = 16;
constexpr std::size_t kKeyIdShown = 4;
constexpr std::size_t kShortestKeyId = 16;
/// Documentation ends its keys so, and rules know them by it.
constexpr std::string_view kExample = "EXAMPLE";

bool is_key_id_character(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_key_id(std::string_view text) {
  return text.size() >= kShortestKeyId && text.front() == 'A' && text[3] == 'A' &&
         std::ranges::all_of(text, is_key_id_character);
}

/// Words stand for credentials in samples; no credential is made of letters of one case alone.
bool is_words(std::string_view value) {
  const Mixture mixture = mixture_of(value);
  return !mixture.digit && !(mixture.upper && mixture.lower);
}

Json hidden_stretch(std::string_view text) {
  Json stretch = {
      {"hash", sha256_hex("credlint shard " + std::string(text)).substr(0, kHashDigits)},
      {"size", text.size()}};
  if (!is_key_id(text)) return stretch;
  const std::size_t tail = ends_with(text, kExample) ? kExample.size() : kKeyIdShown;
  stretch["shown"] = {text.substr(0, kKeyIdShown), text.substr(text.size() - tail)};
  return stretch;
}

/// Characters of the alphabet of the stretch, the same for the same hash.
std::string stand_in(const Json& stretch) {
  constexpr std::size_t kMaxSize = 1 << 20;
  const std::string hash = stretch.value("hash", "");
  const std::size_t size = std::min<std::size_t>(stretch.value("size", 0U), kMaxSize);
  const auto shown = stretch.find("shown");
  const bool key_id = shown != stretch.end() && shown->is_array() && shown->size() == 2;
  const std::string_view alphabet =
      key_id ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
             : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t block = 0; text.size() < size; ++block) {
    for (const char digit : sha256_hex(hash + std::to_string(block))) {
      const std::size_t seed = static_cast<unsigned char>(digit) * 31U + text.size() * 7U + block;
      if (text.size() < size) text += alphabet[seed % alphabet.size()];
    }
  }
  if (!key_id || !(*shown)[0].is_string() || !(*shown)[1].is_string()) return text;
  const std::string head = (*shown)[0];
  const std::string tail = (*shown)[1];
  if (head.size() + tail.size() > text.size()) return text;
  text.replace(0, head.size(), head);
  text.replace(text.size() - tail.size(), tail.size(), tail);
  return text;
}

/// Marks the bytes of `text` that mask_unrecognised() would not show.
void mark_unrecognised(std::string_view text, std::vector<char>& hidden) {
  const std::string masked = mask_unrecognised(text);
  std::size_t at = 0;
  for (std::size_t i = 0; i < masked.size() && at < text.size();) {
    const std::size_t length = decode_utf8(text, at).length;
    const DecodedCharacter shown = decode_utf8(masked, i);
    if (shown.code_point == U'*' && text[at] != '*')
      std::fill_n(hidden.begin() + static_cast<std::ptrdiff_t>(at), length, char{1});
    at += length;
    i += shown.length;
  }
  // Of a key id the middle is masked; as a stand-in it is one piece.
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && hidden[i - 1] == 1 && is_key_id_character(text[i])) hidden[i] = 1;
  }
  for (std::size_t i = text.size(); i-- > 1;) {
    if (hidden[i] == 1 && is_key_id_character(text[i - 1])) hidden[i - 1] = 1;
  }
}

}  // namespace

StandIns::StandIns(const FactStore& facts) {
  for (const CredentialPart& part : facts.facts().credential_parts) {
    if (part.part == PartKind::Expiry || is_words(part.value.reveal())) continue;
    pieces_.add(part.value.reveal());
    if (part.value.size() >= kShortestCredential)
      by_file_[part.at.file].push_back(part.value.reveal());
  }
  pieces_.seal();
  for (auto& [file, texts] : by_file_) {
    std::ranges::sort(texts, [](std::string_view a, std::string_view b) {
      return std::tuple(b.size(), a) < std::tuple(a.size(), b);
    });
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  }
}

Json StandIns::hide(FileId file, std::string_view text) const {
  std::vector<char> hidden(text.size(), 0);
  mark_unrecognised(text, hidden);
  pieces_.find(text, [&](std::size_t begin, std::size_t end) {
    std::fill(hidden.begin() + static_cast<std::ptrdiff_t>(begin),
              hidden.begin() + static_cast<std::ptrdiff_t>(end), char{1});
  });
  if (const auto credentials = by_file_.find(file); credentials != by_file_.end()) {
    for (const std::string_view credential : credentials->second) {
      for (std::size_t at = text.find(credential); at != std::string_view::npos;
           at = text.find(credential, at + credential.size()))
        std::fill_n(hidden.begin() + static_cast<std::ptrdiff_t>(at), credential.size(), char{1});
    }
  }
  if (std::ranges::find(hidden, char{1}) == hidden.end()) return text;
  Json segments = Json::array();
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && hidden[end] == hidden[begin]) ++end;
    const std::string_view part = text.substr(begin, end - begin);
    segments.push_back(hidden[begin] == 0 ? Json(part) : hidden_stretch(part));
    begin = end;
  }
  return segments;
}

std::string StandIns::show(const Json& hidden) {
  if (hidden.is_string()) return hidden.get<std::string>();
  std::string text;
  if (!hidden.is_array()) return text;
  for (const Json& segment : hidden) {
    if (segment.is_string()) text += segment.get<std::string>();
    if (segment.is_object()) text += stand_in(segment);
  }
  return text;
}

}  // namespace credlint
