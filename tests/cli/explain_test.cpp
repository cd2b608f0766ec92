// SPDX-License-Identifier: MIT
// credlint explain "ERROR": every text that is known, as it is printed, and what is made of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/explain/error_guide.h"
#include "cli/explain/error_texts.h"
#include "rules/resolver/words_of.h"
#include "scanner/config/embedded.h"
#include "scanner/core/rule.h"
#include "tests/cli/explain_lines.h"
#include "tests/support/run_credlint.h"
#include "tests/support/shared_data.h"

namespace credlint::test {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// Synthetic.
constexpr std::string_view kLongTermKeys =
    "[default]\naws_access_key_id = AKIARZPUZDIKAEXAMPLE\n"
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ\n";

const ErrorTexts& texts() {
  static const ErrorTexts known(embedded_catalog());
  return known;
}

std::string error_in(std::string_view log) {
  const auto error = texts().recognise(log);
  return error ? std::string(error->error) : "nothing";
}

/// The outermost that printed it.
std::string printer_of(std::string_view log) {
  const auto error = texts().recognise(log);
  if (!error) return "nothing";
  if (!error->tool.empty()) return std::string(error->tool);
  return error->sdks.empty() ? std::string() : std::string(error->sdks.front());
}

/// A text with something in the place of each placeholder.
std::string filled(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    out += text.substr(0, open);
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    out += "my-value";
    text.remove_prefix(close + 1);
  }
  return out;
}

/// As a narrow terminal shows it: broken within words, with a frame before each line.
std::string wrapped(std::string_view text, std::size_t width) {
  std::string out;
  for (; text.size() > width; text.remove_prefix(width)) {
    out += "│ " + std::string(text.substr(0, width)) + "\n";
  }
  return out + "│ " + std::string(text);
}

TEST(ErrorTexts, LinesAsPrintedAreUnderstood) {
  for (const PrintedLine& printed : kPrintedLines) {
    EXPECT_EQ(error_in(printed.line), printed.error) << printed.line;
    if (printed.printer.empty()) continue;
    EXPECT_EQ(printer_of(printed.line), printed.printer) << printed.line;
  }
}

TEST(ErrorTexts, LinesAreUnderstoodWhereverTheyAreWrapped) {
  for (const PrintedLine& printed : kPrintedLines) {
    if (printed.line.find('\n') != std::string_view::npos) continue;
    if (printed.line.find("│") != std::string_view::npos) continue;
    EXPECT_EQ(error_in(wrapped(printed.line, 40)), printed.error) << wrapped(printed.line, 40);
  }
}

TEST(ErrorTexts, EveryRowIsToldByItsOwnText) {
  for (const DataRow& row : embedded_catalog().table(Table::ErrorTexts).rows) {
    const std::vector<std::string_view> words = resolver::words_of(row.value);
    ASSERT_GE(words.size(), 2U) << row.key;
    EXPECT_FALSE(row.note.empty()) << row.key << " has no source";
    if (words.front() == "-") continue;
    const std::string line =
        "2026-11-29T10:02:33Z ERROR [main] " + filled(row.key) + ". (request id: 5f38561a-de1f)";
    EXPECT_EQ(error_in(line), words.front()) << line;
  }
}

TEST(ErrorTexts, RowsNameWhatThereIs) {
  const Catalog& catalog = embedded_catalog();
  for (const KnownText& known : texts().all()) {
    for (const std::string_view printer : known.printers) {
      EXPECT_TRUE(catalog.table(Table::ErrorTools).find(printer) != nullptr ||
                  catalog.table(Table::SdkNames).find(printer) != nullptr ||
                  catalog.table(Table::Sdks).find(std::string(printer) + ".chain") != nullptr)
          << printer << " of " << known.text;
    }
    if (known.error.empty()) continue;
    EXPECT_NE(catalog.table(Table::Errors).find(known.error), nullptr) << known.text;
  }
}

/// True when a cause of the error stands for all causes of another.
bool has_cause(std::string_view error, std::string_view other) {
  for (const DataRow& row : embedded_catalog().table(Table::ErrorCauses).rows) {
    const std::vector<std::string_view> rules = resolver::words_of(row.value);
    if (row.key.starts_with(std::string(error) + ".") &&
        std::find(rules.begin(), rules.end(), other) != rules.end()) {
      return true;
    }
  }
  return false;
}

