// SPDX-License-Identifier: MIT
// The suites of smithy-rs for everything behind the parser: file locations, profile chains, the
// default chain, the profile provider, SSO tokens, login sessions and metadata services.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <string>

#include "rules/resolver/metadata.h"
#include "rules/resolver/profile_walk.h"
#include "tests/support/machines.h"
#include "tests/support/shared_data.h"

namespace credlint::resolver {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using test::FakeMachine;
using test::Tally;
using Strings = std::map<std::string, std::string>;

fs::path suite(const std::string& path) {
  return test::shared_data() / "conformance/smithy-rs/aws/rust-runtime" / path;
}

Strings strings_of(const json& object) {
  Strings strings;
  for (const auto& [name, value] : object.items()) {
    if (value.is_string()) strings[name] = value;
  }
  return strings;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Smithy, FileLocations) {
  const fs::path path = suite("aws-runtime/test-data/file-location-tests.json");
  CREDLINT_NEEDS(path);
  Tally tally("file locations");
  const json tests = test::read_json(path);
  for (const json& test : tests["tests"]) {
    Environment environment;
    for (const auto& [name, value] : strings_of(test["environment"])) {
      environment.emplace(name, Secret(value));
    }
    const Platform platform = test["platform"] == "windows" ? Platform::Windows : Platform::Posix;
    const SharedPaths paths = shared_paths(environment, platform);
    const bool passed =
        paths.config == test["configLocation"] && paths.credentials == test["credentialsLocation"];
    tally.count(passed);
    EXPECT_TRUE(passed) << test["name"] << ": " << paths.config << ", " << paths.credentials;
  }
}

std::string config_of(const json& input) {
  std::string text;
  const auto add = [&](const char* word, const json& sections) {
    for (const auto& [name, settings] : sections.items()) {
      text += "[" + std::string(word) + " " + name + "]\n";
      for (const auto& [key, value] : strings_of(settings)) text += key + " = " + value + "\n";
    }
  };
  add("profile", input["profiles"]);
  if (input.contains("sso_sessions")) add("sso-session", input["sso_sessions"]);
  return text;
}

/// What the first link of a chain must have led to.
bool is_base(const json& link, const ResolvedCredentials& found, const std::string& provider) {
  if (link.contains("AccessKey")) {
    return provider == "config-file" &&
           found.key_id.reveal() == link["AccessKey"]["access_key_id"].get<std::string>();
  }
  if (link.contains("NamedSource")) {
    return provider == (link["NamedSource"] == "Ec2InstanceMetadata" ? "imds" : "environment");
  }
  if (link.contains("WebIdentityToken")) return provider == "assume-role-with-web-identity";
  return link.contains("Sso") && provider == "sso";
}

bool is_chain(const json& chain, const WalkResult& walk) {
  if (!walk.credentials) return false;
  const ResolvedCredentials& found = *walk.credentials;
  const bool role = found.provider == "assume-role";
  if (!is_base(chain[0], found, role ? found.source_provider : found.provider)) return false;
  std::vector<std::string> roles;
  for (std::size_t i = 1; i < chain.size(); ++i)
    roles.push_back(chain[i]["AssumeRole"]["role_arn"]);
  return roles == found.roles;
}

TEST(Smithy, ProfileChains) {
  const fs::path path = suite("aws-config/test-data/assume-role-tests.json");
  CREDLINT_NEEDS(path);
  Tally tally("assume-role graph");
  const json tests = test::read_json(path);
  for (const json& test : tests) {
    // The suite has no caches and no token files: whatever is named is there.
    const FakeMachine machine(
        {{"/home/.aws/config", config_of(test["input"])},
         {"/var/token.jwt", "token"},
         {"/home/.aws/sso/cache/0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33.json",
          R"({"accessToken": "a", "expiresAt": "2099-01-01T00:00:00Z"})"},
         {"/home/.aws/sso/cache/0b9cb8b5ec1e5c5a9d8ed4da9da1fb0a2b1e2b5d.json",
          R"({"accessToken": "a", "expiresAt": "2099-01-01T00:00:00Z"})"}},
        {});
    const Sdk sdk(embedded_catalog(), "rust");
    const SharedView view(*machine, sdk);
    const std::string profile = test["input"]["selected_profile"];
    const WalkResult walk = ProfileWalk(*machine, sdk, view).walk(profile, sdk.kinds);
    bool passed = false;
    std::string seen = walk.failure ? walk.failure->message : "no failure";
    if (test["output"].contains("Error")) {
      const std::string wanted = test["output"]["Error"];
      if (!walk.found_something()) {
        // The walk leaves it to the resolver to say that there is nothing.
        const bool any = !test["input"]["profiles"].empty();
        seen = any ? failure_of(*machine, sdk, "profile-empty", {profile, {}, {}}, {}).message
                   : "No profiles were defined";
      }
      passed = !walk.credentials && contains(seen, wanted);
    } else {
      const json& chain = test["output"]["ProfileChain"];
      const bool sso = chain[0].contains("Sso");
      // A token that is not in the cache is as far as files go.
      passed = is_chain(chain, walk) || (sso && walk.failure &&
                                         (walk.failure->defect == "sso-token-missing" ||
                                          walk.failure->defect == "sso-token-only"));
    }
    tally.count(passed);
    EXPECT_TRUE(passed) << test["docs"] << ": " << seen << "\n" << test["output"].dump();
  }
}

/// One folder of an end-to-end suite: the machine and what must come out.
struct EndToEnd {
  Strings files;
  Strings variables;
  json wanted;
};

EndToEnd read_case(const fs::path& folder) {
  EndToEnd found;
  found.variables = strings_of(test::read_json(folder / "env.json"));
  found.wanted = test::read_json(folder / "test-case.json")["result"];
  const fs::path root = folder / "fs";
  if (!fs::exists(root)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    found.files["/" + fs::relative(entry.path(), root).string()] = test::read_text(entry.path());
  }
  return found;
}

/// Errors that only an answer of the network, a metadata service or a program can bring.
bool comes_from_outside(const std::string& error) {
  for (const char* part : {"request forbidden", "InvalidIdentityTokenException",
                           "an error occurred while loading credentials",
                           "could not parse response", "external process"}) {
    if (contains(error, part)) return true;
  }
  return false;
}

bool agrees(const json& wanted, const ResolvedCredentials* found, const Failure* failure,
            const std::string& stops_at) {
  if (wanted.contains("Ok")) {
    if (failure != nullptr) return false;
    const bool outside = !stops_at.empty() || (found != nullptr && found->provider == "sso");
    if (outside) return true;
    return found != nullptr &&
           found->key_id.reveal() == wanted["Ok"]["access_key_id"].get<std::string>();
  }
  const std::string error = wanted.value("ErrorContains", "");
  if (failure != nullptr && contains(failure->message, error)) return true;
  // The instance metadata service would have been asked, and would not have answered.
  const bool asked = stops_at == "imds" || stops_at == "assume-role" || stops_at == "sso" ||
                     stops_at == "process" || stops_at == "container" ||
                     (found != nullptr && !found->source_provider.empty());
  return failure == nullptr && asked &&
         (comes_from_outside(error) || contains(error, "not enabled") ||
          contains(error, "No such file"));
}

TEST(Smithy, DefaultChain) {
  const fs::path path = suite("aws-config/test-data/default-credential-provider-chain");
  CREDLINT_NEEDS(path);
  Tally tally("default chain");
  for (const auto& entry : fs::directory_iterator(path)) {
    const EndToEnd test = read_case(entry.path());
    const FakeMachine machine(test.files, test.variables);
    const Resolution found = machine.resolve("rust");
    const bool passed = agrees(test.wanted, found.credentials ? &*found.credentials : nullptr,
                               found.failure ? &*found.failure : nullptr, found.stops_at);
    tally.count(passed);
    EXPECT_TRUE(passed) << entry.path().filename() << ": wanted " << test.wanted.dump() << "; "
                        << (found.failure ? found.failure->message : "no failure") << ", stops at "
                        << found.stops_at << ", profile " << found.profile.name;
  }
}

TEST(Smithy, ProfileProvider) {
  const fs::path path = suite("aws-config/test-data/profile-provider");
  CREDLINT_NEEDS(path);
  Tally tally("profile provider");
  for (const auto& entry : fs::directory_iterator(path)) {
    const EndToEnd test = read_case(entry.path());
    const FakeMachine machine(test.files, test.variables);
    const Sdk sdk(embedded_catalog(), "rust");
    const SharedView view(*machine, sdk);
    WalkResult walk;
    if (view.fault() != nullptr) {
      walk.failure = failure_of(*machine, sdk, "config-unparsable",
                                {"default", {}, view.fault()->message}, {});
    } else {
      walk = ProfileWalk(*machine, sdk, view).walk("default", sdk.kinds);
    }
    if (!walk.found_something()) {
      walk.failure = failure_of(*machine, sdk, "no-credentials", {"default", {}, {}}, {});
    }
    const std::string stops = walk.credentials ? walk.credentials->provider : "";
    const bool passed =
        agrees(test.wanted, walk.credentials ? &*walk.credentials : nullptr,
               walk.failure ? &*walk.failure : nullptr, stops == "config-file" ? "" : stops);
    tally.count(passed);
    EXPECT_TRUE(passed) << entry.path().filename() << ": wanted " << test.wanted.dump() << "; "
                        << (walk.failure ? walk.failure->message : "no failure");
  }
}

TEST(Smithy, BearerTokens) {
  const fs::path path = suite("aws-config/test-data/default-token-provider-chain");
  CREDLINT_NEEDS(path);
  Tally tally("token chain");
  for (const auto& entry : fs::directory_iterator(path)) {
    const EndToEnd test = read_case(entry.path());
    const FakeMachine machine(test.files, test.variables);
    const Sdk sdk(embedded_catalog(), "rust");
    const SharedView view(*machine, sdk);
    const auto named = test.variables.find("AWS_PROFILE");
    const WalkResult walk =
        ProfileWalk(*machine, sdk, view)
            .bearer_token(named == test.variables.end() ? "default" : named->second);
    const bool passed = walk.credentials && walk.credentials->provider == "sso" &&
                        walk.credentials->expiry.verdict == Expiry::Verdict::AliveUntil;
    tally.count(passed);
    EXPECT_TRUE(passed) << entry.path().filename() << ": "
                        << (walk.failure ? walk.failure->message : "no failure");
  }
}

TEST(Smithy, LoginSessions) {
  const fs::path path = suite("aws-config/test-data/login-provider-test-cases.json");
  CREDLINT_NEEDS(path);
  Tally tally("login cache");
  const json tests = test::read_json(path);
  for (const json& test : tests) {
    Strings files = {{"/home/.aws/config", test["configContents"]}};
    for (const auto& [name, content] : test["cacheContents"].items()) {
      files["/home/.aws/login/cache/" + name] = content.dump();
    }
    const FakeMachine machine(files, {});
    const Resolution found = machine.resolve("rust", "signin");
    const json& outcome = test["outcomes"][0];
    // Whether a refresh succeeds is told by the network: as far as files go, it is tried.
    const bool tried = test.contains("mockApiCalls");
    bool passed = outcome["result"] == "error" && !tried ? found.failure.has_value()
                                                         : found.credentials.has_value();
    if (found.credentials && !tried) {
      passed = passed && found.credentials->provider == "login" &&
               found.credentials->key_id.reveal() == outcome["accessKeyId"].get<std::string>();
    }
    tally.count(passed);
    EXPECT_TRUE(passed) << test["documentation"];
  }
}

TEST(Smithy, ContainerUris) {
  const fs::path path = suite("aws-config/test-data/ecs-tests.json");
  CREDLINT_NEEDS(path);
  Tally tally("container URIs");
  const json tests = test::read_json(path);
  for (const json& test : tests["tests"]) {
    const FakeMachine machine({}, strings_of(test["env"]));
    const ContainerUri found = container_uri(*machine, Sdk(embedded_catalog(), "rust"));
    const json& wanted = test["result"];
    const bool good = found.state == ContainerUri::State::Good;
    const bool passed = wanted.contains("Ok") ? good && found.uri == wanted["Ok"] : !good;
    tally.count(passed);
    EXPECT_TRUE(passed) << test["docs"] << ": " << found.uri;
  }
}

TEST(Smithy, ImdsEndpoints) {
  const fs::path path = suite("aws-config/test-data/imds-config/imds-endpoint-tests.json");
  CREDLINT_NEEDS(path);
  Tally tally("IMDS endpoint");
  const json tests = test::read_json(path);
  for (const json& test : tests["tests"]) {
    Strings variables = strings_of(test["env"]);
    const FakeMachine machine(strings_of(test["fs"]), variables);
    const Sdk sdk(embedded_catalog(), "rust");
    const SharedView view(*machine, sdk);
    const ProfileView profile = view.profile("default");
    const std::string endpoint = test.value("endpoint_override", "");
    const std::string mode = test.value("mode_override", "");
    ImdsSettings settings;
    settings.endpoint_in_code = endpoint;
    settings.mode_in_code = mode;
    settings.endpoint_in_environment = variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"];
    settings.mode_in_environment = variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"];
    settings.endpoint_in_profile = profile.text("ec2_metadata_service_endpoint");
    settings.mode_in_profile = profile.text("ec2_metadata_service_endpoint_mode");
    const ImdsEndpoint found = imds_endpoint(settings);
    const json& wanted = test["result"];
    const bool passed = wanted.contains("Ok")
                            ? found.url == wanted["Ok"]
                            : contains(found.error, wanted["Err"].get<std::string>());
    tally.count(passed);
    EXPECT_TRUE(passed) << test["docs"] << ": " << found.url << found.error;
  }
}

TEST(Botocore, ConfigFiles) {
  const fs::path path = test::shared_data() / "conformance/botocore/tests/unit/cfg";
  CREDLINT_NEEDS(path);
  Tally tally("botocore config files");
  for (const auto& entry : fs::directory_iterator(path)) {
    const std::string name = entry.path().filename();
    const FakeMachine machine({{"/cfg", test::read_text(entry.path())}},
                              {{"AWS_CONFIG_FILE", "/cfg"}});
    const Resolution found = machine.resolve("boto3");
    const bool refused = found.failure && found.failure->type == "ConfigParseError";
    // aws_bad_profile holds a header that is no profile, which botocore leaves alone;
    // aws_credentials has the shape that AWS_CREDENTIAL_FILE names, and no headers.
    const bool bad = name == "aws_config_bad" || name == "aws_config_badbytes" ||
                     name == "aws_config_nested_bad" || name == "aws_credentials";
    tally.count(refused == bad);
    EXPECT_EQ(refused, bad) << name;
  }
}

}  // namespace
}  // namespace credlint::resolver
