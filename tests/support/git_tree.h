// SPDX-License-Identifier: MIT
// A repository of its own for a test.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/run_credlint.h"
#include "tests/support/temp_tree.h"

namespace credlint::test {

class GitTree : public TempTree {
 public:
  /// `options` go to git init.
  explicit GitTree(const std::string& options = "") {
    made_ = git("init -q -b main " + options + " . 2>/dev/null");
  }
  /// False where there is no git, or one that does not know the options.
  [[nodiscard]] bool made() const { return made_; }

  /// Runs git in the folder, with nothing of the user's configuration; true when it ends well.
  [[nodiscard]] bool git(const std::string& arguments) const {
    return run(
        "HOME=/nonexistent GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org "
        "GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org git -c "
        "protocol.file.allow=always " +
        arguments);
  }
  /// Adds everything and commits it.
  [[nodiscard]] bool commit(const std::string& message = "x") const {
    return git("add -A && true") && git("commit -q -m '" + message + "'");
  }

  [[nodiscard]] Outcome check(std::vector<std::string> arguments, std::string_view input = "",
                              const std::vector<std::string>& environment = {}) const {
    return check_in(root(), std::move(arguments), input, environment);
  }
  [[nodiscard]] static Outcome check_in(const std::string& folder,
                                        std::vector<std::string> arguments,
                                        std::string_view input = "",
                                        const std::vector<std::string>& environment = {}) {
    arguments.insert(arguments.begin(), {"check", "--no-config"});
    return run_credlint(folder, arguments, input, environment);
  }

 private:
  bool made_ = false;
};

}  // namespace credlint::test
