// SPDX-License-Identifier: MIT
// Runs the built program as users do.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temp_tree.h"

namespace credlint::test {

struct Outcome {
  int code = -1;
  std::string out;
  std::string err;
  double cpu_seconds = 0;  ///< processor time of the run, which other load does not change
};

inline std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// `credlint ARGUMENTS…` in `folder`, with `input` as standard input and a bare environment.
inline Outcome run_credlint(const std::string& folder, const std::vector<std::string>& arguments,
                            std::string_view input = "",
                            const std::vector<std::string>& environment = {}) {
  const TempTree io;
  io.write("in", input);
  std::vector<std::string> words = {CREDLINT_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<std::string> variables = environment;
  const bool has_home = std::any_of(environment.begin(), environment.end(),
                                    [](const auto& entry) { return entry.rfind("HOME=", 0) == 0; });
  if (!has_home) variables.emplace_back("HOME=/nonexistent");
  variables.emplace_back("PATH=/usr/bin:/bin");
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts) out.push_back(text.data());
    out.push_back(nullptr);
    return out;
  };
  const std::vector<char*> argv = pointers(words);
  const std::vector<char*> envp = pointers(variables);
  const std::string in = io.at("in");
  const std::string out = io.at("out");
  const std::string err = io.at("err");
  const pid_t child = ::fork();
  if (child == 0) {
    const bool ready = ::chdir(folder.c_str()) == 0 &&
                       ::dup2(::open(in.c_str(), O_RDONLY), 0) == 0 &&
                       ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT, 0600), 1) == 1 &&
                       ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT, 0600), 2) == 2;
    if (ready) ::execve(argv[0], argv.data(), envp.data());
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  EXPECT_EQ(::wait4(child, &status, 0, &usage), child);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, read_text(out), read_text(err),
          seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

}  // namespace credlint::test
