// SPDX-License-Identifier: Apache-2.0
// Events that the service pushes to your HTTP server: a call has ended, a recording or a voicemail is there. Reads and
// verifies one request of whatever server you have, and says what to answer:
//
//     auto receiver = tccc::PushReceiver::create(options);   // options.auth, options.handler
//     tccc::PushAnswer answer = receiver->receive({method, query, headers, body});
//
// The service repeats a push up to three times until it is answered with ErrCode 0, signs none, and sends them in any
// order. Source: the documentation of data push, newest editions; docs/guide/push.md has what it leaves open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tccc/api/describe_tel_cdr.h"
#include "tccc/export.h"
#include "tccc/result.h"
#include "tccc/secret.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {

/// A call is over: `action=cdr`, once for each. The service pushes the name of its end alone; `record.end_status` is
/// filled in where tccc::end_statuses knows the name.
struct CallRecordPush {
  std::optional<std::int64_t> sdk_app_id = {};  ///< Application id.
  TelCdrInfo record = {};                       ///< The record, as DescribeTelCdr would answer it.
};

/// A recording is there: `action=record`, once for each recorded party, before or after the record of the call.
struct RecordingPush {
  std::optional<std::int64_t> sdk_app_id = {};  ///< Application id.
  std::string record_id = {};                   ///< Recording id.
  std::string session_id = {};                  ///< Id of the call; opaque.
  std::optional<TimePoint> timestamp = {};      ///< When it was made.
  std::string endpoint_user = {};               ///< Who was recorded: number of the user, or e-mail of the agent.
  std::string record_url = {};                  ///< Link to the recording.
  std::string custom_record_url = {};  ///< Copy of the recording in the customer's own bucket, where that is set up.
};

/// A caller has left a voicemail: `action=voicemail`.
struct VoicemailPush {
  std::optional<std::int64_t> sdk_app_id = {};  ///< Application id.
  std::string session_id = {};                  ///< Id of the call; opaque.
  std::optional<TimePoint> timestamp = {};      ///< When it was left.
  std::string record_url = {};                  ///< Link to the voicemail.
  std::string endpoint_user = {};               ///< Number of the caller.
};

/// A push of a kind or version newer than this library; PushEvent::raw_body has it.
struct UnknownPush {};

using PushContent = std::variant<UnknownPush, CallRecordPush, RecordingPush, VoicemailPush>;  ///< What is told.

/// One push.
struct PushEvent {
  std::string uuid = {};                 ///< X-TCCC-PUSH-UUID, the same at each repetition; empty when there was none.
  std::string action = {};               ///< Of the query, such as `cdr`.
  std::string version = {};              ///< Of the query, such as `1`; empty when there was none.
  PushContent content = {};              ///< What is told.
  std::vector<std::string> unread = {};  ///< Members left out because of their types, such as `SeatUser.Role`.
  std::string raw_body = {};             ///< As it arrived. Holds phone numbers and links: keep it out of logs.
};

/// The content as a JSON object in the service's spelling, as it would be pushed; `{}` for UnknownPush.
TCCC_API std::string push_json(const PushContent& content);
/// The same with phone numbers masked and `***` for links, names and addresses. Fit for a log.
TCCC_API std::string redacted_push_json(const PushContent& content);

/// A header line.
struct PushHeader {
  std::string name = {};   ///< In any case.
  std::string value = {};  ///< As it stands in the line.
};

/// One request, as your server has read it.
struct PushRequest {
  std::string method = {};               ///< Such as `POST`.
  std::string query = {};                ///< What follows the `?`, still encoded; the whole target will do as well.
  std::vector<PushHeader> headers = {};  ///< All of them: three are looked at.
  std::string body = {};                 ///< As it arrived.
};

/// Longest body that is read unless PushReceiverOptions says otherwise. Pushes are a few kilobytes.
inline constexpr std::size_t kMostPushBytes = std::size_t{256} << 10;

/// Reads a push without verifying where it comes from; PushReceiver does that. Fails with invalid_argument and the part
/// at fault as field(), `method`, `query`, `body`, a header or a member; no error repeats what was sent. Thread-safe.
TCCC_API Result<PushEvent> parse_push(PushRequest request, std::size_t max_body_bytes = kMostPushBytes);

/// Whoever finds the address may push. For servers that only the service reaches, and for trying out.
struct NoPushAuth {};

/// HTTP Basic, as set in the console.
struct BasicPushAuth {
  std::string user = {};  ///< Without colon.
  Secret password = {};   ///< Compared in constant time.
};

