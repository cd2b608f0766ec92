// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "scanner/core/credential_pieces.h"
#include "scanner/core/excerpt.h"
#include "scanner/core/limits.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

constexpr char kSecret[] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

std::string shown(std::string_view line, std::vector<MaskSpan> spans = {}) {
  return make_excerpt(line, spans, 0).text;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) at += decode_utf8(text, at).length;
  return count;
}

TEST(Excerpt, CredentialsAreMaskedCharacterByCharacter) {
  EXPECT_EQ(shown("secret = hunter22 # mine", {{{9, 17}, false}}), "secret = ******** # mine");
  EXPECT_EQ(shown("secret = h\xC3\xA9t", {{{9, 13}, false}}), "secret = ***");
}

TEST(Excerpt, AKeyIdKeepsItsEnds) {
  EXPECT_EQ(shown("id=AKIAR5NJ4MMOAEXAMPLE", {{{3, 23}, true}}), "id=AKIA************MPLE");
}

TEST(Excerpt, WhatDoesNotLookLikeAKeyIdIsMaskedWhole) {
  EXPECT_EQ(shown("id=hunter2-hunter2-hunter2", {{{3, 26}, true}}), "id=***********************");
}

TEST(Excerpt, BlanksAtTheEndsOfACredentialAreShown) {
  const std::string secret(kSecret);
  const std::string stars(40, '*');
  const auto in_quotes = [&](const std::string& value) {
    const auto end = static_cast<std::uint32_t>(3 + value.size());
    return shown("k=\"" + value + "\"", {{{3, end}, false}});
  };
  EXPECT_EQ(in_quotes(secret + " "), "k=\"" + stars + " \"");
  EXPECT_EQ(in_quotes("  " + secret + "\t"), "k=\"  " + stars + " \"");
  EXPECT_EQ(in_quotes(secret + "\\n"), "k=\"" + stars + "\\n\"");
  EXPECT_EQ(in_quotes(secret + "\\r\\n"), "k=\"" + stars + "\\r\\n\"");
  EXPECT_EQ(in_quotes(secret + "\u00A0"), "k=\"" + stars + "\u00A0\"");
  EXPECT_EQ(in_quotes(secret + "\u200B"), "k=\"" + stars + "\uFFFD\"");
  EXPECT_EQ(in_quotes("two words "), "k=\"********* \"");
  EXPECT_EQ(in_quotes(secret + "\\x"), "k=\"" + stars + "**\"");
}

TEST(Excerpt, SpansMayReachBeyondTheLine) {
  EXPECT_EQ(shown("abc", {{{1, 900}, false}}), "a**");
  EXPECT_EQ(shown("abc", {{{700, 900}, false}}), "abc");
}

TEST(Excerpt, UnrecognisedKeyIdsAreMasked) {
  EXPECT_EQ(shown("see AKIAR5NJ4MMOAEXAMPLE."), "see AKIA************MPLE.");
  EXPECT_EQ(shown("x%3DASIAR5NJ4MMOAEXAMPLE&"), "x%3DASIA************MPLE&");
}

TEST(Excerpt, UnrecognisedSecretsAreMasked) {
  EXPECT_EQ(shown(std::string("key=") + kSecret), "key=" + std::string(40, '*'));
  EXPECT_EQ(shown("\"wJalrXUtnFEMI\\/K7MDENG\\/bPxRfiCYEXAMPLEKEY\""),
            "\"" + std::string(42, '*') + "\"");
  EXPECT_EQ(shown("k=wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY"), "k=" + std::string(44, '*'));
}

TEST(Excerpt, ASpanThatCoversOnlyPartOfASecretDoesNotShowTheRest) {
  EXPECT_EQ(shown(kSecret, {{{0, 13}, false}}), std::string(40, '*'));
}

