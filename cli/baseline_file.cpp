// SPDX-License-Identifier: MIT
#include "cli/baseline_file.h"

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <random>
#include <system_error>

#include "scanner/input/regular_file.h"
#include "scanner/report/write_output.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxBaselineBytes = 64ULL << 20U;
constexpr int kSaltWords = 4;  // of 32 bits

bool stands(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  return !error && fs::exists(status);
}

/// The path as it reads from the working directory.
std::string from_here(const fs::path& path, const fs::path& here) {
  const fs::path relative = path.lexically_relative(here);
  return relative.empty() ? path.generic_string() : relative.generic_string();
}

std::string nearest_upward() {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) return {};
  for (fs::path at = here;; at = at.parent_path()) {
    if (stands(at / kBaselineName)) return from_here(at / kBaselineName, here);
    if (stands(at / ".git") || at == at.root_path()) return {};
  }
}

std::string folder_of(const std::string& path) {
  std::error_code error;
  const fs::path folder = fs::path(path).parent_path();
  return fs::weakly_canonical(folder.empty() ? "." : folder, error).generic_string();
}

}  // namespace

std::string find_baseline(const std::string& asked, const Settings& settings) {
  if (!asked.empty()) return asked;
  return settings.baseline.empty() ? nearest_upward() : settings.baseline;
}

Result<Baseline> load_baseline(const std::string& path) {
  const Result<std::string> text = read_regular_file(path, kMaxBaselineBytes);
  if (!text && !stands(path)) {
    return Error{
        fmt::format("there is no baseline {0} (credlint baseline create --baseline {0})", path)};
  }
  if (!text)
    return Error{fmt::format("cannot read the baseline {}: {}", path, text.error().message)};
  return parse_baseline(*text, path, folder_of(path));
}

Baseline new_baseline(const std::string& path) {
  std::random_device random;
  std::string salt;
  for (int i = 0; i < kSaltWords; ++i)
    salt += fmt::format("{:08x}", static_cast<std::uint32_t>(random()));
  return {.shown = path, .folder = folder_of(path), .salt = salt, .entries = {}};
}

Status save_baseline(const Baseline& baseline) {
  return write_output(baseline.shown, render_baseline(baseline));
}

bool is_taken(const std::string& path) { return stands(path); }

}  // namespace credlint
