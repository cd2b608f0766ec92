// SPDX-License-Identifier: MIT
#include "scanner/engine/history_origins.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "scanner/core/digest.h"
#include "scanner/core/words.h"
#include "scanner/input/line_diff.h"

namespace credlint {
namespace {

// What spans lines (a folded secret, a call) is seen with its surroundings.
constexpr std::size_t kAroundBytes = 1024;

std::string value_identity(const CredentialPart& part) {
  return fmt::format("value {} {:016x}", part.value.size(), part.value.fingerprint());
}

std::string line_identity(std::string_view path, std::string_view digest) {
  return fmt::format("line {} {}", digest, path);
}

// Versions of a large file are nearly equal, so they are compared in blocks.
constexpr std::size_t kBlockBytes = 4096;

/// How many bytes at the starts of two texts are equal.
std::size_t common_start(std::string_view a, std::string_view b) {
  const std::size_t limit = std::min(a.size(), b.size());
  std::size_t at = 0;
  while (at + kBlockBytes <= limit && std::memcmp(a.data() + at, b.data() + at, kBlockBytes) == 0)
    at += kBlockBytes;
  while (at < limit && a[at] == b[at]) ++at;
  return at;
}

/// How many bytes at the ends of two texts are equal, of at most `limit`.
std::size_t common_end(std::string_view a, std::string_view b, std::size_t limit) {
  const char* a_end = a.data() + a.size();
  const char* b_end = b.data() + b.size();
  std::size_t at = 0;
  while (at + kBlockBytes <= limit &&
         std::memcmp(a_end - at - kBlockBytes, b_end - at - kBlockBytes, kBlockBytes) == 0)
    at += kBlockBytes;
  while (at < limit &&
         a_end[-1 - static_cast<std::ptrdiff_t>(at)] == b_end[-1 - static_cast<std::ptrdiff_t>(at)])
    ++at;
  return at;
}

}  // namespace

std::string_view Versions::news(std::string_view path, const std::string& parent,
                                std::string_view bytes) {
  before_ = {};
  if (path != path_) {
    path_ = path;
    recent_.clear();
  }
  if (recent_.empty()) return bytes;
  const auto known = std::ranges::find(recent_, parent, &Version::blob);
  const std::string_view other = (known == recent_.end() ? recent_.back() : *known).bytes;
  std::size_t begin = common_start(bytes, other);
  const std::size_t left = std::min(bytes.size(), other.size()) - begin;
  const std::size_t equal_end = common_end(bytes, other, left);
  std::size_t end = bytes.size() - equal_end;
  begin -= std::min(begin, kAroundBytes);
  end = std::min(end + kAroundBytes, bytes.size());
  // Whole lines, which are known again by all that stands in them.
  begin = begin == 0 ? 0 : bytes.rfind('\n', begin) + 1;
  end = std::min(bytes.find('\n', end), bytes.size());
  before_ = other.substr(begin, other.size() - (bytes.size() - end) - begin);
  return bytes.substr(begin, end - begin);
}

std::string Versions::added(std::string_view news) const {
  constexpr std::uint32_t kAroundLines = 5;
  const std::vector<LineRange> ranges = added_lines(before_, news);
  std::string text;
  std::uint32_t line = 0;
  for (std::size_t at = 0; at < news.size();) {
    const std::size_t end = std::min(news.find_first_of("\r\n", at), news.size() - 1);
    ++line;
    const auto range =
        std::ranges::lower_bound(ranges, line - std::min(line, kAroundLines), {}, &LineRange::last);
    if (range != ranges.end() && range->first <= line + kAroundLines)
      text += news.substr(at, end + 1 - at);
    at = end + 1;
    if (news.compare(end, 2, "\r\n") == 0) text += news[at++];
  }
  return text;
}

void Versions::remember(const std::string& blob, std::string_view bytes) {
  // Enough for branches that went side by side.
  constexpr std::size_t kKept = 4;
  recent_.push_back({blob, std::string(bytes)});
  if (recent_.size() > kKept) recent_.pop_front();
}

std::string Origins::identity(const Finding& finding, const std::vector<ParsedFile>& files) {
  const ParsedFile& file = files[finding.at.file];
  for (const CredentialPart& part : file.facts.credential_parts) {
    if (part.part != PartKind::Expiry && part.at.span == finding.at.span)
      return value_identity(part);
  }
  const auto excerpt = file.record.excerpts.find(finding.at.line);
  const bool known = excerpt != file.record.excerpts.end();
  return line_identity(file.record.path, known ? excerpt->second.digest : std::string());
}

void Origins::look_for(const std::vector<Finding>& findings, const std::vector<ParsedFile>& files) {
  for (const Finding& finding : findings) {
    const FileRecord& record = files[finding.at.file].record;
    const auto excerpt = record.excerpts.find(finding.at.line);
    if (excerpt != record.excerpts.end()) wanted_[record.path].insert(excerpt->second.digest);
  }
}

void Origins::note_lines(std::string_view text, std::string_view path, const Origin& origin) {
  const auto wanted = wanted_.find(path);
  if (wanted == wanted_.end()) return;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string digest = sha256_hex(trim(text.substr(0, end)));
    if (wanted->second.contains(digest)) note(line_identity(path, digest), origin);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Origins::note_credentials(const ParsedFile& file, const Origin& origin) {
  for (const CredentialPart& part : file.facts.credential_parts) {
    if (part.part != PartKind::Expiry) note(value_identity(part), origin);
  }
}

void Origins::note(std::string identity, const Origin& origin) {
  const std::lock_guard lock(mutex_);
  const auto [known, added] = oldest_.try_emplace(std::move(identity), origin);
  if (added) return;
  Origin& oldest = known->second;
  const bool older =
      origin.commit != oldest.commit ? origin.commit > oldest.commit : origin.path < oldest.path;
  if (older) oldest = origin;
}

std::optional<Origin> Origins::oldest(const std::string& identity) const {
  const auto found = oldest_.find(identity);
  return found == oldest_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace credlint
