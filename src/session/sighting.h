// SPDX-License-Identifier: Apache-2.0
// Calls that the service lists, and whether one of them is the call looked for.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/api/describe_pstn_active_session_list.h"
#include "tccc/api/describe_tel_cdr.h"
#include "tccc/phone_number.h"
#include "tccc/reconcile.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Longest that a part of a call's life may be given: far from where the clocks would overflow.
inline constexpr std::chrono::seconds kLongestSpan = std::chrono::hours(24 * 366);

/// Latest time that is believed, in the year 2200: so far from it no sum of times overflows.
inline constexpr TimePoint kLatestTime{std::chrono::seconds(7'258'118'400)};

/// A call as one list shows it.
struct Sighting {
  std::string session_id = {};
  std::string caller = {};  ///< Empty or with stars while numbers are protected.
  std::string callee = {};
  std::optional<std::int64_t> direction = {};
  std::optional<std::uint64_t> ai_agent_id = {};
  std::optional<TimePoint> started_at = {};
  std::optional<TelCdrInfo> record = {};  ///< None: the call is up.
};

Sighting sighting_of(const PSTNSessionInfo& session);
Sighting sighting_of(const TelCdrInfo& record);

/// How well something agrees. What a list does not tell neither agrees nor speaks against.
enum class Agreement : std::uint8_t { different, untold, same };

/// The call looked for, with its numbers read and its times added up.
class SoughtCall {
 public:
  using Wall = std::chrono::system_clock::time_point;

  /// Times beyond zero to kLongestSpan are cut to these.
  SoughtCall(const UnknownCall& call, const ReconcileOptions& options);

  /// Whether the sighting is of this call: `same` when callee and time agree and nothing speaks against it; `untold`
  /// when nothing speaks against it but callee or time is not told. `clock_offset` is how far the clock of the service
  /// is ahead of the client's; sent_at may be of either.
  Agreement match(const Sighting& sighting, std::chrono::milliseconds clock_offset) const;

  /// The callee in each spelling that a record may have.
  const std::vector<std::string>& spellings() const noexcept { return spellings_; }
  Wall sent_at() const noexcept { return sent_at_; }
  /// When the longest possible life of the call is over.
  Wall life_ends_at() const noexcept { return life_ends_at_; }

 private:
  /// A number of the call: its text, and what it reads as.
  struct Number {
    std::string text = {};
    std::optional<PhoneNumber> number = {};
  };

  Agreement match_time(const std::optional<TimePoint>& started_at, std::chrono::milliseconds clock_offset) const;
  Agreement match_caller(const std::string& caller) const;
  Agreement match_agent(const std::optional<std::uint64_t>& ai_agent_id) const;
  Agreement match_number(const Number& own, const std::string& other) const;
  Number read(const std::string& text) const;

  const std::string home_country_;
  const Number callee_;
  std::vector<Number> callers_;
  const std::optional<std::uint64_t> ai_agent_id_;
  const Wall sent_at_;
  std::chrono::seconds before_;  // the call may have begun so long before sent_at_, by clocks that differ,
  std::chrono::seconds after_;   // or after
  Wall life_ends_at_ = {};
  std::vector<std::string> spellings_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
