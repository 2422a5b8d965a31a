// SPDX-License-Identifier: Apache-2.0
// A fleet of processes under one limit, judged by the arrivals at the mock endpoint: 4 processes of 8 threads each,
// with clocks that differ, and a Redis that dies in the middle and comes back. Started by run.sh; ends with 1 when a
// second held more than the limit, or less than 95 % of it was used while Redis was up.
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "../arrival_clock.h"
#include "../redis/redis_server.h"
#include "tccc/redis/rate_limiter.h"
#include "tccc/tccc.h"
#include "tccc/testing/mock_endpoint.h"

extern char** environ;

namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kLimit = 20;
constexpr std::size_t kProcesses = 4;
constexpr std::size_t kThreads = 8;
constexpr double kLeastUse = 0.95;
constexpr std::array<int, kProcesses> kClockOffsets = {0, 97, -140, 33};  // seconds
// What a Redis without state costs: what its predecessor may have reserved is waited for.
constexpr seconds kSettled{3};

/// When Redis dies, when it is back, and when all ends; from the start.
struct Course {
  seconds dies;
  seconds returns;
  seconds ends;
};
constexpr Course kLong{seconds(30), seconds(40), seconds(75)};
constexpr Course kShort{seconds(13), seconds(19), seconds(33)};

/// Both clocks of a machine whose time is another.
class OffsetClock final : public tccc::Clock {
 public:
  explicit OffsetClock(seconds offset) : offset_(offset) {}
  std::chrono::system_clock::time_point now() const override { return Clock::now() + offset_; }
  Steady::time_point steady_now() const override { return Clock::steady_now() + offset_; }
  bool wait_until(Steady::time_point until, const tccc::CancellationToken& cancellation) const override {
    return Clock::wait_until(until - offset_, cancellation);
  }

 private:
  const seconds offset_;
};

/// One process: calls as fast as it is let, until it is told to end by SIGTERM.
int call_all_the_time(const std::string& endpoint, const std::string& socket, int offset) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  tccc::redis::RateLimiterOptions limit;
  limit.connection.unix_socket = socket;
  limit.identity = "fleet";
  limit.rate.requests_per_second = kLimit;
  limit.fleet_size = kProcesses;
  limit.clock = std::make_shared<OffsetClock>(seconds(offset));
  limit.log = tccc::stderr_log();
  auto limiter = tccc::redis::rate_limiter(limit);
  tccc::ClientOptions options;
  options.endpoint = endpoint;
  options.clock = limit.clock;
  options.timeouts.total = seconds(60);
  if (!limiter) return 1;
  options.rate_limiter = *limiter;
  const auto client = tccc::Client::create(tccc::environment_credentials(), options);
  if (!client) return 1;

  tccc::CancellationSource stop;
  tccc::RequestOptions request_options;
  request_options.cancellation = stop.token();
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      tccc::CreateAIAgentCallRequest request;
      request.sdk_app_id = 1400000000;
      request.ai_agent_id = 15;
      request.callee = tccc::testing::magic_callee::succeeds;
      while (!stop.token().is_cancelled()) {
        const auto placed = client->send(request, request_options);
        if (!placed && placed.error().code() != tccc::ErrorCode::cancelled) {
          std::fprintf(stderr, "%s\n", placed.error().to_string().c_str());
        }
      }
    });
  }
  int signal = 0;
  sigwait(&signals, &signal);
  stop.cancel();
  for (std::thread& thread : threads) thread.join();
  return 0;
}

/// How late a thread of this machine is woken: requests that a stalled machine holds back arrive with later ones,
/// whatever was counted when they started.
class StallWatch {
 public:
  StallWatch() : thread_([this] { watch(); }) {}
  ~StallWatch() { end(); }
  std::chrono::nanoseconds end() {
    if (thread_.joinable()) {
      is_over_ = true;
      thread_.join();
    }
    return longest_;
  }

 private:
  void watch() {
    while (!is_over_) {
      const Steady::time_point due = Steady::now() + milliseconds(2);
      tccc::system_clock()->wait_until(due, {});
      longest_ = std::max(longest_, std::chrono::nanoseconds(Steady::now() - due));
    }
  }

  std::atomic<bool> is_over_{false};
  std::chrono::nanoseconds longest_{0};
  std::thread thread_;
};

pid_t start_process(std::string program, std::string endpoint, std::string socket, int offset) {
  std::string verb = "call";
  std::string offset_text = std::to_string(offset);
  std::array<char*, 6> arguments = {program.data(), verb.data(),        endpoint.data(),
                                    socket.data(),  offset_text.data(), nullptr};
  pid_t process = 0;
  return posix_spawn(&process, program.c_str(), nullptr, nullptr, arguments.data(), environ) == 0 ? process : 0;
}

void wait_until(Steady::time_point until) {
  tccc::system_clock()->wait_until(until, {});
}

std::size_t fullest_second(const std::vector<Steady::time_point>& arrivals, std::size_t& above) {
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < arrivals.size(); ++last) {
    while (arrivals[last] - arrivals[first] >= seconds(1)) ++first;
    most = std::max(most, last - first + 1);
    if (last - first + 1 > kLimit) ++above;
  }
  return most;
}

