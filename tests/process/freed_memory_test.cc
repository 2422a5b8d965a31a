// SPDX-License-Identifier: Apache-2.0
// Memory that a call gives back holds no key: a core file or another user of the heap would find it there. What libcurl
// and OpenSSL allocate is not seen. Replaces the operators of the whole program, so this has one of its own.
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "key_watch.h"
#include "tccc/tccc.h"

namespace {

std::atomic<bool> is_watching{false};
std::atomic<int> blocks_with_keys{0};

void give_back(void* block) noexcept {
  if (block != nullptr && is_watching) {
    const std::string_view bytes(static_cast<const char*>(block), malloc_usable_size(block));
    if (bytes.find(tccc::kKeyMark) != std::string_view::npos) ++blocks_with_keys;
  }
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) {
  void* const block = std::calloc(1, size == 0 ? 1 : size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}
void operator delete(void* block) noexcept {
  give_back(block);
}
void operator delete(void* block, std::size_t /*size*/) noexcept {
  give_back(block);
}

namespace tccc {
namespace {

// Counts the blocks with a key in them that are given back while it lives.
class FreedBlocks {
 public:
  FreedBlocks() {
    blocks_with_keys = 0;
    is_watching = true;
  }
  FreedBlocks(const FreedBlocks&) = delete;
  FreedBlocks& operator=(const FreedBlocks&) = delete;
  ~FreedBlocks() { is_watching = false; }

  int with_keys() const { return blocks_with_keys; }
};

class Answers final : public Transport {
 public:
  HttpExchange send(const HttpRequest& request) override {
    HttpExchange exchange;
    exchange.code = ErrorCode::ok;
    exchange.request_left = true;
    exchange.status = 200;
    has_key_ = request.body.find(kKeyMark) != std::string_view::npos;
    exchange.body = R"({"Response":{"SessionId":"AB-1","RequestId":"CD-2"}})";
    return exchange;
  }

  bool has_key() const { return has_key_; }

 private:
  bool has_key_ = false;
};

CreateAICallRequest request_with_keys() {
  CreateAICallRequest request;
  request.sdk_app_id = 1400000000;
  request.callee = "008612300000000";
  request.system_prompt = std::string(2000, 'p');
  request.llm = OpenAILlm{"gpt-4o-mini", Secret(random_key()), "https://api.openai.com/v1/"};
  MinimaxVoice voice;
  voice.api_key = Secret(random_key());
  voice.model = "speech-01-turbo";
  request.voice = std::move(voice);
  request.asr.custom_stt = RawStt{Secret(R"({"Key":")" + random_key() + "\"}")};
  request.prompt_variables.assign(100, {"name", "what makes the body grow beyond all its earlier sizes"});
  return request;
}

TEST(FreedMemory, IsSeenToHoldAKey) {
  const FreedBlocks freed;
  auto text = std::make_unique<std::string>(random_key() + std::string(100, '.'));
  text.reset();
  EXPECT_GT(freed.with_keys(), 0);
}

TEST(FreedMemory, HoldsNoKeyAfterACall) {
  const auto transport = std::make_shared<Answers>();
  const CreateAICallRequest request = request_with_keys();
  Credentials credentials{"secret-id", Secret(random_key()), Secret(random_key())};
  const FreedBlocks freed;
  {
    ClientOptions options;
    options.transport = transport;
    const auto client = Client::create(static_credentials(std::move(credentials)), std::move(options));
    ASSERT_TRUE(client);
    ASSERT_TRUE(client->send(request));
    ASSERT_TRUE(client->send_async(request).get());
  }
  EXPECT_TRUE(transport->has_key());
  EXPECT_EQ(freed.with_keys(), 0);
}

}  // namespace
}  // namespace tccc
