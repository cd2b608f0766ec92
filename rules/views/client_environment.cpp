// SPDX-License-Identifier: MIT
#include "rules/views/client_environment.h"

#include "rules/anatomy/words.h"

namespace credlint {

ReadAtConstruction reads_at_construction(const Catalog& catalog, const ClientConstruction& client) {
  const DataRow* row = catalog.table(Table::ClientEnvReads).find(client.sdk);
  if (row == nullptr || client.open_ended || client.unfollowed || client.endpoint.given())
    return {};
  const bool reads =
      row->note.empty() ? !client.service.empty() : starts_with(client.constructor, row->note);
  if (!reads) return {};
  return {.credentials = contains(row->value, "credentials") && !client.key_id.given() &&
                         !client.profile.given(),
          .region = contains(row->value, "region") && !client.region.given()};
}

}  // namespace credlint