TEST(Excerpt, OrdinaryTextStaysReadable) {
  for (const std::string line : {
           "client = boto3.client('s3', aws_access_key_id=os.environ['AWS_ACCESS_KEY_ID'])",
           "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html",
           "source /Users/alice/projects2/MyApplication/src/main/java/com/example/Application",
           "credential_process = /opt/bin/awscreds-custom --profile AdministratorAccess2",
           "aws_secret_access_key_of_the_second_account_in_the_organization = x",
           "role_arn = arn:aws:iam::123456789012:role/OrganizationAccountAccessRole",
           "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_WEB_IDENTITY_TOKEN_FILE",
           "da39a3ee5e6b4b0d3255bfef95601890afd80709",
           "C:\\Users\\Alice\\Documents\\Projects2\\AwsCredentials\\Settings",
           "new AbstractSingletonProxyFactoryBeanConfiguration()",
       })
    EXPECT_EQ(shown(line), line);
}

TEST(Excerpt, HalvesOfSecretsAreMaskedAmongCredentials) {
  const std::string line = "f(\"kT9vXq2LmN7/bR4wYp+Z\", \"s8HdJfG3cVuE1aQoKxWt\")";
  EXPECT_EQ(shown(line), line);
  EXPECT_EQ(make_excerpt(line, {}, 0, Surroundings::Credentials).text,
            "f(\"********************\", \"********************\")");
  EXPECT_EQ(make_excerpt("SECRET: f('kT9vXq2LmN', 'b')", {}, 0, Surroundings::Credentials).text,
            "SECRET: f('**********', 'b')");
}

TEST(Excerpt, OrdinaryTextStaysReadableAmongCredentials) {
  for (const std::string line : {
           "new AWS.S3({s3ForcePathStyle: true, profile: 'ProductionAccount2'})",
           "client.getS3ObjectV2ByKeyId(x); Convert.FromBase64String(y)",
           "role_arn = arn:aws:iam::123456789012:role/AmazonS3ReadOnlyAccess",
           "aws_access_key_id = x ; region = us-gov-west-1 ; external_id = 7f3e9a1c55d04be2",
           "https://s3.eu-central-1.amazonaws.com/MyBucket2/Reports/2024Q1.csv",
       })
    EXPECT_EQ(make_excerpt(line, {}, 0, Surroundings::Credentials).text, line);
}

TEST(Excerpt, NamesInPathsAreMasked) {
  EXPECT_EQ(mask_path("keys/AKIAR5NJ4MMOAEXAMPLE.csv"), "keys/AKIA************MPLE.csv");
  EXPECT_EQ(mask_path("a/kT9vXq2LmN7xbR4wYp8Zs8HdJfG3cVuE1aQoKxWt.txt"),
            "a/" + std::string(40, '*') + ".txt");
  for (const std::string path : {"src/main/java/com/Example2/AwsS3ClientFactoryV2Test.java", "~/x",
                                 "/tmp/a1B2/c3D4/e5F6/g7H8/i9J0/k1L2/m3N4", "\xff\x1b/x", ""})
    EXPECT_EQ(mask_path(path), path);
}

