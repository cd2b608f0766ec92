// SPDX-License-Identifier: MIT
#include "rules/anatomy/region_names.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/words.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

const DataRow* known_region(const Catalog& catalog, std::string_view name) {
  return catalog.table(Table::Regions).find(name);
}

bool is_pseudo(const DataRow& row) { return row.note == "pseudo"; }

/// Calls `visit` with each blank-separated word.
template <typename Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// The partition whose longest prefix the name begins with, if the rest looks like "-east-1".
std::string possible_partition(const Catalog& catalog, std::string_view name) {
  std::string_view best_prefix;
  std::string_view best;
  for (const DataRow& row : catalog.table(Table::Partitions).rows) {
    for_each_word(row.note, [&](std::string_view prefix) {
      const bool fits =
          name.size() > prefix.size() && starts_with(name, prefix) && name[prefix.size()] == '-';
      if (fits && prefix.size() > best_prefix.size()) {
        best_prefix = prefix;
        best = row.key;
      }
    });
  }
  if (best.empty()) return {};
  const std::string_view rest = name.substr(best_prefix.size() + 1);
  const std::size_t dash = rest.find('-');
  if (dash == 0 || dash == std::string_view::npos || dash + 1 == rest.size()) return {};
  const bool shape =
      all_of_class(rest.substr(0, dash), is_lower) && all_of_class(rest.substr(dash + 1), is_digit);
  return shape ? std::string(best) : std::string();
}

/// "use1" for "us-east-1", "apse2" for "ap-southeast-2": how ids of availability zones begin.
std::string zone_id_prefix(std::string_view region) {
  std::string result;
  bool first = true;
  while (!region.empty()) {
    const std::size_t end = std::min(region.find('-'), region.size());
    const std::string_view word = region.substr(0, end);
    region.remove_prefix(std::min(end + 1, region.size()));
    if (first || (!word.empty() && is_digit(word.front()))) {
      result += word;
    } else if (!word.empty()) {
      result += word.front();
      const bool compound = word.size() > 5 && (ends_with(word, "east") || ends_with(word, "west"));
      if (compound) result += word[word.size() - 4];
    }
    first = false;
  }
  return result;
}

std::optional<RegionReading> read_zone_id(const Catalog& catalog, std::string_view text) {
  const std::size_t mark = text.find("-az");
  if (mark == std::string_view::npos || mark + 4 != text.size() || !is_digit(text.back()))
    return std::nullopt;
  for (const DataRow& row : catalog.table(Table::Regions).rows) {
    if (is_pseudo(row) || zone_id_prefix(row.key) != text.substr(0, mark)) continue;
    return RegionReading{RegionKind::AvailabilityZone, std::string(row.value),
                         std::string(row.key)};
  }
  return std::nullopt;
}

std::optional<RegionReading> read_zone(const Catalog& catalog, std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const std::string_view without_letter = text.substr(0, text.size() - 1);
  if (is_lower(text.back()) && is_digit(without_letter.back())) {
    const std::string partition = partition_of_region(catalog, without_letter);
    if (!partition.empty()) {
      return RegionReading{RegionKind::AvailabilityZone, partition, std::string(without_letter)};
    }
  }
  for (const DataRow& row : catalog.table(Table::Regions).rows) {
    if (is_pseudo(row) || text.size() <= row.key.size() + 1) continue;
    if (!starts_with(text, row.key) || text[row.key.size()] != '-') continue;
    // us-west-2-lax-1a, us-east-1-wl1-bos-wlz-1: each zone has its number.
    const std::string_view zone = text.substr(row.key.size());
    if (std::any_of(zone.begin(), zone.end(), is_digit)) {
      return RegionReading{RegionKind::LocalZone, std::string(row.value), std::string(row.key)};
    }
  }
  return read_zone_id(catalog, text);
}

