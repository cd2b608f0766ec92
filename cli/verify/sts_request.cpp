// SPDX-License-Identifier: MIT
#include "cli/verify/sts_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scanner/core/words.h"

namespace credlint {
namespace {

using resolver::ProfileView;

/// A region of the world's list, as far as STS is concerned.
struct StsRegion {
  std::string_view name;
  std::string_view partition;
  bool opt_in = false;
};

/// Letters, digits and '-', so that nothing but a region becomes part of a host.
bool is_host_label(std::string_view text) {
  return !text.empty() && text.size() < 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// The partition whose prefix for regions fits best; nullptr when none does.
const DataRow* partition_of(const Catalog& catalog, std::string_view region) {
  const DataRow* best = nullptr;
  std::size_t longest = 0;
  for (const DataRow& row : catalog.table(Table::Partitions).rows) {
    std::string_view prefixes = row.note;
    while (!prefixes.empty()) {
      const std::size_t end = std::min(prefixes.find(' '), prefixes.size());
      const std::string_view prefix = prefixes.substr(0, end);
      prefixes.remove_prefix(std::min(end + 1, prefixes.size()));
      const bool fits = starts_with(region, prefix) && region.size() > prefix.size() &&
                        region[prefix.size()] == '-';
      if (!fits || prefix.size() <= longest) continue;
      best = &row;
      longest = prefix.size();
    }
  }
  return best;
}

/// Reads what shapes the request: a variable, else a setting of the profile.
class Settings {
 public:
  Settings(const resolver::Machine& machine, const resolver::SharedView& view,
           const ProfileView& profile)
      : machine_(machine), view_(view), profile_(profile) {}

  [[nodiscard]] std::string text(std::string_view what) const {
    const DataRow* row = machine_.catalog.table(Table::StsRequest).find(what);
    if (row == nullptr) return {};
    if (auto value = variable(row->value)) return *value;
    return row->note.empty() ? std::string() : std::string(profile_.text(row->note));
  }

  [[nodiscard]] bool on(std::string_view what) const {
    return equals_ignoring_case(trim(text(what)), "true");
  }

  /// The endpoint that is configured; empty when none is. A variable comes before all settings, the
  /// service's own setting before the general one.
  [[nodiscard]] std::string endpoint() const {
    if (on("endpoints-ignored")) return {};
    const DataRow* row = machine_.catalog.table(Table::StsRequest).find("endpoint");
    if (auto value = variable(row->value)) return *value;
    const std::string own = of_service(row->note);
    return own.empty() ? std::string(profile_.text(row->note)) : own;
  }

 private:
  [[nodiscard]] std::optional<std::string> variable(std::string_view names) const {
    while (!names.empty()) {
      const std::size_t end = std::min(names.find(' '), names.size());
      if (const auto value = machine_.filled(names.substr(0, end))) return std::string(*value);
      names.remove_prefix(std::min(end + 1, names.size()));
    }
    return std::nullopt;
  }

  /// "endpoint_url" in the block "sts" of the services section that the profile names.
  [[nodiscard]] std::string of_service(std::string_view key) const {
    const std::string_view name = profile_.text("services");
    const resolver::Section* section = name.empty() ? nullptr : view_.services(name);
    const resolver::Setting* block = section == nullptr ? nullptr : section->find("sts");
    if (block == nullptr) return {};
    std::string_view lines = block->value.reveal();
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      const std::string_view line = lines.substr(0, end);
      lines.remove_prefix(std::min(end + 1, lines.size()));
      const std::size_t equals = line.find('=');
      if (equals != std::string_view::npos && trim(line.substr(0, equals)) == key)
        return std::string(trim(line.substr(equals + 1)));
    }
    return {};
  }

  const resolver::Machine& machine_;
  const resolver::SharedView& view_;
  const ProfileView& profile_;
};

/// The region to sign for, and its partition. Without a region, or with one that stands for a whole
/// partition, what the SDKs take instead; empty when the text is no region.
std::optional<StsRegion> region_of(const Catalog& catalog, std::string_view text) {
  const DataTable& endpoints = catalog.table(Table::StsEndpoints);
  if (text.empty()) return StsRegion{{}, "aws"};
  const DataRow* known = catalog.table(Table::Regions).find(text);
  if (known != nullptr && known->note == "pseudo") {
    const DataRow* whole = endpoints.find(known->value);
    if (whole == nullptr) return std::nullopt;
    if (known->value == "aws") return StsRegion{{}, "aws"};
    return StsRegion{whole->note, known->value};
  }
  if (known != nullptr) return StsRegion{text, known->value, known->note == "opt-in"};
  const DataRow* partition = partition_of(catalog, text);
  if (partition == nullptr || !is_host_label(text)) return std::nullopt;
  return StsRegion{text, partition->key};
}

/// The host for a region, and in `request` what it is signed for.
std::string host_for(const Catalog& catalog, const StsRegion& region, const Settings& settings,
                     StsRequest& request) {
  const DataTable& endpoints = catalog.table(Table::StsEndpoints);
  const DataRow* global = endpoints.find("global");
  const bool fips = settings.on("fips");
  const bool dual_stack = settings.on("dual-stack");
  const bool legacy = settings.text("regional-endpoints") == "legacy" &&
                      catalog.table(Table::StsGlobalRegions).find(region.name) != nullptr;
  request.region = region.name.empty() ? global->note : region.name;
  if ((region.name.empty() || legacy) && !fips && !dual_stack) {
    request.region = global->note;
    return std::string(global->value);
  }
  std::string_view prefix = "sts";
  if (fips) {
    const DataRow* own = endpoints.find(fmt::format("{}.fips-prefix", region.partition));
    // The partition's own FIPS hosts have dual-stack names like all others.
    prefix = own != nullptr && !dual_stack ? own->value : endpoints.find("fips-prefix")->value;
  }
  const DataRow* usual = catalog.table(Table::Partitions).find(region.partition);
  return fmt::format("{}.{}.{}", prefix, request.region,
                     dual_stack ? endpoints.find(region.partition)->value : usual->value);
}

}  // namespace

std::string endpoint_problem(std::string_view url) {
  const std::size_t colon = url.find("://");
  const std::string scheme = to_lower(url.substr(0, std::min(colon, url.size())));
  if (colon == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    return "is no http or https URL";
  }
  const std::string_view rest = url.substr(colon + 3);
  const std::string_view host = rest.substr(0, rest.find('/'));
  const bool plain = std::all_of(rest.begin(), rest.end(), [](unsigned char c) {
    return c > ' ' && c < 0x7F &&
           std::string_view("\"'\\<>^`{|}?#@").find(static_cast<char>(c)) == std::string_view::npos;
  });
  if (host.empty() || host.front() == ':') return "names no host";
  if (!plain) return "holds more than a host, a port and a path";
  return {};
}

Result<StsRequest> sts_request_for(const resolver::Machine& machine,
                                   const resolver::SharedView& view,
                                   const resolver::Resolution& resolution) {
  const ProfileView profile = view.profile(resolution.profile.name);
  const Settings settings(machine, view, profile);
  const std::string_view named =
      resolution.region ? std::string_view(resolution.region->value) : std::string_view();
  const auto region = region_of(machine.catalog, named);
  if (!region) return Error{"the region is none that STS could be asked in"};
  StsRequest request;
  request.opt_in = region->opt_in;
  const std::string host = host_for(machine.catalog, *region, settings, request);
  const std::string endpoint = settings.endpoint();
  request.url = endpoint.empty() ? fmt::format("https://{}/", host) : endpoint;
  if (const std::string problem = endpoint_problem(request.url); !problem.empty()) {
    return Error{fmt::format("the endpoint that is configured for STS {}", problem)};
  }
  // A path is part of what is signed, and the root is the only one that STS has.
  if (request.url.find('/', request.url.find("://") + 3) == std::string::npos) request.url += "/";
  request.ca_bundle = settings.text("ca-bundle");
  if (request.ca_bundle.empty()) request.ca_bundle = settings.text("ca-bundle-fallback");
  const bool plain = starts_with(to_lower(request.url), "http:");
  request.proxy = settings.text(plain ? "proxy-http" : "proxy-https");
  request.no_proxy = settings.text("no-proxy");
  return request;
}

}  // namespace credlint
