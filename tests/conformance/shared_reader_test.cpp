// SPDX-License-Identifier: MIT
// The reader of shared files against the cross-SDK suite and against what real SDKs were seen to
// make of the same files.
#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <string>

#include "rules/resolver/shared_lines.h"
#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"
#include "tests/support/preparation.h"
#include "tests/support/shared_data.h"

namespace credlint::resolver {
namespace {

using nlohmann::json;
using test::Tally;
using Profiles = std::map<std::string, std::map<std::string, std::string>>;

constexpr const char* kConfig = ".aws/config";
constexpr const char* kCredentials = ".aws/credentials";

/// Reads two texts as *config* and *credentials*.
class Texts {
 public:
  Texts(std::string config, std::string credentials) {
    RunOptions options;
    options.preparation = credlint::tests::embedded_preparation();
    options.in_memory = {{kConfig, std::move(config)}, {kCredentials, std::move(credentials)}};
    auto result = scan(embedded_catalog(), options);
    facts_ = std::move((*result).facts);
    lines_ = std::make_unique<SharedLines>(*facts_);
  }
  [[nodiscard]] SharedReading read(SharedFile file, std::string_view dialect) const {
    const char* path = file == SharedFile::Config ? kConfig : kCredentials;
    return read_shared_file(lines_->of(path), file, dialect_named(embedded_catalog(), dialect));
  }

 private:
  std::unique_ptr<FactStore> facts_;
  std::unique_ptr<SharedLines> lines_;
};

void merge(const SharedReading& reading, SectionKind wanted, Profiles& into) {
  for (const Section& section : reading.sections) {
    const bool profile =
        section.kind == SectionKind::Profile || section.kind == SectionKind::Default;
    if (profile != (wanted == SectionKind::Profile)) continue;
    if (!profile && section.kind != wanted) continue;
    auto& settings = into[section.name];
    for (const Setting& setting : section.settings) {
      settings[setting.key] = std::string(setting.value.reveal());
    }
  }
}

bool passes(const json& test) {
  const Texts texts(test["input"].value("configFile", ""),
                    test["input"].value("credentialsFile", ""));
  const SharedReading config = texts.read(SharedFile::Config, "rust");
  const SharedReading credentials = texts.read(SharedFile::Credentials, "rust");
  const json& wanted = test["output"];
  if (wanted.contains("errorContaining")) {
    const std::string message = wanted["errorContaining"];
    return config.fault && config.fault->message.find(message) != std::string::npos;
  }
  Profiles profiles;
  Profiles sessions;
  merge(config, SectionKind::Profile, profiles);
  merge(credentials, SectionKind::Profile, profiles);
  merge(config, SectionKind::SsoSession, sessions);
  return !config.fault && !credentials.fault &&
         json(profiles) == wanted["config"].value("profiles", json::object()) &&
         json(sessions) == wanted["config"].value("sso_sessions", json::object());
}

TEST(SharedReader, PassesTheCrossSdkSuite) {
  const auto path = test::shared_data() /
                    "conformance/smithy-rs/aws/rust-runtime/aws-runtime/test-data/"
                    "profile-parser-tests.json";
  CREDLINT_NEEDS(path);
  Tally tally("profile parser");
  const json suite = test::read_json(path);
  for (const json& test : suite["tests"]) {
    const bool passed = passes(test);
    tally.count(passed);
    EXPECT_TRUE(passed) << test.dump(1);
  }
}

/// The settings that the measurement kept for every SDK alike.
Profiles known_settings(const Profiles& all) {
  Profiles known;
  for (const auto& [profile, settings] : all) {
    for (const char* key :
         {"aws_access_key_id", "aws_secret_access_key", "aws_session_token", "region"}) {
      const auto found = settings.find(key);
      if (found != settings.end() && !found->second.empty()) known[profile][key] = found->second;
    }
  }
  return known;
}

/// What an SDK was seen to read; absent for an error. Go's program printed other names.
std::optional<Profiles> measured(const json& result) {
  if (!result.is_object() || result.contains("ERROR")) return std::nullopt;
  static const std::map<std::string, std::string> kNames = {
      {"id", "aws_access_key_id"}, {"sec", "aws_secret_access_key"}, {"tok", "aws_session_token"}};
  Profiles profiles;
  for (const auto& [profile, settings] : result.items()) {
    if (!settings.is_object()) continue;
    for (const auto& [key, value] : settings.items()) {
      if (!value.is_string()) continue;
      const auto name = kNames.find(key);
      profiles[profile][name == kNames.end() ? key : name->second] = value;
    }
  }
  return known_settings(profiles);
}

/// What the measurement can tell: it printed the raw sections of PHP, whose SDK looks for
/// "profile x" in *config*, and asked Go for a few names only.
Profiles comparable(const Profiles& all, const std::string& dialect, SharedFile file, bool raw) {
  Profiles some;
  for (const auto& [name, settings] : all) {
    std::string looked_up = name;
    if (dialect == "php" && file == SharedFile::Config && raw && name != "default") {
      if (name.rfind("profile ", 0) != 0 || name == "profile default") continue;
      looked_up = name.substr(8);
    }
    const bool asked =
        name == "default" || name == "DEFAULT" || name == "dev" || name == "my profile";
    if (dialect == "go1" && !asked) continue;
    some[looked_up] = settings;
  }
  return some;
}

TEST(SharedReader, ReadsWhatSdksWereSeenToRead) {
  const auto path = test::shared_data() / "aws/measurements/ini_differential.json";
  CREDLINT_NEEDS(path);
  Tally tally("dialects");
  const json measurement = test::read_json(path);
  for (const json& test : measurement["cases"]) {
    const SharedFile file = test["file"] == "config" ? SharedFile::Config : SharedFile::Credentials;
    const std::string text = test["text"];
    const Texts texts(file == SharedFile::Config ? text : "",
                      file == SharedFile::Config ? "" : text);
    for (const auto& [sdk, result] : test["results"].items()) {
      const std::string dialect = sdk == "c-sdkutils" ? "crt" : sdk;
      const SharedReading reading = texts.read(file, dialect);
      Profiles all;
      merge(reading, SectionKind::Profile, all);
      std::optional<Profiles> seen = measured(result);
      std::optional<Profiles> read = known_settings(all);
      if (reading.fault) read.reset();
      if (seen) seen = comparable(*seen, dialect, file, true);
      if (read) read = comparable(*read, dialect, file, false);
      tally.count(seen == read);
      EXPECT_EQ(seen.has_value(), read.has_value()) << sdk << ": " << test["name"];
      if (seen && read) {
        EXPECT_EQ(json(*seen), json(*read)) << sdk << ": " << test["name"];
      }
    }
  }
}

TEST(Dialects, HaveOnlyKnownWords) {
  for (const DataRow& row : embedded_catalog().table(Table::Dialects).rows) {
    EXPECT_EQ(first_unknown_word(row.value), "") << row.key;
  }
}

}  // namespace
}  // namespace credlint::resolver