// What a service calls an error is told twice: for findings and for explain.
TEST(ErrorTexts, ServicesSayNothingElse) {
  for (const DataRow& row : embedded_catalog().table(Table::ServiceErrors).rows) {
    const std::string_view error = std::string_view(row.key).substr(0, row.key.find('.'));
    EXPECT_NE(embedded_catalog().table(Table::Errors).find(error), nullptr) << row.key;
    const std::string understood = error_in(std::string(row.value));
    // One name may stand for several errors: then it is one of its own, and they are its causes.
    EXPECT_TRUE(understood == error || has_cause(understood, error))
        << row.key << ": " << row.value << " is understood as \"" << understood << '"';
  }
}

TEST(ErrorTexts, AreManyAndOfManyPrinters) {
  std::set<std::string_view> printers;
  std::size_t count = 0;
  for (const DataRow& row : embedded_catalog().table(Table::ErrorTexts).rows) {
    const std::vector<std::string_view> words = resolver::words_of(row.value);
    if (words.front() != "-") ++count;
    printers.insert(words.begin() + 1, words.end());
  }
  printers.erase("summary");
  RecordProperty("texts", static_cast<int>(count));
  RecordProperty("printers", static_cast<int>(printers.size()));
  EXPECT_GE(count, 400U);
  EXPECT_GE(printers.size(), 35U);
}

TEST(ErrorTexts, CausesNameRulesAndErrors) {
  const Catalog& catalog = embedded_catalog();
  for (const DataRow& row : catalog.table(Table::ErrorCauses).rows) {
    const std::string_view error = row.key.substr(0, row.key.find('.'));
    EXPECT_NE(catalog.table(Table::Errors).find(error), nullptr) << row.key;
    for (const std::string_view word : resolver::words_of(row.value)) {
      const auto rules = all_rules();
      const bool rule = std::any_of(rules.begin(), rules.end(),
                                    [&](const Rule& candidate) { return candidate.id == word; });
      EXPECT_TRUE(rule || catalog.table(Table::Errors).find(word) != nullptr)
          << row.key << ": " << word;
    }
  }
  for (const DataRow& row : catalog.table(Table::Errors).rows) {
    EXPECT_FALSE(guide_to(row.key, catalog, texts()).causes.empty()) << row.key;
  }
}

TEST(ErrorTexts, EveryErrorOfARuleIsKnown) {
  for (const Rule& rule : all_rules()) {
    if (rule.info.error.empty()) continue;
    const std::string error = error_in(rule.info.error);
    ASSERT_NE(error, "nothing") << rule.id << ": " << rule.info.error;
    const ErrorGuide guide = guide_to(error, embedded_catalog(), texts());
    const bool listed = std::any_of(guide.causes.begin(), guide.causes.end(), [&](const Cause& c) {
      return std::find(c.rules.begin(), c.rules.end(), &rule) != c.rules.end();
    });
    EXPECT_TRUE(listed) << error << " does not lead to " << rule.id;
  }
}

