// SPDX-License-Identifier: MIT
#include "cli/clock/time_services.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "scanner/core/unicode.h"
#include "scanner/core/words.h"
#include "scanner/input/descriptor.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxAnswerBytes = 64U << 10U;
constexpr std::size_t kMaxProcesses = 20'000;
constexpr std::size_t kMaxFiles = 50;
constexpr std::size_t kMaxSources = 20;

/// Names of all programs that run, as the kernel cuts them.
std::set<std::string> running_programs(const std::string& root) {
  std::set<std::string> names;
  std::error_code error;
  std::size_t seen = 0;
  for (fs::directory_iterator entry(root + "/proc", error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string number = entry->path().filename();
    if (number.find_first_not_of("0123456789") != std::string::npos) continue;
    if (++seen > kMaxProcesses) break;
    names.insert(std::string(trim(read_small_file(entry->path().string() + "/comm"))));
  }
  return names;
}

template <typename Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!(text = trim(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    visit(text.substr(0, end));
    text.remove_prefix(end);
  }
}

/// The files that a glob below the root stands for; its last part alone may hold a "*".
std::vector<std::string> files_of(const std::string& root, std::string_view glob) {
  const std::string path = root + "/" + std::string(glob);
  if (glob.find('*') == std::string_view::npos) return {path};
  const std::string_view ending = glob.substr(glob.find('*') + 1);
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator entry(fs::path(path).parent_path(), error), end;
       !error && entry != end && files.size() < kMaxFiles; entry.increment(error)) {
    const std::string file = entry->path();
    if (ends_with(file, ending)) files.push_back(file);
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Servers in a line of chrony.conf, ntp.conf, ntpd.conf ("server x", "refclock PHC /dev/ptp0"),
/// timesyncd.conf ("NTP=x y") or ntp.toml (address = "x").
void read_line(std::string_view line, std::vector<std::string>& sources) {
  line = trim(line);
  const std::size_t equals = line.find('=');
  const std::string_view name = trim(line.substr(0, std::min(equals, line.size())));
  if (equals != std::string_view::npos && (name == "NTP" || name == "FallbackNTP")) {
    for_each_word(line.substr(equals + 1),
                  [&](std::string_view word) { sources.emplace_back(word); });
    return;
  }
  if (equals != std::string_view::npos && name == "address") {
    std::string value(trim(line.substr(equals + 1)));
    std::erase(value, '"');
    sources.push_back(value.substr(0, value.rfind(":123")));
    return;
  }
  std::vector<std::string_view> words;
  for_each_word(line, [&](std::string_view word) { words.push_back(word); });
  if (words.size() < 2) return;
  const bool device = words.front() == "refclock" && words.size() > 2;
  const bool server = words.front() == "server" || words.front() == "servers" ||
                      words.front() == "pool" || words.front() == "peer";
  if (device) sources.emplace_back(words[2]);
  if (server) sources.emplace_back(words[1]);
}

/// "169.254.169.123 (Amazon Time Sync)".
std::string with_name(const Catalog& catalog, const std::string& source) {
  for (const DataRow& row : catalog.table(Table::TimeSources).rows) {
    const bool known = row.key.front() == '*' ? ends_with(source, row.key.substr(1))
                                              : std::string_view(source) == row.key;
    if (known) return fmt::format("{} ({})", printable(source), row.value);
  }
  return printable(source);
}

std::vector<std::string> sources_of(const Catalog& catalog, const std::string& root,
                                    std::string_view globs) {
  std::vector<std::string> found;
  for_each_word(globs, [&](std::string_view glob) {
    for (const std::string& file : files_of(root, glob)) {
      const std::string text = read_small_file(file);
      std::string_view rest = text;
      while (!rest.empty() && found.size() < kMaxSources) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        read_line(rest.substr(0, end), found);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  });
  std::vector<std::string> named;
  for (const std::string& source : found) {
    std::string text = with_name(catalog, source);
    if (std::find(named.begin(), named.end(), text) == named.end())
      named.push_back(std::move(text));
  }
  return named;
}

}  // namespace

std::string read_small_file(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // NOLINT: POSIX
  if (!file.valid()) return {};
  std::string text(kMaxAnswerBytes, '\0');
  const ssize_t count = ::read(file.get(), text.data(), text.size());
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return text;
}

bool file_exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::optional<std::chrono::sys_seconds> written_at(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(info.st_mtim.tv_sec));
}

std::vector<TimeService> running_time_services(const Catalog& catalog, const std::string& root) {
  const std::set<std::string> programs = running_programs(root);
  std::vector<TimeService> services;
  for (const DataRow& row : catalog.table(Table::TimeServices).rows) {
    if (!programs.contains(std::string(row.key))) continue;
    services.push_back({std::string(row.value), sources_of(catalog, root, row.note)});
  }
  return services;
}

}  // namespace credlint
