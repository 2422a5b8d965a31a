// SPDX-License-Identifier: Apache-2.0
// Waiting for the end of calls.
#include "session/end_watch.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "session/open_call_error.h"
#include "session/record_window.h"
#include "session/session_key.h"
#include "tccc/end_of_call_feed.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::int64_t kPageSize = 100;
constexpr std::size_t kMostOfALook = 100;
// A record for each session and some: a service that goes on for ever with full pages is left.
constexpr std::int64_t kMostPagesOfALook = 10;
// Calls that are further apart do not fit into one window of the service.
constexpr std::chrono::hours kWidestBatch{24 * 60};
// Far from where the clock would overflow.
constexpr std::chrono::milliseconds kLongestWait = std::chrono::hours(24 * 365);

}  // namespace

EndWatch::EndWatch(std::vector<Session> sessions, WaitOptions options, Steady now)
    : sessions_(std::move(sessions)),
      options_(std::move(options)),
      began_at_(now),
      deadline_(now + std::clamp(options_.timeout, std::chrono::milliseconds::zero(), kLongestWait)),
      watched_(sessions_.size()) {
  refuse_bad_input();
}

void EndWatch::begin() {
  begin_round();
}

void EndWatch::refuse_bad_input() {
  if (options_.timeout < std::chrono::milliseconds::zero()) {
    return end_all(open_call_error(ErrorCode::invalid_argument, "timeout is negative; 0 looks once", "timeout"));
  }
  if (options_.interval <= std::chrono::milliseconds::zero()) {
    return end_all(open_call_error(ErrorCode::invalid_argument, "interval is not positive", "interval"));
  }
  for (std::size_t i = 0; i < sessions_.size(); ++i) {
    watched_[i].key = session_key(sessions_[i].session_id);
    if (!watched_[i].key.empty()) continue;
    watched_[i].result = open_call_error(ErrorCode::invalid_argument, "session_id is empty", "session_id");
    ++ended_;
  }
}

TimePoint EndWatch::placed_at(std::size_t index) const {
  return sessions_[index].placed_at.value_or(TimePoint());
}

void EndWatch::take_fed() {
  if (!options_.feed) return;
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    if (watched_[i].result) continue;
    if (const auto record = options_.feed->find(sessions_[i].sdk_app_id, sessions_[i].session_id)) end_one(i, *record);
  }
  if (ended_ == watched_.size()) want_ = Want::finish;
}

void EndWatch::begin_round() {
  take_fed();
  round_.clear();
  for (std::size_t i = 0; i < watched_.size(); ++i) {
    if (!watched_[i].result) round_.push_back(i);
  }
  // Unknown times, which call for the longest window, come first.
  std::stable_sort(round_.begin(), round_.end(), [&](std::size_t left, std::size_t right) {
    return std::tuple(sessions_[left].sdk_app_id, placed_at(left)) <
           std::tuple(sessions_[right].sdk_app_id, placed_at(right));
  });
  last_ = 0;
  want_ = round_.empty() ? Want::finish : Want::look;
  if (!round_.empty()) begin_batch();
}

void EndWatch::begin_batch() {
  first_ = last_;
  page_ = 0;
  rows_ = 0;
  const Session& first = sessions_[round_[first_]];
  while (last_ < round_.size() && last_ - first_ < kMostOfALook) {
    const Session& next = sessions_[round_[last_]];
    if (next.sdk_app_id != first.sdk_app_id || next.placed_at.has_value() != first.placed_at.has_value()) break;
    if (first.placed_at && *next.placed_at - *first.placed_at > kWidestBatch) break;
    ++last_;
  }
}

DescribeTelCdrRequest EndWatch::request(Wall now) const {
  const Session& first = sessions_[round_[first_]];
  const RecordWindow window = record_window(first.placed_at, now);
  DescribeTelCdrRequest request;
  request.sdk_app_id = first.sdk_app_id;
  request.start_time_stamp = window.start;
  request.end_time_stamp = window.end;
  request.page_size = kPageSize;
  request.page_number = page_;
  for (std::size_t i = first_; i < last_; ++i) request.session_ids.push_back(sessions_[round_[i]].session_id);
  return request;
}

