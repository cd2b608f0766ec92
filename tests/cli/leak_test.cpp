// SPDX-License-Identifier: MIT
// Plants credentials in files of many kinds and looks for any piece of them in all that is written.
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/core/random_text.h"
#include "scanner/report/report.h"
#include "tests/support/run_credlint.h"

namespace credlint::test {
namespace {

constexpr std::size_t kPiece = 8;

/// Credentials that are random but the same in every run.
class Planter {
 public:
  std::string key_id() { return key_id_of("ASIA"); }
  std::string long_term_key_id() { return key_id_of("AKIA"); }
  std::string secret() { return remember(random_text(40, kBase64)); }
  std::string token() { return remember("IQoJb3JpZ2luX2Vj" + random_text(620, kBase64)); }

  std::string remembered(const std::string& value) { return remember(value); }

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

  std::string key_id_of(const std::string& prefix) {
    return remember(prefix + random_text(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
  }
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
             "[default\n" + torn + "\n" + p.key_id() + "\n" + p.secret() +
                 "\naws_session_token = " + wrapped(p.token()) + "=" + p.secret() + "\n[" +
                 p.secret() + "]\n" + p.secret() +
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
  tree.write("a.js", "const AWS = require('aws-sdk');\nnew AWS.S3({accessKeyId: '" + p.key_id() +
                         "', secretAccessKey: '" + p.secret() + "', sessionToken: `" + p.token() +
                         "`});\n");
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

/// A file that gives a secret in two parts, @A and @B, beside the key id @K.
struct SplitSecret {
  std::string_view path;
  std::string_view text;
};

constexpr SplitSecret kSplitSecrets[] = {
    {"plus.ps1", "Set-AWSCredential -AccessKey @K -SecretKey (\"@A\" + \"@B\") -StoreAs x\n"},
    {"format.ps1", "Set-AWSCredential -AccessKey @K -SecretKey (\"{0}{1}\" -f \"@A\",\"@B\")\n"},
    {"join.ps1", "Set-AWSCredential -AccessKey @K -SecretKey ([string]::Join('', '@A', '@B'))\n"},
    {"named.ps1", "$a = \"@A\"; $a += \"@B\"; Set-AWSCredential -AccessKey @K -SecretKey $a\n"},
    {"concat.js",
     "const AWS = require('aws-sdk');\nnew AWS.S3({accessKeyId: '@K', secretAccessKey: "
     "'@A'.concat('@B')});\n"},
    {"join.js",
     "const AWS = require('aws-sdk');\nnew AWS.S3({accessKeyId: '@K', secretAccessKey: ['@A', "
     "'@B'].join('')});\n"},
    {"lines.js",
     "const AWS = require('aws-sdk');\nnew AWS.S3({accessKeyId: '@K', secretAccessKey: '@A' "
     "+\n'@B'});\n"},
    {"unknown.js",
     "const AWS = require('aws-sdk');\nnew AWS.S3({accessKeyId: '@K', secretAccessKey: x + '@A' + "
     "`${f('@B')}`});\n"},
    {"named.ts",
     "const a = '@A', b = '@B'; new AWS.S3({accessKeyId: '@K', secretAccessKey: f(a, b)})\n"},
    {"join.py",
     "import boto3\nboto3.client('s3', aws_access_key_id='@K', "
     "aws_secret_access_key=''.join(['@A', '@B']))\n"},
    {"format.py",
     "import boto3\nboto3.client('s3', aws_access_key_id='@K', "
     "aws_secret_access_key='{}{}'.format('@A', '@B'))\n"},
    {"percent.py",
     "import boto3\nboto3.client('s3', aws_access_key_id='@K', "
     "aws_secret_access_key='%s%s' % ('@A', '@B'))\n"},
    {"lines.py", "AWS_ACCESS_KEY_ID = '@K'; AWS_SECRET_ACCESS_KEY = '@A' \\\n  '@B'\n"},
    {"append.py",
     "import boto3\ns = '@A'; s += '@B'; boto3.client('s3', aws_access_key_id='@K', "
     "aws_secret_access_key=s)\n"},
    {"append.rb", "require 'aws-sdk-s3'\nAws::Credentials.new('@K', '@A' << '@B')\n"},
    {"words.rb", "require 'aws-sdk-s3'\nAws::Credentials.new('@K', %w[@A @B].join)\n"},
    {"Join.java",
     "import software.amazon.awssdk.auth.credentials.*; class A { Object c = "
     "AwsBasicCredentials.create(\"@K\", String.join(\"\", \"@A\", "
     "\"@B\")); }\n"},
    {"Named.java",
     "class A { String AWS_ACCESS_KEY_ID = \"@K\", AWS_SECRET_ACCESS_KEY = "
     "\"@A\".concat(\"@B\"); }\n"},
    {"format.go",
     "package main\nimport \"github.com/aws/aws-sdk-go-v2/credentials\"\nvar c = "
     "credentials.NewStaticCredentialsProvider(\"@K\", fmt.Sprintf(\"%s%s\", \"@A\", "
     "\"@B\"), \"\")\n"},
    {"lines.php",
     "<?php use Aws\\S3\\S3Client; new S3Client(['credentials' => ['key' => '@K', 'secret' => "
     "'@A'.\n'@B']]);\n"},
    {"join.php",
     "<?php use Aws\\S3\\S3Client; new S3Client(['credentials' => ['key' => '@K', 'secret' => "
     "implode('', ['@A', "
     "'@B'])]]);\n"},
    {"concat.cs",
     "using Amazon.Runtime; class A { object c = new BasicAWSCredentials(\"@K\", "
     "string.Concat(\"@A\", "
     "\"@B\")); }\n"},
    {"join.kt",
     "import aws.smithy.kotlin.runtime.auth.awscredentials.*\nval c = StaticCredentialsProvider { "
     "accessKeyId = \"@K\"; secretAccessKey = "
     "listOf(\"@A\", \"@B\").joinToString(\"\") }\n"},
    {"join.scala",
     "import com.amazonaws.auth.BasicAWSCredentials\nobject A { val c = new "
     "BasicAWSCredentials(\"@K\", Seq(\"@A\", \"@B\").mkString) }\n"},
    {"concat.rs",
     "use aws_sdk_s3::config::Credentials;\nfn f() { let c = Credentials::new(\"@K\", "
     "concat!(\"@A\", \"@B\"), None, None, "
     "\"x\"); }\n"},
    {"join.swift",
     "import AWSClientRuntime\nlet c = AWSCredentialIdentity(accessKey: \"@K\", secret: [\"@A\", "
     "\"@B\"].joined())\n"},
    {"plus.cpp", "Aws::Auth::AWSCredentials c(\"@K\", std::string(\"@A\") + \"@B\");\n"},
    {"join.tf",
     "provider \"aws\" {\n access_key = \"@K\"\n secret_key = join(\"\", [\"@A\", "
     "\"@B\"])\n}\n"},
    {"printf.sh", "export AWS_ACCESS_KEY_ID=@K AWS_SECRET_ACCESS_KEY=$(printf '%s%s' @A @B)\n"},
    {"filled.sh", "export AWS_ACCESS_KEY_ID=@K AWS_SECRET_ACCESS_KEY=\"@A$X\"@B\n"},
    {"lines.sh", "export AWS_ACCESS_KEY_ID=@K AWS_SECRET_ACCESS_KEY=@A\\\n@B\n"},
    {"append.sh", "AWS_ACCESS_KEY_ID=@K; AWS_SECRET_ACCESS_KEY=@A; AWS_SECRET_ACCESS_KEY+=@B\n"},
    {"filled.env", "AWS_ACCESS_KEY_ID=@K\nAWS_SECRET_ACCESS_KEY=@A${X}@B\n"},
    {"Dockerfile",
     "FROM x\nENV AWS_ACCESS_KEY_ID=@K AWS_SECRET_ACCESS_KEY=@A\\\n@B\n"
     "RUN AWS_ACCESS_KEY_ID=@K AWS_SECRET_ACCESS_KEY=$(echo @A @B) x\n"},
    {"Makefile", "a:\n\tAWS_ACCESS_KEY_ID=@K AWS_SECRET_ACCESS_KEY=\"@A\"@B$$X aws s3 ls\n"},
    {".github/workflows/a.yml",
     "env: {AWS_ACCESS_KEY_ID: @K, AWS_SECRET_ACCESS_KEY: \"${{ format("
     "'{0}{1}', '@A', '@B') }}\"}\n"},
    {"join.ipynb",
     "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"boto3.client('s3', "
     "aws_access_key_id='@K', aws_secret_access_key=''.join(['@A', '@B']))\"]}]}\n"},
    {"package.json",
     "{\"scripts\": {\"a\": \"AWS_ACCESS_KEY_ID=@K AWS_SECRET_ACCESS_KEY=$(printf "
     "%s%s @A @B) node .\"}}\n"},
    {"no-language.toml", "access_key_id = \"@K\" ; secret_access_key = \"@A\" + \"@B\"\n"},
    {"no-language.c", "setenv(\"AWS_ACCESS_KEY_ID\", \"@K\"); setenv(x, cat(\"@A\", \"@B\"));\n"},
};

std::string replaced(std::string text, std::string_view mark, std::string_view value) {
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
    text.replace(at, mark.size(), value);
  return text;
}

/// Parts of 20 characters are found by their looks anywhere; shorter ones only where a parser sees
/// that they become a secret.
void plant_split(const TempTree& tree, Planter& p, std::size_t length) {
  for (const SplitSecret& split : kSplitSecrets) {
    // What is appended with "+=" is not followed everywhere.
    const bool followed = !split.path.starts_with("append.") && !split.path.starts_with("no-");
    if (length < 16 && !followed) continue;
    // Arguments of unknown functions are masked unless they look like words, as few parts do.
    std::string secret;
    do {
      secret = p.secret();
    } while (!may_be_secret_piece(std::string_view(secret).substr(0, length)) ||
             !may_be_secret_piece(std::string_view(secret).substr(length, length)));
    std::string text(split.text);
    text = replaced(std::move(text), "@K", p.long_term_key_id());
    text = replaced(std::move(text), "@A", std::string_view(secret).substr(0, length));
    text = replaced(std::move(text), "@B", std::string_view(secret).substr(length, length));
    tree.write(std::string(split.path), text);
  }
}

void plant_names(const TempTree& tree, Planter& p) {
  const std::string key = "AWS_ACCESS_KEY_ID=" + p.key_id() + "\n";
  tree.write(p.key_id() + ".env", key);
  tree.write("keys/" + p.key_id() + "/.env", key);
  tree.write("x-" + p.token().substr(0, 120) + ".csv", key);
  tree.write(p.key_id() + ".ps1", key + "\"");  // a diagnostic
}

void expect_nothing_written(const TempTree& tree, const Planter& planter) {
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

TEST(Leak, NothingPlantedIsEverWritten) {
  const TempTree tree;
  Planter planter;
  plant(tree, planter);
  expect_nothing_written(tree, planter);
}

TEST(Leak, ASecretInPartsIsNotShownInAnyLanguage) {
  const TempTree tree;
  Planter planter;
  plant_split(tree, planter, 20);
  expect_nothing_written(tree, planter);
  const Outcome outcome = run_credlint(tree.root(), {"check", "--min-confidence", "low"});
  for (const SplitSecret& split : kSplitSecrets)
    EXPECT_NE(outcome.out.find("--> " + std::string(split.path)), std::string::npos) << split.path;
}

TEST(Leak, ShortPartsOfASecretAreNotShownWhereTheyBecomeOne) {
  const TempTree tree;
  Planter planter;
  plant_split(tree, planter, 10);
  expect_nothing_written(tree, planter);
}

TEST(Leak, NamesOfFilesAreMasked) {
  const TempTree tree;
  Planter planter;
  plant_names(tree, planter);
  expect_nothing_written(tree, planter);
}

TEST(Leak, TheHistoryShowsNothingInAnyFormatOrFile) {
  const TempTree tree;
  Planter planter;
  plant(tree, planter);
  plant_names(tree, planter);
  if (!tree.run(
          "git init -q . && git add -A && git -c user.name=a -c user.email=a@b commit -q -m x"))
    GTEST_SKIP() << "git is not installed";
  std::vector<std::string> arguments = {"check", "--history", "--min-confidence", "low"};
  const TempTree reports;
  for (const std::string_view format : report_format_names()) {
    arguments.emplace_back("--report");
    arguments.push_back(std::string(format) + "=" + reports.at(format));
  }
  const Outcome outcome = run_credlint(tree.root(), arguments);
  EXPECT_EQ(outcome.code, 1) << outcome.err;
  EXPECT_NE(outcome.out.find("= introduced: "), std::string::npos);
  EXPECT_EQ(planter.leaked_in(outcome.out + outcome.err), "");
  for (const std::string_view format : report_format_names()) {
    const std::string text = read_text(reports.at(format));
    EXPECT_NE(text.find("secret"), std::string::npos) << format;
    const std::string piece = planter.leaked_in(text);
    EXPECT_EQ(piece, "") << format << ": " << text.substr(text.find(piece) - 150, 300);
  }
}

/// Nobody can tell these from digests and ids where they stand alone; what a file gives under the
/// name of a secret is known, however it is written, wherever the file repeats it.
TEST(Leak, ASecretThatLooksLikeADigestIsKnownByItsName) {
  const TempTree tree;
  Planter planter;
  int number = 0;
  for (const std::string& value :
       {planter.remembered("h8jd0skq3lmzx7vb2nc5tg9yw4ru6pf1eaabqo0x"),
        planter.remembered("Q7WD0ZKX3LMNB7VC2NC5TG9YW4RU6PF1EAABQO0X"),
        planter.remembered("68384a6430734b71334c6d5a78375662324e633554673959"),
        planter.remembered("ea10c5b0aa58e2b3dd5b1e0e7d35d5a9b2f17c0d9e4f6a1b")}) {
    const std::string name = std::to_string(++number);
    tree.write(name + ".env",
               "AWS_ACCESS_KEY_ID=ASIARZPUZDIKAEXAMPLE\nAWS_SECRET_ACCESS_KEY=" + value +
                   "\nAWS_REGION=" + value + "\nAWS_PROFILE=" + value + "\n");
    tree.write(name + "/.aws/credentials",
               "[default]\naws_access_key_id = ASIARZPUZDIKAEXAMPLE\naws_secret_access_key = " +
                   value + "\nregion = " + value + "\n# was " + value + "\n");
    tree.write(name + ".py",
               "import boto3\nboto3.client('s3', aws_access_key_id='ASIARZPUZDIKAEXAMPLE', "
               "aws_secret_access_key='" +
                   value + "', region_name='" + value + "')\nboto3.Session(profile_name='" + value +
                   "')\n");
  }
  expect_nothing_written(tree, planter);
}

TEST(Leak, WhatASecretIsLookedUpByStaysReadable) {
  const std::string key = Planter().long_term_key_id();
  const std::pair<std::string_view, std::string_view> files[] = {
      {"a.py",
       "aws_secret_access_key=os.environ['MY_SECRET'] or vault.read('prod/aws')['secretKey']"},
      {"a.js", "secretAccessKey: vault.read('awsSecretKey', 'eu-central-1', '/etc/app/Aws.json')"},
      {"a.java", "getSecret(\"arn:aws:secretsmanager:eu-central-1:123456789012:secret:ProdAws\")"},
      {"a.sh",
       "$(aws secretsmanager get-secret-value --profile MyProfile --secret-id Prod/AwsKey)"},
      {"a.ps1", "-SecretKey (Get-Secret -Name \"prod/AwsSecret\" -Vault $vaults[\"Main\"])"},
  };
  const TempTree tree;
  tree.write("a.py", "import boto3\nboto3.client('s3', aws_access_key_id='" + key + "', " +
                         std::string(files[0].second) + ")\n");
  tree.write("a.js", "const AWS = require('aws-sdk');\nnew AWS.S3({accessKeyId: '" + key + "', " +
                         std::string(files[1].second) + "});\n");
  tree.write("a.java",
             "import software.amazon.awssdk.auth.credentials.*; class A { Object c = "
             "AwsBasicCredentials.create(\"" +
                 key + "\", " + std::string(files[2].second) + "); }\n");
  tree.write("a.sh", "export AWS_ACCESS_KEY_ID=" + key +
                         " AWS_SECRET_ACCESS_KEY=" + std::string(files[3].second) + "\n");
  tree.write("a.ps1",
             "Set-AWSCredential -AccessKey " + key + " " + std::string(files[4].second) + "\n");
  const Outcome outcome = run_credlint(tree.root(), {"check", "--min-confidence", "low"});
  for (const auto& [path, text] : files)
    EXPECT_NE(outcome.out.find(text), std::string::npos) << path << "\n" << outcome.out;
}

TEST(Leak, AKeyInACommentIsToldAsSuch) {
  const TempTree tree;
  Planter planter;
  constexpr std::string_view kWords = "The line is a comment";
  tree.write("commented.yml", "aws:\n  # secret_access_key: " + planter.secret() + "\n");
  const Outcome commented = run_credlint(tree.root(), {"check", "commented.yml"});
  EXPECT_NE(commented.out.find(kWords), std::string::npos) << commented.out;
  tree.write("used.yml", "aws:\n  secret_access_key: " + planter.secret() + "\n");
  const Outcome used = run_credlint(tree.root(), {"check", "used.yml"});
  EXPECT_NE(used.out.find("secret-literal"), std::string::npos) << used.out;
  EXPECT_EQ(used.out.find(kWords), std::string::npos) << used.out;
}

TEST(Leak, WordsOfACommandAreNoPiecesOfASecret) {
  const TempTree tree;
  tree.write("keys.py",
             "export AWS_SECRET_ACCESS_KEY=`curl "
             "http://169.254.169.254/latest/meta-data/iam/security-credentials/${instance} | grep "
             "SecretAccessKey | cut -d':' -f2`\n");
  const Outcome outcome = run_credlint(tree.root(), {"check"});
  EXPECT_NE(outcome.out.find("The credentials of the instance's role"), std::string::npos)
      << outcome.out;
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