TEST(Excerpt, SecretsInHexadecimalAreMaskedAndDigestsAreNot) {
  std::string digits;
  for (const char c : std::string_view(kSecret)) {
    digits += "0123456789abcdef"[static_cast<unsigned char>(c) / 16];
    digits += "0123456789abcdef"[c % 16];
  }
  EXPECT_EQ(shown("x=" + digits), "x=" + std::string(80, '*'));
  for (const std::string digest :
       {"356a192b7913b04c54574d18c28d46e6395428ab",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"})
    EXPECT_EQ(shown(digest), digest);
}

TEST(Excerpt, SecretsInGroupsAreMaskedAndSentencesAreNot) {
  EXPECT_EQ(shown("# h8Jd0sKq3L mZx7Vb2Nc5 Tg9Yw4Ru6P f1Ea+/Qo0X."),
            "# " + std::string(43, '*') + ".");
  EXPECT_EQ(shown("h8Jd 0sKq 3LmZ x7Vb 2Nc5 Tg9Y w4Ru 6Pf1 Ea+/ Qo0X"), std::string(49, '*'));
  for (const std::string text :
       {"When This Line Says Nothing About Keys, Only That Each Word Is Long",
        "2024 Jan 10 2024 Feb 11 2024 Mar 12 2024 Apr 13 2024 May 14"})
    EXPECT_EQ(shown(text), text);
}

// The first and the last are longer by what stands beside them, or the first changes less than a
// secret does.
TEST(Excerpt, TheFirstAndLastOfTheGroupsOfASecretAreMaskedToo) {
  for (const std::string_view text : {"http://J8wNzOW5L5 4z54oXn6Bj PtTK95Lgfp CwH1iNYBq2/",
                                      "\"LTHMDEAMEW h8Jd0sKq3L mZx7Vb2Nc5 Tg9Yw4Ru6P\""}) {
    const std::string masked = mask_unrecognised(text);
    EXPECT_EQ(masked.find("J8wNzOW5"), std::string::npos) << masked;
    EXPECT_EQ(masked.find("LTHMDEAM"), std::string::npos) << masked;
    EXPECT_EQ(masked.find("CwH1iNYB"), std::string::npos) << masked;
  }
}

TEST(CredentialPieces, WhatIsLeftOfASecretAroundAPieceIsHiddenToo) {
  CredentialPieces pieces;
  pieces.add("h8Jd0sKq3LmZx7Vb2N");
  pieces.seal();
  std::string text = R"(region "qT4vXk2wPz9Rh8Jd0sKq3LmZx7Vb2NuHM3\/4LRwoQtOw9g7" here)";
  pieces.redact(text);
  EXPECT_EQ(text, "region \"[redacted]\" here");
  std::string words = "see h8Jd0sKq3LmZx7Vb2N/key";
  pieces.redact(words);
  EXPECT_EQ(words, "see [redacted]/key");
}

TEST(CredentialPieces, ASecretNeedsNoDigit) {
  CredentialPieces pieces;
  pieces.add("t/jsdiPLVBAoNmNpCyASx/pPsGo/TlJUMxzVpeiz");
  pieces.add("TypeTheSecretAccessKeyOfYourAccountHere");
  pieces.seal();
  std::string text = "aws_secret_accest/jsdiPLVBAoNmNpCyASx/pPsG%%% YourAccountHere";
  pieces.redact(text);
  EXPECT_EQ(text.find("jsdiPLVB"), std::string::npos) << text;
  EXPECT_NE(text.find("YourAccountHere"), std::string::npos) << text;
}

TEST(Excerpt, ASecretInThePlaceOfAPathIsMasked) {
  EXPECT_EQ(mask_path("F0zsvFwGM01X6eROpg4949/chUQKq5G7quhj+P1S"), std::string(40, '*'));
  EXPECT_EQ(mask_path("out/F0zsvFwGM01X6eROpg4949/chUQKq5G7quhj+P1S"),
            "out/" + std::string(40, '*'));
  for (const std::string path : {"src/main/java/Com/Example/S3V2Client/Impl/A.java",
                                 "a/Http2/Sigv4/AwsQuery/V2/Http2Settings"})
    EXPECT_EQ(mask_path(path), path);
}

TEST(Excerpt, UnprintableCharactersBecomeOneReplacementEach) {
  EXPECT_EQ(shown("a\tb"), "a b");
  EXPECT_EQ(shown("a\x1b[31mb"), "a\xEF\xBF\xBD[31mb");
  EXPECT_EQ(shown("a\xE2\x80\xAE"
                  "b"),
            "a\xEF\xBF\xBD"
            "b");  // U+202E turns the direction
  EXPECT_EQ(shown("a\xFF"
                  "b"),
            "a\xEF\xBF\xBD"
            "b");
}

TEST(Excerpt, ALongLineIsCutAroundTheFocus) {
  std::string line(1000, '.');
  line[500] = 'X';
  const Excerpt excerpt = make_excerpt(line, {}, 500);
  EXPECT_EQ(excerpt.text.size(), limits::kExcerptCharacters);
  EXPECT_TRUE(excerpt.cut_before);
  EXPECT_TRUE(excerpt.cut_after);
  EXPECT_EQ(excerpt.text[501 - excerpt.first_column], 'X');
}

TEST(Excerpt, ALongLineIsCutAtItsEnds) {
  const std::string line(1000, '.');
  EXPECT_EQ(make_excerpt(line, {}, 10).first_column, 1U);
  EXPECT_FALSE(make_excerpt(line, {}, 10).cut_before);
  EXPECT_FALSE(make_excerpt(line, {}, 999).cut_after);
  EXPECT_EQ(make_excerpt(line, {}, 5000).first_column, 841U);
}

TEST(Excerpt, ASecretAtTheCutStaysMasked) {
  for (std::size_t before = 100; before < 165; ++before) {
    const std::string text =
        make_excerpt(std::string(before, '.') + kSecret + std::string(300, '.'), {}, 0).text;
    EXPECT_EQ(text.find_first_not_of(".*"), std::string::npos) << text;
  }
}

/// Random lines with planted credentials.
class Planter {
 public:
  explicit Planter(unsigned seed) : random_(seed) {}

  std::string of(std::string_view alphabet, std::size_t size) {
    std::string text;
    while (text.size() < size) text += alphabet[below(alphabet.size())];
    return text;
  }
  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::string credential() {
    switch (below(4)) {
      case 0:
        return (below(2) == 0 ? "AKIA" : "ASIA") + of(kBase32, 16);
      case 1:
        return "IQoJb3JpZ2luX2Vj" + of(kBase64, 200 + below(900)) + "==";
      default:
        return secret();
    }
  }
  /// One of a thousand has no digit and may pass for a long name, unless a parser knows it.
  std::string secret() {
    std::string text = of(kBase64, 40);
    while (text.find_first_of("0123456789") == std::string::npos) text = of(kBase64, 40);
    return text;
  }
  std::string filler() {
    static constexpr std::string_view kWords[] = {"export ",  "key=", "\"",     "'",  ": ", " -> ",
                                                  "\xC3\xA9", "\t",   "token ", "=",  ",",  ";",
                                                  "@",        "://",  "\xFF",   "[x]"};
    std::string text;
    for (std::size_t i = below(12); i > 0; --i) text += kWords[below(std::size(kWords))];
    return text;
  }

 private:
  static constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  static constexpr std::string_view kBase64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::mt19937 random_;
};

bool leaks(std::string_view text, std::string_view credential) {
  for (std::size_t i = 0; i + 8 <= credential.size(); ++i)
    if (text.find(credential.substr(i, 8)) != std::string_view::npos) return true;
  return false;
}

TEST(Excerpt, NoEightCharactersOfAKnownCredentialSurvive) {
  Planter planter(1);
  for (int round = 0; round < 4000; ++round) {
    const std::string credential = planter.credential();
    const std::string before = planter.filler();
    const std::string line = before + credential + planter.filler() + planter.credential();
    const auto begin = static_cast<std::uint32_t>(before.size());
    const MaskSpan span{{begin, begin + static_cast<std::uint32_t>(credential.size())},
                        planter.below(2) == 0};
    const auto focus = static_cast<std::uint32_t>(planter.below(line.size()));
    const Excerpt excerpt = make_excerpt(line, std::vector{span}, focus);
    EXPECT_FALSE(leaks(excerpt.text, credential)) << line;
    EXPECT_LE(count_characters(excerpt.text), limits::kExcerptCharacters);
  }
}

TEST(Excerpt, NoEightCharactersOfAnUnrecognisedCredentialSurvive) {
  Planter planter(2);
  for (int round = 0; round < 4000; ++round) {
    const std::string credential = planter.credential();
    const std::string line = planter.filler() + credential + planter.filler();
    const auto focus = static_cast<std::uint32_t>(planter.below(line.size()));
    EXPECT_FALSE(leaks(make_excerpt(line, {}, focus).text, credential)) << line;
    EXPECT_FALSE(leaks(mask_unrecognised(line), credential)) << line;
  }
}

}  // namespace
}  // namespace credlint
