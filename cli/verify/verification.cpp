// SPDX-License-Identifier: MIT
#include "cli/verify/verification.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>
#include <tuple>

#include "cli/verify/credential_process.h"
#include "scanner/core/unicode.h"

namespace credlint {
namespace {

using resolver::ResolvedCredentials;
using std::chrono::milliseconds;
using Outcome = Verification::Outcome;
using SteadyClock = std::chrono::steady_clock;

constexpr milliseconds kPatience{10'000};
constexpr milliseconds kPatienceForAll{30'000};
constexpr unsigned kAtOnce = 8;

Verification without_answer(Outcome outcome, const VerificationTask& task, std::string cause,
                            std::string message) {
  Verification result;
  result.outcome = outcome;
  result.subject = task.subject;
  result.cause = std::move(cause);
  result.message = std::move(message);
  if (task.request) {
    result.endpoint = task.request->url;
    result.region = task.request->region;
  }
  return result;
}

/// What equal questions have in common.
auto question_of(const VerificationTask& task) {
  return std::tuple(*task.request, std::string(task.keys.key_id.reveal()),
                    std::string(task.keys.secret.reveal()), std::string(task.keys.token.reveal()),
                    task.process, task.subject, task.declared_account);
}

/// Asks one question after the other, beside others that do the same.
class Asker {
 public:
  Asker(const Catalog& catalog, const Curl& curl, const Progress& progress)
      : catalog_(catalog), curl_(curl), progress_(progress) {}

  [[nodiscard]] Verification ask(VerificationTask task) const {
    if (!task.process.empty()) {
      const auto printed = run_credential_process(task.process, time_left(), progress_);
      if (!printed) {
        return without_answer(Outcome::NotAsked, task, "process", printed.error().message);
      }
      task.keys = *printed;
    }
    const milliseconds patience = std::min(kPatience, time_left());
    if (patience <= milliseconds(0)) {
      return without_answer(Outcome::NoAnswer, task, "timeout",
                            "others were asked about first, and took too long");
    }
    const Exchange exchange = curl_.ask_who(*task.request, task.keys, patience, progress_);
    if (!exchange.answer) {
      return without_answer(Outcome::NoAnswer, task, exchange.trouble.cause,
                            exchange.trouble.message);
    }
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return read_answer(catalog_, task, *exchange.answer, now);
  }

 private:
  [[nodiscard]] milliseconds time_left() const {
    return std::chrono::duration_cast<milliseconds>(end_ - SteadyClock::now());
  }

  const Catalog& catalog_;
  const Curl& curl_;
  const Progress& progress_;
  SteadyClock::time_point end_ = SteadyClock::now() + kPatienceForAll;
};

/// Where the keys of a resolution come from: the provider, of a role the one that asks for it.
const std::string& provider_of(const ResolvedCredentials& found) {
  return found.provider == "assume-role" ? found.source_provider : found.provider;
}

/// Why what a provider hands out cannot be asked about from here.
std::string reason_for(std::string_view provider) {
  if (provider == "process") {
    return "a program prints the credentials, and is run only with --run-process";
  }
  if (provider == "sso" || provider == "login") {
    return "the session's credentials are handed out by a service, and stand in no file";
  }
  if (provider == "assume-role-with-web-identity") {
    return "the role's credentials are handed out for a token, and stand in no file";
  }
  return "the credentials are handed out by the machine that this runs on, and stand in no file";
}

bool stand_in_files(std::string_view provider) {
  return provider == "environment" || provider == "shared-credentials-file" ||
         provider == "config-file";
}

std::string declared_account(const resolver::Machine& machine, const resolver::ProfileView& profile,
                             std::string_view provider) {
  if (provider == "environment") return std::string(machine.filled("AWS_ACCOUNT_ID").value_or(""));
  return std::string(profile.text("aws_account_id"));
}

std::string subject_of(const ResolvedCredentials& found) {
  if (found.provider != "assume-role") return {};
  return found.source_profile.empty()
             ? fmt::format("{} that ask for the role", found.source_provider)
             : fmt::format("profile \"{}\", which asks for the role", found.source_profile);
}

}  // namespace

VerificationTask verification_task(const resolver::Machine& machine, const resolver::Sdk& sdk,
                                   const resolver::SharedView& view,
                                   const resolver::Resolution& resolution, RunProcess run) {
  VerificationTask task;
  const auto cannot = [&](std::string cause, std::string why) {
    task.reason_cause = std::move(cause);
    task.reason = std::move(why);
    return task;
  };
  if (!resolution.credentials)
    return cannot("no-credentials", "there are no credentials to ask about");
  const ResolvedCredentials& found = *resolution.credentials;
  task.subject = subject_of(found);
  const std::string& provider = provider_of(found);
  const resolver::ProfileView profile =
      view.profile(found.source_profile.empty() ? resolution.profile.name : found.source_profile);
  if (provider == "process" && run == RunProcess::Yes) {
    task.process = process_command(sdk, profile.text("credential_process"));
    if (task.process.empty()) return cannot("process", "credential_process names no program");
  } else if (!stand_in_files(provider)) {
    return cannot("not-in-files", reason_for(provider));
  } else if (found.key_id.empty() || found.secret.empty()) {
    return cannot("partial", "the key id or the secret access key is empty");
  }
  task.keys = {found.key_id, found.secret, found.token};
  task.declared_account = declared_account(machine, profile, provider);
  // The account of a role that is asked for is another matter.
  task.expected_account = found.account;
  Result<StsRequest> request = sts_request_for(machine, view, resolution);
  if (!request) return cannot("endpoint", request.error().message);
  task.request = std::move(*request);
  return task;
}

std::vector<Verification> verify(const Catalog& catalog, std::span<const VerificationTask> tasks,
                                 const Progress& progress) {
  std::vector<Verification> results(tasks.size());
  std::map<decltype(question_of(tasks.front())), std::vector<std::size_t>> questions;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    if (tasks[i].request) {
      questions[question_of(tasks[i])].push_back(i);
    } else {
      results[i] =
          without_answer(Outcome::NotAsked, tasks[i], tasks[i].reason_cause, tasks[i].reason);
    }
  }
  if (questions.empty()) return results;
  const Result<Curl> curl = Curl::find(progress);
  std::vector<const std::vector<std::size_t>*> waiting;
  for (const auto& [question, asked_by] : questions) waiting.push_back(&asked_by);
  if (!curl) {
    for (const auto* asked_by : waiting) {
      for (const std::size_t i : *asked_by)
        results[i] = without_answer(Outcome::NoAnswer, tasks[i], "no-curl", curl.error().message);
    }
    return results;
  }
  const Asker asker(catalog, *curl, progress);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t at = next++; at < waiting.size(); at = next++) {
      for (const std::size_t i : *waiting[at]) {
        const std::size_t first = waiting[at]->front();
        results[i] = i == first ? asker.ask(tasks[i]) : results[first];
      }
    }
  };
  std::vector<std::thread> others;
  const std::size_t threads = std::min<std::size_t>(kAtOnce, waiting.size());
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  return results;
}

}  // namespace credlint
