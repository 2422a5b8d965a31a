// SPDX-License-Identifier: Apache-2.0
// A thousand calls at once over HTTP/2 to a server that answers after 100 ms, beside curl_multi alone with one
// connection: calls a second and peak memory. Each side runs in a process of its own, in turns. Ends with 1 when a
// figure is far from its goal.
//
//     async_benchmark CA_FILE ENDPOINT [--short]
//     async_benchmark CA_FILE ENDPOINT tccc|floor CALLS      one side; prints both figures
#include <stdio.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "bare_curl.h"
#include "figures.h"
#include "tccc/tccc.h"
#include "typical_request.h"

namespace tccc::benchmarks {
namespace {

constexpr int kOutstanding = 1000;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

// Sends `calls` requests of which a thousand are under way, each begun by the end of another.
class Ours {
 public:
  Ours(const Server& server, int calls) : left_to_send_(calls), left_to_end_(calls) {
    ClientOptions options;
    options.endpoint = server.endpoint;
    options.tls.ca_file = server.ca_file;
    options.rate_limit.requests_per_second = 0;
    auto made = Client::create(static_credentials(random_credentials()), std::move(options));
    if (!made) fail(made.error().to_string());
    client_ = std::make_unique<Client>(*made);
  }

  void run() {
    const int first = std::min(kOutstanding, left_to_send_.load());
    left_to_send_ -= first;
    for (int i = 0; i < first; ++i) send();
    std::unique_lock<std::mutex> lock(mutex_);
    ended_.wait(lock, [this] { return left_to_end_ == 0; });
  }

 private:
  void send() {
    client_->send_async(request_, [this](Result<CreateAICallResponse> placed) {
      if (!placed) fail(placed.error().to_string());
      if (left_to_send_.fetch_sub(1) > 0) send();
      const std::lock_guard<std::mutex> lock(mutex_);
      if (--left_to_end_ == 0) ended_.notify_one();
    });
  }

  const CreateAICallRequest request_ = typical_request();
  std::atomic<int> left_to_send_;
  std::mutex mutex_;
  std::condition_variable ended_;
  int left_to_end_;
  std::unique_ptr<Client> client_;  // ends first: its calls use the rest
};

void run_floor(const Server& server, int calls) {
  const std::string body = typical_body();
  curl_slist* const headers = typical_headers();
  std::vector<std::string> answers(kOutstanding);
  CURLM* const multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAX_CONCURRENT_STREAMS, static_cast<long>(kOutstanding));
  curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
  int left_to_send = calls;
  for (std::string& answer : answers) {
    if (left_to_send-- == 0) break;
    CURL* const easy = curl_easy_init();
    configure_bare(easy, server, body, headers, answer);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &answer);
    curl_multi_add_handle(multi, easy);
  }
  int left_to_end = calls;
  while (left_to_end > 0) {
    int running = 0;
    curl_multi_perform(multi, &running);
    int more = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &more)) {
      CURL* const easy = message->easy_handle;
      std::string* answer = nullptr;
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &answer);
      if (message->data.result != CURLE_OK || answer->find("SessionId") == std::string::npos) fail("a call failed");
      answer->clear();
      --left_to_end;
      curl_multi_remove_handle(multi, easy);
      if (left_to_send-- > 0) {
        curl_multi_add_handle(multi, easy);
      } else {
        curl_easy_cleanup(easy);
      }
    }
    if (left_to_end > 0) curl_multi_poll(multi, nullptr, 0, 1000, nullptr);
  }
  curl_multi_cleanup(multi);
  curl_slist_free_all(headers);
}

void run_side(const std::string& side, const Server& server, int calls) {
  const auto before = std::chrono::steady_clock::now();
  if (side == "tccc") {
    Ours(server, calls).run();
  } else {
    run_floor(server, calls);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%f %f\n", calls / seconds, static_cast<double>(usage.ru_maxrss) / 1000);
}

struct Sides {
  std::vector<double> rates;
  std::vector<double> megabytes;
};

void measure(Sides& side, const std::string& command) {
  FILE* const output = popen(command.c_str(), "r");
  double rate = 0;
  double megabytes = 0;
  const bool was_read = output != nullptr && std::fscanf(output, "%lf %lf", &rate, &megabytes) == 2;
  if (output == nullptr || pclose(output) != 0 || !was_read) fail("a side failed");
  side.rates.push_back(rate);
  side.megabytes.push_back(megabytes);
}

}  // namespace
}  // namespace tccc::benchmarks

int main(int argc, char** argv) {
  using namespace tccc::benchmarks;
  if (argc < 3) fail("usage: async_benchmark CA_FILE ENDPOINT [--short | tccc|floor CALLS]");
  const Server server{argv[2], argv[1]};
  if (argc == 5) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    run_side(argv[3], server, std::atoi(argv[4]));
    return 0;
  }
  const bool is_short = argc == 4;
  const int rounds = is_short ? 3 : 7;
  const std::string calls = is_short ? "3000" : "10000";
  const std::string command = std::string(argv[0]) + " " + argv[1] + " " + argv[2] + " ";
  Sides ours;
  Sides floor;
  for (int round = 0; round < rounds; ++round) {
    measure(ours, command + "tccc " + calls);
    measure(floor, command + "floor " + calls);
  }
  const bool is_good = print_figures(
      {{"send_async, 1,000 at once, HTTP/2", "calls/s", median(ours.rates), median(floor.rates), 0.9, true},
       {"send_async, 1,000 at once: peak memory", "MB", median(ours.megabytes), median(floor.megabytes), 1.1}});
  return is_good ? 0 : 1;
}
