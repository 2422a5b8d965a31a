// SPDX-License-Identifier: Apache-2.0
// Calls through the network beside libcurl alone, against the server that run.sh starts. The two take turns, so that
// their ratios hold on a busy machine as well. Ends with 1 when a figure is far from its goal.
//
//     transport_benchmark CA_FILE BUNDLE ENDPOINT [--short]
//
// BUNDLE is the system's bundle with that authority added.
#include <time.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bare_curl.h"
#include "figures.h"
#include "tccc/tccc.h"
#include "transport/curl_transport.h"
#include "typical_request.h"

namespace tccc::benchmarks {
namespace {

constexpr int kThreads = 8;

struct Effort {
  int rounds;
  int calls;  // of one round and side
};

double cpu_microseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

Client make_client(const Server& server, bool keeps_connections = true) {
  ClientOptions options;
  options.endpoint = server.endpoint;
  options.tls.ca_file = server.ca_file;
  options.rate_limit.requests_per_second = 0;
  if (!keeps_connections) {
    detail::CurlTransportOptions transport;
    transport.tls = options.tls;
    transport.idle_connection_limit = std::chrono::seconds(0);  // which a client does not take: none is used twice
    auto made = detail::make_curl_transport(transport);
    if (!made) fail(made.error().to_string());
    options.transport = *made;
  }
  auto client = Client::create(static_credentials(random_credentials()), std::move(options));
  if (!client) fail(client.error().to_string());
  return *client;
}

bool send(const Client& client, const CreateAICallRequest& request) {
  const auto placed = client.send(request);
  if (!placed) fail(placed.error().to_string());
  return true;
}

struct Values {
  double ours = 0;
  double floor = 0;
};

// Medians over the rounds of what `measure` says of either side.
Figure compare(Figure figure, int rounds, const std::function<Values()>& measure) {
  std::vector<double> ours;
  std::vector<double> floor;
  for (int round = -1; round < rounds; ++round) {  // the first warms up and does not count
    const Values values = measure();
    if (round < 0) continue;
    ours.push_back(values.ours);
    floor.push_back(values.floor);
  }
  figure.ours = median(ours);
  figure.floor = median(floor);
  return figure;
}

double cpu_of(const std::function<bool()>& call) {
  const double before = cpu_microseconds(CLOCK_THREAD_CPUTIME_ID);
  if (!call()) fail("a call failed");
  return cpu_microseconds(CLOCK_THREAD_CPUTIME_ID) - before;
}

// The two sides take turns call by call: what the machine does besides strikes both, and neither finds its code in the
// caches, as little as in a backend, which has other things to do between two calls.
Values cpu_per_call(int calls, const std::function<bool()>& ours, const std::function<bool()>& floor) {
  Values sums;
  for (int i = 0; i < calls; ++i) {
    sums.ours += cpu_of(ours);
    sums.floor += cpu_of(floor);
  }
  return {sums.ours / calls, sums.floor / calls};
}

double calls_per_second(int calls, const std::function<std::function<bool()>(int)>& caller_of_thread) {
  std::vector<std::function<bool()>> callers;
  for (int i = 0; i < kThreads; ++i) callers.push_back(caller_of_thread(i));
  const auto before = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (const auto& caller : callers) {
    threads.emplace_back([&caller, calls] {
      for (int i = 0; i < calls; ++i) {
        if (!caller()) fail("a call failed");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return kThreads * calls / std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

Figure one_thread(const Server& server, const Effort& effort) {
  const Client client = make_client(server);
  const CreateAICallRequest request = typical_request();
  const std::string body = typical_body();
  BareCurl bare(server, body);
  return compare({"send, HTTPS keep-alive, 1 thread: CPU of a call", "us", 0, 0, 1.15}, effort.rounds, [&] {
    return cpu_per_call(
        effort.calls, [&] { return send(client, request); }, [&] { return bare.send(); });
  });
}

Figure many_threads(const Server& server, const Effort& effort) {
  const Client client = make_client(server);
  const CreateAICallRequest request = typical_request();
  const std::string body = typical_body();
  std::vector<std::unique_ptr<BareCurl>> bare;
  for (int i = 0; i < kThreads; ++i) bare.push_back(std::make_unique<BareCurl>(server, body));
  Figure figure{"send, 8 threads, one client", "calls/s", 0, 0, 0.85, true};
  return compare(std::move(figure), effort.rounds, [&] {
    Values values;
    values.ours = calls_per_second(effort.calls, [&](int) { return [&] { return send(client, request); }; });
    values.floor = calls_per_second(effort.calls, [&](int thread) {
      BareCurl& own = *bare[static_cast<std::size_t>(thread)];
      return [&own] { return own.send(); };
    });
    return values;
  });
}

Figure new_connections(const Server& server, const Effort& effort) {
  const Client client = make_client(server, false);
  const CreateAICallRequest request = typical_request();
  const std::string body = typical_body();
  BareCurl bare(server, body);
  bare.forbid_reuse();
  const int calls = effort.calls / 20;
  return compare({"new HTTPS connection, system bundle: CPU of a call", "us", 0, 0, 1.2}, effort.rounds, [&] {
    return cpu_per_call(
        calls, [&] { return send(client, request); }, [&] { return bare.send(); });
  });
}

}  // namespace
}  // namespace tccc::benchmarks

int main(int argc, char** argv) {
  using namespace tccc::benchmarks;
  if (argc < 4) fail("usage: transport_benchmark CA_FILE BUNDLE ENDPOINT [--short]");
  const bool is_short = argc > 4 && std::strcmp(argv[4], "--short") == 0;
  const Effort effort = is_short ? Effort{5, 400} : Effort{11, 2000};
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const Server server{argv[3], argv[1]};
  const Server with_bundle{argv[3], argv[2]};
  const bool is_good =
      print_figures({one_thread(server, effort), many_threads(server, effort), new_connections(with_bundle, effort)});
  return is_good ? 0 : 1;
}
