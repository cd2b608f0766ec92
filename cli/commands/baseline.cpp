// SPDX-License-Identifier: MIT
#include "cli/commands/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "cli/baseline_file.h"
#include "cli/baseline_watch.h"
#include "cli/rfc3339.h"
#include "cli/setup.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/unicode.h"
#include "scanner/report/write_output.h"

namespace credlint {
namespace {

/// A baseline and what the files hold now.
struct State {
  Baseline baseline;
  CheckResult checked;
  std::vector<EntryFate> fates;
};

Error no_baseline() {
  return {fmt::format("there is no {} here or above (credlint baseline create)", kBaselineName)};
}

/// The baseline that an action starts from.
Result<Baseline> starting_point(const BaselineFlags& flags, const Settings& settings) {
  const std::string found = find_baseline(flags.file, settings);
  if (flags.action != BaselineAction::Create) {
    if (found.empty()) return no_baseline();
    return load_baseline(found);
  }
  if (found.empty()) return new_baseline(std::string(kBaselineName));
  if (is_taken(found) && !flags.force) {
    return Error{fmt::format(
        "{} exists: 'credlint baseline update' adds to it, --force replaces it", found)};
  }
  if (const Status good = check_output_path(found); !good) return good.error();
  return new_baseline(found);
}

Result<State> look(const BaselineFlags& flags) {
  CREDLINT_TRY(Setup setup, prepare(flags.scan));
  RunOptions& options = setup.options;
  CREDLINT_TRY(options.now, time_or_clock(flags.now));
  CREDLINT_TRY(options.baseline, starting_point(flags, options.settings));
  const BaselineWatch watch(options);
  State state;
  CREDLINT_TRY(state.checked, check(setup));
  state.fates = watch.fates(state.checked);
  state.baseline = *options.baseline;
  return state;
}

std::size_t add_new(State& state) {
  const std::vector<Finding>& findings = state.checked.findings;
  const std::vector<BaselineEntry> entries =
      baseline_entries(state.baseline, findings, *state.checked.scanned.facts);
  std::size_t added = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (findings[i].suppressed) continue;
    state.baseline.entries.push_back(entries[i]);
    ++added;
  }
  return added;
}

std::size_t remove_stale(State& state) {
  std::vector<BaselineEntry> kept;
  for (std::size_t i = 0; i < state.fates.size(); ++i) {
    if (state.fates[i] != EntryFate::Stale) kept.push_back(state.baseline.entries[i]);
  }
  const std::size_t removed = state.baseline.entries.size() - kept.size();
  state.baseline.entries = std::move(kept);
  return removed;
}

std::string entries_text(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "entry" : "entries");
}

/// One line an entry, in the order in which the findings stand.
std::string listing(const State& state) {
  const FactStore& facts = *state.checked.scanned.facts;
  const std::vector<BaselineEntry> found =
      baseline_entries(state.baseline, state.checked.findings, facts);
  std::map<BaselineEntry, const Finding*> places;
  for (std::size_t i = 0; i < found.size(); ++i)
    places.emplace(found[i], &state.checked.findings[i]);
  std::vector<std::tuple<std::string, std::uint32_t, std::string>> lines;
  for (std::size_t i = 0; i < state.fates.size(); ++i) {
    const BaselineEntry& entry = state.baseline.entries[i];
    const auto place = places.find(entry);
    const bool matched = place != places.end();
    const std::string path =
        printable(mask_path(matched ? facts.file(place->second->at.file).path : entry.path));
    const std::uint32_t line = matched ? place->second->at.line : 0;
    const std::string where = line == 0 ? path : fmt::format("{}:{}", path, line);
    const std::string_view fate = matched                              ? ""
                                  : state.fates[i] == EntryFate::Stale ? "  stale"
                                                                       : "  not looked at";
    lines.emplace_back(path, line, fmt::format("{} {}{}\n", where, entry.rule, fate));
  }
  std::ranges::sort(lines);
  std::string out;
  for (const auto& [path, line, text] : lines) out += text;
  return out;
}

int finish(const State& state, const Output& output) {
  for (const Diagnostic& trouble : state.checked.scanned.diagnostics) {
    output.note(printable(fmt::format("credlint: {}: {}", mask_path(trouble.path),
                                      mask_unrecognised(trouble.message))));
  }
  return state.checked.scanned.diagnostics.empty() ? kClean : kUnread;
}

int save(const State& state, std::string_view what, const Output& output) {
  const Status saved = save_baseline(state.baseline);
  if (!saved) return output.fail(saved.error().message);
  output.note(printable(fmt::format("{}: {}", state.baseline.shown, what)));
  return finish(state, output);
}

}  // namespace

int run_baseline(const BaselineFlags& flags, const Output& output) {
  Result<State> state = look(flags);
  if (!state) return output.fail(state.error().message);
  switch (flags.action) {
    case BaselineAction::Create: {
      const std::size_t added = add_new(*state);
      return save(*state, entries_text(added), output);
    }
    case BaselineAction::Update: {
      const std::size_t added = add_new(*state);
      if (added == 0) {
        output.note(printable(state->baseline.shown + ": nothing new"));
        return finish(*state, output);
      }
      return save(*state, entries_text(added) + " added", output);
    }
    case BaselineAction::Prune: {
      const std::size_t removed = remove_stale(*state);
      if (removed == 0) {
        output.note(printable(state->baseline.shown + ": nothing to remove"));
        return finish(*state, output);
      }
      return save(*state, entries_text(removed) + " removed", output);
    }
    case BaselineAction::Show: {
      const Status written = output.write(listing(*state));
      if (!written) return output.fail(written.error().message);
      return finish(*state, output);
    }
  }
  return kClean;
}

}  // namespace credlint
