// SPDX-License-Identifier: MIT
#include "cli/machine.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "scanner/input/descriptor.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxSharedBytes = 64ULL << 20U;
constexpr std::uint64_t kMaxCacheBytes = 1ULL << 20U;
constexpr std::size_t kMaxCacheFiles = 2'000;

std::string why(int error) { return std::generic_category().message(error); }

/// Takes the files into the run, and notes what could not be read.
class Loader {
 public:
  void shared_file(const std::string& path, bool named, std::string_view variable,
                   std::string read_as) {
    switch (state_of(path)) {
      case resolver::FileState::Missing:
        if (named) trouble(path, fmt::format("named by {}, but not there", variable));
        return;
      case resolver::FileState::Folder:
        return trouble(path, "a folder, not a file");
      case resolver::FileState::File:
      case resolver::FileState::Unreadable:
        return read(path, kMaxSharedBytes, std::move(read_as));
    }
  }

  void cache(const std::string& folder) {
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (entry->path().extension() == ".json") names.push_back(entry->path().filename());
      if (names.size() > kMaxCacheFiles) break;
    }
    std::sort(names.begin(), names.end());
    if (names.size() > kMaxCacheFiles) {
      names.resize(kMaxCacheFiles);
      trouble(folder, fmt::format("more than {} files, the rest was not read", kMaxCacheFiles));
    }
    for (const std::string& name : names) {
      const std::string path = folder + "/" + name;
      if (state_of(path) == resolver::FileState::File) read(path, kMaxCacheBytes, path);
    }
  }

  std::vector<InMemoryFile> files;
  std::vector<Diagnostic> diagnostics;

 private:
  void trouble(const std::string& path, std::string message) {
    diagnostics.push_back({.path = path, .line = 0, .message = std::move(message)});
  }

  void read(const std::string& path, std::uint64_t limit, std::string read_as) {
    const Descriptor file(
        ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // NOLINT: POSIX
    if (!file.valid()) return trouble(path, "cannot be read: " + why(errno));
    Result<std::string> bytes = read_descriptor(file.get(), limit);
    if (!bytes) return trouble(path, "cannot be read: " + bytes.error().message);
    files.push_back({path, std::move(*bytes), std::move(read_as)});
  }
};

}  // namespace

resolver::FileState state_of(std::string_view path) {
  struct stat info {};
  if (::stat(std::string(path).c_str(), &info) != 0) {
    const bool hidden = errno == EACCES || errno == ELOOP;
    return hidden ? resolver::FileState::Unreadable : resolver::FileState::Missing;
  }
  if (S_ISDIR(info.st_mode)) return resolver::FileState::Folder;
  return S_ISREG(info.st_mode) ? resolver::FileState::File : resolver::FileState::Unreadable;
}

resolver::Environment process_environment() {
  resolver::Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.emplace(text.substr(0, equals), Secret(text.substr(equals + 1)));
  }
  return environment;
}

Result<LoadedMachine> load_machine(const Catalog& catalog, resolver::Environment environment) {
  LoadedMachine loaded;
  loaded.paths = resolver::shared_paths(environment, resolver::Platform::Posix);
  Loader loader;
  loader.shared_file(loaded.paths.config, loaded.paths.config_named, "AWS_CONFIG_FILE",
                     ".aws/config");
  loader.shared_file(loaded.paths.credentials, loaded.paths.credentials_named,
                     "AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials");
  for (const char* cache : {"/.aws/sso/cache", "/.aws/cli/cache", "/.aws/login/cache"}) {
    if (!loaded.paths.home.empty()) loader.cache(loaded.paths.home + cache);
  }
  RunOptions options;
  options.in_memory = std::move(loader.files);
  for (const auto& [name, value] : environment) {
    options.environment.push_back({name, std::string(value.reveal())});
  }
  CREDLINT_TRY(ScanResult result, scan(catalog, options));
  loaded.facts = std::move(result.facts);
  loaded.diagnostics = std::move(loader.diagnostics);
  loaded.diagnostics.insert(loaded.diagnostics.end(), result.diagnostics.begin(),
                            result.diagnostics.end());
  std::sort(loaded.diagnostics.begin(), loaded.diagnostics.end());
  loaded.environment = std::move(environment);
  return loaded;
}

}  // namespace credlint
