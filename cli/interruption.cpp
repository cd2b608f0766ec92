// SPDX-License-Identifier: MIT
#include "cli/interruption.h"

#include <atomic>
#include <csignal>

namespace credlint {
namespace {

// What a signal handler may touch.
std::atomic<Progress*> interrupted_run = nullptr;
volatile std::sig_atomic_t signal_that_came = 0;

void on_signal(int signal) {
  signal_that_came = signal;
  if (Progress* progress = interrupted_run.load()) progress->stop = true;
}

}  // namespace

Interruption::Interruption(Progress& progress) {
  signal_that_came = 0;
  interrupted_run = &progress;
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction before {};
    // Whoever started this with a signal ignored (nohup, a shell's background job) meant it.
    if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    ::sigaction(signal, &action, nullptr);
  }
}

Interruption::~Interruption() { interrupted_run = nullptr; }

int Interruption::exit_code() const {
  constexpr int kOfSignals = 128;
  return signal_that_came == 0 ? 0 : kOfSignals + static_cast<int>(signal_that_came);
}

}  // namespace credlint
