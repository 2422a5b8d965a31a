// SPDX-License-Identifier: Apache-2.0
// One attempt as an HTTP request: headers, signature, body.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "auth/tc3_signer.h"
#include "tccc/credentials.h"
#include "tccc/transport.h"
#include "wire/endpoint.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// What the headers of an attempt say besides the signature. Header-safe texts.
struct RequestHead {
  std::string_view action = {};
  std::string_view region = {};
  std::string_view language = {};
};

/// The version of the API that every request names.
inline constexpr std::string_view kApiVersion = "2020-02-10";
inline constexpr std::string_view kContentType = "application/json";

/// Builds requests one after another in the same memory; a request it gave is valid until the next one. For one thread
/// at a time.
class SignedRequest {
 public:
  /// The buffer for the body, empty at first; fill it before prepare().
  std::string& body() noexcept { return body_; }

  /// Overwrites the body, which holds keys of the LLM and voice vendors, and drops the token. What was prepared is no
  /// longer valid. Keeps the memory, unless the body was uncommonly long.
  void wipe() noexcept;

  /// Signs the body for one attempt. none on success, else why nothing can be sent. The request points into `endpoint`
  /// and the texts of `head`, which live as long as it is used.
  std::optional<Error> prepare(Tc3Signer& signer, const Endpoint& endpoint, const RequestHead& head,
                               const Credentials& credentials, std::chrono::system_clock::time_point now);

  /// The request prepared last; its timeouts are the caller's to set.
  HttpRequest& request() noexcept { return request_; }

 private:
  void add_header(std::string_view name, std::string_view value);

  std::string body_;
  std::string authorization_;
  std::string timestamp_;
  Secret token_;  // keeps the text alive that a header points to
  HttpRequest request_;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