/// What stands in `…` or "…" of a page's paragraph "Leads to".
std::vector<std::string> quotes_in(std::string paragraph) {
  std::replace(paragraph.begin(), paragraph.end(), '\n', ' ');
  std::vector<std::string> quotes;
  for (std::size_t at = 0; (at = paragraph.find_first_of("`\"", at)) != std::string::npos;) {
    std::size_t end = paragraph.find(paragraph[at], at + 1);
    while (end != std::string::npos && paragraph[end - 1] == '\\') {
      end = paragraph.find(paragraph[at], end + 1);
    }
    if (end == std::string::npos) break;
    quotes.push_back(paragraph.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return quotes;
}

/// Names of settings, files and rules, and what is no message of an SDK.
bool is_no_error(const std::string& quote) {
  static const std::set<std::string> kOthers = {"region",
                                                "sso_session",
                                                "--region",
                                                "AWS_SDK_LOAD_CONFIG=1",
                                                "AWS_ACCOUNT_ID",
                                                "aws sts get-caller-identity",
                                                "login_session",
                                                "None",
                                                ".aws",
                                                "No access",
                                                "not found",
                                                "does not exist",
                                                "aws sso login",
                                                "node --env-file",
                                                "fromTemporaryCredentials",
                                                "aws_account_id",
                                                "ArgumentError",
                                                "TypeError: … got an unexpected keyword argument",
                                                "[Errno 2] No such file or directory: "
                                                "'~/bin/get-credentials'",
                                                "should not have others permissions"};
  const auto rules = all_rules();
  return kOthers.contains(quote) || embedded_catalog().variable(quote) != nullptr ||
         std::any_of(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == quote; });
}

TEST(ErrorTexts, EveryErrorThatARulesPageQuotesIsKnown) {
  std::size_t quoted = 0;
  for (const Rule& rule : all_rules()) {
    const std::string page(rule.page);
    const std::size_t begin = page.find("**Leads to:**");
    if (begin == std::string::npos) continue;
    for (const std::string& quote :
         quotes_in(page.substr(begin, page.find("\n\n", begin) - begin))) {
      if (is_no_error(quote)) continue;
      ++quoted;
      EXPECT_NE(error_in(quote), "nothing") << rule.id << ": " << quote;
    }
  }
  EXPECT_GT(quoted, 150U);
}

TEST(ErrorTexts, WhateverTheDoctorPredictsIsKnown) {
  for (const DataRow& row : embedded_catalog().table(Table::SdkErrors).rows) {
    const std::string said = std::string(row.value) + ": " + filled(row.note);
    EXPECT_NE(error_in(said), "nothing") << row.key << ": " << said;
    const std::string defect(row.key.substr(row.key.find('.') + 1));
    EXPECT_NE(texts().error_of(defect, row.value), "") << row.key;
  }
}

TEST(ErrorTexts, TheDeepestCauseThatTellsSomethingCounts) {
  EXPECT_EQ(
      error_in("Exception in thread \"main\" java.nio.file.AccessDeniedException: s3a://b: "
               "org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: No AWS Credentials "
               "provided by SimpleAWSCredentialsProvider\n"
               "\tat org.apache.hadoop.fs.s3a.S3AUtils.translateException(S3AUtils.java:199)\n"
               "\t... 26 more\n"
               "Caused by: org.apache.hadoop.fs.s3a.auth.NoAuthWithAWSException: No AWS "
               "Credentials provided by SimpleAWSCredentialsProvider\n"
               "\tat com.amazonaws.http.AmazonHttpClient.execute(AmazonHttpClient.java:513)\n"
               "Caused by: com.amazonaws.SdkClientException: Unable to load AWS credentials "
               "from environment variables\n\t... 43 more\n"),
      "NoCredentialsError");
  // A chain that is asked to its end hides that one of its members was refused.
  EXPECT_EQ(
      error_in("software.amazon.awssdk.core.exception.SdkClientException: Unable to load "
               "credentials from any of the providers in the chain X : "
               "[ProfileCredentialsProvider(): The security token included in the request is "
               "expired (Service: Sts, Status Code: 403, Request ID: 1), "
               "InstanceProfileCredentialsProvider(): Failed to load credentials from IMDS.]"),
      "ExpiredToken");
}

TEST(ErrorTexts, PythonWritesTheDeepestCauseFirst) {
  const std::string_view log =
      "Traceback (most recent call last):\n"
      "  File \"/usr/lib/python3.11/site-packages/s3fs/core.py\", line 113, in _error_wrapper\n"
      "    return await func(*args, **kwargs)\n"
      "botocore.exceptions.ClientError: An error occurred (ExpiredToken) when calling the "
      "ListObjectsV2 operation: The provided token has expired.\n"
      "\n"
      "The above exception was the direct cause of the following exception:\n"
      "\n"
      "Traceback (most recent call last):\n"
      "  File \"/app/load.py\", line 3, in <module>\n"
      "    fs.ls('my-bucket')\n"
      "PermissionError: Forbidden\n";
  EXPECT_EQ(error_in(log), "ExpiredToken");
  EXPECT_EQ(printer_of(log), "s3fs");
  EXPECT_EQ(
      error_in("ProfileNotFound: The config profile (a) could not be found\n\nDuring handling "
               "of the above exception, another exception occurred:\n\nConfigParseError: "
               "Unable to parse config file: x"),
      "ProfileNotFound");
}

TEST(ErrorTexts, PartsOfWordsAreNoErrors) {
  EXPECT_EQ(error_in("UnexpiredToken"), "nothing");
  EXPECT_EQ(error_in("everything went well"), "nothing");
  EXPECT_EQ(error_in(""), "nothing");
}

TEST(ErrorTexts, ColoursQuotesAndEscapesDoNotMatter) {
  EXPECT_EQ(error_in("\x1b[31mError:\x1b[0m \x1b[1mRegion is \x1b[0mmissing"), "NoRegionError");
  EXPECT_EQ(error_in("the source profile “base” must have credentials"), "InvalidConfigError");
  EXPECT_EQ(error_in(R"({"msg": "The config\nprofile (\"dev\") could not be found"})"),
            "ProfileNotFound");
}

TEST(ErrorTexts, TheProfileIsTakenFromTheText) {
  const auto profile = [](std::string_view log) {
    const auto error = texts().recognise(log);
    return error ? error->profile : "nothing";
  };
  EXPECT_EQ(profile("botocore: The config profile (My Team) could not be found"), "My Team");
  EXPECT_EQ(profile("failed to get shared config profile, dve"), "dve");
  EXPECT_EQ(profile("Aws::Errors::NoSuchProfileError: Profile `dve' not found in /x"), "dve");
  EXPECT_EQ(profile("No AWS profile named 'Dev'"), "Dev");
  EXPECT_EQ(profile("You must specify a region."), "");
}

TEST(ErrorTexts, HostileLogsTakeNoTime) {
  std::string log;
  while (log.size() < ErrorTexts::kLongestLog) log += "The config profile (The config profile (";
  EXPECT_EQ(error_in(log), "nothing");
  log.clear();
  while (log.size() < 2 * ErrorTexts::kLongestLog) {
    log += "During handling of the above exception, another exception occurred:\n";
  }
  EXPECT_EQ(error_in(log + "You must specify a region."), "NoRegionError");
}

TEST(ErrorTexts, ReportedLinesAreKnown) {
  const std::filesystem::path lines =
      shared_data() / "reports/011-explain-unknown-error-texts/bad/errors.txt";
  CREDLINT_NEEDS(lines);
  std::istringstream stream(read_text(lines.string()));
  std::size_t count = 0;
  for (std::string line; std::getline(stream, line);) {
    if (line.empty()) continue;
    ++count;
    EXPECT_NE(error_in(line), "nothing") << line;
  }
  EXPECT_GE(count, 9U);
}

class ExplainCommand : public testing::Test {
 protected:
  [[nodiscard]] Outcome explain(std::vector<std::string> arguments, std::string_view input = "",
                                std::vector<std::string> environment = {}) const {
    arguments.insert(arguments.begin(), "explain");
    environment.push_back("HOME=" + home_.root());
    return run_credlint(folder_.root(), arguments, input, environment);
  }
  /// The part about what is found here.
  [[nodiscard]] static std::string found(const std::string& out) {
    const std::size_t begin = out.find("Found here");
    return out.substr(begin, out.find("Causes, the most likely first") - begin);
  }

  TempTree folder_;
  TempTree home_;
};

TEST_F(ExplainCommand, AHomeWithoutARegionAnswersWhatTheDoctorSays) {
  home_.write(".aws/credentials", kLongTermKeys);
  const Outcome outcome = explain({"You must specify a region."});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("NoRegionError (boto3 and the AWS CLI): "));
  EXPECT_THAT(found(outcome.out), HasSubstr("boto3 would fail: NoRegionError"));
  EXPECT_THAT(found(outcome.out), Not(HasSubstr("none of the causes")));
}