double use(const std::vector<Steady::time_point>& arrivals, Steady::time_point from, Steady::time_point to) {
  const auto count =
      std::count_if(arrivals.begin(), arrivals.end(), [&](Steady::time_point at) { return at >= from && at < to; });
  return static_cast<double>(count) / (std::chrono::duration<double>(to - from).count() * kLimit);
}

enum class Verdict { good, failed, stalled };

Verdict run(const std::string& program, const Course& course) {
  const auto clock = std::make_shared<tccc::ArrivalClock>();
  tccc::testing::MockEndpointOptions mock_options;
  mock_options.clock = clock;
  mock_options.tls = false;
  mock_options.requests_per_second = 1000;  // it counts, and refuses nobody
  const auto mock = tccc::testing::MockEndpoint::start(std::move(mock_options));
  if (!mock) {
    std::fprintf(stderr, "%s\n", mock.error().to_string().c_str());
    return Verdict::failed;
  }
  const tccc::Credentials keys = mock->credentials();
  setenv("TENCENTCLOUD_SECRET_ID", keys.secret_id.c_str(), 1);
  setenv("TENCENTCLOUD_SECRET_KEY", std::string(keys.secret_key.reveal()).c_str(), 1);

  tccc::redis_test::RedisServer redis;
  redis.start();
  const Steady::time_point began = Steady::now();
  std::vector<pid_t> processes;
  for (const int offset : kClockOffsets) {
    processes.push_back(start_process(program, mock->endpoint(), redis.connection().unix_socket, offset));
  }
  const Steady::time_point died = began + course.dies;
  wait_until(died - course.dies + seconds(1));  // all have started
  StallWatch stalls;
  wait_until(died);
  redis.kill();
  wait_until(began + course.returns);
  redis.start();
  const Steady::time_point returned = Steady::now();
  const Steady::time_point ended = began + course.ends;
  wait_until(ended);
  bool is_good = true;
  for (const pid_t process : processes) {
    if (process == 0) return Verdict::failed;
    ::kill(process, SIGTERM);
    int status = 0;
    ::waitpid(process, &status, 0);
    is_good = is_good && status == 0;
  }

  const std::chrono::nanoseconds stall = stalls.end();
  const auto arrivals = clock->times();
  std::size_t above = 0;
  const std::size_t most = fullest_second(arrivals, above);
  const double before = use(arrivals, began + kSettled, died);
  const double after = use(arrivals, returned + kSettled, ended);
  for (seconds second{0}; second < course.ends; ++second) {
    const auto from = began + second;
    const auto count = static_cast<std::size_t>(use(arrivals, from, from + seconds(1)) * kLimit + 0.5);
    const char* note = second == course.dies ? "  Redis dies" : second == course.returns ? "  Redis is back" : "";
    std::printf("%3d s |%s%s %zu%s\n", static_cast<int>(second.count()), std::string(count, '#').c_str(),
                std::string(count < kLimit ? kLimit - count : 0, ' ').c_str(), count, note);
  }
  std::printf("processes and threads       %zu x %zu, clocks off by %d to %d s\n", kProcesses, kThreads,
              *std::min_element(kClockOffsets.begin(), kClockOffsets.end()),
              *std::max_element(kClockOffsets.begin(), kClockOffsets.end()));
  std::printf("arrivals at the mock        %zu, of which requests %zu\n", arrivals.size(),
              mock->deliveries("CreateAIAgentCall"));
  std::printf("fullest second              %zu, limit %zu\n", most, kLimit);
  std::printf("arrivals above the limit    %zu\n", above);
  std::printf("use before Redis dies       %.1f %%\n", before * 100);
  std::printf("use without Redis           %.1f %%\n", use(arrivals, died, returned) * 100);
  std::printf("use after Redis is back     %.1f %%\n", after * 100);
  is_good = is_good && above == 0 && before >= kLeastUse && after >= kLeastUse &&
            arrivals.size() == mock->deliveries("CreateAIAgentCall");
  std::printf("longest stall of a thread   %.0f ms\n", std::chrono::duration<double, std::milli>(stall).count());
  const bool is_stalled = stall > tccc::RateLimitOptions().margin;
  std::puts(is_good ? "good" : is_stalled ? "no verdict: the machine stalled for longer than the margin" : "FAILED");
  return is_good ? Verdict::good : is_stalled ? Verdict::stalled : Verdict::failed;
}

}  // namespace

int main(int count, char** words) {
  const std::string_view verb = count > 1 ? words[1] : "";
  if (verb == "call" && count == 5) return call_all_the_time(words[2], words[3], std::atoi(words[4]));
  if (verb == "long" || verb == "short") {
    // What a stalled machine did is judged again, twice at most.
    Verdict verdict = Verdict::stalled;
    for (int i = 0; i < 3 && verdict == Verdict::stalled; ++i) verdict = run(words[0], verb == "long" ? kLong : kShort);
    return verdict == Verdict::good ? 0 : 1;
  }
  std::fputs("usage: tccc_fleet long|short\n", stderr);
  return 2;
}
