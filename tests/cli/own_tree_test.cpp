// SPDX-License-Identifier: MIT
// credlint on the checkout it was built from: clean, by the suppressions of .credlint.toml alone.
#include <gtest/gtest.h>

#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

TEST(OwnTree, IsClean) {
  const Outcome run = run_credlint(CREDLINT_SOURCE_DIR, {"check", "--exclude", "build/"});
  EXPECT_EQ(run.code, 0) << run.out << run.err;
}

// The shared cases are kept beside the checkout where the project is developed; they are extra.
TEST(OwnTree, HealthyTwinsOfTheSharedCasesAreSilent) {
  const std::filesystem::path cases =
      std::filesystem::path(CREDLINT_SOURCE_DIR).parent_path() / "shared" / "cases";
  if (!std::filesystem::is_directory(cases)) GTEST_SKIP() << "no shared cases beside the checkout";
  int judged = 0;
  for (const auto& entry : std::filesystem::directory_iterator(cases)) {
    const std::filesystem::path good = entry.path() / "good";
    if (!std::filesystem::is_directory(good)) continue;
    const std::string spec = read_text((entry.path() / "case.json").string());
    if (spec.find("\"good_ok\"") != std::string::npos) continue;  // keeps findings on purpose
    const std::size_t now = spec.find("\"now\": \"");
    ASSERT_NE(now, std::string::npos) << entry.path();
    const std::string time = spec.substr(now + 8, 20);
    // A checkout does not keep the modes of files.
    const Outcome run = run_credlint(
        good.string(), {"check", "--no-config", "--ignore", "file-mode", "--now", time, "."});
    EXPECT_EQ(run.code, 0) << entry.path() << '\n' << run.out << run.err;
    ++judged;
  }
  EXPECT_GT(judged, 0);
}

}  // namespace
}  // namespace credlint::test
