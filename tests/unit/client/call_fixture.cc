// SPDX-License-Identifier: Apache-2.0
// A client whose network is a script and whose time is set by the test, and requests to send with it.
#include "call_fixture.h"

#include <array>
#include <ctime>

#include "codec/describe.h"
#include "model/action.h"

namespace tccc {
namespace client_test {

HttpExchange with_retry_after(HttpExchange exchange, std::string value) {
  exchange.retry_after = std::move(value);
  return exchange;
}

HttpExchange with_date(HttpExchange exchange, std::chrono::system_clock::time_point date) {
  exchange.date = http_date(date);
  return exchange;
}

std::string http_date(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts = {};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> text = {};
  return std::string(text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
}

HttpExchange gateway_error(int status) {
  HttpExchange exchange;
  exchange.request_left = true;
  exchange.status = status;
  exchange.body = "<html>upstream</html>";
  return exchange;
}

std::string header(const testing::RecordedRequest& request, std::string_view name) {
  for (const testing::RecordedHeader& own : request.headers) {
    if (own.name == name) return own.value;
  }
  return "absent";
}

CallFixture::CallFixture(std::shared_ptr<testing::ScriptedTransport> scripted) : transport(std::move(scripted)) {
  options.transport = transport;
  options.clock = clock;
  options.log = std::make_shared<KeyWatch>();
  options.rate_limit.requests_per_second = 0;
}

}  // namespace client_test

inline namespace v1 {
namespace detail {

template <>
struct Describe<client_test::ReadingRequest> {
  static constexpr std::array fields{field<&client_test::ReadingRequest::sdk_app_id>("SdkAppId").required()};
  static constexpr StructInfo info = describe<client_test::ReadingRequest>("ReadingRequest", fields);
};

template <>
struct Describe<client_test::ReadingResponse> {
  static constexpr std::array fields{field<&client_test::ReadingResponse::session_id>("SessionId").required(),
                                     field<&client_test::ReadingResponse::request_id>("RequestId")};
  static constexpr StructInfo info = describe<client_test::ReadingResponse>("ReadingResponse", fields);
};

namespace {
constexpr Action kReading = describe_action<client_test::ReadingRequest>("DescribeReading", Repetition::harmless);
}  // namespace

}  // namespace detail

const detail::Action& ActionOf<client_test::ReadingRequest>::action() noexcept {
  return detail::kReading;
}

}  // namespace v1
}  // namespace tccc
