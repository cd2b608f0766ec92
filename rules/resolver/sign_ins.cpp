// SPDX-License-Identifier: MIT
#include "rules/resolver/sign_ins.h"

#include "scanner/core/digest.h"

namespace credlint::resolver {
namespace {

constexpr std::string_view kName = "sign-in";

std::vector<std::string> lines_of(SsoForm form) {
  const bool session = form != SsoForm::StartUrl;
  std::vector<std::string> lines = {"[profile dev]", "region = us-east-1"};
  if (form != SsoForm::SessionAlone)
    lines.insert(lines.end(), {"sso_account_id = 123456789012", "sso_role_name = role"});
  lines.push_back(session ? "sso_session = sign-in" : "sso_start_url = sign-in");
  if (session) lines.insert(lines.end(), {"[sso-session sign-in]", "sso_start_url = url"});
  lines.emplace_back("sso_region = us-east-1");
  return lines;
}

Outcomes outcomes_with(const RuleContext& context, const std::vector<std::string>& lines,
                       const CacheEntry* entry, std::string file) {
  std::vector<CacheEntry> caches;
  if (entry != nullptr) caches.push_back(*entry);
  for (CacheEntry& cache : caches) cache.name = file;
  const SmallMachine machine(context, lines, {}, {{"AWS_PROFILE", "dev"}}, std::move(caches));
  return stops_or(context, machine, [](const Resolution& resolution) {
    return resolution.credentials ? "take it" : "pass the sign-in over";
  });
}

}  // namespace

Outcomes outcomes_of_sso(const RuleContext& context, SsoForm form, const CacheEntry* entry) {
  return outcomes_with(context, lines_of(form), entry, sha1_hex(kName));
}

Outcomes outcomes_of_login(const RuleContext& context, const CacheEntry* entry) {
  return outcomes_with(context, {"[profile dev]", "region = us-east-1", "login_session = sign-in"},
                       entry, sha256_hex(kName));
}

}  // namespace credlint::resolver
