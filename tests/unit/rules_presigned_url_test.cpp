// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "rules/anatomy/presigned_url.h"

namespace credlint {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

TEST(PresignedUrl, ReadsVersionFour) {
  const PresignedUrl url = read_presigned_url(
      "https://b.s3.amazonaws.com/"
      "k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIARZPUZDIKAEXAMPLE%2F20231114%2Fus-"
      "east-1%2Fs3%2Faws4_request&X-Amz-Date=20231114T221320Z&X-Amz-Expires=3600&X-Amz-Security-"
      "Token=IQoJ&X-Amz-Signature=00");
  EXPECT_EQ(url.key_id, "AKIARZPUZDIKAEXAMPLE");
  EXPECT_EQ(url.region, "us-east-1");
  EXPECT_EQ(url.service, "s3");
  EXPECT_TRUE(url.has_token);
  EXPECT_EQ(url.lifetime, seconds(3600));
  EXPECT_EQ(url.expires_at, sys_seconds(seconds(1700003600)));
}

TEST(PresignedUrl, ReadsVersionTwo) {
  const PresignedUrl url =
      read_presigned_url("AWSAccessKeyId=AKIARZPUZDIKAEXAMPLE&Expires=1700000000&Signature=c2ln");
  EXPECT_EQ(url.key_id, "AKIARZPUZDIKAEXAMPLE");
  EXPECT_EQ(url.expires_at, sys_seconds(seconds(1700000000)));
  EXPECT_FALSE(url.signed_at);
}

TEST(PresignedUrl, ReadsEscapedSeparatorsAndTheEndOfASentence) {
  for (const char* query : {"X-Amz-Date=20231114T221320Z&amp;X-Amz-Expires=3600",
                            "X-Amz-Date=20231114T221320Z\\u0026X-Amz-Expires=3600).",
                            "a=\\x\\u0026X-Amz-Date=20231114T221320Z&X-Amz-Expires=3600",
                            "X-Amz-Expires=3600&X-Amz-Date=20231114T221320Z,"}) {
    EXPECT_EQ(read_presigned_url(query).expires_at, sys_seconds(seconds(1700003600))) << query;
  }
}

/// Each parameter was looked for to the end of the text.
TEST(PresignedUrl, ManyParametersAreReadInTime) {
  std::string query;
  for (int i = 0; i < 1'000'000; ++i) query += "a=b&";
  query += "X-Amz-Date=20231114T221320Z&X-Amz-Expires=3600";
  EXPECT_EQ(read_presigned_url(query).expires_at, sys_seconds(seconds(1700003600)));
}

TEST(PresignedUrl, KnowsNoEndOfWhatIsFilledInLater) {
  for (const char* query :
       {"", "?", "X-Amz-Date=${date}&X-Amz-Expires=3600",
        "X-Amz-Date=20231114T221320Z&X-Amz-Expires=",
        "X-Amz-Date=20231114T221320Z&X-Amz-Expires=99999999999", "Expires=12&AWSAccessKeyId=x",
        "Expires=Thu,%2001%20Jan&AWSAccessKeyId=x", "&&&=&"}) {
    EXPECT_FALSE(read_presigned_url(query).expires_at) << query;
  }
}

TEST(PercentDecode, DecodesOnce) {
  EXPECT_EQ(percent_decode("a%2Fb%3d"), "a/b=");
  EXPECT_EQ(percent_decode("%252F"), "%2F");
  EXPECT_EQ(percent_decode("%2"), "%2");
  EXPECT_EQ(percent_decode("%zz%"), "%zz%");
}

}  // namespace
}  // namespace credlint
