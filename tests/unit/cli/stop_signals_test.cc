// SPDX-License-Identifier: Apache-2.0
// What SIGINT, SIGTERM and SIGHUP do while a request is under way. Each test is a process of its own, which they may
// end.
#include "cli/stop_signals.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cli/program.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc::cli {
namespace {

bool is_blocked(int signal) {
  sigset_t mask;
  pthread_sigmask(SIG_BLOCK, nullptr, &mask);
  return sigismember(&mask, signal) == 1;
}

void stop_and_wait(const CancelOnStop& stop, int signal) {
  kill(getpid(), signal);
  while (!stop.token().is_cancelled()) std::this_thread::yield();
}

[[noreturn]] void is_told(int signal) {
  {
    const CancelOnStop stop("last words\n");
    stop_and_wait(stop, signal);
    kill(getpid(), signal);  // as timeout(1) does
  }
  std::_Exit(is_blocked(signal) ? 1 : 0);
}

[[noreturn]] void hangs(int signal) {
  const CancelOnStop stop("last words\n");
  stop_and_wait(stop, signal);
  for (;;) kill(getpid(), signal);
}

[[noreturn]] void is_in_the_background() {
  std::signal(SIGINT, SIG_IGN);
  const CancelOnStop stop("last words\n");
  if (is_blocked(SIGINT)) std::_Exit(1);  // else it would wake the watcher
  stop_and_wait(stop, SIGTERM);
  std::_Exit(0);
}

// Whatever has phones ring is stopped while its request is under way, and then answers nothing.
[[noreturn]] void is_stopped_in(const std::vector<std::string>& arguments) {
  const auto transport = std::make_shared<tccc::testing::ScriptedTransport>([](const HttpRequest& request) {
    kill(getpid(), SIGTERM);
    while (!request.cancellation.is_cancelled()) std::this_thread::yield();
    return tccc::testing::lost_answer();
  });
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int status = run(arguments, {in, out, err, static_credentials({"AKID", Secret("key"), {}}), transport});
  const bool is_told = err.str().find("sent: ") != std::string::npos;
  std::_Exit(is_told && err.str().find("may be ringing") != std::string::npos ? status : 1);
}

TEST(CancelOnStop, IsThereInAllVerbsThatMayHavePhonesRing) {
  const std::vector<std::string> verbs[] = {
      {"call", "agent", "--app", "7", "--agent", "15", "--callee", "008612300000000"},
      {"task", "create", "--app", "7", "--agent", "15", "--callee", "008612300000000", "--caller", "008601000000001"},
      {"task", "resume", "3", "--app", "7"},
      {"api", "CreateAICall", "{}"},
      {"api", "CreateCallOutSession", "{}"},
  };
  for (const auto& arguments : verbs) {
    EXPECT_EXIT(is_stopped_in(arguments), ::testing::ExitedWithCode(6), "") << arguments[0] << ' ' << arguments[1];
  }
}

TEST(CancelOnStop, CancelsInsteadOfEndingTheProgram) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EXIT(is_told(signal), ::testing::ExitedWithCode(0), "") << signal;
  }
}

TEST(CancelOnStop, EndsAProgramThatHangsAtTheSecondSignal) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EXIT(hangs(signal), ::testing::KilledBySignal(signal), "^last words\n$") << signal;
  }
}

// What was placed is told, and only the exit status is left to give.
[[noreturn]] void is_stopped_after(const std::vector<std::string>& arguments) {
  const auto transport = std::make_shared<tccc::testing::ScriptedTransport>();
  transport->push(tccc::testing::success("session"));
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Environment environment{in, out, err, static_credentials({"AKID", Secret("key"), {}}), transport};
  environment.is_process_over_after = true;
  const int status = run(arguments, environment);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) kill(getpid(), signal);
  std::_Exit(status == 0 && out.str().empty() ? 1 : status);
}

TEST(CancelOnStop, DoesNotLetALateSignalTakeThePlaceOfTheExitStatus) {
  const std::vector<std::string> call = {"call", "agent", "--app", "7", "--agent", "15", "--callee", "008612300000000"};
  EXPECT_EXIT(is_stopped_after(call), ::testing::ExitedWithCode(0), "");
  EXPECT_EXIT(is_stopped_after({"api", "CreateCallOutSession", "{}"}), ::testing::ExitedWithCode(0), "");
  EXPECT_EXIT(is_stopped_after({"task", "resume", "3", "--app", "7"}), ::testing::ExitedWithCode(0), "");
}

TEST(CancelOnStop, LeavesIgnoredSignalsIgnored) {
  EXPECT_EXIT(is_in_the_background(), ::testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace tccc::cli
