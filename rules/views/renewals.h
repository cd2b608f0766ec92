// SPDX-License-Identifier: MIT
// Temporary credentials that something asks for again and again and keeps for others: lines of
// crontabs, tasks of Ansible, timers of systemd, CronJobs, scheduled workflows, loops that sleep.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

struct Renewal {
  Location at;  ///< what says how often
  ScopeId scope;
  std::chrono::seconds pause;           ///< the longest between two runs
  std::chrono::seconds life;            ///< of what is asked for
  std::string_view failure;             ///< of a registry's login: what is said behind its end
  const PatternMatch* asked = nullptr;  ///< the command, where it stands elsewhere; else nullptr
};

/// All of a run, in file order within each kind.
std::vector<Renewal> renewals(const RuleContext& context);

}  // namespace credlint
