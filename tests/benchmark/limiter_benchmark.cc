// SPDX-License-Identifier: Apache-2.0
// 1,200 sends through one rate limiter from 8 threads, judged by the server's arrivals: none may be one too many within
// a second, and all together may take little longer than the limit demands. Takes a minute; ends with 1 when it fails.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "../arrival_clock.h"
#include "tccc/tccc.h"
#include "tccc/testing/mock_endpoint.h"

namespace {

using Steady = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kSends = 1200;
constexpr std::size_t kThreads = 8;
constexpr std::size_t kLimit = 20;
constexpr double kMostExcess = 0.03;

std::size_t windows_above_limit(const std::vector<Steady::time_point>& arrivals) {
  std::size_t count = 0;
  for (std::size_t i = kLimit; i < arrivals.size(); ++i) {
    if (arrivals[i] - arrivals[i - kLimit] < std::chrono::seconds(1)) ++count;
  }
  return count;
}

std::size_t fullest_window(const std::vector<Steady::time_point>& arrivals) {
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < arrivals.size(); ++last) {
    while (arrivals[last] - arrivals[first] >= std::chrono::seconds(1)) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

}  // namespace

int main() {
  const auto clock = std::make_shared<tccc::ArrivalClock>();
  tccc::testing::MockEndpointOptions mock_options;
  mock_options.clock = clock;
  mock_options.requests_per_second = kLimit;
  const auto mock = tccc::testing::MockEndpoint::start(std::move(mock_options));
  if (!mock) {
    std::fprintf(stderr, "%s\n", mock.error().to_string().c_str());
    return 1;
  }
  tccc::ClientOptions options;
  options.endpoint = mock->endpoint();
  options.tls.ca_file = mock->ca_file();
  options.retry.max_attempts = 1;
  const auto client = tccc::Client::create(tccc::static_credentials(mock->credentials()), options);
  if (!client) {
    std::fprintf(stderr, "%s\n", client.error().to_string().c_str());
    return 1;
  }

  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> placed{0};
  std::vector<std::size_t> sends(kThreads);
  const Steady::time_point began = Steady::now();
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      tccc::CreateAIAgentCallRequest request;
      request.sdk_app_id = 1400000000;
      request.ai_agent_id = 15;
      request.callee = tccc::testing::magic_callee::succeeds;
      while (next++ < kSends) {
        ++sends[t];
        if (client->send(request)) ++placed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = Seconds(Steady::now() - began).count();

  const auto arrivals = clock->times();
  // The first second's requests start at once; every further lot waits for one second more.
  const double ideal = static_cast<double>(kSends / kLimit - 1);
  const double excess = took / ideal - 1;
  const std::size_t above = windows_above_limit(arrivals);
  const auto [least, most] = std::minmax_element(sends.begin(), sends.end());
  std::printf("sends                       %zu from %zu threads, %zu placed\n", kSends, kThreads, placed.load());
  std::printf("arrivals at the server      %zu\n", arrivals.size());
  std::printf("fullest second              %zu, limit %zu\n", fullest_window(arrivals), kLimit);
  std::printf("windows above the limit     %zu\n", above);
  std::printf("total time                  %.2f s, ideal %.2f s, %+.1f %%\n", took, ideal, excess * 100);
  std::printf("sends of a thread           %zu to %zu\n", *least, *most);
  const bool is_good = placed == kSends && arrivals.size() == kSends && above == 0 && excess <= kMostExcess;
  std::puts(is_good ? "good" : "FAILED");
  return is_good ? 0 : 1;
}
