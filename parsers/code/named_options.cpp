// SPDX-License-Identifier: MIT
#include "parsers/code/named_options.h"

#include <string_view>
#include <utility>

#include "parsers/code/literal.h"

namespace credlint {

std::string name_in(const CodeModel& model, TSNode key) {
  const TSNode plain = model.unwrap(key);
  const NodeRole role = model.language().role(plain);
  if (role == NodeRole::String || role == NodeRole::RawString)
    return read_literal(model.text(plain), false).value;
  std::string_view text = model.text(key);
  text = text.substr(text.rfind('.') + 1);
  return std::string(text);
}

NamedOptions::NamedOptions(const CodeModel& model, const Catalog& catalog)
    : model_(model), catalog_(catalog) {
  for (const CodeModel::AssignSite& site : model.assignments()) note(site.name, site.value, {});
  for (const CodeModel::PairSite& pair : model.pairs())
    note(pair.key, pair.value, ts_node_parent(ts_node_parent(pair.value)));
}

bool NamedOptions::is_told(std::string_view name) const {
  const KeyName* known = catalog_.key(name);
  return known != nullptr && known->meaning == Meaning::Other;
}

/// Pairs come in the order of the text: a dictionary is named before those in it.
void NamedOptions::note(TSNode name, TSNode value, TSNode around) {
  if (!exists(name) || !exists(value)) return;
  const TSNode dictionary = model_.unwrap(value);
  if (model_.language().role(dictionary) != NodeRole::Dict) return;
  std::string text = name_in(model_, name);
  const auto outer = exists(around) ? names_.find(around.id) : names_.end();
  if (outer != names_.end()) {
    const std::string any = outer->second + ".*";
    std::string of_outer = outer->second + "." + text;
    if (is_told(of_outer) || is_told(any)) {
      names_.emplace(dictionary.id, is_told(of_outer) ? std::move(of_outer) : any);
      return;
    }
  }
  if (is_told(text)) names_.emplace(dictionary.id, std::move(text));
}

const KeyName* NamedOptions::option(TSNode dictionary, TSNode member) const {
  const auto named = names_.find(dictionary.id);
  if (named == names_.end() || !exists(member)) return nullptr;
  return catalog_.key(named->second + "." + name_in(model_, member));
}

}  // namespace credlint
