// SPDX-License-Identifier: Apache-2.0
// Any bytes as the answer of the service: never a success without SessionId, and what was read can be written again.
#include <memory>
#include <string>
#include <utility>

#include "codec/decode.h"
#include "codec/encode.h"
#include "codec/text_check.h"
#include "expect.h"
#include "model/action.h"
#include "tccc/tccc.h"

namespace {

class OneAnswer final : public tccc::Transport {
 public:
  std::string body = {};

  tccc::HttpExchange send(const tccc::HttpRequest& /*request*/) override {
    tccc::HttpExchange exchange;
    exchange.request_left = true;
    exchange.status = 200;
    exchange.body = body;
    return exchange;
  }
};

class OneLineLog final : public tccc::LogSink {
 public:
  void log(const tccc::LogRecord& record) noexcept override {
    fuzz::expect(!fuzz::holds_control(to_string(record)), "a log record is one line");
    fuzz::expect(!fuzz::holds_control(record.service_code), "the service code of a record is safe to print");
    fuzz::expect(!fuzz::holds_control(record.request_id), "the request id of a record is safe to print");
  }
};

struct Bench {
  std::shared_ptr<OneAnswer> transport = std::make_shared<OneAnswer>();
  tccc::Client client = make_client();
  tccc::CreateAIAgentCallRequest request = make_request();

  tccc::Client make_client() const {
    tccc::Credentials credentials;
    credentials.secret_id = fuzz::random_key();
    credentials.secret_key = tccc::Secret(fuzz::random_key());
    tccc::ClientOptions options;
    options.transport = transport;
    options.rate_limit.requests_per_second = 0;
    options.retry.max_attempts = 1;
    options.log = std::make_shared<OneLineLog>();
    return *tccc::Client::create(tccc::static_credentials(std::move(credentials)), std::move(options));
  }

  static tccc::CreateAIAgentCallRequest make_request() {
    tccc::CreateAIAgentCallRequest made;
    made.sdk_app_id = 1400000000;
    made.ai_agent_id = 15;
    made.callee = "008612300000000";
    return made;
  }
};

void check_send(std::string_view answer) {
  static Bench bench;
  bench.transport->body = answer;
  const auto placed = bench.client.send(bench.request);
  if (placed) {
    fuzz::expect(!placed->session_id.empty(), "a success has a SessionId");
    return;
  }
  const tccc::Error& error = placed.error();
  fuzz::expect(error.outcome() != tccc::Outcome::not_sent, "what was answered had been sent");
  fuzz::expect(error.attempts() == 1, "an unclear answer is not asked for again");
  fuzz::expect(!fuzz::holds_control(error.to_string()), "an error is one line");
  fuzz::expect(error.to_string().find(bench.request.callee) == std::string::npos, "an error shows no full number");
}

void check_round_trip(std::string_view answer) {
  const tccc::detail::Action& action = tccc::ActionOf<tccc::CreateAICallRequest>::action();
  tccc::detail::EnvelopeHead head;
  tccc::CreateAICallResponse response;
  if (tccc::detail::decode_answer(*action.response, answer, head, &response)) return;
  if (!head.has_response || head.has_error) return;
  std::string json = "{\"Response\":";
  tccc::detail::encode(*action.response, &response, json);
  json += '}';
  tccc::detail::EnvelopeHead head_again;
  tccc::CreateAICallResponse again;
  const auto fault = tccc::detail::decode_answer(*action.response, json, head_again, &again);
  fuzz::expect(!fault, "what was read can be written and read again");
  fuzz::expect(again.session_id == response.session_id, "the SessionId stays what it was");
  fuzz::expect(again.request_id == response.request_id, "the RequestId stays what it was");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view answer = fuzz::as_text(data, size);
  check_send(answer);
  check_round_trip(answer);
  return 0;
}