void EndWatch::accept(const TelCdrInfo& record) {
  if (!has_ended(record)) return;
  const std::string key = session_key(record.session_id);
  for (std::size_t i = first_; i < last_; ++i) {
    const std::size_t index = round_[i];
    if (watched_[index].key == key && !watched_[index].result) end_one(index, record);
  }
}

void EndWatch::end_one(std::size_t index, const TelCdrInfo& record) {
  watched_[index].result = record;
  ++ended_;
  if (options_.on_ended) options_.on_ended(index, record);
}

bool EndWatch::is_batch_done() const {
  return std::all_of(round_.begin() + static_cast<std::ptrdiff_t>(first_),
                     round_.begin() + static_cast<std::ptrdiff_t>(last_),
                     [&](std::size_t index) { return watched_[index].result.has_value(); });
}

void EndWatch::take(const Result<DescribeTelCdrResponse>& answer, Steady now) {
  if (answer) {
    const std::vector<TelCdrInfo>& records = records_of(*answer);
    for (const TelCdrInfo& record : records) accept(record);
    rows_ += records.size();
    // As pages() does: the service may give fewer rows than were asked for, and tells how many there are.
    const std::int64_t total = answer->total_count.value_or(0);
    const bool has_more = total > 0 ? !records.empty() && rows_ < static_cast<std::uint64_t>(total)
                                    : records.size() >= static_cast<std::size_t>(kPageSize);
    if (has_more && ++page_ < kMostPagesOfALook && !is_batch_done()) return;
    return end_batch(now);
  }
  const Error& failure = answer.error();
  if (failure.code() == ErrorCode::cancelled) return cancel();
  if (may_pass(failure)) {
    last_failure_ = failure;
    return end_batch(now);
  }
  const Error error = as_open_call(failure, "the wait for the end of the call failed");
  for (std::size_t i = first_; i < last_; ++i) {
    Watched& watched = watched_[round_[i]];
    if (watched.result) continue;
    watched.result = error;
    ++ended_;
  }
  end_batch(now);
}

void EndWatch::end_batch(Steady now) {
  if (last_ < round_.size()) return begin_batch();
  end_round(now);
}

void EndWatch::end_round(Steady now) {
  if (options_.on_look) {
    options_.on_look(
        {sessions_.size(), ended_, std::chrono::duration_cast<std::chrono::milliseconds>(now - began_at_)});
  }
  if (ended_ == watched_.size()) {
    want_ = Want::finish;
  } else if (now >= deadline_) {
    const std::string why = "the call has not ended within the time to wait";
    end_all(last_failure_ ? open_call_error(ErrorCode::deadline_exceeded,
                                            why + "; the last look that failed: " + last_failure_->message())
                          : open_call_error(ErrorCode::deadline_exceeded, why));
  } else {
    // The last look is at the deadline, however the intervals fall.
    wake_at_ = (std::min)(now + (std::min)(options_.interval, kLongestWait), deadline_);
    want_ = Want::wait;
  }
}

void EndWatch::waited() {
  begin_round();
}

void EndWatch::cancel() {
  end_all(open_call_error(ErrorCode::cancelled, "the caller cancelled the wait for the end of the call"));
}

void EndWatch::end_all(const Error& error) {
  for (Watched& watched : watched_) {
    if (!watched.result) watched.result = error;
  }
  ended_ = watched_.size();
  want_ = Want::finish;
}

std::vector<Result<TelCdrInfo>> EndWatch::results() const {
  std::vector<Result<TelCdrInfo>> results;
  results.reserve(watched_.size());
  for (const Watched& watched : watched_) results.push_back(*watched.result);
  return results;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
