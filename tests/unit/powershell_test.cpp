// SPDX-License-Identifier: MIT
// The PowerShell reader on hostile and odd text: it ends, in time that grows with the text, and
// keeps places exact.
#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/formats/powershell/script.h"
#include "parsers/formats/powershell/signs.h"
#include "parsers/formats/powershell/tokens.h"
#include "scanner/config/ruleset.h"
#include "scanner/engine/pipeline.h"

namespace credlint {
namespace {

using powershell::Script;
using powershell::TokenKind;

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(PowerShellTokens, StringsKeepTheirPlaces) {
  const std::string_view text = "$a = \"x`\"y\" + 'it''s'; @'\nhere\n'@";
  const Script script(text);
  std::vector<std::string_view> strings;
  for (std::size_t i = 0; i < script.tokens().size(); ++i) {
    if (script.is(i, TokenKind::String)) strings.push_back(script.content(i));
  }
  EXPECT_EQ(strings, (std::vector<std::string_view>{"x`\"y", "it''s", "here"}));
  EXPECT_EQ(powershell::unescape("x`\"y`n", false, '"'), "x\"y\n");
  EXPECT_EQ(powershell::unescape("it''s", true, '\''), "it's");
}

TEST(PowerShellTokens, SpansStayWithinTheText) {
  for (const std::string_view text : {"",
                                      "`",
                                      "\"",
                                      "'",
                                      "\"`",
                                      "$",
                                      "${",
                                      "${a",
                                      "$a:",
                                      "@",
                                      "@'",
                                      "@\"\n",
                                      "<#",
                                      "#",
                                      "-",
                                      "--",
                                      "::",
                                      ".",
                                      "=",
                                      "\xE2\x80",
                                      "\xE2\x80\x93",
                                      "\xE2\x80\x9C",
                                      "a`",
                                      "\"$(",
                                      "\"$(\"",
                                      "@{",
                                      ")",
                                      "]]",
                                      "$a.",
                                      "$a =",
                                      "function",
                                      "function f(",
                                      "param(",
                                      "New-Object",
                                      "[a]::new(",
                                      "&",
                                      "& \"",
                                      "@a",
                                      "-A:",
                                      "$a[\"b\"] ="}) {
    const Script script(text);
    for (const auto& token : script.tokens()) {
      EXPECT_LE(token.span.begin, token.span.end) << text;
      EXPECT_LE(token.span.end, text.size()) << text;
      EXPECT_LE(token.content.end, text.size()) << text;
      EXPECT_LE(token.content.begin, token.content.end) << text;
    }
  }
}

TEST(PowerShellReader, HostileTextEndsSoon) {
  const Result<Ruleset> ruleset = Ruleset::load(std::string(CREDLINT_SOURCE_DIR) + "/rulesets");
  ASSERT_TRUE(ruleset.has_value()) << ruleset.error().message;
  constexpr std::size_t kTimes = 60'000;
  for (const std::string_view piece : {"(",
                                       "$(",
                                       "@{",
                                       "@\"",
                                       "@'\n",
                                       "${",
                                       "\"$(",
                                       "$a=",
                                       "$a,",
                                       "$a.b=",
                                       "$a.Add('b',",
                                       "<#",
                                       "Get-S3Bucket @a ",
                                       "Get-S3Bucket -Region $a;",
                                       "$a=$b;$b=$a;",
                                       "function f {",
                                       "foreach (",
                                       "[Environment]::GetEnvironmentVariable(",
                                       "\xE2\x80\x9C",
                                       "`",
                                       "-Region:",
                                       "@{a=1;",
                                       "New-Object Amazon.Runtime.BasicAWSCredentials(",
                                       "$env:AWS_REGION = ",
                                       "| aws ",
                                       "(Use-STSRole).Credentials.A\n",
                                       "$a=@{Region=$a};Get-S3Bucket @a\n",
                                       "a,"}) {
    RunOptions options;
    options.in_memory = {{"x.ps1", "Set-AWSCredential -ProfileName x\n" + repeat(piece, kTimes)}};
    const std::clock_t begin = std::clock();  // processor time, which other load does not change
    EXPECT_TRUE(scan(ruleset.value().catalog(), options).has_value());
    EXPECT_LT((std::clock() - begin) / CLOCKS_PER_SEC, 10) << piece;
  }
}

}  // namespace
}  // namespace credlint