/// Names of older SDKs around a region or in its place.
std::optional<RegionReading> read_old_name(const Catalog& catalog, std::string_view text) {
  for (const DataRow& row : catalog.table(Table::RegionAffixes).rows) {
    if (row.value == "whole" && text == row.key) return RegionReading{RegionKind::Pseudo, "", ""};
    std::string_view region;
    if (row.value == "prefix" && starts_with(text, row.key)) region = text.substr(row.key.size());
    if (row.value == "suffix" && ends_with(text, row.key))
      region = text.substr(0, text.size() - row.key.size());
    if (region.empty()) continue;
    if (const DataRow* known = known_region(catalog, region)) {
      return RegionReading{RegionKind::Pseudo, std::string(known->value), ""};
    }
  }
  return std::nullopt;
}

std::string letters_and_digits(std::string_view text) {
  std::string result;
  for (const char c : to_lower(text)) {
    if (is_lower(c) || is_digit(c)) result += c;
  }
  return result;
}

bool is_foreign(const Catalog& catalog, std::string_view text) {
  const auto& rows = catalog.table(Table::ForeignRegions).rows;
  return std::any_of(rows.begin(), rows.end(), [&](const DataRow& row) {
    if (row.key.back() != '*') return text == row.key;
    return starts_with(text, row.key.substr(0, row.key.size() - 1));
  });
}

/// Names of other stores' regions that are long enough to be recognised when misspelt.
std::vector<std::string_view> long_foreign_names(const Catalog& catalog) {
  constexpr std::size_t kShortest = 6;
  std::vector<std::string_view> names;
  for (const DataRow& row : catalog.table(Table::ForeignRegions).rows) {
    if (row.key.size() >= kShortest && row.key.back() != '*') names.push_back(row.key);
  }
  return names;
}

/// The other store's region with the same letters and digits, or the nearest within `limit` edits.
std::string foreign_neighbour(const Catalog& catalog, std::string_view text, std::size_t limit) {
  const std::vector<std::string_view> names = long_foreign_names(catalog);
  const std::string wanted = letters_and_digits(text);
  const auto same = std::ranges::find(names, wanted, letters_and_digits);
  if (same != names.end()) return std::string(*same);
  return limit == 0 ? std::string() : std::string(nearest(text, names, limit));
}

/// The region that is written with the same letters and digits: "us_east_1", "USEast1".
std::string same_letters(const Catalog& catalog, std::string_view text) {
  const std::string wanted = letters_and_digits(text);
  for (const DataRow& row : catalog.table(Table::Regions).rows) {
    if (!is_pseudo(row) && letters_and_digits(row.key) == wanted) return std::string(row.key);
  }
  return {};
}

std::string nearest_region(const Catalog& catalog, std::string_view text) {
  std::vector<std::string_view> names;
  for (const DataRow& row : catalog.table(Table::Regions).rows) {
    if (!is_pseudo(row)) names.push_back(row.key);
  }
  return std::string(nearest(text, names));
}

/// A text near a region of AWS may be nearer to one of another store, or that one but for its
/// dashes: "ru-central-1".
RegionReading read_slip(const Catalog& catalog, std::string_view text) {
  const std::string own = nearest_region(catalog, text);
  if (own.empty()) return {RegionKind::Malformed, "", ""};
  const std::string other = foreign_neighbour(catalog, text, edit_distance(text, own) - 1);
  if (!other.empty()) return {RegionKind::Foreign, "", other};
  return {RegionKind::Malformed, "", own};
}

RegionReading read_misspelt(const Catalog& catalog, std::string_view text) {
  const auto meant = [](std::string region) {
    return RegionReading{RegionKind::Malformed, "", std::move(region)};
  };
  const std::string lower = to_lower(trim(text));
  if (const DataRow* nickname = catalog.table(Table::RegionNicknames).find(lower))
    return meant(std::string(nickname->value));
  if (std::string region = same_letters(catalog, lower); !region.empty())
    return meant(std::move(region));
  if (std::string region = region_of_host(catalog, lower); !region.empty())
    return meant(std::move(region));
  std::string dashed = lower;
  std::replace_if(
      dashed.begin(), dashed.end(), [](char c) { return c == '_' || c == ' '; }, '-');
  if (const auto zone = read_zone(catalog, dashed)) return meant(zone->suggestion);
  return read_slip(catalog, dashed);
}

