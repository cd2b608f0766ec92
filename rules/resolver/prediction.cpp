// SPDX-License-Identifier: MIT
#include "rules/resolver/prediction.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/anatomy/credential_shape.h"
#include "rules/anatomy/key_id.h"
#include "rules/anatomy/placeholder.h"
#include "rules/anatomy/region_names.h"
#include "rules/anatomy/session_token.h"
#include "rules/anatomy/words.h"
#include "rules/resolver/profile_walk.h"
#include "scanner/core/rule.h"

namespace credlint::resolver {
namespace {

/// The AWS error that a rule leads to: the first of those it names.
std::string error_of(std::string_view rule) {
  for (const Rule& candidate : all_rules()) {
    if (candidate.id == rule) {
      return std::string(candidate.info.error.substr(0, candidate.info.error.find_first_of(", ")));
    }
  }
  return {};
}

class Judge {
 public:
  Judge(const Machine& machine, const ResolvedCredentials& credentials,
        const std::optional<Sourced>& region)
      : machine_(machine), credentials_(credentials), region_(region) {}

  std::optional<Failure> run() {
    expired();
    key_id();
    pairing();
    token();
    partition();
    return std::move(found_);
  }

 private:
  void report(std::string_view rule, std::string message) {
    if (found_) return;
    Failure failure;
    failure.defect = failure.rule = std::string(rule);
    failure.type = error_of(rule);
    failure.message = std::move(message);
    failure.from = credentials_.from;
    found_ = std::move(failure);
  }

  void expired() {
    if (credentials_.expiry.verdict != Expiry::Verdict::Certain) return;
    const bool by_token = credentials_.expiry.reason.find(' ') != std::string::npos;
    report(by_token ? "token-expired-certain" : "expiry-field-past",
           by_token ? "the session token has expired: " + credentials_.expiry.reason
                    : fmt::format("the credentials expired on {} ({})",
                                  to_text(*credentials_.expiry.at), credentials_.expiry.reason));
  }

  void key_id() {
    const std::string_view value = credentials_.key_id.reveal();
    if (value.empty() || key_id_kind(value) == KeyIdKind::Other) return odd_key_id(value);
    if (is_placeholder(value, machine_.catalog)) {
      return report("placeholder-value", "the access key id is an example from documentation");
    }
    if (value.size() != kKeyIdLength) {
      return report("key-id-length", fmt::format("the access key id has {} characters, not {}",
                                                 value.size(), kKeyIdLength));
    }
    if (!is_well_formed_key_id(value)) {
      report("key-id-alphabet", "the access key id holds characters that none has");
    }
  }

  void odd_key_id(std::string_view value) {
    if (value.empty()) return;
    if (value.front() == '"' || value.front() == '\'') {
      return report("quoted-value", "quotes are part of the access key id for this SDK");
    }
    if (value.find_first_of(" \t\r\n") != std::string_view::npos) {
      return report("value-whitespace", "white space is part of the access key id");
    }
    if (is_placeholder(value, machine_.catalog) || is_expansion(value)) {
      report("placeholder-value", "the access key id is a placeholder");
    }
  }

  void pairing() {
    const KeyIdKind kind = key_id_kind(credentials_.key_id.reveal());
    if (kind == KeyIdKind::Temporary && !credentials_.has_token) {
      report("temp-key-without-token",
             "the key is temporary (ASIA…), and no session token goes with it");
    }
    if (kind == KeyIdKind::LongTerm && credentials_.has_token) {
      report("long-term-key-with-token",
             "the key is a long-term one (AKIA…), and a session token is sent with it");
    }
    if (!credentials_.has_secret && !credentials_.key_id.empty() &&
        credentials_.provider != "login") {
      report("empty-member", "the secret access key is empty");
    }
  }

