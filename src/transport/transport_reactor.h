// SPDX-License-Identifier: Apache-2.0
// The exchanges of a transport that is not our own.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "tccc/transport.h"
#include "transport/reactor.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Starts exchanges with Transport::start(), and hands their ends out where the loop expects them, whatever thread they
/// come from.
class TransportReactor final : public Reactor {
 public:
  /// `transport` outlives the reactor.
  explicit TransportReactor(Transport& transport);
  ~TransportReactor() override;

  void start(Id id, const HttpRequest& request) override;
  void cancel(Id id) override;
  void advance(std::vector<EndedExchange>& ended) override;
  bool is_idle() const override;
  void wait(std::chrono::milliseconds longest) override;
  void wake() noexcept override;

 private:
  class Post;
  class Receipt;

  Transport& transport_;
  const std::shared_ptr<Post> post_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
