// SPDX-License-Identifier: MIT
// Comments of other tools silence leaks where that is asked for, and change nothing elsewhere.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"
#include "scanner/suppress/foreign_ignores.h"

namespace credlint {
namespace {

constexpr std::string_view kKey = "AKIARZPUZDIKAQWERTYU";

/// A text with a key, @K, and the reason that silences it; empty: nothing does.
struct Case {
  std::string_view text;
  std::string_view reason;
};

constexpr Case kCases[] = {
    {"k = '@K'  # gitleaks:allow\n", "gitleaks:allow"},
    {"k = '@K'  # Gitleaks:Allow, it is a test\n", "gitleaks:allow"},
    {"# gitleaks:allow\nk = '@K'\n", ""},
    {"k = '@K'  # pragma: allowlist secret\n", "pragma: allowlist secret (detect-secrets)"},
    {"k = '@K'  # pragma:whitelist secret\n", "pragma: whitelist secret (detect-secrets)"},
    {"# pragma: allowlist nextline secret\nk = '@K'\n",
     "pragma: allowlist nextline secret (detect-secrets)"},
    {"k = '@K'  # pragma: allowlist nextline secret\n", ""},
    {"k = '@K'  # nosemgrep\n", "nosemgrep (semgrep)"},
    {"# nosemgrep: python.boto3.security.hardcoded-token\nk = '@K'\n", "nosemgrep (semgrep)"},
    {"k = '@K'  # trufflehog:ignore\n", "trufflehog:ignore"},
    {"k = '@K'  # ggignore\n", "ggignore (ggshield)"},
    {"# ggignore-start\n\n\nk = '@K'\n# ggignore-end\n", "ggignore-start (ggshield)"},
    {"# ggignore-start\n# ggignore-end\nk = '@K'\n", ""},
    {"k = '@K'\n# checkov:skip=CKV_SECRET_2: a test\n", "checkov:skip"},
    {"# checkov:skip=CKV_AWS_20: not about keys\nk = '@K'\n", ""},
    {"k = '@K'  # nosec\n", "nosec (bandit)"},
    {"k = '@K'  # nosec B101, B105\n", "nosec (bandit)"},
    {"k = '@K'  # nosec B101\n", ""},
    {"k = '@K'  # noqa: E501,S105\n", "noqa: (ruff and flake8-bandit)"},
    {"k = '@K'  # noqa: E501\n", ""},
    {"k = '@K'  # noqa\n", ""},
};

std::string with_key(std::string_view text) {
  std::string out(text);
  out.replace(out.find("@K"), 2, kKey);
  return out;
}

CheckResult checked(const std::string& text, bool foreign_ignores) {
  RunOptions options;
  options.in_memory = {{"a.py", text}};
  options.settings.foreign_ignores = foreign_ignores;
  Result<CheckResult> result = check(embedded_catalog(), options);
  EXPECT_TRUE(result.has_value());
  return std::move(*result);
}

TEST(ForeignIgnores, SilenceLeaksWhenAskedFor) {
  for (const Case& each : kCases) {
    SCOPED_TRACE(std::string(each.text));
    const CheckResult result = checked(with_key(each.text), true);
    ASSERT_EQ(result.findings.size(), 1U);
    EXPECT_EQ(result.findings[0].suppressed, !each.reason.empty());
    EXPECT_EQ(result.findings[0].suppression_reason, each.reason);
  }
}

TEST(ForeignIgnores, ChangeNothingUnlessAskedFor) {
  for (const Case& each : kCases) {
    const CheckResult result = checked(with_key(each.text), false);
    ASSERT_EQ(result.findings.size(), 1U) << each.text;
    EXPECT_FALSE(result.findings[0].suppressed) << each.text;
  }
}

TEST(ForeignIgnores, AreNeverUnused) {
  const CheckResult result = checked("import boto3  # gitleaks:allow\nx = 1  # nosec\n", true);
  EXPECT_TRUE(result.findings.empty());
}

TEST(ForeignIgnores, SilenceNothingButLeaks) {
  const CheckResult result = checked(
      "import boto3\nboto3.client('s3', region_name='us-east-1a')  # gitleaks:allow\n", true);
  ASSERT_FALSE(result.findings.empty());
  for (const Finding& finding : result.findings) EXPECT_FALSE(finding.suppressed) << finding.rule;
}

TEST(ForeignIgnores, EveryRowIsFoundByThePattern) {
  for (const DataRow& row : embedded_catalog().table(Table::ForeignIgnores).rows) {
    std::string comment(row.key);
    if (row.key == "checkov:skip") comment += "=CKV_SECRET_2";
    if (row.key == "noqa:") comment += " S105";
    const CheckResult result = checked(with_key("k = '@K'  # " + comment + "\n"), false);
    const auto& matches = result.scanned.facts->facts().pattern_matches;
    EXPECT_TRUE(std::ranges::any_of(matches, [](const PatternMatch& match) {
      return match.pattern == "foreign-ignore";
    })) << row.key;
  }
}

}  // namespace
}  // namespace credlint