/// OAuth2 client credentials, as set in the console: the service fetches a token where you say, and sends it along. One
/// of `tokens` is good; for others `check`, which has to be thread-safe, is asked.
struct BearerPushAuth {
  std::vector<Secret> tokens = {};                      ///< Several while one replaces another.
  std::function<bool(const Secret& token)> check = {};  ///< Whether your token server gave this one out.
};

/// Nothing chosen is refused by PushReceiver::create.
using PushAuth = std::variant<std::monostate, NoPushAuth, BasicPushAuth, BearerPushAuth>;

/// Seam: remembers which pushes were handled, such as in a table that several servers share. Thread-safe, and atomic:
/// of two servers that begin the same key, one is told `fresh`. What it throws counts as `unavailable`.
class TCCC_API PushLedger {
 public:
  /// What a ledger knows of a push.
  enum class Standing : std::uint8_t {
    fresh,        ///< To be handled now, by who asks. From here on others are told `in_progress`.
    in_progress,  ///< Another request is handling it.
    handled,      ///< Done before.
    unavailable,  ///< The ledger cannot tell now.
  };

  PushLedger() = default;
  PushLedger(const PushLedger&) = delete;
  PushLedger& operator=(const PushLedger&) = delete;
  virtual ~PushLedger();

  /// `key` is X-TCCC-PUSH-UUID, or stands for the content of a push without one; printable, at most 128 bytes.
  virtual Standing begin(const std::string& key) = 0;
  /// Ends what began as `fresh`. Not handled: forgotten, so that the repetition is fresh. A ledger that outlives the
  /// process also forgets, after a while, what began and never ended.
  virtual void end(const std::string& key, bool was_handled) = 0;
};

/// A ledger in memory: knows the latest `capacity` pushes, at least 1, some 200 bytes each. Says `unavailable` when
/// that many are being handled at once.
TCCC_API std::shared_ptr<PushLedger> memory_push_ledger(std::size_t capacity = 100000);

/// Settings of a receiver.
struct PushReceiverOptions {
  PushAuth auth = {};  ///< Required.
  /// Required. Called on the thread of receive(), on several at once, once for each push. True: handled, such as
  /// stored; the service may forget it. False, or an exception: the service is told to push it again, and the handler
  /// gets it again. Be quick: how long the service waits is not documented.
  std::function<bool(const PushEvent& event)> handler = {};
  std::shared_ptr<PushLedger> ledger = {};      ///< Empty: memory_push_ledger().
  std::size_t max_body_bytes = kMostPushBytes;  ///< A longer body is `malformed`.
};

/// What became of a request.
enum class PushVerdict : std::uint8_t {
  accepted,      ///< Handled.
  duplicate,     ///< Handled before; the handler was not called.
  in_progress,   ///< The same push is being handled by another thread or server.
  failed,        ///< The handler failed, or the ledger was unavailable.
  unauthorized,  ///< Credentials are missing or wrong; nothing else was looked at.
  malformed,     ///< Not a push, see `reason`.
};

/// "accepted", "duplicate", ...
TCCC_API std::string_view to_string(PushVerdict verdict) noexcept;

/// What to answer.
struct PushAnswer {
  PushVerdict verdict = PushVerdict::accepted;  ///< What became of the request.
  int status = 0;                               ///< 200 when the service need not push again, else 4xx or 5xx.
  std::vector<PushHeader> headers = {};         ///< Content-Type, and what the status calls for; no Content-Length.
  std::string body = {};                        ///< `{"ErrCode":0,"ErrMsg":""}`, or another code.
  std::string reason = {};  ///< For your log: why it was not accepted. Repeats nothing of the request.
};

/// Verifies, reads and de-duplicates pushes. Cheap to copy; copies share the ledger. Thread-safe. The handler may
/// destroy the receiver that called it. Another thread may not while receive() runs: give each a copy of its own.
class TCCC_API PushReceiver {
 public:
  /// Fails with invalid_argument, field() naming the option.
  static Result<PushReceiver> create(PushReceiverOptions options);

  /// Deals with one request, on this thread, and returns the answer to send.
  PushAnswer receive(PushRequest request) const;

 private:
  class Desk;

  explicit PushReceiver(std::shared_ptr<const Desk> desk) noexcept;

  std::shared_ptr<const Desk> desk_;
};

}  // namespace v1
}  // namespace tccc
