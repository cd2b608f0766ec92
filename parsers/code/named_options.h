// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "parsers/code/code_model.h"
#include "scanner/core/catalog.h"

namespace credlint {

/// The name that a key is: what a text says, the last name of a chain.
std::string name_in(const CodeModel& model, TSNode key);

/// Dictionaries whose name says what their members mean: broker_transport_options = {"region":
/// "eu-west-1"}. Tables have a row of meaning "other" for the name, and one for each member. A
/// member that is a dictionary has its own row of "other"; "*" in its place is a member of any
/// name: "STORAGES.*.OPTIONS".
class NamedOptions {
 public:
  NamedOptions(const CodeModel& model, const Catalog& catalog);

  /// What a member of a dictionary means, or nullptr.
  [[nodiscard]] const KeyName* option(TSNode dictionary, TSNode member) const;

 private:
  void note(TSNode name, TSNode value, TSNode around);
  /// Whether a row says that it names a dictionary of options.
  [[nodiscard]] bool is_told(std::string_view name) const;

  const CodeModel& model_;
  const Catalog& catalog_;
  std::unordered_map<const void*, std::string> names_;  ///< of dictionaries
};

}  // namespace credlint
