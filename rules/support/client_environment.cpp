// SPDX-License-Identifier: MIT
#include "rules/support/client_environment.h"

#include "rules/support/words.h"

namespace credlint {

ReadAtConstruction reads_at_construction(const Catalog& catalog, const ClientConstruction& client) {
  const DataRow* row = catalog.table("client_env_reads").find(client.sdk);
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
