// SPDX-License-Identifier: Apache-2.0
// Waits for the end of calls on the calling thread.
#include <utility>

#include "session/end_watch.h"
#include "tccc/session.h"

namespace tccc {
inline namespace v1 {

std::vector<Result<TelCdrInfo>> wait_for_end(const Client& client, const std::vector<Session>& sessions,
                                             const WaitOptions& options) {
  using detail::EndWatch;
  const Clock& clock = client.clock();
  EndWatch watch(sessions, options, clock.steady_now());
  while (watch.want() != EndWatch::Want::finish) {
    if (watch.want() == EndWatch::Want::look) {
      const auto answer = client.send(watch.request(client.service_now()), options.request);
      watch.take(answer, clock.steady_now());
    } else if (clock.wait_until(watch.wake_at(), options.request.cancellation)) {
      watch.waited();
    } else {
      watch.cancel();
    }
  }
  return watch.results();
}

Result<TelCdrInfo> wait_for_end(const Client& client, const Session& session, const WaitOptions& options) {
  return std::move(wait_for_end(client, std::vector<Session>{session}, options).front());
}

}  // namespace v1
}  // namespace tccc
