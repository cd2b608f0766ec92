// SPDX-License-Identifier: MIT
#include "cli/clock/clock.h"

#include <fmt/format.h>
#include <sys/timex.h>

#include <algorithm>
#include <charconv>
#include <ctime>

#include "cli/clock/time_services.h"
#include "scanner/core/words.h"
#include "scanner/input/git_stream.h"

namespace credlint {
namespace {

using std::chrono::seconds;

/// What AWS tolerates, and what clocks of machines that share files may differ by.
constexpr seconds kTolerated{300};

std::string time_of(seconds length) {
  const auto count = length.count();
  if (count >= 2 * 86'400) return fmt::format("{} days", count / 86'400);
  if (count >= 2 * 3'600) return fmt::format("{} hours", count / 3'600);
  if (count >= 120) return fmt::format("{} minutes", count / 60);
  return fmt::format("{} seconds", count);
}

std::string host_of(const std::string& root) {
  const std::string release = read_small_file(root + "/proc/sys/kernel/osrelease");
  if (contains(to_lower(release), "microsoft")) return "wsl";
  const bool marked = file_exists(root + "/.dockerenv") || file_exists(root + "/run/.containerenv");
  const std::string of_init = read_small_file(root + "/proc/1/environ");
  return marked || contains(of_init, "container=") ? "container" : "";
}

/// The third line of /etc/adjtime says what the hardware clock holds.
bool hardware_clock_is_local(const std::string& root) {
  const std::string text = read_small_file(root + "/etc/adjtime");
  const std::size_t second = text.find('\n');
  if (second == std::string::npos) return false;
  const std::size_t third = text.find('\n', second + 1);
  return third != std::string::npos && trim(std::string_view(text).substr(third + 1)) == "LOCAL";
}

std::string names_of(const std::vector<TimeService>& services) {
  std::vector<std::string> texts;
  for (const TimeService& service : services) {
    constexpr std::size_t kShown = 3;
    std::vector<std::string> sources = service.sources;
    const std::size_t count = sources.size();
    sources.resize(std::min(count, kShown));
    std::string text = service.name;
    if (count > 0) text += fmt::format(", from {}", fmt::join(sources, ", "));
    if (count > kShown) text += fmt::format(" and {} more", count - kShown);
    texts.push_back(std::move(text));
  }
  return fmt::format("{}", fmt::join(texts, "; "));
}

/// The line about the clock as the kernel and the services have it.
std::string state_of_clock(const ClockReport& report) {
  const std::string services = names_of(report.services);
  if (!report.kernel) return services.empty() ? "nothing is known of it" : services + " runs";
  if (report.kernel->synchronised) {
    const auto error = report.kernel->estimated_error.count();
    const std::string by = services.empty() ? "" : fmt::format(" by {}", services);
    return fmt::format("synchronised{}; estimated error {}.{:03} ms", by, error / 1000,
                       error % 1000);
  }
  if (!services.empty()) return fmt::format("not synchronised yet, though {} runs", services);
  if (report.host == "container") return "not synchronised, says the kernel of the host";
  return "not synchronised, and no time service runs";
}

void note_witnesses(const ClockPlace& place, ClockReport& report) {
  const Witness* latest = nullptr;
  for (const Witness& witness : place.witnesses) {
    if (witness.made <= place.now + kTolerated) continue;
    if (latest == nullptr || witness.made > latest->made) latest = &witness;
  }
  if (latest == nullptr) return;
  report.behind = latest->made - place.now;
  report.summary = fmt::format("{} behind at least: {} was made later than now; {}",
                               time_of(report.behind), latest->what, report.summary);
  if (is_zone_offset(report.behind, place.zone)) {
    report.hints.push_back(
        fmt::format("the difference is that of the time zone ({}): local time was set as UTC; set "
                    "the clock again and the zone with timedatectl",
                    zone_text(place.zone)));
  }
}

void note_host(ClockReport& report) {
  if (report.host == "wsl") {
    report.hints.emplace_back(
        "WSL's clock stands still while Windows sleeps: after waking, sudo hwclock -s sets it");
  }
  const bool open = report.kernel && !report.kernel->synchronised && report.services.empty();
  if (report.host == "container" && open) {
    report.hints.emplace_back(
        "a container has the clock of its host: that one is to be synchronised");
  }
  if (report.host.empty() && open) {
    report.hints.emplace_back(
        "sudo timedatectl set-ntp true, or chrony; on EC2 with the server 169.254.169.123");
  }
  if (report.hardware_clock_is_local) {
    report.hints.emplace_back(
        "the hardware clock holds local time: until the network is there, and after each change of "
        "summer time, the clock is off by the zone; sudo timedatectl set-local-rtc 0");
  }
}

std::optional<Witness> newest_commit() {
  const Result<std::string> answer = run_git(".", {"log", "-1", "--format=%ct"});
  if (!answer) return std::nullopt;
  std::int64_t time = 0;
  const char* const end = answer->data() + answer->size();
  const auto read = std::from_chars(answer->data(), end, time);
  if (read.ec != std::errc() || time <= 0) return std::nullopt;
  return Witness{"the newest commit of this repository", std::chrono::sys_seconds(seconds(time))};
}

}  // namespace

std::optional<KernelClock> kernel_clock() {
  timex state{};
  const int kind = ::adjtimex(&state);
  if (kind < 0) return std::nullopt;
  const bool synchronised = kind != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
  return KernelClock{synchronised, std::chrono::microseconds(state.esterror)};
}

bool is_zone_offset(seconds difference, seconds zone) {
  return zone != seconds(0) && abs(abs(difference) - abs(zone)) <= kTolerated;
}

std::string zone_text(seconds zone) {
  const auto minutes = abs(zone).count() / 60;
  return fmt::format("{}{:02}:{:02}", zone.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

ClockReport look_at_clock(const Catalog& catalog, const ClockPlace& place) {
  ClockReport report;
  report.kernel = place.kernel;
  report.zone = place.zone;
  report.services = running_time_services(catalog, place.root);
  report.host = host_of(place.root);
  report.hardware_clock_is_local = hardware_clock_is_local(place.root);
  report.summary = state_of_clock(report);
  note_witnesses(place, report);
  note_host(report);
  return report;
}

ClockPlace clock_here(std::chrono::sys_seconds now) {
  ClockPlace place;
  place.kernel = kernel_clock();
  place.now = now;
  const std::time_t time = now.time_since_epoch().count();
  std::tm local{};
  if (::localtime_r(&time, &local) != nullptr) place.zone = seconds(local.tm_gmtoff);
  // systemd-timesyncd writes it whenever it has asked a server.
  if (const auto written = written_at("/var/lib/systemd/timesync/clock")) {
    place.witnesses.push_back({"the last mark of systemd-timesyncd", *written});
  }
  if (auto commit = newest_commit()) place.witnesses.push_back(std::move(*commit));
  return place;
}

}  // namespace credlint