bool parts_word(char c) { return !is_lower(c) && !is_digit(c); }

/// "x", "xxxx".
bool is_filler(std::string_view word) {
  return word.find_first_not_of('x') == std::string_view::npos;
}

bool is_made_up_word(const Catalog& catalog, std::string_view word) {
  const DataRow* row = catalog.table(Table::Placeholders).find(word);
  const bool listed = row != nullptr && (row->value == "region-word" || row->value == "dummy");
  return listed || is_filler(word) || catalog.table(Table::MadeUpWords).find(word) != nullptr;
}

bool holds_region(const Catalog& catalog, std::string_view lower) {
  const auto& rows = catalog.table(Table::Regions).rows;
  return std::any_of(rows.begin(), rows.end(), [&](const DataRow& row) {
    return !is_pseudo(row) && contains(lower, row.key);
  });
}

}  // namespace

bool is_region_placeholder(const Catalog& catalog, std::string_view text) {
  if (is_placeholder(text, catalog)) return true;
  if (read_region(catalog, text).kind == RegionKind::Pseudo) return false;
  const std::string lower = to_lower(trim(text));
  if (lower.empty() || holds_region(catalog, lower)) return false;
  for (std::string_view rest = lower; !rest.empty();) {
    const auto* end = std::find_if(rest.begin(), rest.end(), parts_word);
    const auto size = static_cast<std::size_t>(end - rest.begin());
    if (size > 0 && is_made_up_word(catalog, rest.substr(0, size))) return true;
    rest.remove_prefix(std::min(size + 1, rest.size()));
  }
  return false;
}

std::string partition_of_region(const Catalog& catalog, std::string_view region) {
  if (const DataRow* row = known_region(catalog, region)) return std::string(row->value);
  return possible_partition(catalog, region);
}

RegionReading read_region(const Catalog& catalog, std::string_view text) {
  if (const DataRow* row = known_region(catalog, text)) {
    return {is_pseudo(*row) ? RegionKind::Pseudo : RegionKind::Known, std::string(row->value), ""};
  }
  if (const auto old_name = read_old_name(catalog, text)) return *old_name;
  if (is_foreign(catalog, text)) {
    const std::string other = foreign_neighbour(catalog, text, 0);
    return {RegionKind::Foreign, "", other == text ? std::string() : other};
  }
  if (const auto zone = read_zone(catalog, text)) return *zone;
  const std::string partition = possible_partition(catalog, text);
  if (!partition.empty())
    return {RegionKind::PossiblyNew, partition, nearest_region(catalog, text)};
  return read_misspelt(catalog, text);
}

bool is_aws_endpoint(const Catalog& catalog, std::string_view url) {
  const auto& rows = catalog.table(Table::EndpointSuffixes).rows;
  return std::any_of(rows.begin(), rows.end(),
                     [&](const DataRow& row) { return contains(url, row.key); });
}

std::string_view region_list_date(const Catalog& catalog) {
  return catalog.table(Table::Regions).checked;
}

std::string_view host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  // A secret with a '/' in front of the '@' makes no valid URL: what stands there is still no host.
  const std::size_t user = url.rfind('@');
  const std::string_view first = url.substr(0, url.find('/'));
  const bool host = first.find('@') == std::string_view::npos &&
                    (first.find('.') != std::string_view::npos || starts_with(first, "localhost"));
  if (user != std::string_view::npos && !host) url.remove_prefix(user + 1);
  return url.substr(0, url.find_first_of("/:"));
}

std::string region_of_host(const Catalog& catalog, std::string_view host) {
  while (!host.empty()) {
    const std::size_t end = std::min(host.find_first_of("./:"), host.size());
    std::string_view label = host.substr(0, end);
    if (starts_with(label, "s3-")) label.remove_prefix(3);
    const DataRow* row = known_region(catalog, label);
    if (row != nullptr && !is_pseudo(*row)) return std::string(row->key);
    host.remove_prefix(std::min(end + 1, host.size()));
  }
  return {};
}

}  // namespace credlint
