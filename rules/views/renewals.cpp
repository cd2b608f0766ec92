// SPDX-License-Identifier: MIT
#include "rules/views/renewals.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "rules/anatomy/cron.h"
#include "rules/anatomy/paths.h"
#include "rules/views/file_matches.h"
#include "scanner/core/words.h"

namespace credlint {
namespace {

using std::chrono::seconds;

/// The captured text, or nothing.
std::string_view captured(const PatternMatch& match, std::string_view group) {
  const PatternMatch::Group* found = match.group(group);
  return found == nullptr ? std::string_view() : found->value.reveal();
}

std::optional<seconds> number(std::string_view text) {
  long value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc()) return std::nullopt;
  return seconds(value);
}

/// What a command asks for.
struct Asked {
  const PatternMatch* command = nullptr;
  seconds life{};
  std::string_view failure;  ///< not empty: it is a registry's login
};

std::optional<Asked> read_asked(const RuleContext& context, const PatternMatch& command) {
  std::string operation;
  for (const char c : captured(command, "plain_operation"))
    if (c != '-') operation += c;
  const DataRow* row = context.catalog.table(Table::SessionLifetimes).find(operation);
  if (operation.empty() || row == nullptr) return std::nullopt;
  auto life = number(captured(command, "plain_duration"));
  if (!life || life->count() == 0) life = number(row->value);
  if (!life) return std::nullopt;
  return Asked{&command, *life, row->note};
}

/// A part of a file.
struct Part {
  FileId file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = UINT32_MAX;

  [[nodiscard]] bool holds(const Location& at) const {
    return at.file == file && at.span.begin >= begin && at.span.begin < end;
  }
};

/// The output goes to a file, and nothing on the line uses it.
bool is_written_away(std::string_view line) {
  std::size_t sign = line.find('>');
  if (sign == std::string_view::npos || line.find("&&") != std::string_view::npos) return false;
  while (sign < line.size() && (line[sign] == '>' || line[sign] == ' ')) ++sign;
  const std::string_view target = line.substr(sign);
  return !target.empty() && target.front() != '&' && !target.starts_with("/dev/") &&
         target.find(';') == std::string_view::npos;
}

/// Commands that ask, and places that keep, by file.
class Sessions {
 public:
  explicit Sessions(const RuleContext& context) {
    for (const PatternMatch& match : context.facts.facts().pattern_matches) {
      const FileRecord& file = context.facts.file(match);
      if (match.pattern == "session-kept") kept_[match.at.file].push_back(&match);
      if (file.has(Trait::Ci)) ci_.insert(match.at.file);
      if (match.pattern == "session-used") used_.insert(match.at.file);
      if (match.pattern == "unit-script") scripts_[match.at.file].push_back(&match);
      if (match.pattern != "session-asked") continue;
      const auto asked = read_asked(context, match);
      if (!asked) continue;
      if (asked_[match.at.file].empty()) names_[base_name(file.path)].push_back(match.at.file);
      asked_[match.at.file].push_back(*asked);
    }
  }

  /// What is asked for within a part and kept there, that which lives longest; a line of a unit or
  /// crontab keeps what it writes into a file.
  [[nodiscard]] std::optional<Asked> kept_in(const Part& part, bool by_line) const {
    const auto asked = asked_.find(part.file);
    if (asked == asked_.end()) return std::nullopt;
    std::optional<Asked> longest;
    bool kept = false;
    for (const Asked& each : asked->second) {
      if (!part.holds(each.command->at)) continue;
      if (!longest || each.life > longest->life) longest = each;
      kept = kept || (by_line && is_written_away(each.command->value.reveal()));
    }
    if (!longest) return std::nullopt;
    // A script that goes on to use its session keeps it for itself, and CI's clusters do not last.
    const bool session = longest->failure.empty();
    if (session ? used_.contains(part.file) && !by_line : ci_.contains(part.file))
      return std::nullopt;
    kept = kept || is_kept(part, session ? "plain_session" : "plain_registry");
    return kept ? longest : std::nullopt;
  }

  /// The same of a script by the path that somebody runs it by, where one file alone is called so.
  [[nodiscard]] std::optional<Asked> kept_by_script(std::string_view path) const {
    const auto named = names_.find(base_name(path));
    if (named == names_.end() || named->second.size() != 1) return std::nullopt;
    return kept_in({named->second.front()}, false);
  }

