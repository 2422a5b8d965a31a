// SPDX-License-Identifier: Apache-2.0
// Records of calls that have ended, by session.
#include "tccc/end_of_call_feed.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "session/session_key.h"

namespace tccc {
inline namespace v1 {

class EndOfCallFeed::Shelf {
 public:
  explicit Shelf(std::size_t capacity) : capacity_((std::max)(capacity, std::size_t{1})) {}

  void add(const CallRecordPush& push) {
    std::string key = detail::session_key(push.record.session_id);
    if (key.empty()) return;
    CancellationSource told;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (records_.insert_or_assign(key, push).second) order_.push_back(std::move(key));
      if (order_.size() > capacity_) {
        records_.erase(order_.front());
        order_.pop_front();
      }
      std::swap(told, next_);
    }
    told.cancel();
  }

  std::optional<TelCdrInfo> find(std::int64_t sdk_app_id, std::string_view session_id) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto found = records_.find(detail::session_key(session_id));
    if (found == records_.end() || found->second.sdk_app_id.value_or(sdk_app_id) != sdk_app_id) return std::nullopt;
    return found->second.record;
  }

  CancellationToken next() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return next_.token();
  }

 private:
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, CallRecordPush> records_;  // by key of the session
  std::deque<std::string> order_;                            // their keys, oldest first
  CancellationSource next_;
};

EndOfCallFeed::EndOfCallFeed(std::size_t capacity) : shelf_(std::make_unique<Shelf>(capacity)) {}
EndOfCallFeed::~EndOfCallFeed() = default;

void EndOfCallFeed::add(const PushEvent& event) {
  if (const auto* push = std::get_if<CallRecordPush>(&event.content)) add(*push);
}

void EndOfCallFeed::add(const CallRecordPush& push) {
  shelf_->add(push);
}

std::optional<TelCdrInfo> EndOfCallFeed::find(std::int64_t sdk_app_id, std::string_view session_id) const {
  return shelf_->find(sdk_app_id, session_id);
}

CancellationToken EndOfCallFeed::next() const {
  return shelf_->next();
}

}  // namespace v1
}  // namespace tccc
