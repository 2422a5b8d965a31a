// SPDX-License-Identifier: Apache-2.0
// One search for calls whose placing ended unknown.
#include "session/call_search.h"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_set>
#include <utility>

#include "model/action.h"
#include "session/open_call_error.h"
#include "session/record_window.h"
#include "session/session_key.h"
#include "tccc/pages.h"
#include "tccc/response_json.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

using Seconds = std::chrono::seconds;

// Calls that share a request for records, each with up to three spellings of its number.
constexpr std::size_t kBatch = 30;

constexpr std::size_t kMostPages = 10'000;

constexpr std::chrono::hours kRecordsLast{24 * 180};  // facts/limits.md: at most 180 days back

// Of two clocks: with calls of two months between them, their times fit into one window of the service.
constexpr std::chrono::hours kFarApart{24 * 28};

CallCandidate candidate_of(const Sighting& sighting) {
  CallCandidate candidate;
  candidate.session_id = sighting.session_id;
  candidate.is_live = !sighting.record || !has_ended(*sighting.record);
  candidate.started_at = sighting.started_at;
  candidate.record = sighting.record;
  return candidate;
}

// All that is known of a row, as a number: rows that agree in it are taken for one, which at worst fails a search.
template <class Request, class Row>
std::size_t fingerprint(const Row& row) {
  typename ActionOf<Request>::Response page;
  PagesOf<Request>::items(page).push_back(row);
  return std::hash<std::string>()(response_json(page));
}

/// How much of a list its pages have shown. A row that an earlier page had is not counted again: a service that gives a
/// page twice may have left out another, and calls that begin and end meanwhile shift the rows. Rows of one page are as
/// many as they are, whatever they say.
class ShownRows {
 public:
  void begin_page() {
    earlier_.insert(page_.begin(), page_.end());
    page_.clear();
    new_ = 0;
  }
  void add(std::size_t row) {
    page_.push_back(row);
    if (earlier_.count(row) != 0) return;
    ++new_;
    ++count_;
  }
  std::uint64_t count() const noexcept { return count_; }
  std::size_t on_page() const noexcept { return page_.size(); }
  std::uint64_t new_on_page() const noexcept { return new_; }

 private:
  std::unordered_set<std::size_t> earlier_;
  std::vector<std::size_t> page_;
  std::uint64_t new_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace

CallSearch::CallSearch(const Client& client, std::vector<UnknownCall> calls, const ReconcileOptions& options)
    : client_(client),
      calls_(std::move(calls)),
      options_(options),
      began_at_(client.clock().now()),
      traces_(calls_.size()),
      ruled_out_(calls_.size()) {
  for (const std::string& session_id : options.other_sessions) other_sessions_.insert(session_key(session_id));
  sought_.reserve(calls_.size());
  for (const UnknownCall& call : calls_) sought_.emplace_back(call, options_);
}

std::chrono::milliseconds CallSearch::clock_offset() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(client_.service_now() - client_.clock().now());
}

bool CallSearch::is_over(std::size_t index) const {
  // Of the time before the first list was read: what came into a list later was not looked for. By both clocks, for
  // sent_at may be of either.
  return (std::min)(began_at_, began_at_ + offset_) >= sought_[index].life_ends_at();
}

bool CallSearch::has_records(std::size_t index) const {
  const Wall sent_at = sought_[index].sent_at();
  return (std::max)(sent_at, sent_at + offset_) >= began_at_ + offset_ - kRecordsLast;
}

void CallSearch::fix_time() {
  began_at_ = (std::min)(began_at_, client_.clock().now());  // earlier, if the clock was set back since
  offset_ = clock_offset();
}

void CallSearch::see(const Sighting& sighting) {
  const std::string key = session_key(sighting.session_id);
  if (other_sessions_.count(key) != 0) return;
  const std::chrono::milliseconds offset = clock_offset();
  for (std::size_t i = 0; i < sought_.size(); ++i) {
    Agreement agreement = sought_[i].match(sighting, offset);
    if (agreement == Agreement::different) {
      // A record knows more than the list of calls that are up, such as the agent. But a call may have several, such as
      // one for each number it was passed on to: one that fits is enough.
      if (!sighting.record || key.empty()) continue;
      ruled_out_[i].insert(key);
      const auto trace = traces_[i].find(key);
      if (trace != traces_[i].end() && !trace->second.candidate.record) traces_[i].erase(trace);
      continue;
    }
    const bool is_seen_up_again = !sighting.record && ruled_out_[i].count(key) != 0;
    if (is_seen_up_again && traces_[i].count(key) == 0) continue;
    if (key.empty()) agreement = Agreement::untold;
    Trace& trace = traces_[i][key];
    trace.agreement = (std::max)(trace.agreement, agreement);
    if (sighting.record || !trace.candidate.record) trace.candidate = candidate_of(sighting);
  }
}

