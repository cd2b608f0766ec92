// SPDX-License-Identifier: MIT
// Plants credentials in files of many kinds and looks for any piece of them in all that is written.
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/report/report.h"
#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

constexpr std::size_t kPiece = 8;

/// Credentials that are random but the same in every run.
class Planter {
 public:
  std::string key_id() {
    return remember("ASIA" + random_text(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
  }
  std::string secret() { return remember(random_text(40, kBase64)); }
  std::string token() { return remember("IQoJb3JpZ2luX2Vj" + random_text(620, kBase64)); }

  /// The first piece of a planted value in a text, or nothing.
  [[nodiscard]] std::string leaked_in(std::string_view text) const {
    for (std::size_t at = 0; at + kPiece <= text.size(); ++at) {
      const std::string piece(text.substr(at, kPiece));
      if (pieces_.count(piece) > 0) return piece;
    }
    return {};
  }

 private:
  static constexpr std::string_view kBase64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  std::string random_text(std::size_t length, std::string_view alphabet) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += alphabet[random_() % alphabet.size()];
    return text;
  }
  std::string remember(std::string value) {
    for (std::size_t at = 0; at + kPiece <= value.size(); ++at) {
      // What all tokens of that kind begin with tells nothing.
      const bool common = value.starts_with("IQoJ") && at + kPiece <= 16;
      if (!common) pieces_.insert(value.substr(at, kPiece));
    }
    return value;
  }

  std::mt19937 random_{20260101};
  std::set<std::string> pieces_;
};

std::string wrapped(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += 64) out += text.substr(at, 64) + "\n";
  return out;
}

void plant(const TempTree& tree, Planter& p) {
  const auto ini = [&](const std::string& section) {
    return "[" + section + "]\naws_access_key_id = " + p.key_id() +
           "\naws_secret_access_key = " + p.secret() + "\naws_session_token = " + p.token() + "\n";
  };
  tree.write(".aws/credentials",
             ini("default") + ini("dev") + "aws_secret_acess_key = " + p.secret() + "\n");
  tree.write(".aws/config", ini("profile x") + "region = " + p.secret() +
                                "\nnested =\n  s = " + p.secret() + "\n");
  std::string torn = p.secret();
  torn.insert(20, "}");
  tree.write("broken/.aws/credentials",
             "[default\n" + torn + "\n" + p.key_id() + "\n" + p.secret() + "\naws_session_token = " +
                 wrapped(p.token()) + "=" + p.secret() + "\n[" + p.secret() + "]\n" + p.secret() +
                 " = x\n<<<<<<< HEAD\naws_secret_access_key = \"" + p.secret() + "\n");
  tree.write(".env", "AWS_ACCESS_KEY_ID='" + p.key_id() + "'\nexport AWS_SECRET_ACCESS_KEY = " +
                         p.secret() + " # " + p.secret() + "\nAWS_SESSION_TOKEN=\"" + p.token() +
                         "\"\nAWS_REGION=" + p.secret() + "\nAWS_PROFILE=" + p.secret() + "\n");
  tree.write("Dockerfile", "FROM x\nENV AWS_ACCESS_KEY_ID=" + p.key_id() +
                               " AWS_SECRET_ACCESS_KEY=" + p.secret() + "\nARG AWS_SESSION_TOKEN=" +
                               p.token() + "\nRUN echo " + p.secret() + "\n");
  tree.write("a.py", "import boto3, os\ns = '" + p.secret() +
                         "'\nboto3.client('s3', aws_access_key_id='" + p.key_id() +
                         "', aws_secret_access_key=s, aws_session_token='" + p.token() +
                         "', region_name='" + p.secret() + "', endpoint_url='https://" +
                         p.secret() + "@x')\nos.environ['AWS_SECRET_ACCESS_KEY'] = '" + p.secret() +
                         "'\nos.getenv('AWS_SECRET_ACCESS_KEY', '" + p.secret() + "')\n");
  tree.write("broken.py", "boto3.client('s3', aws_access_key_id='" + p.key_id() +
                              "', aws_secret_access_key='" + p.secret() + "\n");
  tree.write("a.js", "new AWS.S3({accessKeyId: '" + p.key_id() + "', secretAccessKey: '" +
                         p.secret() + "', sessionToken: `" + p.token() + "`});\n");
  tree.write("a.md", "Use `" + p.key_id() + "` and `" + p.secret() +
                         "`.\n\n    export AWS_SESSION_TOKEN=" + p.token() + "\n");
  tree.write("a.json", "{\"AccessKeyId\": \"" + p.key_id() + "\", \"SecretAccessKey\": \"" +
                           p.secret() + "\", \"SessionToken\": \"" + p.token() + "\"}\n");
  tree.write("broken.json", "{\"AccessKeyId\": \"" + p.key_id() + "\", \"SecretAccessKey\": \"" +
                                p.secret() + "\n");
  tree.write("a.yaml", "env:\n  AWS_ACCESS_KEY_ID: " + p.key_id() + "\n  AWS_SECRET_ACCESS_KEY: " +
                           p.secret() + "\n  AWS_SESSION_TOKEN: >-\n    " + p.token() + "\n");
  tree.write(".github/workflows/a.yml",
             "jobs:\n  a:\n    steps:\n      - run: \"export AWS_SECRET_ACCESS_KEY='" + p.secret() +
                 "' \\\n          AWS_SESSION_TOKEN=" + p.token() + "\"\n");
  tree.write("Makefile", "export AWS_SECRET_ACCESS_KEY = " + p.secret() +
                             "\na:\n\tAWS_SESSION_TOKEN=" + p.token() + " aws s3 ls\n");
  tree.write("package.json", "{\"scripts\": {\"a\": \"AWS_SECRET_ACCESS_KEY=\\\"" + p.secret() +
                                 "\\\" node .\"}}\n");
  // As some programs write JSON: with '/' and '+' escaped.
  std::string escaped;
  for (const char c : p.secret())
    escaped += c == '/' ? "\\/" : c == '+' ? "\\u002b" : std::string(1, c);
  const std::string cell =
      "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"import boto3\\n\",\n";
  tree.write("a.ipynb", cell + "\"boto3.client('s3', aws_secret_access_key='" + escaped +
                            "')\"], \"outputs\": [{\"text\": [\"{'AccessKeyId': '" + p.key_id() +
                            "',\\n\",\n\"'SecretAccessKey': '" + escaped + "', 'SessionToken': '" +
                            p.token() + "'}\"]}]}]}\n");
  tree.write("broken.ipynb", cell + "\"boto3.client('s3', aws_secret_access_key='" + p.secret());
  tree.write("url.txt", "s3://" + p.key_id() + ":" + p.secret() +
                            "@bucket/x\nhttps://b.s3.amazonaws.com/k?AWSAccessKeyId=" + p.key_id() +
                            "&Signature=" + p.secret() + "\n");
  tree.write("ignored.sh", "export AWS_SECRET_ACCESS_KEY=" + p.secret() +
                               " # credlint: ignore[all] " + p.secret() + "\n");
  std::string utf16;
  for (const char c :
       "AWS_ACCESS_KEY_ID=" + p.key_id() + "\nAWS_SECRET_ACCESS_KEY=" + p.secret() + "\n") {
    utf16 += c;
    utf16 += '\0';
  }
  tree.write("utf16.env", "\xff\xfe" + utf16);
}

