// SPDX-License-Identifier: Apache-2.0
// Waits for the end of calls on the calling thread.
#include <utility>

#include "session/end_watch.h"
#include "tccc/end_of_call_feed.h"
#include "tccc/session.h"

namespace tccc {
inline namespace v1 {

namespace {

// Until it is time to look, the caller gives up, or a record is fed.
void wait(const Clock& clock, const WaitOptions& options, detail::EndWatch& watch) {
  const CancellationToken& given_up = options.request.cancellation;
  CancellationSource wake;
  CancellationToken::Registration on_giving_up;
  CancellationToken::Registration on_feeding;
  CancellationToken token = given_up;
  if (options.feed) {
    token = wake.token();
    on_giving_up = given_up.on_cancel([&wake] { wake.cancel(); });
    on_feeding = options.feed->next().on_cancel([&wake] { wake.cancel(); });
    watch.take_fed();  // what came before somebody listened
    if (watch.want() != detail::EndWatch::Want::wait) return;
  }
  if (clock.wait_until(watch.wake_at(), token)) {
    watch.waited();
  } else if (given_up.is_cancelled()) {
    watch.cancel();
  }
}

}  // namespace

std::vector<Result<TelCdrInfo>> wait_for_end(const Client& client, const std::vector<Session>& sessions,
                                             const WaitOptions& options) {
  using detail::EndWatch;
  const Clock& clock = client.clock();
  EndWatch watch(sessions, options, clock.steady_now());
  watch.begin();
  while (watch.want() != EndWatch::Want::finish) {
    if (watch.want() == EndWatch::Want::look) {
      const auto answer = client.send(watch.request(client.service_now()), options.request);
      watch.take(answer, clock.steady_now());
    } else {
      wait(clock, options, watch);
    }
  }
  return watch.results();
}

Result<TelCdrInfo> wait_for_end(const Client& client, const Session& session, const WaitOptions& options) {
  return std::move(wait_for_end(client, std::vector<Session>{session}, options).front());
}

}  // namespace v1
}  // namespace tccc
