// SPDX-License-Identifier: MIT
#include "scanner/config/table_words.h"

#include <algorithm>
#include <iterator>

#include "scanner/core/words.h"

namespace credlint {
namespace {

struct WordList {
  std::string_view name;
  std::string_view words;
};

constexpr WordList kWordLists[] = {
    // Of language.toml.
    {"$nodes",
     "string raw-string word shell-string text-block interpolation adjacent number null identifier "
     "variable member chain subscript call binary unwrap dict pair shorthand spread function "
     "parameters class value-block return branch comment"},
    {"$roles",
     "region profile key-id secret token endpoint service role-arn duration external-id mfa-serial "
     "session-name signature-version clock-offset expires name value path credentials config "
     "session option region-config plain-config credentials-only chained script profile-definition "
     "container-variable shell-env-file docker-env-file compose-env-file kubectl-env-file"},
    {"$positions", "$roles credentials* config* option* chained*"},
    {"$modules", "dotted path folder class"},
    // SDKs and libraries as calls name them, and as tables of the resolver do.
    {"$sdks",
     "@sdk_names botocore aioboto3 aiobotocore boto2 cli dotnet rusoto swift requests settings "
     "packer env"},
    {"$owners", "default botocore @sdk_names"},
    // What the resolver meets, and the kinds of credentials that it knows.
    {"$defects",
     "both-sources config-missing config-unparsable container-host container-source-empty "
     "container-uri credential-file-partial credential-source-empty credential-source-unknown "
     "endpoint-unreachable env-expired env-expiry-overflow env-expiry-unparsable "
     "env-expiry-without-zone env-partial environment-source-empty instance-source-empty "
     "login-expired login-missing mfa-needed no-credentials no-region output-unknown "
     "process-forbidden process-missing profile-empty profile-missing region-empty "
     "region-malformed region-malformed-in-variable role-without-source services-missing "
     "source-loop source-missing source-without-credentials source-without-role sso-conflict "
     "sso-incomplete sso-session-incomplete sso-session-missing sso-session-token-expired "
     "sso-token-expired sso-token-missing sso-token-only sso-without-account sso-without-role "
     "static-partial token-file-missing web-identity-no-role"},
    {"$kinds",
     "role process sso sso-session static static-config static-credentials web-identity login "
     "credential-source source-role source-static source-credential-source"},
};

using enum Table;

constexpr RowWords kRows[] = {
    {Sdks, "$owners", "chain",
     "environment system-properties profile profile-role env-web-identity profile-rest process "
     "credential-file boto2-config container imds sso static role web-identity"},
    {Sdks, "$owners", "chain-defects profile-defects", "final next"},
    {Sdks, "$owners", "checked-with", "client suites"},
    {Sdks, "$owners", "client-checks", "host-label output profile-at-load services sso-session"},
    {Sdks, "$owners", "config-file env-web-identity-role", "needed"},
    {Sdks, "$owners", "config-switch", "filled"},
    {Sdks, "$owners", "dialect", "@dialects"},
    {Sdks, "$owners", "empty-file-variables empty-region empty-settings empty-variables",
     "set unset"},
    {Sdks, "$owners",
     "credentials-file-variable env-config-needed env-expiry env-key-id env-secret env-token "
     "env-profile env-profile-with-config env-region env-region-with-config "
     "missing-profile-forgiven",
     "@variables AWS_CREDENTIAL_PROFILES_FILE"},
    {Sdks, "$owners", "env-needs", "pair key-id"},
    {Sdks, "$owners", "env-skipped", "never explicit-profile any-profile"},
    {Sdks, "$owners", "env-values", "raw trimmed blank-is-unset"},
    {Sdks, "$owners", "env-web-identity-skipped", "explicit-profile"},
    {Sdks, "$owners", "error-order", "* $defects"},
    {Sdks, "$owners", "family", "botocore @sdk_names"},
    {Sdks, "$owners", "file-fault", "error error-at-once ignored"},
    {Sdks, "$owners", "file-variables", "always of-files with-config"},
    {Sdks, "$owners", "final-defects next-defects", "$defects"},
    {Sdks, "$owners", "home-expansion", "none tilde variables"},
    {Sdks, "$owners", "imds-disabled", "true-any-case not-false filled"},
    {Sdks, "$owners", "imds-switch", "chain source"},
    {Sdks, "$owners", "kinds source-kinds", "$kinds"},
    {Sdks, "$owners", "loop-ends", "self static"},
    {Sdks, "$owners", "mfa-codes", "never asked-for"},
    {Sdks, "$owners", "named-profile-missing", "error error-at-once next"},
    {Sdks, "$owners", "process-start", "shell direct"},
    {Sdks, "$owners", "refusals", "@errors"},
    {Sdks, "$owners", "region-fallback", "@regions"},
    {Sdks, "$owners", "region-files", "always with-config"},
    {Sdks, "$owners", "role-sources", "any profile"},
    {Sdks, "$owners", "sso-repeats", "equal ignored refused"},
    {Sdks, "$owners", "sso-token-expiry", "needed needed-by-session"},
    {Sdks, "$owners", "token-file", "any same"},
    {Sdks, "$owners", "token-keys", "@config_keys"},
    {Sdks, "$owners",
     "called programs since-container-host since-no-region since-odd-lines since-profile-missing "
     "since-sso-incomplete"},
    {Dialects, "", "...",
     "blanks=ascii blanks=unicode lone-cr=text lone-cr=ends-line bom=text bom=ignored bom=error "
     "bad-bytes=kept bad-bytes=error headless=error headless=ignored junk=error junk=ignored "
     "nameless=error nameless=ignored indented=continues indented=deeper indented=property "
     "indented=bare-continues indented=nested indented=lost comment-lines=first-column "
     "comment-lines=anywhere inline-comments=none inline-comments=both inline-comments=semicolon "
     "inline-comments=semicolon-anywhere header-indent=forbidden header-indent=allowed "
     "header-indent=error header-rest=comment header-rest=comment-or-text header-rest=anything "
     "header-rest=nothing unclosed=error unclosed=ignored header-blanks=trimmed "
     "header-blanks=kept names=reference names=python names=js3 names=js2 names=ruby "
     "names=literal names=go1 same-section=merged same-section=error same-section=last "
     "same-section=first same-section=lost same-section=replaced two-defaults=prefixed "
     "two-defaults=later two-defaults=bare two-defaults=merged two-defaults=error same-key=last "
     "same-key=error same-key=drops-section key-case=exact key-case=folded key-names=checked "
     "key-names=any separators=equals separators=equals-or-colon quotes=kept "
     "quotes=double-stripped quotes=stripped empty-values=kept empty-values=dropped"},
    {EnvDialects, "", "docker dotenv-node node dotenv-python shell-exporting shell xargs",
     "mark-ignored export-taken export-needed blank-in-name-is-error blank-in-name-is-nothing "
     "name-checked blanks-trimmed quotes-stripped comment-anywhere comment-after-blank cr-trimmed "
     "colon-separates shell backslash-eaten dollar-expanded semicolon-ends words"},
    {CredentialKinds, "$owners", "$kinds", "or @config_keys", "@config_keys"},
    {SdkErrors, "$owners", "$defects"},
    {SdkRegions, "", "$sdks", "@variables"},
    {ClientEnvReads, "", "$sdks", "credentials region"},
    {Presigners, "", "$sdks", "v2 checks"},
    {StsLegacyReaders, "", "$sdks"},
    {RenamedProperties, "$sdks", "...", "...", "$sdks"},
    {ServicesWithoutRegion, "", "...", "$sdks"},
    {WrongKeywords, "$sdks", "...", "@keywords session.client"},
    {WrongKeywords, "@tools variable", "..."},

    {DefectRules, "", "$defects", "@rules"},
    {DefectAdvice, "", "$defects"},
    {Errors, "", "...", "summary $defects"},
    {ErrorCauses, "@errors", "...", "@rules @errors"},
    {ErrorTexts, "", "...", "- summary @errors @sdk_names @error_tools"},
    {ErrorTools, "", "...", "...", "sdk service tool @sdk_names"},
    {ServiceErrors, "@errors", "...", "@error_texts"},
    {StsAnswers, "", "...",
     "busy clock damaged-key denied expired region region-not-enabled signature token "
     "unknown-key"},
    {StsRequest, "",
     "endpoint endpoints-ignored fips dual-stack regional-endpoints ca-bundle ca-bundle-fallback "
     "no-proxy proxy-http proxy-https"},

    {CredentialSources, "", "Environment Ec2InstanceMetadata EcsContainer"},
    {ConfigKeyAliases, "", "...", "@config_keys"},
    {ConfigOnlyKeys, "", "@config_keys", "C++ and PHP"},
    {ProfileCredentialKeys, "", "@config_keys"},
    {AssumeRoleOptions, "", "@config_keys", "sdk tools"},
    {LegacyVariables, "", "...", "@variables"},
    {ExpiryFields, "", "...", "rfc3339 datetime unix unix-ms utc local any"},

    {Regions, "", "...", "@partitions", "default opt-in pseudo"},
    {RegionNicknames, "", "...", "@regions"},
    {RegionAffixes, "", "...", "prefix suffix whole"},
    {HomeRegions, "", "...", "@regions"},
    {StsGlobalRegions, "", "@regions"},
    {Sigv2Regions, "", "@regions s3-external-1"},
    {StsEndpoints, "", "...", "...", "@regions"},

    {DocumentationKeys, "", "...", "key-id secret token account local-account"},
    {Placeholders, "", "...",
     "fill-in fill-in-prefix fill-in-suffix fill-in-part dummy code-prefix region-word"},
    {MadeUpWords, "", "...", "alone alone-inside"},
    {CredentialNameWords, "", "...", "aws other credential record"},
    {RootKeyNames, "", "...", "file profile"},
    {ForeignIgnores, "", "...", "line next-line above around block-start block-end"},
    {WatchedResources, "", "alarm-words identity-events"},
    {WatchedResources, "", "...",
     "trail logging all-regions validation global-events metric-name access-key chosen within "
     "alarm actions alarm-name metric-filter pattern"},
    {NotebookLanguages, "", "...", "@languages"},
    {NotebookMagics, "", "...", "@languages kernel env script", "cell"},
    {OutsideNames, "", "...", "@languages"},
};

void add_keywords(const Catalog& catalog, std::vector<std::string_view>& words) {
  for (const LanguageRow& language : catalog.languages) {
    for (const CallShape& call : language.calls) {
      words.push_back(call.callee);
      for (const DataRow& keyword : call.keywords) words.push_back(keyword.key);
    }
  }
}

/// What "@name" stands for.
void add_keys(std::string_view name, const Catalog& catalog, Vocabulary& to) {
  if (name == "keywords") return add_keywords(catalog, to.words);
  if (name == "tools") {
    for (const ToolRow& tool : catalog.tools) to.words.push_back(tool.id);
    for (const KeyName& key : catalog.keys) to.words.push_back(key.tool);
  } else if (name == "languages") {
    for (const LanguageRow& language : catalog.languages) to.words.push_back(language.id);
  } else if (name == "variables") {
    for (const KeyName& key : catalog.keys)
      if (key.environment) to.words.push_back(key.name);
  } else {
    const auto* const place = std::ranges::find(kTableNames, name);
    const auto table = static_cast<Table>(place - std::begin(kTableNames));
    for (const DataRow& row : catalog.table(table).rows) to.words.push_back(row.key);
  }
}

}  // namespace

std::span<const RowWords> row_words() { return kRows; }

bool Vocabulary::has(std::string_view word) const {
  return is_open || std::ranges::find(words, word) != words.end();
}

void Vocabulary::add(const Vocabulary& other) {
  words.insert(words.end(), other.words.begin(), other.words.end());
  is_open = is_open || other.is_open;
}

Vocabulary vocabulary(std::string_view text, const Catalog& catalog,
                      std::span<const std::string_view> rules) {
  Vocabulary out;
  for (const std::string_view word : split(text, " ")) {
    if (word == "...") {
      out.is_open = true;
    } else if (word == "@rules") {
      out.words.insert(out.words.end(), rules.begin(), rules.end());
      out.is_open = out.is_open || rules.empty();
    } else if (word.starts_with('@')) {
      add_keys(word.substr(1), catalog, out);
    } else if (word.starts_with('$')) {
      out.add(vocabulary(std::ranges::find(kWordLists, word, &WordList::name)->words, catalog));
    } else {
      out.words.push_back(word);
    }
  }
  return out;
}

}  // namespace credlint
