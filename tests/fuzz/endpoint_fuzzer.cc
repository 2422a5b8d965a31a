// SPDX-License-Identifier: Apache-2.0
// Any bytes as endpoint, region, language, token and header: nothing of them can end a header line or leave the host.
#include <arpa/inet.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "codec/text_check.h"
#include "expect.h"
#include "tccc/tccc.h"
#include "transport/header_lines.h"
#include "wire/endpoint.h"

namespace {

class CheckHeaders final : public tccc::Transport {
 public:
  tccc::HttpExchange send(const tccc::HttpRequest& request) override {
    fuzz::expect(tccc::detail::find_invalid_header(request.headers) == nullptr, "every header that is sent is sound");
    fuzz::expect(!fuzz::holds_control(request.url), "the URL holds no control byte");
    tccc::HttpExchange exchange;
    exchange.code = tccc::ErrorCode::connect_failed;
    return exchange;
  }
};

bool is_address_of_loopback(std::string host) {
  if (host == "localhost" || host == "[::1]") return true;
  constexpr std::string_view kDomain = ".localhost";
  if (host.size() > kDomain.size() && host.compare(host.size() - kDomain.size(), kDomain.size(), kDomain) == 0) {
    return true;
  }
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127;
}

std::string without_port(const std::string& host) {
  const std::size_t colon = host.rfind(':');
  return colon == std::string::npos || host.back() == ']' ? host : host.substr(0, colon);
}

void check_endpoint(std::string_view text, bool allows_plain_http) {
  tccc::ClientOptions options;
  options.endpoint = text;
  options.allow_plain_http = allows_plain_http;
  const auto endpoint = tccc::detail::parse_endpoint(options);
  if (!endpoint) {
    fuzz::expect(endpoint.error().code() == tccc::ErrorCode::invalid_argument, "a bad endpoint is invalid_argument");
    return;
  }
  fuzz::expect(tccc::detail::is_header_safe(endpoint->host) && !endpoint->host.empty(), "a host is header-safe");
  fuzz::expect(endpoint->host.find_first_of("/@?#\\% ") == std::string::npos, "a host is nothing but a host");
  fuzz::expect(endpoint->url == endpoint->origin + "/", "a URL is the origin's root");
  fuzz::expect(tccc::detail::is_header_safe(endpoint->url), "a URL is header-safe");
  const bool is_plain = endpoint->origin.compare(0, 7, "http://") == 0;
  fuzz::expect(is_plain || endpoint->origin.compare(0, 8, "https://") == 0, "a scheme is http or https");
  const bool is_here = is_address_of_loopback(without_port(endpoint->host));
  fuzz::expect(!endpoint->is_loopback || is_here, "what is taken for loopback is loopback");
  fuzz::expect(!is_plain || allows_plain_http || is_here, "keys go in the clear to loopback only");
  options.endpoint = endpoint->origin;
  const auto again = tccc::detail::parse_endpoint(options);
  fuzz::expect(again && again->url == endpoint->url, "an origin is an endpoint, and the same");
}

void check_header(std::string_view name, std::string_view value) {
  const std::vector<tccc::HttpHeader> headers = {{name, value}};
  const bool is_unsound = name.empty() || fuzz::holds_control(name) || fuzz::holds_control(value) ||
                          name.find_first_of(" :\x7f") != std::string_view::npos;
  const bool is_refused = tccc::detail::find_invalid_header(headers) != nullptr;
  fuzz::expect(is_refused || !is_unsound, "a header that could smuggle in a line is refused");
  if (is_refused) return;
  tccc::detail::HeaderLines lines;
  lines.assign(headers);
  fuzz::expect(!fuzz::holds_control(lines.list()->data), "a header is one line");
}

void check_send(std::string_view region, std::string_view language, std::string_view token) {
  static const auto transport = std::make_shared<CheckHeaders>();
  static const std::string key = fuzz::random_key();
  tccc::ClientOptions options;
  options.transport = transport;
  options.rate_limit.requests_per_second = 0;
  options.retry.max_attempts = 1;
  options.region = region;
  tccc::Credentials credentials{key, tccc::Secret(key), tccc::Secret(token)};
  const auto client = tccc::Client::create(tccc::static_credentials(std::move(credentials)), std::move(options));
  if (!client) return;
  tccc::CreateAIAgentCallRequest request;
  request.sdk_app_id = 1;
  request.ai_agent_id = 1;
  request.callee = "1";
  tccc::RequestOptions request_options;
  request_options.language = std::string(language);
  fuzz::expect(!client->send(request, request_options), "nothing is placed without an answer");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Pieces pieces(fuzz::as_text(data, size));
  check_endpoint(fuzz::as_text(data, size), size % 2 == 0);
  const std::string_view first = pieces.next();
  const std::string_view second = pieces.next();
  check_endpoint(first, false);
  check_header(first, second);
  check_header("X-TC-Region", fuzz::as_text(data, size));
  check_send(first, second, pieces.next());
  return 0;
}
