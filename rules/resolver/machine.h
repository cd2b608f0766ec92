// SPDX-License-Identifier: MIT
// What an SDK finds on a machine: environment, files, time. Nothing here reads anything; whoever
// calls the resolver has read it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/core/catalog.h"
#include "scanner/core/fact_store.h"
#include "scanner/core/rule.h"

namespace credlint::resolver {

/// Environment variables. Values may be secret.
using Environment = std::map<std::string, Secret, std::less<>>;

enum class Platform { Posix, Windows };

/// What stands at a path.
enum class FileState { Missing, File, Folder, Unreadable };

struct Machine {
  const FactStore& facts;  ///< of the shared files and of the caches
  const Catalog& catalog;
  Environment environment;
  TimePoint now;
  /// Says what stands at a path that is no shared file (a web identity token).
  std::function<FileState(std::string_view)> probe;
  /// Says whether this user may run the file at a path; empty when nobody knows.
  std::function<bool(std::string_view)> may_run = {};
  Platform platform = Platform::Posix;

  /// The variable, also when it is empty; or nothing.
  [[nodiscard]] std::optional<std::string_view> variable(std::string_view name) const;
  /// The variable when it is set and not empty.
  [[nodiscard]] std::optional<std::string_view> filled(std::string_view name) const;
};

/// Where the shared files are looked for.
struct SharedPaths {
  std::string home;  ///< empty when no variable names one
  std::string config;
  std::string credentials;
  bool config_named = false;  ///< by AWS_CONFIG_FILE
  bool credentials_named = false;
  std::string credentials_variable;  ///< the one that may name it
};

/// How an SDK takes the variables that name the shared files.
struct FileVariables {
  bool heeded = true;
  bool empty_counts = false;  ///< an empty one names no file, instead of the usual one
  bool tilde = true;          ///< "~" at the beginning stands for the home
  bool dollars = false;       ///< "$NAME" and "${NAME}" stand for other variables
  bool must_exist = false;    ///< a variable that names no file is passed over
  std::string_view credentials = "AWS_SHARED_CREDENTIALS_FILE";
};

/// Source: the cross-SDK suite, file-location-tests.json, of which SDKs differ as FileVariables
/// say.
SharedPaths shared_paths(const Environment& environment, Platform platform,
                         const FileVariables& variables = {});

/// A path with "~" for the home resolved.
std::string expand_home(std::string_view path, std::string_view home);

}  // namespace credlint::resolver