  /// The same of a unit: by its commands, or by a script that it runs.
  [[nodiscard]] std::optional<Asked> kept_by_unit(FileId file) const {
    if (auto asked = kept_in({file}, true)) return asked;
    const auto scripts = scripts_.find(file);
    if (scripts == scripts_.end() || scripts->second.size() != 1) return std::nullopt;
    return kept_by_script(captured(*scripts->second.front(), "plain_script"));
  }

  /// Files that a timer or job may name.
  [[nodiscard]] bool knows(FileId file) const {
    return asked_.contains(file) || scripts_.contains(file);
  }

 private:
  [[nodiscard]] bool is_kept(const Part& part, std::string_view how) const {
    const auto kept = kept_.find(part.file);
    return kept != kept_.end() && std::ranges::any_of(kept->second, [&](const PatternMatch* match) {
             return part.holds(match->at) && !captured(*match, how).empty();
           });
  }

  std::map<FileId, std::vector<Asked>> asked_;
  std::map<FileId, std::vector<const PatternMatch*>> kept_, scripts_;
  std::map<std::string_view, std::vector<FileId>> names_;
  std::set<FileId> used_, ci_;
};

class Finder {
 public:
  explicit Finder(const RuleContext& context)
      : context_(context), matches_(context.view<FileMatches>()), sessions_(context) {
    for (const PatternMatch& match : context.facts.facts().pattern_matches) {
      if (is_schedule(match.pattern)) schedules_[match.at.file].push_back(&match);
      if (match.pattern == "long-sleep") sleeps_[match.at.file].push_back(&match);
    }
    for (FileId file = 0; file < context.facts.files().size(); ++file) {
      if (sessions_.knows(file)) units_[context.facts.files()[file].path] = file;
    }
    for (const ToolSetting& setting : context.facts.facts().tool_settings) {
      if (setting.tool == "kubernetes" && setting.path.ends_with("apiVersion"))
        documents_[setting.name_at.file].insert(setting.name_at.span.begin);
    }
  }

  std::vector<Renewal> find() {
    for (const PatternMatch& match : context_.facts.facts().pattern_matches) {
      if (match.pattern == "cron-session") add_line(match);
      if (match.pattern == "cron-script") add_script(match);
    }
    for (const auto& [file, schedules] : schedules_) {
      for (const PatternMatch* schedule : schedules) add_job(*schedule);
    }
    for (const auto& [file, sleeps] : sleeps_) {
      if (sleeps.size() == 1 && matches_.in(file, "endless-loop")) add_loop(*sleeps.front());
    }
    for (const auto& [scope, task] : cron_tasks()) add_task(task);
    return std::move(found_);
  }

 private:
  static bool is_schedule(std::string_view pattern) {
    return pattern == "timer-schedule" || pattern == "job-schedule" || pattern == "job-interval";
  }

  void add(const PatternMatch& match, std::string_view group, std::optional<seconds> pause,
           const std::optional<Asked>& asked) {
    add(match.group(group)->at, match.scope, pause, asked);
  }

  void add(const Location& at, ScopeId scope, std::optional<seconds> pause,
           const std::optional<Asked>& asked) {
    if (!pause || !asked) return;
    const bool here = asked->command->at.file == at.file;
    found_.push_back(
        {at, scope, *pause, asked->life, asked->failure, here ? nullptr : asked->command});
  }

  /// A line of a crontab that asks itself.
  void add_line(const PatternMatch& line) {
    const Span span = line.at.span;
    add(line, "plain_schedule", longest_pause(trim(captured(line, "plain_schedule"))),
        sessions_.kept_in({line.at.file, span.begin, span.end}, true));
  }

  void add_script(const PatternMatch& line) {
    add(line, "plain_schedule", longest_pause(trim(captured(line, "plain_schedule"))),
        sessions_.kept_by_script(captured(line, "plain_script")));
  }

  /// Settings of Ansible's module by their names.
  using Task = std::map<std::string_view, const ToolSetting*>;

  [[nodiscard]] std::map<ScopeId, Task> cron_tasks() const {
    std::map<ScopeId, Task> tasks;
    for (const ToolSetting& setting : context_.facts.facts().tool_settings) {
      if (setting.tool == "ansible" && setting.path.find("cron.") != std::string::npos)
        tasks[setting.scope][setting.name] = &setting;
    }
    return tasks;
  }

