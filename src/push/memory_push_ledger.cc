// SPDX-License-Identifier: Apache-2.0
// The pushes that were handled, in memory.
#include <algorithm>
#include <deque>
#include <mutex>
#include <unordered_map>

#include "tccc/push.h"

namespace tccc {
inline namespace v1 {
namespace {

class MemoryPushLedger final : public PushLedger {
 public:
  explicit MemoryPushLedger(std::size_t capacity) : capacity_((std::max)(capacity, std::size_t{1})) {}

  Standing begin(const std::string& key) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (const auto known = is_handled_.find(key); known != is_handled_.end()) {
      return known->second ? Standing::handled : Standing::in_progress;
    }
    if (is_handled_.size() >= capacity_) {
      if (handled_.empty()) return Standing::unavailable;
      is_handled_.erase(handled_.front());
      handled_.pop_front();
    }
    is_handled_.emplace(key, false);
    return Standing::fresh;
  }

  void end(const std::string& key, bool was_handled) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto known = is_handled_.find(key);
    if (known == is_handled_.end() || known->second) return;
    if (!was_handled) {
      is_handled_.erase(known);
      return;
    }
    known->second = true;
    handled_.push_back(key);
  }

 private:
  const std::size_t capacity_;
  std::mutex mutex_;
  std::unordered_map<std::string, bool> is_handled_;  // false: in progress
  std::deque<std::string> handled_;                   // oldest first
};

}  // namespace

PushLedger::~PushLedger() = default;

std::shared_ptr<PushLedger> memory_push_ledger(std::size_t capacity) {
  return std::make_shared<MemoryPushLedger>(capacity);
}

}  // namespace v1
}  // namespace tccc
