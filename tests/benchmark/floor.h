// SPDX-License-Identifier: Apache-2.0
// The least that has to be done for a call, written out by hand for the typical request: the floors of the figures.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace tccc::benchmarks {

/// JSON text of the typical size with an escape scan of 16 bytes at a time into one buffer, the digest of the body and
/// of the canonical request, and one HMAC with a key that is kept.
class Floor {
 public:
  explicit Floor(std::string_view prompt);
  ~Floor();
  Floor(const Floor&) = delete;
  Floor& operator=(const Floor&) = delete;

  /// The signed request as the bytes it adds up to; the view is valid until the next call.
  std::string_view signed_request();

 private:
  struct Contexts;
  std::string prompt_;
  std::string body_;
  std::string canonical_;
  std::unique_ptr<Contexts> contexts_;
};

}  // namespace tccc::benchmarks
