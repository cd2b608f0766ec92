// SPDX-License-Identifier: MIT
#include "rules/resolver/expiry.h"

#include <fmt/format.h>

#include "rules/anatomy/expiry_values.h"
#include "rules/anatomy/session_token.h"
#include "scanner/core/words.h"

namespace credlint::resolver {

Expiry expiry_at(const Machine& machine, std::string_view name, std::string_view value) {
  Expiry expiry;
  const std::optional<Timestamp> time = read_expiry(machine.catalog, name, value);
  if (!time) return expiry;
  expiry.at = time->time;
  const bool past = is_past(*time, machine.now);
  const bool unsure = !past && time->time < machine.now;
  expiry.verdict = past     ? Expiry::Verdict::Certain
                   : unsure ? Expiry::Verdict::Probable
                            : Expiry::Verdict::AliveUntil;
  expiry.reason = std::string(name);
  return expiry;
}

std::optional<std::chrono::sys_seconds> issued_at(std::string_view token) {
  const TokenReading reading = read_session_token(token);
  return reading.shape == TokenShape::Whole ? reading.token.created : std::nullopt;
}

Expiry expiry_of_token(const Machine& machine, std::string_view token) {
  Expiry expiry;
  const auto issued = issued_at(token);
  if (!issued) return expiry;
  const auto age = machine.now - *issued;
  const std::string created = fmt::format("the token was made on {}", to_text(*issued));
  if (age > kLongestTokenLife) {
    expiry.verdict = Expiry::Verdict::Certain;
    expiry.reason = created + ", and none lives longer than 36 hours";
  } else if (age > kLongestRoleTokenLife) {
    expiry.verdict = Expiry::Verdict::Probable;
    expiry.reason = created + ", and those of roles live 12 hours at most";
  } else {
    expiry.reason = created;
  }
  return expiry;
}

Expiry expiry_of(const Machine& machine, const ProfileView& profile, std::string_view token) {
  const Expiry by_token = expiry_of_token(machine, token);
  for (const Section* section : {profile.credentials, profile.config}) {
    if (section == nullptr) continue;
    for (const Setting& setting : section->settings) {
      if (machine.catalog.table(Table::ExpiryFields).find(to_lower(setting.key)) == nullptr)
        continue;
      Expiry written = expiry_at(machine, to_lower(setting.key), setting.value.reveal());
      if (written.verdict == Expiry::Verdict::Unknown) continue;
      // A note that was left behind by other credentials says less than the token itself.
      if (by_token.verdict == Expiry::Verdict::Certain) return by_token;
      return written;
    }
  }
  return by_token;
}

}  // namespace credlint::resolver
