// SPDX-License-Identifier: MIT
// Data that lies beside the checkout on some machines: conformance suites and measurements. Tests
// that use it are extra; without it they are skipped and say so.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace credlint::test {

/// The folder: $CREDLINT_SHARED, else "shared" beside the checkout.
inline std::filesystem::path shared_data() {
  if (const char* named = std::getenv("CREDLINT_SHARED")) return named;
  return std::filesystem::path(CREDLINT_SOURCE_DIR).parent_path() / "shared";
}

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline nlohmann::json read_json(const std::filesystem::path& path) {
  return nlohmann::json::parse(read_text(path), nullptr, false);
}

/// How many cases of a suite passed and which were left out, for the log.
class Tally {
 public:
  explicit Tally(std::string suite) : suite_(std::move(suite)) {}
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;
  ~Tally() {
    std::cout << suite_ << ": " << passed_ << " passed, " << failed_ << " failed, " << left_out_
              << " left out" << std::endl;
  }
  void count(bool passed) { ++(passed ? passed_ : failed_); }
  void leave_out(const std::string& name, const std::string& why) {
    ++left_out_;
    std::cout << suite_ << ": left out: " << name << ": " << why << std::endl;
  }

 private:
  std::string suite_;
  int passed_ = 0;
  int failed_ = 0;
  int left_out_ = 0;
};

#define CREDLINT_NEEDS(path) \
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "not on this machine: " << (path)

}  // namespace credlint::test
