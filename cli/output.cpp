// SPDX-License-Identifier: MIT
#include "cli/output.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "scanner/core/excerpt.h"

namespace credlint {
namespace {

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool wants_color(ColorChoice choice) {
  if (choice != ColorChoice::Auto) return choice == ColorChoice::Always;
  if (const std::string_view force = variable("FORCE_COLOR"); !force.empty()) return force != "0";
  if (!variable("NO_COLOR").empty()) return false;
  return isatty(STDOUT_FILENO) == 1 && variable("TERM") != "dumb";
}

/// Terminals that print marks they do not know have none of these set.
/// Source: the "OSC 8 adoption" list, https://github.com/Alhadis/OSC8-Adoption
bool knows_hyperlinks() {
  for (const char* name : {"WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID", "DOMTERM"})
    if (!variable(name).empty()) return true;
  const std::string_view program = variable("TERM_PROGRAM");
  for (const std::string_view known : {"iTerm.app", "WezTerm", "vscode", "ghostty"})
    if (program == known) return true;
  // VTE 0.50 crashed on them.
  return std::atoi(std::string(variable("VTE_VERSION")).c_str()) > 5000;
}

/// Not where somebody records what a terminal would show.
bool wants_hyperlinks(bool color) {
  return color && isatty(STDOUT_FILENO) == 1 && variable("CI").empty() && knows_hyperlinks();
}

/// The error number, or 0.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {  // somebody else made the pipe non-blocking
      pollfd ready{.fd = descriptor, .events = POLLOUT, .revents = 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace

Output::Output(ColorChoice choice)
    : color_(wants_color(choice)), hyperlinks_(wants_hyperlinks(color_)) {}

Status Output::write(std::string_view text) const {
  const int error = write_all(STDOUT_FILENO, text);
  if (error == 0 || error == EPIPE) return ok();
  return Error{
      fmt::format("cannot write to standard output: {}", std::generic_category().message(error))};
}

void Output::note(std::string_view text) const {
  write_all(STDERR_FILENO, fmt::format("{}\n", text));
}

ExitCode Output::fail(std::string_view what) const {
  note(fmt::format("credlint: {}", mask_unrecognised(what)));
  return kUsage;
}

}  // namespace credlint
