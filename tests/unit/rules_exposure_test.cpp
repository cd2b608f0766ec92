// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>

#include "rules/views/exposure.h"
#include "scanner/core/file_purpose.h"
#include "tests/support/tables.h"

namespace credlint {
namespace {

constexpr std::array<DataRow, 3> kFiles = {{{".aws/credentials", "the shared credentials file", ""},
                                            {"*accessKeys.csv", "a download", ""},
                                            {".aws/sso/cache/*.json", "a cache", "cache"}}};

Catalog catalog() {
  static const std::vector<DataTable> tables =
      test::tables_with({{"credential_files", "", "", kFiles}});
  Catalog out;
  out.tables = tables;
  return out;
}

FileRecord record(std::string path, std::initializer_list<Trait> traits, Tracking tracking) {
  FileRecord out;
  out.path = std::move(path);
  for (const Trait trait : traits) {
    out.traits = static_cast<std::uint16_t>(out.traits | static_cast<std::uint16_t>(trait));
  }
  out.tracking = tracking;
  return out;
}

std::optional<Severity> severity(const FileRecord& file) {
  return exposure(file, Severity::Error, catalog());
}

TEST(Exposure, CountsFullyInCode) {
  EXPECT_EQ(severity(record("a.py", {Trait::Code}, Tracking::Unknown)), Severity::Error);
}

TEST(Exposure, IsANoteInAnEnvFileOutsideVersionControl) {
  EXPECT_EQ(severity(record(".env", {Trait::EnvFile}, Tracking::Untracked)), Severity::Note);
  EXPECT_EQ(severity(record(".env", {Trait::EnvFile}, Tracking::Tracked)), Severity::Error);
}

TEST(Exposure, DoesNotCountInTheSharedCredentialsFile) {
  const auto traits = {Trait::SharedConfig, Trait::CredentialStore};
  EXPECT_EQ(severity(record(".aws/credentials", traits, Tracking::Unknown)), std::nullopt);
  EXPECT_EQ(severity(record(".aws/credentials", traits, Tracking::Tracked)), std::nullopt);
  EXPECT_EQ(severity(record("deploy/keys", traits, Tracking::Tracked)), Severity::Error);
}

TEST(Exposure, DoesNotCountInTemplates) {
  const auto traits = {Trait::EnvFile, Trait::Template};
  EXPECT_EQ(severity(record(".env.example", traits, Tracking::Tracked)), std::nullopt);
}

TEST(CredentialFile, MatchesTheEndOfAPath) {
  EXPECT_NE(credential_file("home/.aws/credentials", catalog()), nullptr);
  EXPECT_NE(credential_file("alice_accessKeys.csv", catalog()), nullptr);
  EXPECT_NE(credential_file(".aws/sso/cache/0a1b.json", catalog()), nullptr);
  EXPECT_EQ(credential_file("x.aws/credentials", catalog()), nullptr);
  EXPECT_EQ(credential_file("credentials", catalog()), nullptr);
  EXPECT_EQ(credential_file(".aws/sso/cache/a/b.json", catalog()), nullptr);
}

TEST(TestPath, KnowsFoldersAndFileNames) {
  for (const std::string_view path :
       {"tests/app.py", "src/test/java/A.java", "test_app.py", "app_test.go", "app.spec.ts",
        ".env.test", "AppTest.java", "a/__tests__/b.js", "lambda_test/app.py", "test_shared/a.py",
        "src/mock_objects.py", "test-resources/a.json", "/repo/tests/a.py", "/repo/pg_tests/a.yaml",
        "/repo/aws-signing-test-suite/v4/get/context.json", "/repo/awstesting/a.go",
        "/repo/sdk-test-data/a.json", "a/src/integration/resources/task.json"}) {
    EXPECT_TRUE(is_test_path(path)) << path;
  }
  for (const std::string_view path :
       {"app.py", ".env", "latest/app.py", "contest.go", ".aws/credentials", "",
        "/tmp/run-test-1/app.py", "test.py", "s3-test.js", "/home/test-user/app.py",
        "/repo/latests/a.py", "src/main/java/com/x/integration/A.java"}) {
    EXPECT_FALSE(is_test_path(path)) << path;
  }
}

FilePurpose purpose(std::string path, std::initializer_list<Trait> traits = {Trait::Code}) {
  return purpose_of(record(std::move(path), traits, Tracking::Unknown));
}

TEST(FilePurpose, AnEnvironmentCalledTestIsDeployed) {
  for (const std::string_view path :
       {"environments/test/main.tf", "terraform/envs/test/eu/main.tf", "env/test/values.yaml"})
    EXPECT_EQ(purpose(std::string(path), {Trait::Infra}), FilePurpose::Live) << path;
  EXPECT_EQ(purpose("k8s/overlays/test/secret.yaml", {Trait::Settings}), FilePurpose::Live);
  EXPECT_EQ(purpose("tests/environments/test/main.tf", {Trait::Infra}), FilePurpose::Test);
  EXPECT_EQ(purpose("environments/test/fixtures/a.tf", {Trait::Infra}), FilePurpose::Fixture);
  EXPECT_EQ(purpose("environments/test/app.py"), FilePurpose::Test);
  EXPECT_EQ(purpose("terraform/test/main.tf", {Trait::Infra}), FilePurpose::Test);
}

TEST(FilePurpose, IsToldByFoldersAndNames) {
  EXPECT_EQ(purpose("app/main.py"), FilePurpose::Live);
  EXPECT_EQ(purpose("web/node_modules/x/index.js"), FilePurpose::Vendored);
  EXPECT_EQ(purpose("vendor/aws/Sdk.php"), FilePurpose::Vendored);
  EXPECT_EQ(purpose("venv/Lib/site-packages/boto/auth.py"), FilePurpose::Vendored);
  EXPECT_EQ(purpose("infra/aws/dist/awscli/customizations/a.yml"), FilePurpose::Vendored);
  EXPECT_EQ(purpose("awscli/examples/iot/get.rst"), FilePurpose::Vendored);
  EXPECT_EQ(purpose("sorbet/rbi/gems/aws-sdk-core@3.203.0.rbi"), FilePurpose::Vendored);
  EXPECT_EQ(purpose("aws/dist/index.js"), FilePurpose::Live);
  EXPECT_EQ(purpose("tests/data/placebo/sts_1.json", {}), FilePurpose::Fixture);
  EXPECT_EQ(purpose("examples/upload.go"), FilePurpose::Sample);
  EXPECT_EQ(purpose("aws/credentials/example.ini", {Trait::SharedConfig}), FilePurpose::Sample);
  EXPECT_EQ(purpose("lambda_test/app.py"), FilePurpose::Test);
  EXPECT_EQ(purpose("docs/README.md", {Trait::Prose}), FilePurpose::Prose);
}

}  // namespace
}  // namespace credlint
