// SPDX-License-Identifier: MIT
#include "scanner/engine/reader_errors.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace credlint {
namespace {

constexpr std::string_view kSeveral = "*";

/// Who meets the error, as far as the code around a place tells; empty where it does not.
struct Reader {
  std::string_view sdk;
  std::string_view service;
};

/// What all clients of a scope or of a file have in common.
class Readers {
 public:
  explicit Readers(const FactStore& facts) {
    for (const ClientConstruction& client : facts.facts().client_constructions) {
      add(by_scope_, client.scope, client);
      add(by_file_, client.at.file, client);
    }
  }

  [[nodiscard]] Reader of(const Finding& finding) const {
    const auto scope = by_scope_.find(finding.scope);
    if (scope != by_scope_.end()) return scope->second;
    const auto file = by_file_.find(finding.at.file);
    return file == by_file_.end() ? Reader() : file->second;
  }

 private:
  template <typename Key>
  static void add(std::map<Key, Reader>& readers, const Key& key,
                  const ClientConstruction& client) {
    const auto [entry, added] = readers.try_emplace(key, Reader{client.sdk, client.service});
    if (added) return;
    Reader& reader = entry->second;
    if (reader.sdk != client.sdk) reader.sdk = kSeveral;
    // A session or an options object serves whatever client it is given to.
    if (reader.service.empty()) reader.service = client.service;
    if (!client.service.empty() && reader.service != client.service) reader.service = kSeveral;
  }

  std::map<ScopeId, Reader> by_scope_;
  std::map<FileId, Reader> by_file_;
};

const DataRow* row_of(const DataTable& table, std::string_view owner, std::string_view name) {
  return table.find(std::string(owner) + "." + std::string(name));
}

/// The row of sdk_errors.toml for the SDK or its family. What stands for all SDKs is nobody's name.
const DataRow* sdk_error(const Catalog& catalog, std::string_view sdk, std::string_view defect) {
  const DataTable& errors = catalog.table(Table::SdkErrors);
  if (const DataRow* own = row_of(errors, sdk, defect)) return own;
  const DataRow* family = row_of(catalog.table(Table::Sdks), sdk, "family");
  return family == nullptr ? nullptr : row_of(errors, family->value, defect);
}

/// The class or code; of a class that says nothing, its message.
std::string_view name_of(const DataRow& row) {
  const bool bare = row.value == "Error" && row.note.find('{') == std::string_view::npos;
  return bare ? row.note : row.value;
}

std::string_view name_in_sdk(const Catalog& catalog, std::string_view error, std::string_view sdk) {
  const DataRow* known = catalog.table(Table::Errors).find(error);
  if (known == nullptr || sdk.empty()) return {};
  std::string_view defects = known->value;
  while (!defects.empty()) {
    const std::size_t end = std::min(defects.find(' '), defects.size());
    const DataRow* row = sdk_error(catalog, sdk, defects.substr(0, end));
    if (row != nullptr && !row->value.empty()) return name_of(*row);
    defects.remove_prefix(std::min(end + 1, defects.size()));
  }
  return {};
}

std::string_view name_in_service(const Catalog& catalog, std::string_view error,
                                 std::string_view service) {
  const DataRow* row = row_of(catalog.table(Table::ServiceErrors), error, service);
  return row == nullptr ? std::string_view() : row->value;
}

}  // namespace

void name_errors(std::vector<Finding>& findings, const FactStore& facts, const Catalog& catalog,
                 std::span<const Rule> rules) {
  if (findings.empty()) return;
  std::map<std::string_view, std::string_view> errors;
  for (const Rule& rule : rules) errors.emplace(rule.id, rule.info.error);
  const Readers readers(facts);
  for (Finding& finding : findings) {
    // A rule may say it of a single finding.
    const std::string error =
        finding.error.empty() ? std::string(errors.at(finding.rule)) : finding.error;
    if (error.empty()) continue;
    const Reader reader = readers.of(finding);
    std::string_view name = name_in_service(catalog, error, reader.service);
    if (name.empty()) name = name_in_sdk(catalog, error, reader.sdk);
    if (!name.empty()) finding.error = name;
  }
}

}  // namespace credlint
