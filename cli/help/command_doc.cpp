// SPDX-License-Identifier: MIT
#include "cli/help/command_doc.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include "cli/flags.h"
#include "rules/resolver/sdk.h"
#include "scanner/config/embedded.h"
#include "scanner/core/rule.h"
#include "scanner/report/report.h"

namespace credlint {
namespace {

std::vector<std::string> split_at_bars(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = std::min(text.find('|'), text.size());
    parts.emplace_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> rule_choices() {
  std::vector<std::string> names;
  for (const Rule& rule : all_rules()) {
    names.emplace_back(rule.id);
    names.emplace_back(rule.family);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// All values of what is called so; none where anything goes.
std::vector<std::string> choices_of(std::string_view value) {
  if (value.find('|') != std::string_view::npos) return split_at_bars(value);
  if (value == "ACTION") return {"install", "uninstall"};
  if (value.starts_with("RULE")) return rule_choices();
  if (value == "FORMAT" || value == "FORMAT=FILE") {
    const std::vector<std::string_view> names = report_format_names();
    return {names.begin(), names.end()};
  }
  if (value != "SDK") return {};
  const std::vector<std::string_view> sdks = resolver::sdk_names(embedded_catalog());
  std::vector<std::string> names(sdks.begin(), sdks.end());
  names.emplace_back("all");
  return names;
}

/// Whether it may be given several times. More than one value at once is for arguments alone.
bool repeats(const CLI::Option& option) {
  return option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
}

FlagDoc describe(const CLI::Option& option) {
  FlagDoc doc;
  doc.text = option.get_description();
  doc.group = option.get_group();
  doc.fallback = option.get_default_str();
  if (option.get_positional()) {
    doc.name = option.get_name();
    doc.repeats = option.get_items_expected_max() > 1;
    const std::string kinds = option.get_type_name();
    doc.choices = choices_of(kinds.empty() ? doc.name : kinds);
    return doc;
  }
  if (!option.get_snames().empty()) doc.letter = option.get_snames().front();
  if (!option.get_lnames().empty()) doc.name = option.get_lnames().front();
  if (option.get_items_expected_max() > 0) doc.value = option.get_type_name();
  doc.repeats = !doc.value.empty() && repeats(option);
  doc.choices = choices_of(doc.value);
  return doc;
}

/// Brings flags of one group together. The groups keep the order in which they begin; what has none
/// of its own comes last.
void gather_groups(std::vector<FlagDoc>& flags) {
  const std::string plain = CLI::OptionDefaults().get_group();
  std::vector<std::string> order;
  for (const FlagDoc& flag : flags) {
    if (flag.group != plain && std::ranges::find(order, flag.group) == order.end())
      order.push_back(flag.group);
  }
  std::ranges::stable_sort(flags, {}, [&](const FlagDoc& flag) {
    return std::ranges::find(order, flag.group) - order.begin();
  });
}

}  // namespace

CommandDoc describe(const CLI::App& app, const std::string& above) {
  CommandDoc doc{.word = app.get_name(), .text = app.get_description()};
  doc.path = above.empty() ? doc.word : above + " " + doc.word;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    (option->get_positional() ? doc.arguments : doc.flags).push_back(describe(*option));
  }
  gather_groups(doc.flags);
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!command->get_group().empty()) doc.commands.push_back(describe(*command, doc.path));
  }
  return doc;
}

}  // namespace credlint
