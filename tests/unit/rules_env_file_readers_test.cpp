// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "rules/views/env_file_readers.h"

namespace credlint {
namespace {

struct Use {
  FileId in;
  std::string path;
};

FactStore store_of(const std::vector<std::string>& paths, const std::vector<Use>& uses) {
  std::vector<FileRecord> records;
  for (const std::string& path : paths) {
    FileRecord record;
    record.path = path;
    record.traits = static_cast<std::uint16_t>(Trait::EnvFile);
    records.push_back(record);
  }
  FileFacts facts;
  for (const Use& use : uses) {
    EnvFileUse fact;
    fact.at.file = use.in;
    fact.reader = EnvFileReader::DockerRun;
    fact.path = use.path;
    facts.env_file_uses.push_back(fact);
  }
  return FactStore(std::move(records), std::move(facts));
}

TEST(EnvFileReaders, FindsTheFileThatAPathMeans) {
  const struct {
    std::string script, path, file, decoy;
    bool found;
  } cases[] = {
      {"run.sh", ".env", ".env", "other/.env", true},
      {"run.sh", "./config/.env", "config/.env", ".env", true},
      {"scripts/run.sh", "../.env", ".env", "scripts/.env", true},
      {"scripts/run.sh", ".env", ".env", "other/.env", true},
      {"scripts/run.sh", "$DIR/conf/app.env", "conf/app.env", "app.env", true},
      {"scripts/run.sh", "${DIR}/app.env", "scripts/app.env", "other/app.env", true},
      {"run.sh", "/srv/app/app.env", "deploy/app.env", "other.env", true},
      {"run.sh", "$FILE", ".env", "other.env", false},
      {"run.sh", "*.env", "a.env", "b.env", false},
      {"a/run.sh", ".env", "b/.env", "c/.env", false},
  };
  for (const auto& c : cases) {
    const FactStore store = store_of({c.script, c.file, c.decoy}, {{0, c.path}});
    const EnvFileReaders readers(store);
    EXPECT_EQ(readers.of(1).size(), c.found ? 1U : 0U) << c.script << " " << c.path;
    EXPECT_TRUE(readers.of(2).empty()) << c.script << " " << c.path;
  }
}

TEST(EnvFileReaders, KnowsSeveralReaders) {
  const FactStore store = store_of({"a.sh", ".env"}, {{0, ".env"}, {0, "./.env"}});
  const EnvFileReaders readers(store);
  EXPECT_EQ(readers.of(1).size(), 2U);
  EXPECT_NE(readers.first(1, {EnvFileReader::DockerRun}), nullptr);
  EXPECT_EQ(readers.first(1, {EnvFileReader::Shell, EnvFileReader::Systemd}), nullptr);
}

TEST(EnvFileReaders, DirenvIsAShell) {
  const FactStore store = store_of({"app/.envrc", "app/.env"}, {});
  const EnvFileReaders readers(store);
  EXPECT_NE(readers.first(0, {EnvFileReader::Shell}), nullptr);
  EXPECT_TRUE(readers.of(1).empty());
}

}  // namespace
}  // namespace credlint
