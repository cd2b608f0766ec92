// SPDX-License-Identifier: MIT
#include "scanner/report/fingerprint.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>

#include "scanner/report/lookup.h"

namespace credlint {
namespace {

std::uint64_t fnv1a(std::string_view text, std::uint64_t hash) {
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

/// Two 64-bit hashes with different starts: wide enough for the findings of one repository.
std::string hash128(std::string_view text) {
  const std::uint64_t first = fnv1a(text, 0xcbf29ce484222325ULL);
  const std::uint64_t second = fnv1a(text, first ^ 0x9e3779b97f4a7c15ULL);
  return fmt::format("{:016x}{:016x}", first, second);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

std::vector<std::string> finding_fingerprints(const ReportInput& input) {
  const RunLookup lookup(input);
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> fingerprints;
  fingerprints.reserve(input.findings.size());
  for (const Finding& finding : input.findings) {
    const Excerpt* excerpt = lookup.excerpt(finding.at);
    std::string key(kFingerprintName);
    for (const std::string_view part :
         {std::string_view(finding.rule), lookup.path(finding.at),
          excerpt == nullptr ? std::string_view() : trimmed(excerpt->text)}) {
      key += '\0';  // stands in none of the parts
      key += part;
    }
    const std::size_t occurrence = seen[key]++;
    fingerprints.push_back(hash128(fmt::format("{}{}{}", key, '\0', occurrence)));
  }
  return fingerprints;
}

}  // namespace credlint
