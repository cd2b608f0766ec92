// SPDX-License-Identifier: MIT
// On random machines, what check finds at the lines that an SDK ends with and what doctor says of
// them are one opinion.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "cli/doctor_refusal.h"
#include "rules/resolver/prediction.h"
#include "rules/resolver/resolver.h"
#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"
#include "tests/support/preparation.h"
#include "tests/support/session_tokens.h"

namespace credlint {
namespace {

using resolver::Origin;

constexpr TimePoint kNow = std::chrono::sys_days(std::chrono::year(2023) / 11 / 15);

/// Makes machines whose keys are good, or wrong in one of the usual ways.
class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  std::map<std::string, std::string> files;
  std::map<std::string, std::string> variables;

  void make() {
    const bool in_config = chance(20);
    std::string keys = profile();
    files[kConfig] =
        "[default]\n" + (chance(85) ? "region = " + region() + "\n" : "") + (in_config ? keys : "");
    if (!in_config) files[kCredentials] = "[default]\n" + keys;
    if (chance(25)) make_role();
    if (chance(25)) make_variables();
    variables["HOME"] = "/home";
    variables["AWS_EC2_METADATA_DISABLED"] = "true";
  }

  static constexpr const char* kConfig = "/home/.aws/config";
  static constexpr const char* kCredentials = "/home/.aws/credentials";

 private:
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  template <typename T>
  const T& one_of(const std::vector<T>& all) {
    return all[random_() % all.size()];
  }
  std::string characters(std::string_view alphabet, std::size_t count) {
    std::string text;
    while (text.size() < count) text += alphabet[random_() % alphabet.size()];
    return text;
  }

  std::string key_id() {
    const std::string prefix = chance(70) ? "AKIA" : "ASIA";
    return prefix + "RZPUZDIK" + characters("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 8);
  }
  std::string secret() {
    return characters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40);
  }
  std::string token() {
    tests::TokenRecipe recipe;
    if (chance(20)) recipe.region = "us-gov-west-1";
    std::string text = tests::make_session_token(recipe);
    return chance(15) ? text.substr(0, text.size() / 2) : text;
  }
  std::string region() {
    return one_of<std::string>({"us-east-2", "us-east-2", "us-east-2", "us-gov-west-1", "eu_west_1",
                                "us-east-2a", "useast"});
  }

  /// Mostly as it is.
  std::string damaged(const std::string& value) {
    switch (random_() % 24) {
      case 0:
        return value.substr(1);
      case 1:
        return value + "%";
      case 2:
        return "\u201c" + value + "\u201d";
      case 3:
        return "\"" + value + "\"";
      case 4:
        return value + " # mine";
      case 5:
        return value + "\u200b";
      case 6:
        return value + ")";
      case 7:
        return value.substr(0, value.size() / 2) + "%2F" + value.substr(value.size() / 2 + 1);
      case 8:
        return "'" + value + "'";
      default:
        return value;
    }
  }

  std::string profile() {
    std::string id = key_id();
    std::string key = secret();
    const bool temporary = id.front() == 'A' && id[1] == 'S';
    if (chance(5)) std::swap(id, key);
    std::string text =
        "aws_access_key_id = " + damaged(id) + "\naws_secret_access_key = " + damaged(key) + "\n";
    if (chance(temporary ? 85 : 10)) text += "aws_session_token = " + token() + "\n";
    return text;
  }

  void make_role() {
    const std::string arn =
        chance(70) ? "arn:aws:iam::123456789012:role/reader" : "arn:aws:iam:123456789012:role/x";
    files[kConfig] +=
        "[profile dev]\nregion = us-east-2\nrole_arn = " + arn + "\nsource_profile = default\n";
    if (chance(20)) files[kConfig] += "role_session_name = a b\n";
    variables["AWS_PROFILE"] = "dev";
  }

  void make_variables() {
    variables["AWS_ACCESS_KEY_ID"] = damaged(key_id());
    variables["AWS_SECRET_ACCESS_KEY"] = damaged(secret());
    if (chance(40)) variables["AWS_SESSION_TOKEN"] = token();
  }

