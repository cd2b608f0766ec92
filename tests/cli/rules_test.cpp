// SPDX-License-Identifier: MIT
// credlint rules and credlint explain.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

using testing::HasSubstr;

TEST(Rules, AreListedInThreeFormats) {
  const TempTree tree;
  EXPECT_THAT(run_credlint(tree.root(), {"rules"}).out, HasSubstr("temp-key-without-token"));
  EXPECT_THAT(run_credlint(tree.root(), {"rules", "--format", "markdown"}).out,
              HasSubstr("| `temp-key-without-token` | pairing | error |"));
  const auto list =
      nlohmann::json::parse(run_credlint(tree.root(), {"rules", "--format", "json"}).out);
  ASSERT_FALSE(list.empty());
  for (const auto& rule : list) EXPECT_TRUE(rule.contains("id") && rule.contains("summary"));
}

TEST(Explain, PrintsThePage) {
  const TempTree tree;
  const Outcome outcome = run_credlint(tree.root(), {"explain", "temp-key-without-token"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("# temp-key-without-token\n"));
  EXPECT_THAT(outcome.out, HasSubstr("## Bad"));
}

TEST(Explain, SuggestsWhatWasMeant) {
  const TempTree tree;
  const Outcome outcome = run_credlint(tree.root(), {"explain", "temp-key-without-tokn"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("is not a rule; did you mean 'temp-key-without-token'?"));
}

}  // namespace
}  // namespace credlint::test
