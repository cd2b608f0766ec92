// SPDX-License-Identifier: MIT
// What a file is used for, as far as its traits and path tell. A path alone never silences a rule:
// it lowers confidence, and the message says why.
#pragma once

#include <string>
#include <string_view>

#include "scanner/core/file_record.h"
#include "scanner/core/finding.h"
#include "scanner/core/rule.h"

namespace credlint {

enum class FilePurpose {
  Live,     ///< code and configuration: what stands there is used
  Data,     ///< records of something: JSON, CSV, saved pages
  Cache,    ///< what a tool keeps for itself and renews when needed
  Prose,    ///< documentation, logs
  Test,     ///< test code
  Fixture,  ///< recordings and sample data of tests
};

FilePurpose purpose_of(const FileRecord& record);

/// For what is wrong only when used: lowers severity and confidence of a finding in a file that is
/// read rather than run, and appends the reason to its message.
void lower_for_purpose(Finding& finding, const FileRecord& record);

/// Reports what is wrong only when used, lowered as above.
Finding& report_in_use(const RuleContext& context, FindingSink& sink, const Fact& fact,
                       std::string message, std::string help);
Finding& report_in_use(const RuleContext& context, FindingSink& sink, const Location& at,
                       ScopeId scope, std::string message, std::string help);

}  // namespace credlint
