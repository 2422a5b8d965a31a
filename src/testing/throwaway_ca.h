// SPDX-License-Identifier: Apache-2.0
// A certificate authority for one test run: made in memory, trusted by nobody who is not told to.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tccc/result.h"
#include "tccc/secret.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// When a certificate is valid, to the second.
struct CertificateValidity {
  std::chrono::system_clock::time_point not_before;
  std::chrono::system_clock::time_point not_after;

  /// From an hour ago, for clocks that differ, to 30 days from now.
  static CertificateValidity around_now();
};

/// Whom a certificate is for.
struct ServerNames {
  std::vector<std::string> dns_names = {};     ///< Such as `localhost`.
  std::vector<std::string> ip_addresses = {};  ///< Such as `127.0.0.1` and `::1`.
};

/// A certificate and its key, both as PEM.
struct ServerIdentity {
  std::string certificate_pem;
  Secret private_key_pem;
};

/// An authority with an EC P-256 key of its own. Immutable; safe to use from several threads.
class ThrowawayCa {
 public:
  /// Makes a key and the certificate that signs itself. Fails with invalid_argument for a validity that ends before it
  /// begins, and with resources_exhausted when OpenSSL fails.
  static Result<ThrowawayCa> create(const CertificateValidity& validity = CertificateValidity::around_now());

  /// Makes a key and a certificate for a TLS server with these names. Fails with invalid_argument for no names, a name
  /// that is none, or a validity that ends before it begins, and with resources_exhausted when OpenSSL fails.
  Result<ServerIdentity> issue(const ServerNames& names,
                               const CertificateValidity& validity = CertificateValidity::around_now()) const;

  /// What a client is given to trust.
  const std::string& certificate_pem() const noexcept { return certificate_pem_; }
  const Secret& private_key_pem() const noexcept { return private_key_pem_; }

 private:
  ThrowawayCa(std::string certificate_pem, Secret private_key_pem) noexcept;

  std::string certificate_pem_;
  Secret private_key_pem_;
};

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
