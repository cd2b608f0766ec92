// SPDX-License-Identifier: MIT
// What a text in the place of a region is. The names come from rulesets/data/{regions, partitions,
// region_nicknames, region_affixes, foreign_regions}.toml.
#pragma once

#include <string>
#include <string_view>

#include "scanner/core/catalog.h"

namespace credlint {

enum class RegionKind {
  Known,
  Pseudo,            ///< "aws-global", "fips-us-east-1": SDKs know what is meant
  AvailabilityZone,  ///< "us-east-1a", "use1-az1"
  LocalZone,         ///< "us-west-2-lax-1a" and Wavelength zones
  PossiblyNew,       ///< looks like a region of a partition, but is not in the list
  Foreign,           ///< a region of another store than AWS, or nearer to one than to AWS's
  Malformed,         ///< can be no region
};

struct RegionReading {
  RegionKind kind = RegionKind::Malformed;
  std::string partition;   ///< empty for Foreign and Malformed
  std::string suggestion;  ///< what is probably meant; empty when nothing is near
};

RegionReading read_region(const Catalog& catalog, std::string_view text);

/// True for what stands for "put your region here", or is made up: "region", "us-xxxx-1",
/// "mars-north-1", "<your-region>". What holds the name of a region is none.
bool is_region_placeholder(const Catalog& catalog, std::string_view text);

/// The partition of a region, known or possibly new; empty for what is none.
std::string partition_of_region(const Catalog& catalog, std::string_view region);

/// The host of a URL or of "host:port/path".
std::string_view host_of(std::string_view url);

/// The region that a label of a host of AWS names ("s3.us-west-2.amazonaws.com",
/// "s3-us-west-2.amazonaws.com"); empty when none does.
std::string region_of_host(const Catalog& catalog, std::string_view host);

/// True when the host of the URL is one of AWS itself.
bool is_aws_endpoint(const Catalog& catalog, std::string_view url);

/// The date of the list of regions: "2026-11-23".
std::string_view region_list_date(const Catalog& catalog);

}  // namespace credlint
