// SPDX-License-Identifier: MIT
#include "cli/machine.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "scanner/input/regular_file.h"

namespace credlint {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxSharedBytes = 20ULL << 20U;
constexpr std::uint64_t kMaxCacheBytes = 1ULL << 20U;
constexpr std::size_t kMaxCacheFiles = 2'000;
constexpr std::size_t kMaxCacheFolderBytes = 64U << 20U;

/// True when there is nothing at a path, by the error of looking there.
bool is_absence(int error) { return error == ENOENT || error == ENOTDIR; }

std::string why(int error) { return std::generic_category().message(error); }

/// Takes the files into the run, and notes what could not be read.
class Loader {
 public:
  void shared_file(const std::string& path, const std::string& read_as) {
    if (seen_.insert(path).second) read(path, kMaxSharedBytes, read_as);
  }

  /// Notes that a variable names nothing, however SDKs read it.
  void dangling(const std::set<std::string>& paths, std::string_view variable) {
    const bool there = std::any_of(paths.begin(), paths.end(), [](const std::string& path) {
      return path.empty() || state_of(path) != resolver::FileState::Missing;
    });
    if (there || paths.empty()) return;
    trouble(*paths.begin(), fmt::format("named by {}, but not there", variable));
  }

  void cache(const std::string& folder) {
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (entry->path().extension() == ".json") names.push_back(entry->path().filename());
      if (names.size() > kMaxCacheFiles) break;
    }
    if (error && !is_absence(error.value())) trouble(folder, "cannot be read: " + error.message());
    std::sort(names.begin(), names.end());
    if (names.size() > kMaxCacheFiles) {
      names.resize(kMaxCacheFiles);
      trouble(folder, fmt::format("more than {} files, the rest was not read", kMaxCacheFiles));
    }
    std::size_t bytes = 0;
    for (const std::string& name : names) {
      if (bytes > kMaxCacheFolderBytes) {
        return trouble(folder, fmt::format("more than {} MB, the rest was not read",
                                           kMaxCacheFolderBytes >> 20U));
      }
      const std::string path = folder + "/" + name;
      const std::size_t before = files.size();
      read(path, kMaxCacheBytes, path);
      if (files.size() > before) bytes += files.back().bytes.size();
    }
  }

  std::vector<InMemoryFile> files;
  std::vector<Diagnostic> diagnostics;

 private:
  void trouble(const std::string& path, std::string message) {
    diagnostics.push_back({.path = path, .line = 0, .message = std::move(message)});
  }

  void read(const std::string& path, std::uint64_t limit, std::string read_as) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      if (!is_absence(errno)) trouble(path, "cannot be read: " + why(errno));
      return;
    }
    if (S_ISDIR(info.st_mode)) return trouble(path, "a folder, not a file");
    // Who reads a pipe takes from it what another was to read.
    if (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode)) {
      return trouble(path, "a pipe or socket, which is not read here");
    }
    Result<std::string> bytes = read_regular_file(path, limit);
    if (!bytes) return trouble(path, "cannot be read: " + bytes.error().message);
    files.push_back({path, std::move(*bytes), std::move(read_as)});
  }

  std::set<std::string> seen_;
};

/// Where each of the SDKs looks for the shared files; where they are usually, when there is none.
std::vector<resolver::SharedPaths> paths_for(const Catalog& catalog,
                                             const resolver::Environment& environment,
                                             std::span<const std::string_view> sdks) {
  const FactStore none({}, {});
  const resolver::Machine machine{
      .facts = none, .catalog = catalog, .environment = environment, .now = {}, .probe = state_of};
  std::vector<resolver::SharedPaths> all;
  for (const std::string_view sdk : sdks) {
    all.push_back(resolver::paths_for(machine, resolver::Sdk(catalog, sdk)));
  }
  if (all.empty()) all.push_back(resolver::shared_paths(environment, resolver::Platform::Posix));
  return all;
}

void load_shared_files(std::span<const resolver::SharedPaths> all, Loader& loader) {
  std::set<std::string> config;
  std::map<std::string, std::set<std::string>> credentials;
  for (const resolver::SharedPaths& paths : all) {
    if (paths.config_named) config.insert(paths.config);
    if (paths.credentials_named) credentials[paths.credentials_variable].insert(paths.credentials);
    // One file may be named as both; its own name then says which it is.
    if (fs::path(paths.config).filename() == "credentials") {
      loader.shared_file(paths.credentials, ".aws/credentials");
    }
    loader.shared_file(paths.config, ".aws/config");
    loader.shared_file(paths.credentials, ".aws/credentials");
  }
  loader.dangling(config, "AWS_CONFIG_FILE");
  for (const auto& [variable, files] : credentials) loader.dangling(files, variable);
}

}  // namespace

resolver::FileState state_of(std::string_view path) {
  struct stat info {};
  if (::stat(std::string(path).c_str(), &info) != 0) {
    return is_absence(errno) ? resolver::FileState::Missing : resolver::FileState::Unreadable;
  }
  if (S_ISDIR(info.st_mode)) return resolver::FileState::Folder;
  return S_ISREG(info.st_mode) ? resolver::FileState::File : resolver::FileState::Unreadable;
}

bool may_run(std::string_view path) { return ::access(std::string(path).c_str(), X_OK) == 0; }

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

Result<LoadedMachine> load_machine(const Catalog& catalog, resolver::Environment environment,
                                   std::span<const std::string_view> sdks) {
  LoadedMachine loaded;
  loaded.paths = resolver::shared_paths(environment, resolver::Platform::Posix);
  Loader loader;
  load_shared_files(paths_for(catalog, environment, sdks), loader);
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
  for (const CacheEntry& entry : loaded.facts->facts().cache_entries) {
    if (entry.complete) continue;
    loaded.diagnostics.push_back({.path = loaded.facts->file(entry).path,
                                  .line = 0,
                                  .message = "no whole JSON object, so no token for an SDK"});
  }
  loaded.diagnostics.insert(loaded.diagnostics.end(), result.diagnostics.begin(),
                            result.diagnostics.end());
  std::sort(loaded.diagnostics.begin(), loaded.diagnostics.end());
  loaded.environment = std::move(environment);
  return loaded;
}

}  // namespace credlint
