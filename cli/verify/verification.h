// SPDX-License-Identifier: MIT
// What AWS itself says of the credentials that an SDK would use: asked for with `doctor --verify`
// only.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/verify/curl.h"
#include "cli/verify/sts_request.h"
#include "rules/resolver/sdk.h"
#include "scanner/core/catalog.h"
#include "scanner/core/result.h"

namespace credlint {

struct Verification {
  enum class Outcome : std::uint8_t {
    Confirmed,  ///< AWS knows the credentials
    Refused,    ///< AWS refuses them
    NoAnswer,   ///< nothing, or nothing of STS, answered
    NotAsked,   ///< there was nothing to ask with, or nowhere to ask
  };
  Outcome outcome = Outcome::NotAsked;
  /// Why, in a word: "expired", "unknown-key", "token", "signature", "clock",
  /// "region-not-enabled", "no-route", "certificate", … Empty when confirmed.
  std::string cause;
  std::string message;  ///< the cause as a sentence without its full stop; empty when confirmed
  std::string subject;  ///< whose credentials were asked about, where it is not what the SDK uses
  std::string endpoint, region;
  std::string account, arn;                         ///< that AWS says
  std::string error_code, error_message;            ///< that AWS says
  std::vector<std::string> contradictions;          ///< between AWS and the files
  std::optional<std::chrono::seconds> clock_ahead;  ///< of this machine before AWS's
};

/// What is to be asked for one SDK and profile.
struct VerificationTask {
  std::optional<StsRequest> request;
  SigningKeys keys;
  std::string subject;
  std::string reason;                ///< why nothing can be asked; empty when it can
  std::string reason_cause;          ///< the same in a word
  std::string expected_account;      ///< that key or token name; empty when they do not
  std::string declared_account;      ///< that a setting names; empty when none does
  std::vector<std::string> process;  ///< credential_process, to be run before; empty: none
};

/// Whether programs that print credentials may be run.
enum class RunProcess : bool { No, Yes };

/// What can be asked about what an SDK ends with: the keys that stand in files and variables; of a
/// role, those that ask for it.
VerificationTask verification_task(const resolver::Machine& machine, const resolver::Sdk& sdk,
                                   const resolver::SharedView& view,
                                   const resolver::Resolution& resolution, RunProcess run);

/// Asks, each different question once, several at a time, no longer than half a minute in all. The
/// order is that of the tasks. `progress.stop` ends it early.
std::vector<Verification> verify(const Catalog& catalog, std::span<const VerificationTask> tasks,
                                 const Progress& progress);

/// Reads what STS has answered.
Verification read_answer(const Catalog& catalog, const VerificationTask& task,
                         const HttpAnswer& answer, std::chrono::sys_seconds now);

/// The time of an HTTP Date header ("Sun, 29 Nov 2026 18:52:13 GMT"); nothing when it is none.
std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text);

}  // namespace credlint
