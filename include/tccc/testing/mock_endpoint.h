// SPDX-License-Identifier: Apache-2.0
// The contact center on loopback, for tests without an account: a real HTTPS server in this process that checks
// signatures, parameters and rates as the service documents them, and lets the calls it places ring, talk and end. The
// callee's number chooses the answer and the course of the call, as test card numbers do for payments;
// docs/guide/testing-with-the-mock.md lists them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tccc/api/describe_ai_agent_info_list.h"
#include "tccc/clock.h"
#include "tccc/credentials.h"
#include "tccc/error.h"
#include "tccc/export.h"
#include "tccc/result.h"
#include "tccc/secret.h"
#include "tccc/testing/call_script.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace testing {

/// The callees whose answer is no service code; magic_callee_for() has the others. No mobile number begins with 123, so
/// none of the magic numbers is anybody's.
namespace magic_callee {
inline constexpr const char* succeeds = "008612300000000";  ///< Placed and answered, as every number that is not magic.
// Placed, and answered with a SessionId; CallFate tells how the call goes.
inline constexpr const char* busy = "008612300008001";         ///< CallFate::busy.
inline constexpr const char* no_answer = "008612300008002";    ///< CallFate::no_answer.
inline constexpr const char* voicemail = "008612300008003";    ///< CallFate::voicemail.
inline constexpr const char* declines = "008612300008004";     ///< CallFate::declined.
inline constexpr const char* hangs_up = "008612300008005";     ///< CallFate::callee_hangs_up.
inline constexpr const char* transferred = "008612300008006";  ///< CallFate::transferred.
// What becomes of the answer.
inline constexpr const char* answer_lost = "008612300009001";     ///< Placed; the connection closes without a byte.
inline constexpr const char* bad_gateway = "008612300009002";     ///< Placed; HTTP 502 with a page of HTML.
inline constexpr const char* truncated_json = "008612300009003";  ///< Placed; HTTP 200, the JSON ends in its middle.
inline constexpr const char* no_session_id = "008612300009004";   ///< Placed; HTTP 200 without SessionId.
inline constexpr const char* slow_answer = "008612300009005";     ///< Placed; answered late, see MockEndpointOptions.
inline constexpr const char* request_lost = "008612300009006";    ///< Not placed; the connection closes as above.
}  // namespace magic_callee

/// What a magic callee is answered with; see the numbers above.
enum class MagicAnswer : std::uint8_t {
  service_error,  ///< The service code of MagicCallee::code; no call is placed.
  answer_lost,
  bad_gateway,
  truncated_json,
  no_session_id,
  slow_answer,
  placed,        ///< The call goes as MagicCallee::fate says.
  request_lost,  ///< No call is placed.
};

/// One magic callee.
struct MagicCallee {
  std::string_view callee;             ///< Number as in the request, such as `008612300002006`.
  MagicAnswer answer;                  ///< How the request is answered.
  ErrorCode code;                      ///< The documented service error; `ok` unless answer is service_error.
  CallFate fate = CallFate::answered;  ///< How the call goes, where one is placed.
};

/// All of them, ordered by number. There is one for each service code of error_table().
struct MagicCalleeTable {
  const MagicCallee* first;  ///< First row.
  std::size_t size;          ///< Number of rows.

  /// For range-based for.
  const MagicCallee* begin() const noexcept { return first; }
  /// For range-based for.
  const MagicCallee* end() const noexcept { return first + size; }
};
/// All magic callees; the table lives as long as the program.
TCCC_API MagicCalleeTable magic_callees() noexcept;

/// The callee that is answered with a documented service code; empty for codes the service never sends.
TCCC_API std::string magic_callee_for(ErrorCode code);

/// Where ends of calls are pushed, as the console of the service is told.
struct MockPushOptions {
  std::string url = {};      ///< Such as `http://127.0.0.1:8080/pushes`: http, and loopback only. Empty: no pushes.
  std::string user = {};     ///< Of HTTP Basic; empty: none.
  Secret password = {};      ///< Of HTTP Basic.
  Secret bearer_token = {};  ///< In place of user and password.
  /// From a push that was not accepted to its repetition, of which there are three at most. The service's own interval
  /// is not documented.
  std::chrono::milliseconds retry_interval{std::chrono::seconds(10)};
};

/// Settings of a mock endpoint.
struct MockEndpointOptions {
  std::string address = "127.0.0.1";  ///< Address to listen on: an IP address of loopback, or `localhost`.
  std::uint16_t port = 0;             ///< 0: one that is free.
  bool tls = true;                    ///< Off: plain HTTP.

  /// The key pair, and session token if any, that it accepts. Empty: made at random, see MockEndpoint::credentials().
  Credentials credentials = {};

  /// Requests of one action admitted within any second; more are answered RequestLimitExceeded. 0: no limit.
  std::size_t requests_per_second = 20;

  /// Answers UnknownParameter to what the library has no field for. Off: lets it pass, as for extra_json.
  bool reject_unknown_parameters = true;

  /// Where ca.pem is written (made if missing); the file stays. Empty: a new temporary directory, removed at stop.
  std::string directory = {};

  /// Tells the time of the signature window, the rate limit and the Date header; empty: system_clock().
  std::shared_ptr<const Clock> clock = {};

  /// How long magic_callee::slow_answer is kept waiting, by the machine's clock. Longer than a client's usual patience.
  std::chrono::milliseconds slow_answer{std::chrono::seconds(20)};

  /// How many times as fast as the clock calls ring, talk and end: 0.001 to 1000000. Their own times are not shortened,
  /// so that a call of a minute has the record of one, which may then lie ahead of the clock.
  double speed = 1;