  void add_task(const Task& task) {
    const auto job = task.find("job");
    if (job == task.end()) return;
    std::string schedule;
    Location at = job->second->at;
    for (const std::string_view field : {"minute", "hour", "day", "month", "weekday"}) {
      const auto given = task.find(field);
      schedule.append(given == task.end() ? "*" : given->second->value.reveal()).append(" ");
      if (given != task.end()) at = given->second->at;
    }
    if (const auto named = task.find("special_time"); named != task.end()) {
      schedule = "@" + std::string(named->second->value.reveal());
      at = named->second->at;
    }
    const Span span = job->second->at.span;
    auto asked = sessions_.kept_in({at.file, span.begin, span.end}, true);
    if (!asked) asked = sessions_.kept_by_script(program_of(job->second->value.reveal()));
    add(at, job->second->scope, longest_pause(trim(schedule)), asked);
  }

  /// The first path of a command line that is no shell's.
  static std::string_view program_of(std::string_view line) {
    while (true) {
      const std::size_t slash = line.find('/');
      if (slash == std::string_view::npos) return {};
      const std::size_t end = std::min(line.find_first_of(" \t;&|>", slash), line.size());
      const std::string_view path = line.substr(slash, end - slash);
      if (!path.ends_with("/sh") && !path.ends_with("/bash")) return path;
      line.remove_prefix(end);
    }
  }

  void add_loop(const PatternMatch& sleep) {
    add(sleep, "plain_sleep", read_time_span(captured(sleep, "plain_sleep")),
        sessions_.kept_in({sleep.at.file}, false));
  }

  void add_job(const PatternMatch& schedule) {
    // Of several schedules nobody knows which is that of the command.
    const Part part = document_around(schedule);
    if (schedules_in(part) != 1) return;
    if (!captured(schedule, "plain_span").empty()) {
      return add(schedule, "plain_span", read_time_span(captured(schedule, "plain_span")),
                 of_timer(schedule, part));
    }
    if (!captured(schedule, "plain_calendar").empty()) {
      return add(schedule, "plain_calendar",
                 longest_pause_of_calendar(captured(schedule, "plain_calendar")),
                 of_timer(schedule, part));
    }
    if (!captured(schedule, "plain_seconds").empty()) {
      return add(schedule, "plain_seconds", number(captured(schedule, "plain_seconds")),
                 sessions_.kept_by_unit(part.file));
    }
    add(schedule, "plain_schedule", longest_pause(trim(captured(schedule, "plain_schedule"))),
        sessions_.kept_in(part, false));
  }

  /// The manifest of Kubernetes around a schedule; the file, where it is the only one there.
  [[nodiscard]] Part document_around(const PatternMatch& schedule) const {
    Part part{schedule.at.file};
    const auto documents = documents_.find(part.file);
    if (documents == documents_.end() || schedules_.at(part.file).size() == 1) return part;
    const auto next = documents->second.upper_bound(schedule.at.span.begin);
    if (next != documents->second.end()) part.end = *next;
    if (next != documents->second.begin()) part.begin = *std::prev(next);
    return part;
  }

  [[nodiscard]] std::ptrdiff_t schedules_in(const Part& part) const {
    return std::ranges::count_if(schedules_.at(part.file), [&](const PatternMatch* schedule) {
      return part.holds(schedule->at);
    });
  }

  /// What the unit of a timer asks for: named by Unit=, or called as the timer is, beside it; or in
  /// the same file, where a playbook or cloud-init writes both.
  [[nodiscard]] std::optional<Asked> of_timer(const PatternMatch& schedule,
                                              const Part& part) const {
    constexpr std::string_view kTimer = ".timer";
    const std::string_view path = context_.facts.file(schedule).path;
    const std::size_t end = path.rfind(kTimer);
    if (end == std::string_view::npos) return sessions_.kept_by_unit(part.file);
    const PatternMatch* named = matches_.first(part.file, "timer-unit");
    const std::string unit = named == nullptr
                                 ? std::string(path.substr(0, end)) + ".service"
                                 : join_path(folder_of(path), captured(*named, "plain"));
    const auto file = units_.find(unit + std::string(path.substr(end + kTimer.size())));
    return file == units_.end() ? std::nullopt : sessions_.kept_by_unit(file->second);
  }

  const RuleContext& context_;
  const FileMatches& matches_;
  Sessions sessions_;
  std::map<FileId, std::vector<const PatternMatch*>> schedules_, sleeps_;
  std::map<FileId, std::set<std::uint32_t>> documents_;
  std::map<std::string, FileId, std::less<>> units_;
  std::vector<Renewal> found_;
};

}  // namespace

std::vector<Renewal> renewals(const RuleContext& context) { return Finder(context).find(); }

}  // namespace credlint
