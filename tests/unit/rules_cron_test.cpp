// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "rules/anatomy/cron.h"

namespace credlint {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(LongestPause, CountsWithinADayAndAcrossItsEnd) {
  EXPECT_EQ(longest_pause("*/30 * * * *"), minutes(30));
  EXPECT_EQ(longest_pause("0 */12 * * *"), hours(12));
  EXPECT_EQ(longest_pause("*/30 8-18 * * *"), minutes(13 * 60 + 30));
  EXPECT_EQ(longest_pause("0 */8 */1 1-12 0-6"), hours(8));
  EXPECT_EQ(longest_pause("0 * * * 1-5"), hours(24));
  EXPECT_EQ(longest_pause("@weekly"), hours(168));
}

TEST(LongestPause, IsAbsentForWhatIsNoSchedule) {
  for (const char* text : {"", "@reboot", "0 0 * *", "60 * * * *", "a b c d e", "5-1 * * * *"})
    EXPECT_EQ(longest_pause(text), std::nullopt) << text;
}

TEST(LongestPauseOfCalendar, ReadsEventsOfSystemd) {
  EXPECT_EQ(longest_pause_of_calendar("hourly"), hours(1));
  EXPECT_EQ(longest_pause_of_calendar("daily"), hours(24));
  EXPECT_EQ(longest_pause_of_calendar("*-*-* 00/6:00:00"), hours(6));
  EXPECT_EQ(longest_pause_of_calendar("*-*-* *:00/15"), minutes(15));
  EXPECT_EQ(longest_pause_of_calendar("*:0/30"), minutes(30));
  EXPECT_EQ(longest_pause_of_calendar("00..23/2:30"), hours(2));
  EXPECT_EQ(longest_pause_of_calendar("Mon..Fri 03:00"), hours(24));
  EXPECT_EQ(longest_pause_of_calendar("*-*-01 *:00:00"), hours(24));
  EXPECT_EQ(longest_pause_of_calendar("*-*-*"), hours(24));
}

TEST(LongestPauseOfCalendar, IsAbsentForWhatIsNone) {
  for (const char* text : {"", "25:00", "a:b", ":"})
    EXPECT_EQ(longest_pause_of_calendar(text), std::nullopt) << text;
}

TEST(ReadTimeSpan, AddsItsParts) {
  EXPECT_EQ(read_time_span("90"), seconds(90));
  EXPECT_EQ(read_time_span("12h"), hours(12));
  EXPECT_EQ(read_time_span("1h 30min"), minutes(90));
  EXPECT_EQ(read_time_span("2 hours"), hours(2));
  EXPECT_EQ(read_time_span("1d"), hours(24));
  for (const char* text : {"", "h", "5 parsecs", "99999999999999999999", "-1h"})
    EXPECT_EQ(read_time_span(text), std::nullopt) << text;
}

}  // namespace
}  // namespace credlint
