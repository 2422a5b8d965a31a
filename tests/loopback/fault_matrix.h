// SPDX-License-Identifier: Apache-2.0
// The fault matrix: what can go wrong on the wire, and what the library then says and does. One table, which the tests
// run against real sockets and the guide prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scripted_server.h"
#include "tccc/error.h"

namespace tccc {
namespace loopback {

/// Who is at the other end.
enum class Peer : std::uint8_t {
  plain,           ///< A server that speaks HTTP.
  tls,             ///< A server that speaks HTTPS, with a certificate that the client trusts.
  tls_untrusted,   ///< ... signed by an authority that the client does not know.
  tls_wrong_host,  ///< ... made for another name.
  tls_expired,     ///< ... that expired yesterday.
  not_tls,         ///< A server that runs its script on the bytes of TLS itself.
  refusing,        ///< A port where nobody listens.
  unknown_name,    ///< A host name that does not exist.
};

/// Which connection of the client meets the fault.
enum class Meets : std::uint8_t {
  every,   ///< Every new one.
  first,   ///< The first; later ones are served well.
  reused,  ///< One that has served a call before; later ones are served well.
};

/// What a call comes to.
struct Verdict {
  ErrorCode code = ErrorCode::ok;       ///< `ok`: it succeeds.
  std::optional<Outcome> outcome = {};  ///< None when it succeeds.
  int attempts = 0;
  std::size_t deliveries = 0;  ///< Requests that the server read.
};

/// One fault and what it comes to.
struct FaultRow {
  const char* name;  ///< CamelCase, for the names of the tests.
  const char* does;  ///< What happens, for people.
  Peer peer;
  Meets meets;
  ConnectionScript script;  ///< Of a connection that meets the fault; unused where nobody listens.
  Verdict placing;
  Verdict reading;
  bool waits_for_closing = false;  ///< Whether the call begins only after the server has closed the idle connection.
  bool times_out = false;          ///< Whether it is time that ends an attempt.
};

/// The table, in an order for readers.
const std::vector<FaultRow>& fault_matrix();

/// The table in Markdown, as it stands in the guide.
std::string fault_matrix_in_markdown();

/// The answer to both actions of the matrix when all is well.
std::string good_answer();
/// An answer of the service with an error code.
std::string error_answer(const std::string& service_code, const std::string& fields = {});
/// A connection on which all is well.
ConnectionScript good_connection();

/// `AuthFailure.SignatureExpire` comes with this Date, which is far from the clock of any machine that runs the tests.
inline constexpr const char* kDateOfService = "Mon, 02 Jan 2034 15:04:05 GMT";
/// The same in Unix time.
inline constexpr std::int64_t kTimeOfService = 2019827045;

}  // namespace loopback
}  // namespace tccc
