// SPDX-License-Identifier: MIT
#include "parsers/document/told_settings.h"

#include <algorithm>
#include <array>

#include "scanner/core/words.h"

namespace credlint {
namespace {

/// Mappings that only sort what stands around them.
constexpr std::array<std::string_view, 9> kSorting = {
    "credentials", "credential", "creds",  "auth",          "static",
    "keys",        "options",    "config", "authentication"};
/// Settings that say what the mapping is of.
constexpr std::array<std::string_view, 18> kKinds = {
    "type",    "service", "provider", "backend",         "kind",  "driver",
    "storage", "engine",  "store",    "adapter",         "cloud", "platform",
    "flavor",  "@type",   "class",    "connector.class", "image", "plugin"};
/// Of a value no more is looked at, to see whose variable it is.
constexpr std::size_t kLongestReference = 200;
/// Of a long list or mapping no more is looked at.
constexpr int kMostBeside = 64;

bool is_sorting(std::string_view key) {
  return std::ranges::any_of(kSorting, [&](std::string_view word) { return same_name(word, key); });
}

/// Of a user or a role, or all but a character of one.
bool is_key_id(std::string_view value) {
  constexpr std::size_t kSize = 20;
  const bool begins = value.starts_with("AKIA") || value.starts_with("ASIA");
  return begins && value.size() + 1 >= kSize && value.size() <= kSize + 1 &&
         std::ranges::all_of(value, [](char c) { return is_upper(c) || is_digit(c); });
}

bool is_kind(std::string_view key) {
  return std::ranges::any_of(kKinds, [&](std::string_view word) { return same_name(word, key); });
}

}  // namespace

const SettingWords& ToldSettings::words_of(std::string_view name) {
  const auto [entry, added] = names_.try_emplace(std::string(name));
  if (added) entry->second = words_.read(name);
  return entry->second;
}

/// The nearest key above that says whose it is.
Owner ToldSettings::around(Document::Index node) {
  constexpr int kMostLevels = 4;
  const Document::Index parent = index_.holder(node);
  const auto [entry, added] = around_.try_emplace(parent, Owner::Unknown);
  if (!added) return entry->second;
  int levels = 0;
  for (Document::Index at = parent; at != 0 && levels < kMostLevels; at = document_[at].parent) {
    if (document_[at].key.empty()) continue;
    ++levels;
    const Owner owner = words_.owner(words_of_setting(document_.key(at)));
    if (owner == Owner::Unknown) continue;
    return entry->second = owner;
  }
  return Owner::Unknown;
}

void ToldSettings::note(Document::Index child, Beside& found) {
  const std::string_view key = document_.key(child);
  if (key.empty()) return;
  const std::vector<std::string> words = words_of_setting(key);
  if (!words.empty() && (words.back() == "bucket" || key.ends_with("bucket_name") ||
                         key.ends_with("bucketName") || key.ends_with("BucketName")))
    found.bucket = true;
  const SettingWords& name = words_of(key);
  if (name.whole && name.meaning == Meaning::Secret) found.pair = true;
  if (same_name(key, "secret")) found.secret = true;
  if (!document_.is_scalar(child)) return;
  const std::string_view value = document_.text().slice(document_[child].value);
  if (name.meaning == Meaning::KeyId && is_key_id(value)) found.key_id = true;
  if (!is_kind(key)) return;
  if (value.size() > kLongestReference) return;
  const Owner owner = words_.owner(words_of_setting(value));
  if (found.owner != Owner::Other && owner != Owner::Unknown) found.owner = owner;
}

const ToldSettings::Beside& ToldSettings::beside(Document::Index mapping) {
  const auto [entry, added] = beside_.try_emplace(mapping);
  if (!added) return entry->second;
  int count = 0;
  for (Document::Index child = mapping + 1; child < document_[mapping].end && count < kMostBeside;
       child = document_[child].end) {
    note(child, entry->second);
    ++count;
  }
  return entry->second;
}

void ToldSettings::note_file(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const Owner owner = words_.owner(words_of_setting(name.substr(0, name.find('.'))));
  if (owner == Owner::Aws) file_ = owner;
}

Document::Index ToldSettings::named(Document::Index node) const {
  while (node != 0 && document_[node].key.empty()) node = document_[node].parent;
  if (index_.name_beside(node)) return node;
  const std::string_view key = document_.key(node);
  const Document::Index parent = document_[node].parent;
  const bool of_parent = equals_ignoring_case(key, "default") || key == "value" ||
                         equals_ignoring_case(key, "defaultValue");
  return of_parent && !document_[parent].key.empty() ? parent : node;
}

/// In a template: what is made, not what makes it.
bool ToldSettings::is_of_resource(Document::Index node) const {
  for (Document::Index at = document_[node].parent; at != 0; at = document_[at].parent) {
    const std::string_view key = document_.key(at);
    if (key == "Properties") return true;
    if (blocks_ && (key == "resource" || key == "data" || key == "output")) return true;
  }
  return false;
}

std::optional<ToldSetting> ToldSettings::read(Document::Index node, std::string_view name,
                                              std::string_view filled_in) {
  const SettingWords& words = words_of(name);
  if (!words.meaning || is_of_resource(node)) return std::nullopt;
  const Meaning meaning = *words.meaning;
  const Owner own = words_.owner(words.before);
  const Owner outside = own == Owner::Aws ? Owner::Aws : around(node);
  const Owner others = named_beside(node);
  for (const Owner owner : {own, outside, others}) {
    if (owner == Owner::Other) return std::nullopt;
  }
  Owner owner = std::max(own, outside);
  if (owner == Owner::Unknown) owner = others;
  if (owner != Owner::Aws) owner = std::max(owner, key_beside(node));
  const bool by_place = meaning != Meaning::Profile && meaning != Meaning::Endpoint;
  if (owner == Owner::Unknown && by_place) owner = file_;
  // "key" alone may be any; beside a secret it is the other half of a pair.
  if (meaning == Meaning::KeyId && same_name(name, "key") &&
      (owner != Owner::Aws || !beside(index_.holder(node)).secret))
    return std::nullopt;
  if (owner == Owner::Unknown && !filled_in.empty())
    owner = words_.owner(words_of_setting(filled_in.substr(0, kLongestReference)));
  if (owner == Owner::Other) return std::nullopt;
  const bool by_value = meaning == Meaning::Region && filled_in.empty();
  if (owner == Owner::Unknown && !by_value && !is_told_beside(node, words)) return std::nullopt;
  if (meaning == Meaning::Profile && owner != Owner::Aws) return std::nullopt;
  return ToldSetting{meaning, owner == Owner::Aws && !words.qualified, own != Owner::Unknown,
                     owner == Owner::Unknown && by_value && !is_told_beside(node, words)};
}

/// AWS's where an access key id stands beside it, in its mapping or one that only sorts.
Owner ToldSettings::key_beside(Document::Index node) {
  const Document::Index own = index_.holder(node);
  if (beside(own).key_id || beside(holder(node)).key_id) return Owner::Aws;
  return Owner::Unknown;
}

/// What the mapping, or one of those around it, is said to be of: "class: …aws2kinesis…".
Owner ToldSettings::named_beside(Document::Index node) {
  constexpr int kMostLevels = 3;
  Document::Index at = index_.holder(node);
  for (int level = 0; level < kMostLevels && at != 0; ++level, at = document_[at].parent) {
    const Owner owner = beside(at).owner;
    if (owner != Owner::Unknown) return owner;
  }
  return Owner::Unknown;
}

/// A bucket, and names that only AWS has, are of a store of that kind, wherever it is. An ARN says
/// itself whose it is.
bool ToldSettings::is_told_beside(Document::Index node, const SettingWords& words) {
  if (words.meaning == Meaning::RoleArn || words.whole) return true;
  const Beside& others = beside(index_.holder(node));
  const bool placed = words.meaning == Meaning::Region || words.meaning == Meaning::Endpoint;
  return words.before.empty() && placed && (others.bucket || others.pair);
}

Document::Index ToldSettings::holder(Document::Index node) const {
  Document::Index at = index_.holder(node);
  while (at != 0 && !document_[at].key.empty() && is_sorting(document_.key(at)) &&
         document_[document_[at].parent].kind == DocumentNode::Kind::Mapping)
    at = document_[at].parent;
  return at;
}

}  // namespace credlint
