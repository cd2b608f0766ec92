// SPDX-License-Identifier: MIT
// Machines for tests of the resolver: files in memory, an environment, a time.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "rules/resolver/resolver.h"
#include "scanner/config/embedded.h"
#include "scanner/engine/pipeline.h"

namespace credlint::test {

class FakeMachine {
 public:
  /// Files by their absolute paths; variables by name. $HOME is /home when it is not among them.
  FakeMachine(std::map<std::string, std::string> files,
              std::map<std::string, std::string> variables,
              std::chrono::sys_seconds now = std::chrono::sys_days(std::chrono::year(2026) / 11 /
                                                                   25))
      : files_(std::move(files)) {
    variables.emplace("HOME", "/home");
    resolver::Environment environment;
    for (const auto& [name, value] : variables) environment.emplace(name, Secret(value));
    const resolver::SharedPaths paths =
        resolver::shared_paths(environment, resolver::Platform::Posix);
    RunOptions options;
    for (const auto& [path, text] : files_) {
      std::string read_as = path;
      if (path == paths.config) read_as = ".aws/config";
      if (path == paths.credentials) read_as = ".aws/credentials";
      options.in_memory.push_back({path, text, read_as});
    }
    auto result = scan(embedded_catalog(), options);
    facts_ = std::move((*result).facts);
    machine_ = std::make_unique<resolver::Machine>(
        resolver::Machine{.facts = *facts_,
                          .catalog = embedded_catalog(),
                          .environment = std::move(environment),
                          .now = now,
                          .probe = [this](std::string_view path) {
                            const bool there = files_.count(std::string(path)) != 0;
                            return there ? resolver::FileState::File : resolver::FileState::Missing;
                          }});
  }
  FakeMachine(const FakeMachine&) = delete;
  FakeMachine& operator=(const FakeMachine&) = delete;

  [[nodiscard]] const resolver::Machine& operator*() const { return *machine_; }
  [[nodiscard]] resolver::Resolution resolve(std::string_view sdk,
                                             std::string_view profile = {}) const {
    return resolver::resolve(*machine_, resolver::Sdk(embedded_catalog(), sdk), profile);
  }

 private:
  std::map<std::string, std::string> files_;
  std::unique_ptr<FactStore> facts_;
  std::unique_ptr<resolver::Machine> machine_;
};

}  // namespace credlint::test
