// SPDX-License-Identifier: Apache-2.0
// Whether a request comes from whom it should.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/sha256.h"
#include "tccc/push.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Knows the digests of what is let in, and compares digests: how long that takes tells nothing of the secret, not even
/// its length. Thread-safe.
class PushGate {
 public:
  static Result<PushGate> create(const PushAuth& auth);

  bool lets_in(const PushRequest& request) const;

  /// Value of WWW-Authenticate for those turned away.
  std::string_view challenge() const noexcept { return challenge_; }

 private:
  PushGate() = default;

  bool is_open_ = false;
  std::string_view scheme_ = {};
  std::string_view challenge_ = {};
  std::vector<Sha256Bytes> expected_ = {};
  std::function<bool(const Secret&)> check_ = {};
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