  void token() {
    if (credentials_.token.empty()) return;
    const TokenReading reading = read_session_token(credentials_.token.reveal());
    if (reading.shape == TokenShape::Truncated) {
      report("token-truncated", "the session token is cut off");
    } else if (reading.shape == TokenShape::NotBase64) {
      report("token-not-base64", "the session token holds characters that none has");
    }
    if (reading.shape != TokenShape::Whole) return;
    const auto account = account_of_key_id(credentials_.key_id.reveal());
    if (account && !reading.token.account.empty() && *account != reading.token.account) {
      report("key-token-account-mismatch",
             fmt::format("the key belongs to account {}, the session token to {}", *account,
                         reading.token.account));
    }
    constexpr std::chrono::minutes kTolerance{5};
    if (reading.token.created && *reading.token.created > machine_.now + kTolerance) {
      report("token-from-the-future",
             fmt::format("the session token was made on {}, which this clock has yet to reach",
                         to_text(*reading.token.created)));
    }
  }

  /// Credentials are good in one partition only; a token names its own.
  void partition() {
    if (!region_ || credentials_.token.empty()) return;
    const TokenReading reading = read_session_token(credentials_.token.reveal());
    if (reading.shape != TokenShape::Whole || reading.token.region.empty()) return;
    const std::string there = partition_of_region(machine_.catalog, region_->value);
    const std::string here = partition_of_region(machine_.catalog, reading.token.region);
    if (there.empty() || here.empty() || there == here) return;
    report(
        "partition-mismatch",
        fmt::format("the session token is from {} (partition {}), the region {} is in partition {}",
                    reading.token.region, here, region_->value, there));
  }

  const Machine& machine_;
  const ResolvedCredentials& credentials_;
  const std::optional<Sourced>& region_;
  std::optional<Failure> found_;
};

/// An endpoint of somebody else's has keys of its own.
bool talks_to_aws(const Machine& machine) {
  const auto endpoint = machine.filled("AWS_ENDPOINT_URL");
  return !endpoint || is_aws_endpoint(machine.catalog, *endpoint);
}

/// RFC 1123: letters, digits and hyphens between them; 63 at most.
bool is_host_label(std::string_view text) {
  const auto inner = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-';
  };
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), inner);
}

}  // namespace

std::optional<Failure> predict_refusal(const Machine& machine, const Sdk&,
                                       const Resolution& resolution) {
  if (!resolution.credentials || !talks_to_aws(machine)) return std::nullopt;
  return Judge(machine, *resolution.credentials, resolution.region).run();
}

namespace {

std::optional<Failure> region_failure(const Machine& machine, const Sdk& sdk,
                                      const Resolution& resolution) {
  const Sourced& region = *resolution.region;
  const DefectWords words{resolution.profile.name, region.value, {}};
  if (region.value.empty() && !sdk.error("region-empty").type.empty()) {
    return failure_of(machine, sdk, "region-empty", words, region.from);
  }
  if (sdk.checks_host_label && !is_host_label(region.value)) {
    return failure_of(machine, sdk, "region-malformed", words, region.from);
  }
  const RegionReading reading = read_region(machine.catalog, region.value);
  const bool zone =
      reading.kind == RegionKind::AvailabilityZone || reading.kind == RegionKind::LocalZone;
  const bool wrong = reading.kind == RegionKind::Foreign || reading.kind == RegionKind::Malformed;
  if (!zone && !wrong) return std::nullopt;
  Failure failure;
  failure.defect = failure.rule = zone ? "region-is-az" : "region-malformed";
  failure.type = error_of("region-is-az");
  failure.message = fmt::format("\"{}\" is no region", region.value);
  if (!reading.suggestion.empty()) {
    failure.message += fmt::format("; {} is probably meant", reading.suggestion);
  }
  failure.from = region.from;
  return failure;
}

}  // namespace

std::optional<Failure> predict_client_failure(const Machine& machine, const Sdk& sdk,
                                              const Resolution& resolution) {
  if (resolution.client_failure) return resolution.client_failure;
  return resolution.region ? region_failure(machine, sdk, resolution) : std::nullopt;
}

std::optional<Failure> predict_missing_region(const Machine& machine, const Sdk& sdk,
                                              const Resolution& resolution) {
  if (resolution.region) return std::nullopt;
  return failure_of(machine, sdk, "no-region", {resolution.profile.name, {}, {}}, {});
}

}  // namespace credlint::resolver
