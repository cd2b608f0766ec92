// SPDX-License-Identifier: MIT
// Env files, line by line, against what their loaders were seen to make of them.
#include "rules/resolver/env_reader.h"

#include <gtest/gtest.h>

#include <iostream>
#include <map>

#include "scanner/config/embedded.h"
#include "tests/support/shared_data.h"

namespace credlint::resolver {
namespace {

using nlohmann::json;

TEST(EnvReader, ReadsWhatLoadersWereSeenToRead) {
  const auto path = test::shared_data() / "aws/measurements/env_differential.json";
  CREDLINT_NEEDS(path);
  static const std::map<std::string, std::string> kDialects = {
      {"docker --env-file*", "docker"},
      {"node dotenv", "dotenv-node"},
      {"node --env-file", "node"},
      {"python-dotenv", "dotenv-python"},
      {"bash source (set -a)", "shell-exporting"},
      {"bash source (no -a)", "shell"},
      {"export $(cat|xargs)", "xargs"}};
  Environment environment;
  environment.emplace("HOME", Secret(std::string_view("/root")));
  test::Tally tally("env files");
  const json measurement = test::read_json(path);
  for (const json& test : measurement["cases"]) {
    for (const auto& [loader, seen] : test["results"].items()) {
      const EnvLine line =
          read_env_line(test["line"].get<std::string>(),
                        env_dialect_named(embedded_catalog(), kDialects.at(loader)), environment);
      json read = json::object();
      if (line.kind == EnvLine::Kind::Variable) read[line.name] = line.value;
      const bool refused = line.kind == EnvLine::Kind::Error;
      const bool passed = seen.contains("ERROR") ? refused : !refused && read == seen;
      tally.count(passed);
      EXPECT_TRUE(passed) << loader << ": " << test["name"] << ": read " << read.dump() << ", seen "
                          << seen.dump();
    }
  }
}

TEST(EnvReader, KnowsAllWordsOfItsTable) {
  for (const DataRow& row : embedded_catalog().table(Table::EnvDialects).rows) {
    EXPECT_EQ(first_unknown_env_word(row.value), "") << row.key;
  }
}

}  // namespace
}  // namespace credlint::resolver
