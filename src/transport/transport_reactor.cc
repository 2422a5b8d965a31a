// SPDX-License-Identifier: Apache-2.0
// The exchanges of a transport that is not our own.
#include "transport/transport_reactor.h"

#include <condition_variable>
#include <iterator>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "error/contain.h"

namespace tccc {
inline namespace v1 {
namespace detail {

// Where ends arrive, from any thread.
class TransportReactor::Post {
 public:
  // Gives the exchange a number, by which its end is told from that of the same call's exchange before.
  std::uint64_t expect(Id id) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return expected_[id] = ++last_number_;
  }

  void deliver(Id id, std::uint64_t number, HttpExchange exchange) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto expected = expected_.find(id);
    if (expected == expected_.end() || expected->second != number) return;
    expected_.erase(expected);
    ended_.push_back({id, std::move(exchange)});
    arrived_.notify_all();
  }

  void take(std::vector<EndedExchange>& ended) {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::move(ended_.begin(), ended_.end(), std::back_inserter(ended));
    ended_.clear();
  }

  bool is_idle() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return expected_.empty() && ended_.empty();
  }

  void wait(std::chrono::milliseconds longest) {
    std::unique_lock<std::mutex> lock(mutex_);
    arrived_.wait_for(lock, longest, [this] { return is_woken_ || !ended_.empty(); });
    is_woken_ = false;
  }

  void wake() noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_woken_ = true;
    arrived_.notify_all();
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  // Invariant: an exchange is in `expected_` from its start until its first end, which alone gets into `ended_`. A
  // transport may hold on to a completion, and let go of it when the next attempt of the call is under way.
  std::unordered_map<Id, std::uint64_t> expected_;
  std::uint64_t last_number_ = 0;
  std::vector<EndedExchange> ended_;
  bool is_woken_ = false;
};

// What a transport holds of an exchange. Should it let go of it without an end, that is an end, too: of a request of
// which nobody knows whether it left.
class TransportReactor::Receipt {
 public:
  Receipt(std::shared_ptr<Post> post, Id id) : post_(std::move(post)), id_(id), number_(post_->expect(id)) {}
  Receipt(const Receipt&) = delete;
  Receipt& operator=(const Receipt&) = delete;
  ~Receipt() {
    HttpExchange forgotten;
    forgotten.code = ErrorCode::transport_failed;
    forgotten.request_left = true;
    forgotten.detail = "the transport gave the exchange up without saying what became of it";
    deliver(std::move(forgotten));
  }

  void deliver(HttpExchange exchange) { post_->deliver(id_, number_, std::move(exchange)); }

 private:
  const std::shared_ptr<Post> post_;
  const Id id_;
  const std::uint64_t number_;
};

TransportReactor::TransportReactor(Transport& transport) : transport_(transport), post_(std::make_shared<Post>()) {}

TransportReactor::~TransportReactor() = default;

void TransportReactor::start(Id id, const HttpRequest& request) {
  const auto receipt = std::make_shared<Receipt>(post_, id);
  // Should it throw, it lets go of the receipt.
  contain(
      [&] { transport_.start(request, [receipt](HttpExchange exchange) { receipt->deliver(std::move(exchange)); }); });
}

void TransportReactor::cancel(Id /*id*/) {}  // the transport has the token

void TransportReactor::advance(std::vector<EndedExchange>& ended) {
  post_->take(ended);
}

bool TransportReactor::is_idle() const {
  return post_->is_idle();
}

void TransportReactor::wait(std::chrono::milliseconds longest) {
  post_->wait(longest);
}

void TransportReactor::wake() noexcept {
  post_->wake();
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
