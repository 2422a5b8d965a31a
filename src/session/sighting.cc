// SPDX-License-Identifier: Apache-2.0
// Calls that the service lists, and whether one of them is the call looked for.
#include "session/sighting.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "tccc/types/call_record.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

using Seconds = std::chrono::seconds;

// How long the service may hold a request while it waits for a free line, where the request does not say.
constexpr Seconds kDefaultHold{5};

Seconds within_bounds(Seconds span) {
  return std::clamp(span, Seconds::zero(), kLongestSpan);
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  return digits;
}

// Stars, letters or an address where digits belong: which number it is stays hidden.
bool hides_number(std::string_view text) {
  return text.find_first_not_of("0123456789+-.() ") != std::string_view::npos;
}

std::string without_leading_zeros(std::string digits) {
  return digits.erase(0, (std::min)(digits.find_first_not_of('0'), digits.size()));
}

// Whether one may be the other without its prefix: of the country, with or without zeros, or of the area as well.
// Records do not say which they leave out, and what they leave in may read as a number of the home country.
bool may_be_same(std::string_view left, std::string_view right) {
  const std::string a = without_leading_zeros(digits_of(left));
  const std::string b = without_leading_zeros(digits_of(right));
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  return !shorter.empty() && longer.compare(longer.size() - shorter.size(), shorter.size(), shorter) == 0;
}

// The service writes some ids that are not there as 0.
bool is_agent(const std::optional<std::uint64_t>& ai_agent_id) {
  return ai_agent_id.value_or(0) != 0;
}

}  // namespace

Sighting sighting_of(const PSTNSessionInfo& session) {
  Sighting sighting;
  sighting.session_id = session.session_id;
  sighting.caller = session.caller;
  sighting.callee = session.callee;
  sighting.direction = session.direction;
  sighting.started_at = session.start_timestamp ? session.start_timestamp : session.ring_timestamp;
  return sighting;
}

Sighting sighting_of(const TelCdrInfo& record) {
  Sighting sighting;
  sighting.session_id = record.session_id;
  sighting.caller = record.caller;
  sighting.callee = record.callee;
  sighting.direction = record.direction;
  sighting.ai_agent_id = record.ai_agent_id;
  for (const std::optional<TimePoint>& time : {record.start_timestamp, record.time, record.ring_timestamp}) {
    if (!sighting.started_at) sighting.started_at = time;
  }
  sighting.record = record;
  return sighting;
}

SoughtCall::SoughtCall(const UnknownCall& call, const ReconcileOptions& options)
    : home_country_(options.home_country),
      callee_(read(call.callee)),
      ai_agent_id_(call.ai_agent_id),
      sent_at_(call.sent_at) {
  for (const std::string& caller : call.callers) callers_.push_back(read(caller));
  const Seconds hold = within_bounds((std::max)(call.acquire_timeout.value_or(kDefaultHold), kDefaultHold));
  const Seconds ringing =
      within_bounds((std::max)(call.max_ring_timeout.value_or(Seconds::zero()), options.longest_ringing));
  const Seconds talk = within_bounds(call.max_call_duration ? std::chrono::ceil<Seconds>(*call.max_call_duration)
                                                            : options.longest_call);
  before_ = within_bounds(options.clock_tolerance);
  after_ = within_bounds(options.longest_request) + hold + before_;
  life_ends_at_ = sent_at_ + after_ + ringing + talk + within_bounds(options.record_delay);

  spellings_.push_back(call.callee);
  if (callee_.number) {
    const std::string& canonical = callee_.number->canonical();
    const std::string national = canonical.substr(2 + callee_.number->country_code().size());
    for (const std::string& spelling : {canonical, national}) {
      if (std::find(spellings_.begin(), spellings_.end(), spelling) == spellings_.end()) spellings_.push_back(spelling);
    }
  }
}

SoughtCall::Number SoughtCall::read(const std::string& text) const {
  Number own{text, {}};
  if (Result<PhoneNumber> number = PhoneNumber::parse(text, home_country_)) own.number = std::move(*number);
  return own;
}

Agreement SoughtCall::match_number(const Number& own, const std::string& other) const {
  if (other.empty()) return Agreement::untold;
  if (other == own.text) return Agreement::same;
  const Number read_other = read(other);
  if (own.number) {
    if (read_other.number && *own.number == *read_other.number) return Agreement::same;
    // With its country code alone, which reads as a number of the home country where it is not that one's.
    if (other == own.number->canonical().substr(2)) return Agreement::same;
  }
  if (!read_other.number && hides_number(other)) return Agreement::untold;
  const bool is_told = own.number && !may_be_same(own.text, other);
  return is_told ? Agreement::different : Agreement::untold;
}

Agreement SoughtCall::match_caller(const std::string& caller) const {
  if (callers_.empty()) return Agreement::same;
  Agreement best = Agreement::different;
  for (const Number& own : callers_) best = (std::max)(best, match_number(own, caller));
  return best;
}

Agreement SoughtCall::match_agent(const std::optional<std::uint64_t>& ai_agent_id) const {
  if (!is_agent(ai_agent_id_) || !is_agent(ai_agent_id)) return Agreement::untold;
  return *ai_agent_id_ == *ai_agent_id ? Agreement::same : Agreement::different;
}

Agreement SoughtCall::match_time(const std::optional<TimePoint>& started_at,
                                 std::chrono::milliseconds clock_offset) const {
  // No clock shows such a time; and it may be beyond what sums of times can hold.
  if (!started_at || *started_at < TimePoint() || *started_at > kLatestTime) return Agreement::untold;
  const auto [earliest, latest] = std::minmax({sent_at_, sent_at_ + clock_offset});
  // The service tells whole seconds, which may lie up to one before the moment itself.
  const bool is_in_time = *started_at + Seconds(1) >= earliest - before_ && *started_at <= latest + after_;
  return is_in_time ? Agreement::same : Agreement::different;
}

Agreement SoughtCall::match(const Sighting& sighting, std::chrono::milliseconds clock_offset) const {
  if (sighting.direction.value_or(call_direction::outbound) != call_direction::outbound) return Agreement::different;
  const Agreement callee = match_number(callee_, sighting.callee);
  const Agreement time = match_time(sighting.started_at, clock_offset);
  const Agreement caller = match_caller(sighting.caller);
  const Agreement agent = match_agent(sighting.ai_agent_id);
  if ((std::min)({callee, time, caller, agent}) == Agreement::different) return Agreement::different;
  return (std::min)(callee, time);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
