// SPDX-License-Identifier: Apache-2.0
// Exchanges over libcurl that share a multi handle, its connections and one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include <curl/curl.h>

#include "engine/timer_queue.h"
#include "transport/curl_exchange.h"
#include "transport/parked_sockets.h"
#include "transport/reactor.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// HTTP/2 where the server offers it, with all exchanges as streams of one connection, or of a few where the server
/// allows it too few streams; else a bounded number of connections, on which exchanges take turns. An exchange that
/// waits for its turn has not left, and its timeout runs.
class CurlReactor final : public Reactor {
 public:
  /// Null when the system has no descriptor or memory for it. `settings` must outlive the reactor.
  static std::unique_ptr<CurlReactor> create(const CurlSettings& settings);
  ~CurlReactor() override;  ///< Closes all connections, on the thread that drove them.

  void start(Id id, const HttpRequest& request) override;
  void cancel(Id id) override;
  void advance(std::vector<EndedExchange>& ended) override;
  bool is_idle() const override { return running_.empty() && ended_.empty(); }
  void wait(std::chrono::milliseconds longest) override;
  void wake() noexcept override;

 private:
  struct Running {
    Id id = 0;
    std::unique_ptr<CurlExchange> exchange = {};
    std::uint64_t round = 0;  // the one it was started in; libcurl works on it from the next
  };

  explicit CurlReactor(const CurlSettings& settings) noexcept;

  bool configure() noexcept;
  std::unique_ptr<CurlExchange> take_idle();
  void settle_parked();
  void allow_connections_without_streams() noexcept;
  void end(Id id, CurlEnding ending);
  void end_finished();
  void end_overdue();

  const CurlSettings& settings_;
  ParkedSockets parked_;  // of the connections in multi_
  CURLM* const multi_;
  std::uint64_t round_ = 0;
  bool has_only_streams_ = true;  // until a connection of HTTP/1 is seen
  bool has_new_ = false;          // exchanges, on which libcurl has not worked yet

  // Invariant: the easy handle of an entry is in multi_, and points to the entry; end() takes both out together, and is
  // the only one that does. So each exchange ends once, and nothing of it is sent afterwards.
  std::unordered_map<Id, Running> running_;
  TimerQueue deadlines_;  // of running_: libcurl does not time an exchange that waits for a connection
  std::vector<EndedExchange> ended_;
  std::vector<std::unique_ptr<CurlExchange>> idle_;  // newest last
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