TEST_F(ExplainCommand, TheDoctorIsAskedAboutTheSdkThatSpoke) {
  home_.write(".aws/credentials", kLongTermKeys);
  const Outcome outcome = explain({"Aws::Errors::MissingRegionError:", "No region was provided."});
  EXPECT_THAT(outcome.out, HasSubstr("NoRegionError (Ruby SDK): "));
  EXPECT_THAT(found(outcome.out),
              HasSubstr("Ruby SDK would fail: Aws::Errors::MissingRegionError"));
}

TEST_F(ExplainCommand, CausesFoundInFolderAndHomeComeFirstWithTheirPlaces) {
  home_.write(".aws/config", "[profile dev]\nregion = eu-west-1\n");
  home_.write("app/app.py", "import boto3\nsession = boto3.Session(profile_name=\"dve\")\n");
  const Outcome outcome =
      run_credlint(home_.root(), {"explain", "The config profile (dve) could not be found"}, "",
                   {"HOME=" + home_.root()});
  const std::string seen = found(outcome.out);
  EXPECT_THAT(seen, HasSubstr("boto3 would fail: ProfileNotFound: The config profile (dve)"));
  EXPECT_THAT(seen, HasSubstr("profile-not-found: "));
  EXPECT_THAT(seen, HasSubstr("at app/app.py:2\n"));
  EXPECT_THAT(outcome.out, HasSubstr("the name is misspelt"));
}

TEST_F(ExplainCommand, APlaceIsListedOnce) {
  std::string keys(kLongTermKeys);
  keys.replace(keys.find("AKIA"), 4, "ASIA");
  home_.write(".aws/credentials", keys);
  // The folder is the home: its file is read twice.
  const Outcome outcome =
      run_credlint(home_.root(), {"explain", "InvalidClientTokenId", "--format", "json"}, "",
                   {"HOME=" + home_.root()});
  const auto json = nlohmann::json::parse(outcome.out, nullptr, false);
  ASSERT_TRUE(json.is_object()) << outcome.out << outcome.err;
  bool seen = false;
  for (const auto& found : json["found"]) {
    if (found["rule"] != "temp-key-without-token") continue;
    seen = true;
    EXPECT_EQ(found["places"].size(), 1U) << found;
  }
  EXPECT_TRUE(seen) << outcome.out;
}

