// SPDX-License-Identifier: MIT
#include "cli/fact_redactor.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "scanner/core/excerpt.h"
#include "scanner/core/part_of.h"

namespace credlint {
namespace {

/// Below this many characters, ordinary words would be taken for a credential of the file.
constexpr std::size_t kShortestCredential = 8;
/// Longer names are rather something else.
constexpr std::size_t kLongestName = 48;

std::string redacted(std::string_view noun, std::string_view text) {
  return Secret(text).redacted(noun);
}

bool is_plain_name(std::string_view name) {
  if (name.size() > kLongestName) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
           c == ' ';
  });
}

}  // namespace

FactRedactor::FactRedactor(const FactStore& facts, const Catalog& catalog) : catalog_(catalog) {
  for (const CredentialPart& part : facts.facts().credential_parts) {
    if (part.part == PartKind::Expiry) continue;
    Credentials& credentials = by_file_[part.at.file];
    credentials.parts.push_back(&part);
    if (part.value.size() >= kShortestCredential) credentials.texts.push_back(part.value.reveal());
  }
  for (auto& [_, credentials] : by_file_) {
    auto& texts = credentials.texts;
    std::sort(texts.begin(), texts.end(), [](std::string_view a, std::string_view b) {
      return std::make_tuple(b.size(), a) < std::make_tuple(a.size(), b);
    });
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  }
}

std::string FactRedactor::part(PartKind kind, const Secret& value) const {
  switch (kind) {
    case PartKind::KeyId:
      return value.redacted_key_id();
    case PartKind::Secret:
      return value.redacted("secret");
    case PartKind::Token:
      return value.redacted("token");
    case PartKind::Expiry:
      return mask_unrecognised(value.reveal());
  }
  return value.redacted("value");
}

const CredentialPart* FactRedactor::part_at(const Location& at) const {
  const auto found = by_file_.find(at.file);
  if (found == by_file_.end()) return nullptr;
  const auto& parts = found->second.parts;
  // Parts do not overlap each other, so they rise by their ends as well.
  const auto part = std::lower_bound(
      parts.begin(), parts.end(), at.span.begin,
      [](const CredentialPart* p, std::uint32_t begin) { return p->at.span.end <= begin; });
  return part != parts.end() && (*part)->at.span.overlaps(at.span) ? *part : nullptr;
}

std::string FactRedactor::value(const Location& at, std::string_view text) const {
  const CredentialPart* inside = part_at(at);
  if (inside == nullptr) return this->text(at.file, text);
  if (inside->value.reveal() == text) return part(inside->part, inside->value);
  return redacted("value", text);
}

std::string FactRedactor::setting(const KeyName* name, const Location& at,
                                  const Secret& value) const {
  const auto kind = name == nullptr ? std::nullopt : part_of(name->meaning);
  if (kind) return part(*kind, value);
  if (name == nullptr && !value.empty()) return value.redacted("value");
  return this->value(at, value.reveal());
}

std::string FactRedactor::text(FileId file, std::string_view text) const {
  const auto found = by_file_.find(file);
  if (found == by_file_.end()) return mask_unrecognised(text);
  std::string shown(text);
  pieces_of(file, found->second).redact(shown);
  for (const std::string_view credential : found->second.texts) {
    if (credential.size() > shown.size()) continue;
    for (std::size_t at = shown.find(credential); at != std::string::npos;
         at = shown.find(credential, at)) {
      shown.replace(at, credential.size(), "[redacted]");
    }
  }
  return mask_unrecognised(shown);
}

const CredentialPieces& FactRedactor::pieces_of(FileId file, const Credentials& credentials) const {
  if (pieces_file_ == file) return pieces_;
  pieces_ = {};
  for (const CredentialPart* part : credentials.parts) {
    // Of a key id, the first and last characters may be shown.
    if (part->part != PartKind::KeyId) pieces_.add(part->value.reveal());
  }
  pieces_.seal();
  pieces_file_ = file;
  return pieces_;
}

std::string FactRedactor::name(FileId file, std::string_view name) const {
  const bool known = catalog_.key(name) != nullptr || catalog_.variable(name) != nullptr;
  if (known || is_plain_name(name)) return text(file, name);
  return redacted("name", name);
}

}  // namespace credlint
