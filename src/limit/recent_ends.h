// SPDX-License-Identifier: Apache-2.0
// Ends of calls that were told of late, for a call whose place is named after its end.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace tccc {
inline namespace v1 {
namespace detail {

/// The sessions whose ends were told, each once. Not thread-safe.
///
/// Invariant: no more than kMost, and after add() none older than kFor; numbers_ names each of ends_, and the other way
/// round. What is forgotten leaves its place taken until the life of its call is over, which is safe.
class RecentEnds {
 public:
  using Time = std::chrono::steady_clock::time_point;

  static constexpr std::size_t kMost = 10000;
  static constexpr std::chrono::seconds kFor = std::chrono::hours(1);

  struct End {
    std::string session;
    Time told_at;
  };

  void add(const std::string& session, Time now) {
    if (numbers_.try_emplace(session, next_).second) ends_.emplace_hint(ends_.end(), next_++, End{session, now});
    while (!ends_.empty() && (ends_.size() > kMost || now - ends_.begin()->second.told_at >= kFor)) {
      numbers_.erase(ends_.begin()->second.session);
      ends_.erase(ends_.begin());
    }
  }

  bool has(const std::string& session, Time now) const {
    const auto number = numbers_.find(session);
    return number != numbers_.end() && now - ends_.find(number->second)->second.told_at < kFor;
  }

  /// By number, ascending from 1: the oldest first.
  const std::map<std::uint64_t, End>& all() const noexcept { return ends_; }

 private:
  std::map<std::uint64_t, End> ends_;
  std::map<std::string, std::uint64_t> numbers_;
  std::uint64_t next_ = 1;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
