// SPDX-License-Identifier: Apache-2.0
// One unsigned request, to see how far the way to an endpoint is open.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tccc::cli {

struct ProbeTarget {
  std::string url = {};
  std::string ca_file = {};  ///< Empty: what libcurl was built with.
  bool bypasses_proxy = false;
  std::chrono::milliseconds connect_timeout{std::chrono::seconds(5)};
  std::chrono::milliseconds timeout{std::chrono::seconds(15)};
};

/// How far the request came.
enum class ProbeStage : std::uint8_t { name, proxy, connection, tls, answer, done };

struct ProbedCertificate {
  std::string subject = {};
  std::string issuer = {};
  std::string expires = {};
};

struct ProbeResult {
  ProbeStage stage = ProbeStage::done;  ///< What failed, or done.
  std::string fault = {};               ///< For people; empty when done.
  std::string address = {};             ///< Of the peer.
  int status = 0;                       ///< Of the answer, whatever it is.
  bool used_http_proxy = false;
  std::vector<ProbedCertificate> chain = {};               ///< That of the server first; empty for plain http.
  std::optional<std::chrono::milliseconds> clock_ahead{};  ///< Of the answer's Date, by this machine's clock.
  std::chrono::milliseconds took{0};
};

ProbeResult probe_endpoint(const ProbeTarget& target);

/// What libcurl is and can do.
struct LibcurlFacts {
  std::string version = {};
  std::string tls_library = {};
  std::string authorities = {};         ///< File or directory of those it trusts; may be empty.
  std::vector<std::string> lacks = {};  ///< Features that calls profit from.
  bool is_new_enough = false;
};

LibcurlFacts libcurl_facts();

}  // namespace tccc::cli