  /// How long after the end of a call, by its own time, its record appears.
  std::chrono::milliseconds record_delay{0};

  /// Calls that are remembered; beyond it the oldest go, those that have ended first.
  std::size_t most_calls = 10000;

  MockPushOptions push = {};  ///< CallScript::push has the rest.

  /// The agents of DescribeAIAgentInfoList; empty: two that are made up. Calls of other agents are placed as well.
  std::vector<AIAgentInfo> agents = {};

  /// Decides on ids, latencies and what else is made up; 0: another one each time.
  std::uint64_t seed = 0;
};

/// One call as it stands.
struct SimulatedCall {
  std::string session_id = {};      ///< Id of the call.
  std::int64_t sdk_app_id = 0;      ///< Application it belongs to.
  std::uint64_t ai_agent_id = 0;    ///< 0 for CreateAICall.
  std::uint64_t task_id = 0;        ///< 0: of no task.
  std::string caller = {};          ///< Number it comes from.
  std::string callee = {};          ///< Number it goes to.
  PreciseTimePoint placed_at = {};  ///< When it was placed, by the clock of the mock.
  bool was_answer_lost = false;     ///< Whether the client was told its SessionId.
  bool has_ended = false;           ///< Whether it is over.
  std::int64_t end_status = 0;      ///< One of tccc::end_status; 0 while it is up.
};

/// One header line of a received request.
struct ReceivedHeader {
  std::string name = {};   ///< As it was spelt.
  std::string value = {};  ///< `***` for Authorization and X-TC-Token.
};

/// One request that arrived whole, and its answer.
struct ReceivedRequest {
  std::string action = {};                   ///< Value of X-TC-Action, empty when absent.
  std::vector<ReceivedHeader> headers = {};  ///< In the order of arrival.
  std::string body = {};                     ///< As it arrived, the caller's keys included: keep it out of logs.
  int status = 0;                            ///< HTTP status answered, 0 when the connection was closed instead.
  std::string answer = {};                   ///< Body answered.
  std::string service_code = {};             ///< Code of the error answered, empty for a success.
  bool placed_call = false;                  ///< Whether a phone would have rung, whatever became of the answer.
};

/// One delivery of a push.
struct SentPush {
  std::string uuid = {};        ///< X-TCCC-PUSH-UUID, the same at each repetition.
  std::string action = {};      ///< `cdr`, `record` or `voicemail`.
  std::string session_id = {};  ///< Of the call it tells of.
  std::size_t attempt = 1;      ///< Counted from 1.
  int status = 0;               ///< HTTP status answered, 0 when there was no answer within 5 s.
  bool was_accepted = false;    ///< Status 2xx, and ErrCode 0 in the body.
};

/// A mock of the service that listens from start() to stop(). Its certificate is for localhost, ccc.localhost,
/// 127.0.0.1 and ::1, from a certificate authority made for it alone whose key never leaves the process.
///
///     auto mock = tccc::testing::MockEndpoint::start();
///     tccc::ClientOptions options;
///     options.endpoint = mock->endpoint();
///     options.tls.ca_file = mock->ca_file();
///     auto client = tccc::Client::create(tccc::static_credentials(mock->credentials()), options);
///
/// Members may be called from any thread, except that nothing else may run during a move or the destruction. A
/// moved-from object may only be assigned to or destroyed. It starts threads, with all signals blocked, and joins them
/// at stop().
class TCCC_API MockEndpoint {
 public:
  /// Starts one; it accepts connections when this returns. Fails, without throwing, with invalid_argument when it
  /// cannot listen or write where told (field() names the option), or with resources_exhausted.
  static Result<MockEndpoint> start(MockEndpointOptions options = {});

  MockEndpoint(MockEndpoint&& other) noexcept;
  MockEndpoint& operator=(MockEndpoint&& other) noexcept;
  ~MockEndpoint();  ///< Stops.

  /// For ClientOptions::endpoint, such as `https://127.0.0.1:41873`.
  std::string endpoint() const;
  /// The port it listens on.
  std::uint16_t port() const;

  /// For TlsOptions::ca_file: the certificate authority in PEM; empty without TLS.
  std::string ca_file() const;

  /// The only credentials it accepts.
  Credentials credentials() const;

  /// The latest requests, at most 1000 and 64 MiB of them, oldest first.
  std::vector<ReceivedRequest> received() const;

  /// Requests of an action that arrived whole, however they were answered.
  std::size_t deliveries(std::string_view action) const;

  /// Phones that would have rung, those of tasks among them.
  std::size_t placed_calls() const;

  /// The calls it remembers, by the time they were placed, whatever became of the answers.
  std::vector<SimulatedCall> calls() const;

  /// How later calls to a number go, magic or not.
  void script_callee(std::string callee, CallScript script);
  /// How later calls of an agent go, to numbers without a script.
  void script_agent(std::uint64_t ai_agent_id, CallScript script);

  /// Pushes go out by themselves, as soon as the clock says so. This waits until all that are due have been answered or
  /// given up, those of calls that have just ended among them; for tests that move the clock.
  void deliver_pushes();

  /// The latest 1000 deliveries, oldest first.
  std::vector<SentPush> sent_pushes() const;

  /// Closes all connections, interrupting slow answers, and ends the threads. What was received stays readable. Again:
  /// no effect.
  void stop();

 private:
  class Running;

  explicit MockEndpoint(std::unique_ptr<Running> running) noexcept;

  std::unique_ptr<Running> running_;
};

}  // namespace testing
}  // namespace v1
}  // namespace tccc
