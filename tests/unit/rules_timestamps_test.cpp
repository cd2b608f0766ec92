// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "rules/anatomy/timestamps.h"

namespace credlint {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds kTime{seconds(1700000000)};  // 2023-11-14T22:13:20Z

TEST(ParseTimestamp, ReadsEveryWayOfWritingTheSameMoment) {
  for (const char* text :
       {"2023-11-14T22:13:20Z", "2023-11-14T22:13:20.123Z", "2023-11-14T22:13:20+00:00",
        "2023-11-14T23:13:20+01:00", "2023-11-14T16:13:20-06:00", "2023-11-15T03:43:20+0530",
        "2023-11-14 22:13:20+00:00", "2023-11-14 22:13:20.5+00:00", "2023-11-14 22:13:20 UTC",
        "2023-11-14T22:13:20UTC", "2023-11-14 22:13:20 +0000 UTC", "1700000000", "1700000000123",
        "20231114T221320Z", "  2023-11-14T22:13:20Z "}) {
    const auto read = parse_timestamp(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->time, kTime) << text;
    EXPECT_TRUE(read->zone_known) << text;
  }
}

TEST(ParseTimestamp, SaysWhenNoZoneIsGiven) {
  for (const char* text :
       {"2023-11-14 22:13:20", "2023-11-14T22:13:20", "2023-11-14 22:13:20.123456"}) {
    const auto read = parse_timestamp(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(read->time, kTime) << text;
    EXPECT_FALSE(read->zone_known) << text;
  }
}

TEST(ParseTimestamp, RefusesWhatIsNoDate) {
  for (const char* text :
       {"", " ", "31/12/25", "2023-11-14", "2023-13-14T22:13:20Z", "2023-02-30T00:00:00Z",
        "tomorrow", "170000000", "17000000000", "2023-11-14T22:13:20+99:00", "20231114T221320", "-",
        "Z", "2023-11-14T25:13:20Z", "UTC", "+0000"}) {
    EXPECT_FALSE(parse_timestamp(text)) << text;
  }
}

TEST(ParseAmzDate, ReadsTheBasicFormatOnly) {
  EXPECT_EQ(parse_amz_date("20231114T221320Z"), kTime);
  EXPECT_FALSE(parse_amz_date("2023-11-14T22:13:20Z"));
  EXPECT_FALSE(parse_amz_date("20231314T221320Z"));
}

TEST(TimestampText, IsForPeople) {
  EXPECT_EQ(to_text(kTime), "2023-11-14 22:13 UTC");
  EXPECT_EQ(to_text(seconds(59)), "0 minutes");
  EXPECT_EQ(to_text(seconds(-5)), "0 minutes");
  EXPECT_EQ(to_text(seconds(60)), "1 minute");
  EXPECT_EQ(to_text(seconds(13 * 3600)), "13 hours");
  EXPECT_EQ(to_text(seconds(50 * 3600)), "2 days");
}

}  // namespace
}  // namespace credlint
