// SPDX-License-Identifier: MIT
// Resources that watch over an account, of Terraform, CloudFormation and others alike, by
// rulesets/data/watched_resources.toml.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "scanner/core/rule.h"

namespace credlint {

struct WatchedResource {
  std::string_view kind;                                    ///< "trail", "alarm", "access-key"
  const ToolSetting* definition = nullptr;                  ///< its type
  std::map<std::string_view, const ToolSetting*> settings;  ///< by what they say: "logging"
  std::map<std::string_view, std::string_view> defaults;    ///< of those that may be left out

  /// The setting, where it is given; else nullptr.
  [[nodiscard]] const ToolSetting* setting(std::string_view what) const;
  /// What holds: the value that is written, or the default; absent where neither is known.
  [[nodiscard]] std::optional<std::string_view> value(std::string_view what) const;
  /// True where it is known to be off.
  [[nodiscard]] bool is_off(std::string_view what) const;
  /// Where to point for it: at the value, or at the type where it is left out.
  [[nodiscard]] const ToolSetting& place(std::string_view what) const;
};

/// All of a run, in file order.
std::vector<WatchedResource> watched_resources(const RuleContext& context);

}  // namespace credlint
