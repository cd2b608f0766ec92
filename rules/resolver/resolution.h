// SPDX-License-Identifier: MIT
// What an SDK would do on a machine: the result of the resolver.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/anatomy/timestamps.h"
#include "scanner/core/facts.h"

namespace credlint::resolver {

/// Where something was found.
struct Origin {
  enum class Kind : std::uint8_t { Nowhere, Variable, File, Flag, BuiltIn };
  Kind kind = Kind::Nowhere;
  std::string name;        ///< Variable; Flag: the flag
  std::string path;        ///< File
  std::uint32_t line = 0;  ///< File: 1-based; 0 for the file as a whole
  std::string profile;     ///< File: empty outside profiles
};

/// A link of the chain that was asked.
struct Step {
  std::string provider;  ///< contracts: environment, shared-credentials-file, config-file, …
  std::string outcome;   ///< "used", "not set", "skipped: AWS_PROFILE is set", …
  Origin from;
};

/// Why the SDK stops.
struct Failure {
  std::string defect;   ///< row of defect_rules.toml: "source-missing"
  std::string type;     ///< the SDK's exception class or error code
  std::string message;  ///< the SDK's own message
  std::string rule;     ///< that finds it; may be empty
  Origin from;
};

/// When credentials end, as far as anything says so.
struct Expiry {
  enum class Verdict : std::uint8_t {
    AliveUntil,  ///< `at` is known and to come
    Certain,     ///< over for certain
    Probable,    ///< over, unless they were made for longer than is usual
    Unknown,
  };
  Verdict verdict = Verdict::Unknown;
  std::optional<std::chrono::sys_seconds> at;
  std::string reason;  ///< "x_security_token_expires", "created 3 days ago; no token lives longer
                       ///< than 36 hours"
};

struct ResolvedCredentials {
  std::string provider;
  Secret key_id;
  std::string account;  ///< 12 digits; empty when nothing tells
  bool has_secret = false;
  bool has_token = false;
  Secret secret;
  Secret token;
  /// A token under the name that the SDK reads, but in second place.
  Secret passed_over_token;
  /// Where the parts of the key stand, and the settings of the roles asked for with it.
  std::vector<Origin> places;
  Expiry expiry;
  Origin from;
  std::string role_arn;  ///< assume-role and web identity: the role asked for in the end
  std::vector<std::string>
      roles;  ///< assume-role: the roles on the way, in the order of asking; the last 100
  /// assume-role: the provider and profile whose credentials ask for the role. Its key id, secret
  /// and token are those above; the role's own come with the answer.
  std::string source_provider;
  std::string source_profile;
};

/// A value that stands somewhere.
struct Sourced {
  std::string value;
  Origin from;
};

struct ChosenProfile {
  std::string name;
  std::string selected_by;  ///< "--profile", a variable, or "default"
  bool exists = false;
  [[nodiscard]] bool named() const { return selected_by != "default"; }
};

/// Credentials that are there, but not used because others come first.
struct Shadowed {
  std::string provider;
  Origin from;
};

struct Resolution {
  std::string sdk;
  ChosenProfile profile;
  std::optional<Sourced> region;
  std::optional<ResolvedCredentials> credentials;
  std::vector<Step> chain;
  std::vector<Shadowed> shadowed;
  std::optional<Failure> failure;
  /// What every client of the SDK would raise with this profile, whatever credentials it has.
  std::optional<Failure> client_failure;
  /// A provider that would need the network or a program, where the resolver stops: "process",
  /// "container", "imds", "assume-role", …; empty when nothing is left to ask.
  std::string stops_at;
};

}  // namespace credlint::resolver
