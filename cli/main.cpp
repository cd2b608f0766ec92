// SPDX-License-Identifier: MIT
#include <csignal>
#include <string>
#include <variant>
#include <vector>

#include "cli/commands/baseline.h"
#include "cli/commands/check.h"
#include "cli/commands/doctor.h"
#include "cli/commands/explain.h"
#include "cli/commands/facts.h"
#include "cli/commands/hook.h"
#include "cli/commands/lsp.h"
#include "cli/commands/merge.h"
#include "cli/commands/rules.h"
#include "cli/flags.h"
#include "cli/output.h"
#include "cli/resource_limits.h"

namespace credlint {
namespace {

int print(const Message& message, const Output& output) {
  if (message.exit_code != kClean) {
    output.note(message.text.substr(0, message.text.find_last_not_of('\n') + 1));
    return message.exit_code;
  }
  const Status status = output.write(message.text);
  return status ? kClean : output.fail(status.error().message);
}

struct Dispatch {
  const Output& output;
  int operator()(const Message& message) const { return print(message, output); }
  int operator()(const CheckFlags& flags) const { return run_check(flags, output); }
  int operator()(const BaselineFlags& flags) const { return run_baseline(flags, output); }
  int operator()(const MergeFlags& flags) const { return run_merge(flags, output); }
  int operator()(const DoctorFlags& flags) const { return run_doctor(flags, output); }
  int operator()(const FactsFlags& flags) const { return run_facts(flags, output); }
  int operator()(const RulesFlags& flags) const { return run_rules(flags, output); }
  int operator()(const ExplainFlags& flags) const { return run_explain(flags, output); }
  int operator()(const HookFlags& flags) const { return run_hook(flags, output); }
  int operator()(const LspFlags&) const { return run_lsp(); }
};

}  // namespace
}  // namespace credlint

int main(int argc, char** argv) {
  using credlint::Output;
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a closed pipe is then an error of write()
  credlint::say_when_memory_runs_out();
  credlint::give_large_blocks_back();
  try {
    const std::string complaint = credlint::complaint_about_limits();
    if (!complaint.empty()) return Output(credlint::ColorChoice::Never).fail(complaint);
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const credlint::CommandLine line = credlint::parse_command_line(arguments);
    const Output output(line.color);
    return std::visit(credlint::Dispatch{output}, line.command);
  } catch (...) {
    // The exception's text may quote input, so it is not shown.
    return Output(credlint::ColorChoice::Never).fail("internal error, please report it");
  }
}