  std::mt19937 random_;
};

class Opinions {
 public:
  explicit Opinions(const Generator& made) {
    RunOptions options;
    options.preparation = tests::embedded_preparation();
    options.now = kNow;
    options.settings.ignore = {"leak"};
    resolver::Environment environment;
    for (const auto& [path, text] : made.files) options.in_memory.push_back({path, text});
    for (const auto& [name, value] : made.variables) {
      options.environment.push_back({name, value});
      environment.emplace(name, Secret(value));
    }
    auto checked = check(embedded_catalog(), options);
    facts_ = std::move((*checked).scanned.facts);
    findings_ = std::move((*checked).findings);
    machine_ = std::make_unique<resolver::Machine>(
        resolver::Machine{.facts = *facts_,
                          .catalog = embedded_catalog(),
                          .environment = std::move(environment),
                          .now = kNow,
                          .probe = [](std::string_view) { return resolver::FileState::Missing; }});
  }

  /// A contradiction as a sentence; empty when there is none.
  [[nodiscard]] std::string contradiction(std::string_view name) const {
    const resolver::Sdk sdk(embedded_catalog(), name);
    const resolver::Resolution found = resolver::resolve(*machine_, sdk, "");
    if (!found.credentials || resolver::predict_failure(*machine_, sdk, found)) return {};
    const auto refusal = Explainer(*machine_, findings_).refusal(sdk, found);
    std::vector<Origin> places = found.credentials->places;
    if (found.region) places.push_back(found.region->from);
    const Finding* error = error_at(places, name == "boto3");
    if (!refusal && error != nullptr) return "doctor is content, check says " + error->rule;
    if (!refusal) return {};
    const bool told = error_at(places, true) != nullptr;
    return told ? "" : "check is content, doctor says " + refusal->failure.rule;
  }

 private:
  /// An error at the lines that the SDK ends with. How lines are read differs: what is wrong with
  /// that (family "profile") may be right for another SDK than boto3.
  [[nodiscard]] const Finding* error_at(const std::vector<Origin>& places,
                                        bool with_reading) const {
    for (const Finding& finding : findings_) {
      if (finding.severity != Severity::Error) continue;
      const auto rules = all_rules();
      const auto rule = std::find_if(rules.begin(), rules.end(),
                                     [&](const Rule& each) { return each.id == finding.rule; });
      const bool reading = rule->family == "profile" && rule->info.error != "ValidationError";
      if (reading && !with_reading) continue;
      const bool here = std::any_of(places.begin(), places.end(),
                                    [&](const Origin& place) { return stands_at(finding, place); });
      if (here) return &finding;
    }
    return nullptr;
  }

  [[nodiscard]] bool stands_at(const Finding& finding, const Origin& place) const {
    const FileRecord& file = facts_->file(finding.at.file);
    if (place.kind == Origin::Kind::File) {
      return file.path == place.path && finding.at.line == place.line;
    }
    const auto& all = facts_->facts().env_assignments;
    return std::any_of(all.begin(), all.end(), [&](const EnvAssignment& each) {
      return each.at == finding.at && each.name == place.name;
    });
  }

  std::unique_ptr<FactStore> facts_;
  std::vector<Finding> findings_;
  std::unique_ptr<resolver::Machine> machine_;
};

TEST(Agreement, CheckAndDoctorAreOfOneOpinion) {
  constexpr std::uint32_t kMachines = 400;
  std::size_t refused = 0;
  for (std::uint32_t seed = 0; seed < kMachines; ++seed) {
    Generator made(seed);
    made.make();
    const Opinions opinions(made);
    for (const char* sdk : {"boto3", "js-v3", "go-v2", "rust", "java-v2"}) {
      const std::string said = opinions.contradiction(sdk);
      EXPECT_EQ(said, "") << sdk << ", seed " << seed << "\n--- config\n"
                          << made.files[Generator::kConfig] << "--- credentials\n"
                          << made.files[Generator::kCredentials];
      refused += said.empty() ? 1 : 0;
    }
  }
  EXPECT_GT(refused, 0U);
}

}  // namespace
}  // namespace credlint