template <class Request>
std::optional<Error> CallSearch::read(Request request) {
  request.sdk_app_id = calls_.front().sdk_app_id;
  auto rows = pages(client_, std::move(request), {options_.request, kMostPages});
  constexpr auto kPage = static_cast<std::size_t>(PagesOf<Request>::most_rows);
  ShownRows shown;
  std::optional<std::uint64_t> page;         // of the row before, by where in the list it begins
  std::optional<std::uint64_t> least_total;  // the list may become shorter while it is read
  bool is_repeated = false;
  for (const auto& row : rows) {
    const std::uint64_t page_of_row = PagesOf<Request>::first_row(rows.request());
    if (page != page_of_row) shown.begin_page();
    page = page_of_row;
    see(sighting_of(row));
    shown.add(fingerprint<Request>(row));
    if (rows.total().value_or(0) > 0) least_total = (std::min)(least_total.value_or(*rows.total()), *rows.total());
    if (shown.on_page() == kPage && shown.new_on_page() == 0) is_repeated = true;
  }
  if (rows.error()) return rows.error();
  // That there are no calls is believed of a page without any, unless another has shown some.
  const bool ends_empty = page != PagesOf<Request>::first_row(rows.request());
  const bool is_believed = rows.total() && (*rows.total() > 0 || shown.count() == 0);
  if (ends_empty && is_believed) least_total = (std::min)(least_total.value_or(*rows.total()), *rows.total());
  // What was not shown may be the call: neither a list that broke off or was shown in part twice nor an answer without
  // one proves anything.
  const bool is_whole = !is_repeated && (least_total ? shown.count() >= *least_total : shown.count() > 0);
  if (is_whole) return {};
  return open_call_error(
      ErrorCode::invalid_response,
      std::string(ActionOf<Request>::action().name) + " did not show the whole list: " + std::to_string(shown.count()) +
          " of " + (least_total ? std::to_string(*least_total) : std::string("an untold number of")) + " calls");
}

std::optional<Error> CallSearch::read_live() {
  return read(DescribePSTNActiveSessionListRequest{});
}

std::optional<Error> CallSearch::read_records(DescribeTelCdrRequest request, Wall earliest) {
  const std::chrono::milliseconds offset = clock_offset();
  std::vector<Wall> beginnings = {(std::min)(earliest, earliest + offset)};
  if (std::chrono::abs(offset) > kFarApart) beginnings.push_back((std::max)(earliest, earliest + offset));
  for (const Wall beginning : beginnings) {
    const RecordWindow window = record_window(std::chrono::time_point_cast<Seconds>(beginning), client_.service_now());
    request.start_time_stamp = window.start;
    request.end_time_stamp = window.end;
    if (auto error = read(request)) return error;
  }
  return {};
}

std::optional<Error> CallSearch::read_records_of_callees() {
  for (std::size_t first = 0; first < sought_.size(); first += kBatch) {
    DescribeTelCdrRequest request;
    SoughtCall::Wall earliest = sought_[first].sent_at();
    for (std::size_t i = first; i < (std::min)(first + kBatch, sought_.size()); ++i) {
      earliest = (std::min)(earliest, sought_[i].sent_at());
      for (const std::string& spelling : sought_[i].spellings()) request.phones.push_back(spelling);
    }
    if (auto error = read_records(std::move(request), earliest)) return error;
  }
  return {};
}

std::optional<Error> CallSearch::read_all_records() {
  std::optional<SoughtCall::Wall> earliest;
  for (std::size_t i = 0; i < sought_.size(); ++i) {
    const bool is_found =
        std::any_of(traces_[i].begin(), traces_[i].end(), [](const auto& trace) { return is_certain(trace.second); });
    if (!is_over(i) || is_found) continue;
    earliest = earliest ? (std::min)(*earliest, sought_[i].sent_at()) : sought_[i].sent_at();
  }
  if (!earliest) return {};
  return read_records({}, *earliest);
}

std::optional<Error> CallSearch::run() {
  // A call that ends between the first two is in neither, unless its record was fast; one that the service was slow to
  // begin shows up in the third.
  if (auto error = read_live()) return error;
  if (auto error = read_records_of_callees()) return error;
  if (auto error = read_live()) return error;
  fix_time();
  // The claim that a call does not exist rests on every record of its time, not on the service's filter of numbers,
  // which may not know one in another spelling or behind number protection.
  return read_all_records();
}

Reconciliation CallSearch::judge(std::size_t index,
                                 const std::function<bool(const std::string&)>& is_claimed_twice) const {
  const SoughtCall& sought = sought_[index];
  Reconciliation result;
  result.life_ends_at = sought.life_ends_at();
  std::vector<const CallCandidate*> certain;
  bool is_contested = false;
  for (const auto& [key, trace] : traces_[index]) {
    result.candidates.push_back(trace.candidate);
    if (!is_certain(trace)) continue;
    certain.push_back(&trace.candidate);
    is_contested = is_contested || is_claimed_twice(key);
  }
  if (certain.size() == 1 && !is_contested) {
    const CallCandidate& call = *certain.front();
    result.placement = Placement::placed;
    result.session = {calls_[index].sdk_app_id, call.session_id, call.started_at};
    result.candidates = {call};
  } else if (!certain.empty()) {
    result.placement = Placement::ambiguous;
  } else if (is_over(index)) {
    result.placement = result.candidates.empty() ? Placement::not_placed : Placement::ambiguous;
  } else {
    result.placement = Placement::not_found_yet;
  }
  if (result.placement == Placement::not_found_yet || result.placement == Placement::ambiguous) {
    // Soon at first, when the call is likely to be up; then at ever longer intervals.
    const auto age = began_at_ - sought.sent_at();
    const auto younger = (std::min)(std::chrono::abs(age), std::chrono::abs(age + offset_));
    const auto pause = std::clamp<Wall::duration>(younger / 2, Seconds(5), Seconds(600));
    result.look_again_at = began_at_ + pause;
    const Wall over_at = (std::max)(result.life_ends_at, result.life_ends_at - offset_);  // by the client's clock
    if (!is_over(index)) result.look_again_at = (std::min)(result.look_again_at, over_at);
  }
  return result;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
