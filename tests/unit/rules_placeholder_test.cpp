// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>

#include "rules/anatomy/placeholder.h"
#include "tests/support/tables.h"

namespace credlint {
namespace {

constexpr std::array<DataRow, 1> kDocumentation = {{{"AKIAIOSFODNN7EXAMPLE", "key-id", ""}}};
constexpr std::array<DataRow, 6> kPlaceholders = {{{"changeme", "fill-in-part", ""},
                                                   {"your", "fill-in-prefix", ""},
                                                   {"_here", "fill-in-suffix", ""},
                                                   {"...", "fill-in-part", ""},
                                                   {"***", "fill-in-part", ""},
                                                   {"test", "dummy", ""}}};
constexpr std::array<DataRow, 6> kWords = {{{"fake", "", ""},
                                            {"secret", "", ""},
                                            {"access", "", ""},
                                            {"key", "", ""},
                                            {"test", "", ""},
                                            {"example", "", ""}}};
constexpr std::array<KeyName, 2> kKeys = {
    {{"AWS_ACCESS_KEY_ID", Meaning::KeyId, "aws", true},
     {"aws_secret_access_key", Meaning::Secret, "aws", false}}};

Catalog catalog() {
  static const std::vector<DataTable> tables =
      test::tables_with({{"documentation_keys", "", "", kDocumentation},
                         {"placeholders", "", "", kPlaceholders},
                         {"made_up_words", "", "", kWords}});
  Catalog out;
  out.keys = kKeys;
  out.tables = tables;
  return out;
}

PlaceholderKind kind(std::string_view value) { return placeholder_kind(value, catalog()); }

TEST(Placeholder, RecognisesDocumentationKeysExactly) {
  EXPECT_EQ(kind("AKIAIOSFODNN7EXAMPLE"), PlaceholderKind::Documentation);
  EXPECT_EQ(kind("AKIARZPUZDIKAEXAMPLE"), PlaceholderKind::None);
}

TEST(Placeholder, RecognisesValuesToFillIn) {
  for (const std::string_view value :
       {"<your key>", "YOUR_ACCESS_KEY", "secret_here", "ChangeMe!", "xxxxxxxx", "XXXX-XXXX",
        "********", "AKIA****************", "AKIAXXXXXXXXXXXXXXXX", "wJal...KEY", "ACCESSKEYID",
        "SECRETACCESSKEY", "AWS_ACCESS_KEY_ID", "[key]"}) {
    EXPECT_EQ(kind(value), PlaceholderKind::FillIn) << value;
  }
}

TEST(Placeholder, RecognisesValuesMadeUpForTests) {
  for (const std::string_view value : {"test", "fakeAccessKey123", "AKIAFAKEFAKEFAKEFAKE",
                                       "AKIA1234567890ABCDEF", "secretkey", "AKIATEST"}) {
    EXPECT_EQ(kind(value), PlaceholderKind::Dummy) << value;
  }
}

TEST(Placeholder, LeavesWhatMayBeReal) {
  for (const std::string_view value :
       {"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ", "AKIARZPUZD1KAEXAMPLE", "AKIARZPUZDIKAEXAMPL",
        "K1U0OKQjN1gNMvrUOhyR3cJ5Hyqz0Brt32okEi5j", "", "${AWS_ACCESS_KEY_ID}", "eastus",
        "first"}) {
    EXPECT_EQ(kind(value), PlaceholderKind::None) << value;
  }
}

TEST(Expansion, RecognisesWhatAnotherProgramReplaces) {
  for (const std::string_view value :
       {"${X}", "$X", "%X_Y%", "{{ x }}", "${{ secrets.X }}", "<%= x %>", "!Ref Key", "#{x}",
        "$(cat key)", "@KEY@", "`cat key`", "a${X}b"}) {
    EXPECT_TRUE(is_expansion(value)) << value;
  }
}

TEST(Expansion, LeavesValues) {
  for (const std::string_view value : {"wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEZ",
                                       "AKIARZPUZDIKAEXAMPLE", "pa$", "100%", "", "50% of 60%"}) {
    EXPECT_FALSE(is_expansion(value)) << value;
  }
}

}  // namespace
}  // namespace credlint
