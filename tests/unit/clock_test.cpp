// SPDX-License-Identifier: MIT
// The clock of five made-up machines.
#include "cli/clock/clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scanner/config/embedded.h"
#include "tests/support/temp_tree.h"

namespace credlint::test {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr sys_seconds kNow{seconds(1'790'000'000)};

class Clock : public testing::Test {
 protected:
  void SetUp() override {
    tree_.write("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
    tree_.write("proc/1/comm", "systemd\n");
    place_.root = tree_.root();
    place_.now = kNow;
    place_.kernel = KernelClock{.synchronised = true, .estimated_error = microseconds(120)};
  }
  void runs(const std::string& program) {
    tree_.write("proc/" + std::to_string(next_++) + "/comm", program + "\n");
  }
  void unsynchronised() { place_.kernel->synchronised = false; }
  [[nodiscard]] ClockReport look() const { return look_at_clock(embedded_catalog(), place_); }

  TempTree tree_;
  ClockPlace place_;

 private:
  int next_ = 100;
};

TEST_F(Clock, AnEc2InstanceWithChrony) {
  runs("chronyd");
  tree_.write("etc/chrony.conf", "# comment\nserver 169.254.169.123 prefer iburst\nmakestep 1 3\n");
  tree_.write("etc/chrony.d/ptp.conf", "refclock PHC /dev/ptp_ena poll 0\n");
  const ClockReport report = look();
  EXPECT_EQ(report.summary,
            "synchronised by chrony, from 169.254.169.123 (Amazon Time Sync), /dev/ptp_ena (Amazon "
            "Time Sync, PTP hardware clock); estimated error 0.120 ms");
  EXPECT_THAT(report.hints, IsEmpty());
}

TEST_F(Clock, AServerWhoseServiceHasNotYetReachedItsSource) {
  runs("systemd-timesyn");
  unsynchronised();
  tree_.write("etc/systemd/timesyncd.conf", "[Time]\n#NTP=\nNTP=fd00:ec2::123 10.0.0.1\n");
  const ClockReport report = look();
  EXPECT_EQ(report.summary,
            "not synchronised yet, though systemd-timesyncd, from fd00:ec2::123 (Amazon Time "
            "Sync), 10.0.0.1 runs");
}

TEST_F(Clock, AMachineWithoutAnyService) {
  unsynchronised();
  const ClockReport report = look();
  EXPECT_EQ(report.summary, "not synchronised, and no time service runs");
  EXPECT_THAT(report.hints, ElementsAre(HasSubstr("169.254.169.123")));
}

TEST_F(Clock, AWslThatHasSlept) {
  unsynchronised();
  tree_.write("proc/sys/kernel/osrelease", "5.15.153.1-microsoft-standard-WSL2\n");
  place_.witnesses = {{"the session token", kNow + hours(9)}, {"an old file", kNow - hours(1)}};
  const ClockReport report = look();
  EXPECT_EQ(report.host, "wsl");
  EXPECT_EQ(report.behind, hours(9));
  EXPECT_THAT(report.summary, HasSubstr("9 hours behind at least: the session token was made"));
  EXPECT_THAT(report.hints, ElementsAre(HasSubstr("hwclock -s")));
}

TEST_F(Clock, AMachineThatTakesLocalTimeForUtc) {
  runs("chronyd");
  place_.zone = -hours(5);
  place_.witnesses = {{"the newest commit of this repository", kNow + hours(5) + seconds(100)}};
  tree_.write("etc/adjtime", "0.0 0 0.0\n0\nLOCAL\n");
  const ClockReport report = look();
  EXPECT_THAT(report.hints, ElementsAre(HasSubstr("the time zone (-05:00): local time was set"),
                                        HasSubstr("the hardware clock holds local time")));
}

TEST_F(Clock, AContainerHasTheClockOfItsHost) {
  unsynchronised();
  tree_.write(".dockerenv", "");
  const ClockReport report = look();
  EXPECT_EQ(report.summary, "not synchronised, says the kernel of the host");
  EXPECT_THAT(report.hints, ElementsAre(HasSubstr("its host")));
}

TEST_F(Clock, WhatTheKernelDoesNotTellIsNotMadeUp) {
  place_.kernel.reset();
  EXPECT_EQ(look().summary, "nothing is known of it");
}

TEST_F(Clock, AFewMinutesAreNoWitness) {
  place_.witnesses = {{"a file of another machine", kNow + seconds(290)}};
  EXPECT_EQ(look().behind, seconds(0));
}

TEST_F(Clock, ReadsTheFilesOfEachService) {
  runs("ntpd");
  runs("ntpd-rs");
  tree_.write("etc/ntp.conf", "server time.aws.com iburst\npool 2.amazon.pool.ntp.org\n");
  tree_.write("etc/ntpd-rs/ntp.toml",
              "[[source]]\nmode = \"server\"\naddress = \"169.254.169.123:123\"\n");
  const auto services = look().services;
  ASSERT_EQ(services.size(), 2U);
  EXPECT_THAT(services[0].sources, ElementsAre("time.aws.com (Amazon Time Sync, public)",
                                               "2.amazon.pool.ntp.org (NTP pool)"));
  EXPECT_THAT(services[1].sources, ElementsAre("169.254.169.123 (Amazon Time Sync)"));
}

TEST(ZoneOffset, IsTheDifferenceInEitherDirection) {
  EXPECT_TRUE(is_zone_offset(hours(2), hours(2)));
  EXPECT_TRUE(is_zone_offset(-hours(2), hours(2)));
  EXPECT_FALSE(is_zone_offset(hours(3), hours(2)));
  EXPECT_FALSE(is_zone_offset(seconds(0), seconds(0)));
  EXPECT_EQ(zone_text(-hours(5) - std::chrono::minutes(30)), "-05:30");
}

}  // namespace
}  // namespace credlint::test
