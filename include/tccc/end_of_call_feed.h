// SPDX-License-Identifier: Apache-2.0
// From pushed events to those who wait for the end of a call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "tccc/api/describe_tel_cdr.h"
#include "tccc/cancellation.h"
#include "tccc/export.h"
#include "tccc/push.h"

namespace tccc {
inline namespace v1 {

/// Records of calls that have ended, given by the handler of a PushReceiver and taken by wait_for_end() and
/// wait_for_end_async(); see WaitOptions::feed. Keeps the latest, so that an end which comes before the wait is not
/// missed. Believes what it is given: a PushReceiver verifies it first. Thread-safe.
class TCCC_API EndOfCallFeed {
 public:
  /// Keeps `capacity` records, at least 1; the oldest go.
  explicit EndOfCallFeed(std::size_t capacity = 10000);
  EndOfCallFeed(const EndOfCallFeed&) = delete;
  EndOfCallFeed& operator=(const EndOfCallFeed&) = delete;
  ~EndOfCallFeed();

  /// Takes the record of a call and wakes those who wait, but runs no callback of theirs; passes over what else is
  /// pushed.
  void add(const PushEvent& event);
  void add(const CallRecordPush& push);  ///< Takes the record of a call.

  /// The record of a call, if it has come. The id is compared without hyphens and case.
  std::optional<TelCdrInfo> find(std::int64_t sdk_app_id, std::string_view session_id) const;

  /// Cancels when the next record is added.
  CancellationToken next() const;

 private:
  class Shelf;

  std::unique_ptr<Shelf> shelf_;
};

}  // namespace v1
}  // namespace tccc
