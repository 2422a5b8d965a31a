// SPDX-License-Identifier: Apache-2.0
// Time and allocations of what the library itself does for a call: struct to signed request, answer to struct.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <random>
#include <string>
#include <utility>

#include <benchmark/benchmark.h>

#include "codec/decode.h"
#include "codec/encode.h"
#include "model/action.h"
#include "tccc/tccc.h"
#include "wire/endpoint.h"
#include "wire/signed_request.h"

namespace {

std::atomic<std::int64_t> allocations{0};

}  // namespace

// Not inlined: GCC would otherwise see memory of operator new given to free().
[[gnu::noinline]] void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t /*size*/) noexcept {
  std::free(memory);
}

namespace {

constexpr const char* kAnswer =
    R"({"Response":{"SessionId":"0a1b2c3d-0000-1111-2222-333344445555","RequestId":"4e3f2a1b-9999-8888-7777-666655554444"}})";

std::string random_text() {
  std::random_device device;
  return "benchmark-" + std::to_string(device()) + std::to_string(device());
}

tccc::Credentials credentials() {
  return {random_text(), tccc::Secret(random_text()), {}};
}

tccc::CreateAICallRequest make_request() {
  tccc::CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.system_prompt = std::string(2000, 'p');
  request.llm = tccc::OpenAILlm{"gpt-4o-mini", tccc::Secret(random_text()), "https://api.openai.com/v1/"};
  request.voice = tccc::BuiltInVoice{tccc::voice::ZhiXi};
  request.asr.languages = {"zh", "en"};
  request.welcome.message = "Good day.";
  for (int i = 0; i < 8; ++i) request.variables.push_back({"key" + std::to_string(i), "value"});
  return request;
}

/// Reports the allocations per iteration of the loop that ran while it lived.
class CountAllocations {
 public:
  explicit CountAllocations(benchmark::State& state) : state_(state), before_(allocations) {}
  CountAllocations(const CountAllocations&) = delete;
  CountAllocations& operator=(const CountAllocations&) = delete;
  ~CountAllocations() {
    state_.counters["allocations"] =
        benchmark::Counter(static_cast<double>(allocations - before_), benchmark::Counter::kAvgIterations);
  }

 private:
  benchmark::State& state_;
  const std::int64_t before_;
};

void StructToSignedRequest(benchmark::State& state) {
  const tccc::CreateAICallRequest request = make_request();
  const tccc::detail::Action& action = tccc::ActionOf<tccc::CreateAICallRequest>::action();
  const auto endpoint = tccc::detail::parse_endpoint(tccc::ClientOptions());
  const tccc::Credentials keys = credentials();
  tccc::detail::SignedRequest signed_request;
  const auto now = std::chrono::system_clock::now();
  const CountAllocations count(state);
  for (auto _ : state) {
    signed_request.body().clear();
    tccc::detail::encode(*action.request, &request, signed_request.body());
    benchmark::DoNotOptimize(signed_request.prepare(*endpoint, {action.name, {}, {}}, keys, now));
  }
}
BENCHMARK(StructToSignedRequest);

void AnswerToStruct(benchmark::State& state) {
  const tccc::detail::Action& action = tccc::ActionOf<tccc::CreateAICallRequest>::action();
  const CountAllocations count(state);
  for (auto _ : state) {
    tccc::detail::EnvelopeHead head;
    tccc::CreateAICallResponse response;
    benchmark::DoNotOptimize(tccc::detail::decode_answer(*action.response, kAnswer, head, &response));
    benchmark::DoNotOptimize(response);
  }
}
BENCHMARK(AnswerToStruct);

/// The answer without a network.
class AnswerAtOnce final : public tccc::Transport {
 public:
  tccc::HttpExchange send(const tccc::HttpRequest& /*request*/) override {
    tccc::HttpExchange exchange;
    exchange.request_left = true;
    exchange.status = 200;
    exchange.body = kAnswer;
    return exchange;
  }
};

void WholeSendWithoutNetwork(benchmark::State& state) {
  tccc::ClientOptions options;
  options.transport = std::make_shared<AnswerAtOnce>();
  options.rate_limit.requests_per_second = 0;
  const auto client = tccc::Client::create(tccc::static_credentials(credentials()), std::move(options));
  const tccc::CreateAICallRequest request = make_request();
  const CountAllocations count(state);
  for (auto _ : state) benchmark::DoNotOptimize(client->send(request));
}
BENCHMARK(WholeSendWithoutNetwork);

}  // namespace

BENCHMARK_MAIN();
