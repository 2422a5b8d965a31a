// SPDX-License-Identifier: Apache-2.0
// One search for calls of one application whose placing ended unknown.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "session/sighting.h"
#include "tccc/client.h"
#include "tccc/error.h"
#include "tccc/reconcile.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// A call of the lists that may be the one sought.
struct Trace {
  CallCandidate candidate = {};
  Agreement agreement = Agreement::untold;
};

/// What the lists show of one sought call, by session_key().
using Traces = std::map<std::string, Trace>;

/// Reads the lists and keeps what fits. For one thread.
class CallSearch {
 public:
  using Wall = std::chrono::system_clock::time_point;

  /// All calls are of one application, sent within two months, and complete.
  CallSearch(const Client& client, std::vector<UnknownCall> calls, const ReconcileOptions& options);

  /// An error when a list could not be read: nothing is known then.
  std::optional<Error> run();

  std::size_t size() const noexcept { return sought_.size(); }
  /// What was found out about one of the calls. `is_claimed_twice` says of a session whether another call has it for
  /// its own as well.
  Reconciliation judge(std::size_t index, const std::function<bool(const std::string&)>& is_claimed_twice) const;
  const Traces& traces(std::size_t index) const { return traces_[index]; }
  /// Whether the service still has the records of the time at which a call was sent.
  bool has_records(std::size_t index) const;

 private:
  template <class Request>
  std::optional<Error> read(Request request);
  std::optional<Error> read_live();
  std::optional<Error> read_records_of_callees();
  std::optional<Error> read_all_records();
  std::optional<Error> read_records(DescribeTelCdrRequest request, Wall earliest);
  void fix_time();
  void see(const Sighting& sighting);
  bool is_over(std::size_t index) const;
  std::chrono::milliseconds clock_offset() const;

  const Client& client_;
  const std::vector<UnknownCall> calls_;
  const ReconcileOptions& options_;
  Wall began_at_;                          // by the client's clock
  std::chrono::milliseconds offset_ = {};  // how far the clock of the service is ahead of that
  std::set<std::string> other_sessions_;
  std::vector<SoughtCall> sought_;                // one for each call
  std::vector<Traces> traces_;                    // one for each call
  std::vector<std::set<std::string>> ruled_out_;  // one for each call: sessions of which a record does not fit
};

/// Whether a trace is certain.
inline bool is_certain(const Trace& trace) noexcept {
  return trace.agreement == Agreement::same;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
