// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <chrono>

#include "rules/views/profile_graph.h"

namespace credlint {
namespace {

/// Builds the facts of one config file, line by line.
class ConfigFacts {
 public:
  void profile(const std::string& name) {
    section_ = name;
    ++scope_;
    ConfigSection section;
    place(section);
    section.kind = SectionKind::Profile;
    section.name = name;
    section.raw = "profile " + name;
    facts_.config_sections.push_back(section);
  }

  void setting(const std::string& key, const std::string& value) {
    ConfigSetting setting;
    place(setting);
    setting.section_kind = SectionKind::Profile;
    setting.in_section = true;
    setting.section = section_;
    setting.key = key;
    setting.value = Secret(value);
    facts_.config_settings.push_back(setting);
  }

  void role(const std::string& name, const std::string& source) {
    profile(name);
    setting("role_arn", "arn:aws:iam::123456789012:role/x");
    setting("source_profile", source);
  }

  FactStore store() && {
    FileRecord record;
    record.path = ".aws/config";
    return FactStore({record}, std::move(facts_));
  }

 private:
  void place(Fact& fact) {
    fact.scope = {0, scope_};
    fact.at.span = {offset_, offset_ + 1};
    fact.at.line = ++offset_;
  }

  FileFacts facts_;
  std::string section_;
  std::uint32_t scope_ = 0;
  std::uint32_t offset_ = 0;
};

const Profile& at(const ProfileGraph& graph, std::string_view name) {
  return *graph.find(*graph.folder(".aws"), name);
}

TEST(ProfileGraph, FollowsSources) {
  ConfigFacts config;
  config.role("a", "b");
  config.role("b", "base");
  config.role("lost", "nowhere");
  config.profile("base");
  config.setting("aws_access_key_id", "AKIARZPUZDIKAEXAMPLE");
  const FactStore store = std::move(config).store();
  const ProfileGraph graph(store);
  EXPECT_EQ(graph.chain_end(at(graph, "a")), ChainEnd::Base);
  EXPECT_EQ(graph.next(at(graph, "a"))->name, "b");
  EXPECT_EQ(graph.chain_end(at(graph, "lost")), ChainEnd::Missing);
  EXPECT_TRUE(graph.loops().empty());
  EXPECT_TRUE(graph.folder(".aws")->complete);
}

TEST(ProfileGraph, FindsEachLoopOnce) {
  ConfigFacts config;
  config.role("c", "b");
  config.role("b", "a");
  config.role("a", "c");
  config.role("tail", "c");
  config.role("self", "self");
  const FactStore store = std::move(config).store();
  const ProfileGraph graph(store);
  ASSERT_EQ(graph.loops().size(), 2U);
  EXPECT_EQ(graph.loops()[0].front()->name, "a");
  EXPECT_EQ(graph.loops()[0].size(), 3U);
  EXPECT_EQ(graph.loops()[1].front()->name, "self");
  EXPECT_EQ(graph.chain_end(at(graph, "tail")), ChainEnd::Loop);
}

TEST(ProfileGraph, StaticKeysEndAChain) {
  ConfigFacts config;
  config.role("self", "self");
  config.setting("aws_access_key_id", "AKIARZPUZDIKAEXAMPLE");
  config.setting("aws_secret_access_key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ");
  config.role("a", "self");
  const FactStore store = std::move(config).store();
  const ProfileGraph graph(store);
  EXPECT_TRUE(graph.loops().empty());
  EXPECT_EQ(graph.chain_end(at(graph, "self")), ChainEnd::Base);
  EXPECT_EQ(graph.chain_end(at(graph, "a")), ChainEnd::Base);
}

TEST(ProfileGraph, IsLinearInTheNumberOfProfiles) {
  constexpr int kProfiles = 100'000;
  constexpr int kChain = 10'000;
  ConfigFacts config;
  for (int i = 0; i < kProfiles; ++i) {
    const int next = (i + 1) % kChain == 0 ? i - kChain + 1 : i + 1;
    config.role("p" + std::to_string(i), "p" + std::to_string(next));
  }
  const FactStore store = std::move(config).store();
  const auto begin = std::chrono::steady_clock::now();
  const ProfileGraph graph(store);
  const auto spent = std::chrono::steady_clock::now() - begin;
  EXPECT_EQ(graph.loops().size(), static_cast<std::size_t>(kProfiles / kChain));
  EXPECT_LT(spent, std::chrono::seconds(5));
}

TEST(ProfileGraph, HeadersThatMeanAProfile) {
  ConfigSection section;
  const auto meant = [&](const std::string& raw) {
    section.raw = raw;
    return std::string(profile_meant_by_config_section(section));
  };
  EXPECT_EQ(meant("dev"), "dev");
  EXPECT_EQ(meant("profil dev"), "dev");
  for (const char* other :
       {"default", "plugins", "sso_session corp", "Profile dev", "my dev", "services"}) {
    EXPECT_EQ(meant(other), "") << other;
  }
}

TEST(ProfileGraph, FindsAProfileInTheNearestHomeAbove) {
  ConfigFacts facts;
  facts.profile("dev");
  facts.setting("region", "us-east-1");
  const FactStore store = std::move(facts).store();
  const ProfileGraph graph(store);
  EXPECT_NE(graph.find_above("main.py", "dev"), nullptr);
  EXPECT_NE(graph.find_above("src/deep/main.py", "dev"), nullptr);
  EXPECT_EQ(graph.find_above("src/main.py", "prod"), nullptr);
  EXPECT_EQ(graph.find_above("/elsewhere/src/main.py", "dev"), nullptr) << "and it ends at the top";
}

}  // namespace
}  // namespace credlint