TEST_F(ExplainCommand, AStackTraceComesOnStandardInput) {
  const Outcome outcome = explain({"-"},
                                  "Traceback (most recent call last):\n  File \"a.py\", line 1\n"
                                  "botocore.exceptions.NoCredentialsError: Unable to locate\n"
                                  "credentials\n");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("NoCredentialsError (boto3 and the AWS CLI): "));
}

TEST_F(ExplainCommand, LinesMayBeArguments) {
  const Outcome outcome = explain({"Error: No valid credential", "│ sources found"});
  EXPECT_THAT(outcome.out, HasSubstr("NoCredentialsError (Terraform): "));
}

TEST_F(ExplainCommand, UnknownTextsGetTheNearestThatAreKnown) {
  const Outcome outcome =
      explain({"the region value has not been given for this session profile "
               "could not be located"});
  EXPECT_EQ(outcome.code, 2) << outcome.out;
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("holds no error that is known"));
  const Outcome near = explain({"unable to find any credentials to locate"});
  EXPECT_EQ(near.code, 2);
  EXPECT_THAT(near.err, HasSubstr("NoCredentialsError: Unable to locate credentials"));
  const Outcome name = explain({"NoRegionEror"});
  EXPECT_EQ(name.code, 2);
  EXPECT_THAT(name.err, HasSubstr("did you mean 'NoRegionError'?"));
}

TEST_F(ExplainCommand, AFamilyIsListed) {
  const Outcome outcome = explain({"clock"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("fake-time: "));
  EXPECT_THAT(outcome.out, Not(HasSubstr("temp-key-without-token")));
}

TEST_F(ExplainCommand, JsonHoldsAllThatIsSaid) {
  const auto json = nlohmann::json::parse(
      explain({"--format", "json", "Error: Region is missing"}).out, nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_EQ(json["schema"], "credlint.explain/1");
  EXPECT_EQ(json["error"], "NoRegionError");
  EXPECT_EQ(json["printed_by"][0]["id"], "js-v3");
  EXPECT_FALSE(json["causes"].empty());
  const auto rule = nlohmann::json::parse(
      explain({"--format", "json", "temp-key-without-token"}).out, nullptr, false);
  EXPECT_EQ(rule["rule"]["id"], "temp-key-without-token");
  const auto family =
      nlohmann::json::parse(explain({"--format", "json", "clock"}).out, nullptr, false);
  EXPECT_EQ(family["family"], "clock");
  EXPECT_FALSE(family["rules"].empty());
}

TEST_F(ExplainCommand, SeveralNamesAreExplainedInWhateverCase) {
  const Outcome two = explain({"Region-is-az", "Clock"});
  EXPECT_EQ(two.code, 0);
  EXPECT_THAT(two.out, HasSubstr("# region-is-az"));
  EXPECT_THAT(two.out, HasSubstr("fake-time: "));
  const auto json = nlohmann::json::parse(
      explain({"--format", "json", "region-is-az", "clock"}).out, nullptr, false);
  EXPECT_EQ(json["explanations"][0]["rule"]["id"], "region-is-az");
  EXPECT_EQ(json["explanations"][1]["family"], "clock");
}

TEST_F(ExplainCommand, AWordThatIsNoNameGetsThoseWithIt) {
  const Outcome word = explain({"sso"});
  EXPECT_EQ(word.code, 2);
  EXPECT_THAT(word.err, HasSubstr("sso-token-expired"));
  EXPECT_THAT(word.err, HasSubstr("families: clock, "));
  EXPECT_THAT(explain({"regoin"}).err, HasSubstr("did you mean 'region'?"));
}

TEST_F(ExplainCommand, RulesThatAreNoCausesStandApart) {
  const std::string out = explain({"Unable to locate credentials"}).out;
  const std::size_t causes = out.find("\nCauses, the most likely first");
  const std::size_t rules = out.find("\nRules that find what leads to it");
  ASSERT_NE(causes, std::string::npos);
  ASSERT_NE(rules, std::string::npos);
  EXPECT_LT(causes, rules);
  EXPECT_EQ(out.substr(rules).find("\n  - "), std::string::npos);
}

}  // namespace
}  // namespace credlint::test
