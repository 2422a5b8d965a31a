// SPDX-License-Identifier: Apache-2.0
// Processor time of the sending thread for a request on a new HTTPS connection, with the system's CA bundle: the client
// beside libcurl alone, with its default CURLOPT_CAPATH and with none. The three take turns, so that their ratios hold
// on a busy machine as well.
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <curl/curl.h>

#include "tccc/tccc.h"
#include "tccc/testing/mock_endpoint.h"
#include "transport/curl_transport.h"

namespace {

constexpr int kRounds = 60;

double thread_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// The bundle libcurl was built with, and the mock's authority behind it.
class Bundle {
 public:
  explicit Bundle(const std::string& mock_ca_file) {
    path_ = (std::filesystem::temp_directory_path() / "tccc-bundle-XXXXXX").string();
    const int file = mkstemp(path_.data());
    if (file < 0) return;
    close(file);
    const char* system_file = curl_version_info(CURLVERSION_NOW)->cainfo;
    std::ofstream out(path_, std::ios::binary);
    if (system_file != nullptr) out << std::ifstream(system_file, std::ios::binary).rdbuf();
    out << '\n' << std::ifstream(mock_ca_file, std::ios::binary).rdbuf();
  }
  Bundle(const Bundle&) = delete;
  Bundle& operator=(const Bundle&) = delete;
  ~Bundle() { std::remove(path_.c_str()); }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::size_t drop_body(char* /*bytes*/, std::size_t size, std::size_t count, void* /*user*/) {
  return size * count;
}

class BareCurl {
 public:
  BareCurl(const std::string& url, const std::string& ca_file, bool keeps_ca_path) : easy_(curl_easy_init()) {
    curl_easy_setopt(easy_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy_, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy_, CURLOPT_CAINFO, ca_file.c_str());
    if (!keeps_ca_path) curl_easy_setopt(easy_, CURLOPT_CAPATH, nullptr);
    curl_easy_setopt(easy_, CURLOPT_COPYPOSTFIELDS, "{}");
    curl_easy_setopt(easy_, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &drop_body);
  }
  BareCurl(const BareCurl&) = delete;
  BareCurl& operator=(const BareCurl&) = delete;
  ~BareCurl() { curl_easy_cleanup(easy_); }

  bool send() { return curl_easy_perform(easy_) == CURLE_OK; }

 private:
  CURL* easy_;
};

struct Sender {
  const char* name;
  std::function<bool()> send;
  std::vector<double> costs = {};
};

}  // namespace

int main() {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  tccc::testing::MockEndpointOptions mock_options;
  mock_options.requests_per_second = 0;
  const auto mock = tccc::testing::MockEndpoint::start(std::move(mock_options));
  if (!mock) {
    std::fprintf(stderr, "%s\n", mock.error().to_string().c_str());
    return 1;
  }
  const Bundle bundle(mock->ca_file());
  tccc::ClientOptions options;
  options.endpoint = mock->endpoint();
  options.rate_limit.requests_per_second = 0;
  tccc::detail::CurlTransportOptions transport_options;
  transport_options.tls.ca_file = bundle.path();
  transport_options.idle_connection_limit = std::chrono::seconds(0);  // a client takes no zero: none is used twice
  const auto transport = tccc::detail::make_curl_transport(transport_options);
  if (!transport) {
    std::fprintf(stderr, "%s\n", transport.error().to_string().c_str());
    return 1;
  }
  options.transport = *transport;
  const auto client = tccc::Client::create(tccc::static_credentials(mock->credentials()), options);
  if (!client) {
    std::fprintf(stderr, "%s\n", client.error().to_string().c_str());
    return 1;
  }
  tccc::CreateAIAgentCallRequest request;
  request.sdk_app_id = 1400000000;
  request.ai_agent_id = 15;
  request.callee = tccc::testing::magic_callee::succeeds;

  const std::string url = mock->endpoint() + "/";
  BareCurl with_path(url, bundle.path(), true);
  BareCurl without_path(url, bundle.path(), false);
  Sender senders[] = {{"tccc::Client::send", [&] { return static_cast<bool>(client->send(request)); }},
                      {"libcurl, CURLOPT_CAPATH NULL", [&] { return without_path.send(); }},
                      {"libcurl, default CURLOPT_CAPATH", [&] { return with_path.send(); }}};
  for (int round = -1; round < kRounds; ++round) {  // the first fills the caches and does not count
    for (Sender& sender : senders) {
      const double before = thread_milliseconds();
      if (!sender.send()) {
        std::fprintf(stderr, "%s failed\n", sender.name);
        return 1;
      }
      if (round >= 0) sender.costs.push_back(thread_milliseconds() - before);
    }
  }
  const double own = median(senders[0].costs);
  std::printf("%-34s %10s %8s\n", "request on a new connection", "CPU, ms", "ratio");
  for (const Sender& sender : senders) {
    const double cost = median(sender.costs);
    std::printf("%-34s %10.2f %8.2f\n", sender.name, cost, cost / own);
  }
  return 0;
}