TEST(Leak, NothingPlantedIsEverWritten) {
  const TempTree tree;
  Planter planter;
  plant(tree, planter);
  std::vector<std::vector<std::string>> runs = {{"facts", "."},
                                                {"facts", ".", "--format", "jsonl"}};
  for (const std::string_view format : report_format_names()) {
    runs.push_back(
        {"check", "--min-confidence", "low", "--fail-on", "note", "--format", std::string(format)});
  }
  for (const std::vector<std::string>& arguments : runs) {
    const Outcome outcome = run_credlint(tree.root(), arguments);
    EXPECT_LE(outcome.code, 3);
    EXPECT_NE(outcome.code, 2) << outcome.err;
    EXPECT_FALSE(outcome.out.empty());
    for (const std::string* text : {&outcome.out, &outcome.err}) {
      const std::string piece = planter.leaked_in(*text);
      if (piece.empty()) continue;
      const std::size_t at = text->find(piece);
      const std::size_t begin = text->rfind('\n', at) + 1;
      ADD_FAILURE() << arguments.front() << " " << arguments.back() << ": " << piece << " in "
                    << text->substr(begin,
                                    std::min<std::size_t>(text->find('\n', at) - begin, 400));
    }
  }
}

TEST(Leak, WrongConfigurationIsNotQuoted) {
  const TempTree tree;
  Planter planter;
  tree.write("credlint.toml", "select = [\"" + planter.secret() + "\"]\n");
  const Outcome outcome = run_credlint(tree.root(), {"check"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(planter.leaked_in(outcome.err), "");
  EXPECT_EQ(planter.leaked_in(run_credlint(tree.root(), {"explain", planter.secret()}).err), "");
}

}  // namespace
}  // namespace credlint::test
