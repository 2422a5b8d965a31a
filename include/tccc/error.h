// SPDX-License-Identifier: Apache-2.0
// What went wrong with a call, and the question that matters most after it: may a phone be ringing?
//
// Every failure is an Error with a code (what) and an outcome (what it means for the callee):
//   not_sent   no byte of the request left this machine; nobody's phone rings, try again when you like
//   rejected   the service answered that it did not place the call; act on the code
//   unknown    bytes may have left and no clear answer came back; a phone may ring, so never dial again before the call
//              has been looked for
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// Whether a failed request may have taken effect.
enum class Outcome : std::uint8_t {
  not_sent,  ///< No byte of the request left: it cannot have taken effect.
  rejected,  ///< The service answered that it refused the request.
  unknown,   ///< The request may have taken effect. Do not repeat a call-placing request; look for the call first.
};

/// "not_sent", "rejected" or "unknown".
TCCC_API std::string_view to_string(Outcome outcome) noexcept;

/// The kind of trouble a code stands for; what to do about it is much the same within a kind.
enum class ErrorKind : std::uint8_t {
  client,       ///< Found or decided on this side: bad argument, cancelled, deadline passed, used after fork.
  transport,    ///< Between here and the service: names, connections, TLS, proxies, unreadable answers.
  auth,         ///< Keys, signatures, permissions.
  billing,      ///< A package or licence is missing, used up or expired.
  call,         ///< The call itself failed; it may have rung.
  concurrency,  ///< Too many AI calls at once.
  config,       ///< Something in the console has to be set up first.
  failed,       ///< The service says only that it failed.
  info,         ///< Not a fault.
  policy,       ///< A rule forbids this call now or for this number.
  quota,        ///< A quota is used up.
  request,      ///< The request is wrong and will stay wrong.
  server,       ///< A fault inside the service.
  session,      ///< The session named does not exist or is in another state.
  state,        ///< The object named is in another state.
  throttle,     ///< Too many requests per second.
};

/// "client", "transport", "auth", ...
TCCC_API std::string_view to_string(ErrorKind kind) noexcept;

/// Every way a request can fail: first the faults found on this side, then one enumerator for each code the service
/// documents (tests/contract/errors.json, 66 of the contact center and 29 common to all of Tencent Cloud). What each of
/// these means is told by describe(), and in docs/reference/errors.md.
enum class TCCC_API_ENUM ErrorCode : std::uint16_t {
  ok = 0,  ///< Not an error; never the code of an Error.

  invalid_argument,            ///< A request or option is wrong; field() names it. Nothing was sent.
  credentials_unavailable,     ///< No credentials could be had. Nothing was sent.
  name_resolution_failed,      ///< The host (or proxy) name was not found. Nothing was sent.
  connect_failed,              ///< No connection could be made. Nothing was sent.
  proxy_failed,                ///< The proxy refused or failed before the request left.
  tls_failed,                  ///< No trusted TLS connection could be made. Nothing was sent.
  deadline_exceeded,           ///< A time limit passed; outcome() tells whether before or after sending.
  cancelled,                   ///< The caller gave up; outcome() tells whether before or after sending.
  limiter_refused,             ///< The client's own rate limiter let no request through in time. Nothing was sent.
  connection_lost,             ///< The connection broke after the request may have left.
  http_status_unexpected,      ///< The answer was not HTTP 200; a gateway or proxy spoke, not the service.
  invalid_response,            ///< The answer could not be understood: truncated, not JSON, a member missing.
  response_too_large,          ///< The answer passed ClientOptions::max_response_bytes.
  used_after_fork,             ///< The client was made in a parent process; make a new one. Nothing was sent.
  called_from_callback,        ///< A blocking call was made on the library's own thread. Nothing was sent.
  resources_exhausted,         ///< Out of memory or descriptors.
  transport_failed,            ///< Another transport fault; message() has the detail.
  undocumented_service_error,  ///< The service sent a code this library does not know; service_code() has it.

  action_offline,
  auth_failure,
  auth_failure_invalid_authorization,
  auth_failure_invalid_secret_id,
  auth_failure_mfa_failure,
  auth_failure_secret_id_not_found,
  auth_failure_signature_expire,
  auth_failure_signature_failure,
  auth_failure_token_failure,
  auth_failure_unauthorized_operation,
  dry_run_operation,
  failed_operation,
  failed_operation_ai_concurrent_no_package,
  failed_operation_ai_concurrent_over_frequency,
  failed_operation_ai_license_has_expired,
  failed_operation_acquire_quota,
  failed_operation_call_out_failed,
  failed_operation_callee_is_black_user,
  failed_operation_callee_is_limited,
  failed_operation_caller_over_frequency,
  failed_operation_callout_rule_blind_area,
  failed_operation_callout_rule_max_call_count_callee_interval_time,
  failed_operation_callout_rule_max_call_count_callee_per_day_app_id,
  failed_operation_callout_rule_not_work_time,
  failed_operation_control_ai_conversation,
  failed_operation_cur_state_not_allow_modify,
  failed_operation_duplicated_account,
  failed_operation_no_call_out_number,
  failed_operation_permission_denied,
  failed_operation_seat_status_busy,
  failed_operation_session_not_exists,
  failed_operation_session_not_in_control_state,
  failed_operation_upload_file_overflow,
  internal_error,
  internal_error_db_error,
  invalid_action,
  invalid_parameter,
  invalid_parameter_duplicate_address,
  invalid_parameter_duplicate_phone_number,
  invalid_parameter_duplicate_sip_account,
  invalid_parameter_illegal_address,
  invalid_parameter_illegal_phone_number,
  invalid_parameter_instance_not_exist,
  invalid_parameter_invalid_address,
  invalid_parameter_invalid_ip,
  invalid_parameter_invalid_phone_number,
  invalid_parameter_invalid_port,
  invalid_parameter_sip_account_password_format,
  invalid_parameter_sip_account_user_format,
  invalid_parameter_sip_trunk_in_used,
  invalid_parameter_sip_trunk_not_found,
  invalid_parameter_value,
  invalid_parameter_value_account_not_exist,
  invalid_parameter_value_apply_id_not_exist,
  invalid_parameter_value_company_exist,
  invalid_parameter_value_error_apply_status,
  invalid_parameter_value_experience_account,
  invalid_parameter_value_file_not_exist,
  invalid_parameter_value_instance_not_exist,
  invalid_parameter_value_phone_num_invalid,
  invalid_parameter_value_phone_num_is_bound_other_account,
  invalid_parameter_value_record_not_exist,
  invalid_parameter_value_ring_all_group_member_overflow,
  invalid_parameter_value_skill_group_error,
  invalid_parameter_value_skill_group_exist,
  invalid_parameter_value_waiting_approval_overflow,
  invalid_request,
  ip_in_blacklist,
  ip_not_in_whitelist,
  limit_exceeded,
  limit_exceeded_base_package_expired,
  limit_exceeded_insufficient_license,
  limit_exceeded_out_of_count_limit,
  limit_exceeded_out_of_quota_max_count,
  missing_parameter,
  no_such_product,
  no_such_version,
  operation_denied_not_in_white_list,
  operation_denied_uin_disabled,
  request_limit_exceeded,
  request_limit_exceeded_global_region_uin_limit_exceeded,
  request_limit_exceeded_ip_limit_exceeded,
  request_limit_exceeded_uin_limit_exceeded,
  request_size_limit_exceeded,
  resource_in_use,
  resource_insufficient,
  resource_not_found,
  resource_unavailable,
  response_size_limit_exceeded,
  service_unavailable,
  unauthorized_operation,
  unknown_parameter,
  unsupported_operation,
  unsupported_protocol,
  unsupported_region,
};

/// Snake-case name of a code, such as "invalid_argument" or "failed_operation_callee_is_black_user".
TCCC_API std::string_view to_string(ErrorCode code) noexcept;

/// Whether, and when, a call that failed with a code may be placed again.
enum class Redial : std::uint8_t {
  yes,          ///< Safe at once: the request never left.
  after_delay,  ///< Safe after waiting: refused before dialling.
  after_fix,    ///< Safe once its cause (money, configuration, clock, keys) is fixed.
  no,           ///< Pointless or forbidden.
  ambiguous,    ///< A call may have been placed: look for it first.
};

/// What is known of one code; a row of the table that everything else (classification, documentation, mock endpoint,
/// exit statuses) reads.
struct ErrorInfo {
  ErrorCode code;                 ///< The code this row is about.
  std::string_view name;          ///< Its snake-case name.
  std::string_view service_code;  ///< Its spelling on the wire, empty for client-side faults.
  ErrorKind kind;                 ///< Its kind.
  Redial redial;                  ///< For actions that place calls.
  bool retry_reads;               ///< Whether an action that only reads may be repeated.
  std::string_view meaning;       ///< One sentence.
};

/// The row of a code; of undocumented_service_error for a value outside the enumeration.
TCCC_API const ErrorInfo& describe(ErrorCode code) noexcept;

/// All rows in the order of the enumeration, `ok` left out.
struct ErrorTable {
  const ErrorInfo* first;  ///< First row.
  std::size_t size;        ///< Number of rows.

  /// For range-based for.
  const ErrorInfo* begin() const noexcept { return first; }
  /// For range-based for.
  const ErrorInfo* end() const noexcept { return first + size; }
};
/// All documented codes; lives as long as the program.
TCCC_API ErrorTable error_table() noexcept;

/// Looks a service code up by its exact spelling; undocumented_service_error when it is not documented.
TCCC_API ErrorCode find_service_code(std::string_view service_code) noexcept;

/// What a service code says about a call-placing request: `unknown` for the codes classed ambiguous, else `rejected`.
/// An undocumented code takes the class of its family where the whole family is refused before any work, else
/// `unknown`.
TCCC_API Outcome outcome_of_service_code(std::string_view service_code) noexcept;

/// One failed request. Cheap to copy; holds no secret and no full phone number. Thread-safe to read.
class TCCC_API Error {
 public:
  /// What an error is made of; the members mirror the accessors below.
  struct Details {
    ErrorCode code = ErrorCode::transport_failed;                             ///< See Error::code().
    Outcome outcome = Outcome::unknown;                                       ///< See Error::outcome().
    std::string message = {};                                                 ///< See Error::message().
    std::string service_code = {};                                            ///< See Error::service_code().
    std::string request_id = {};                                              ///< See Error::request_id().
    std::string field = {};                                                   ///< See Error::field().
    std::string action = {};                                                  ///< See Error::action().
    int http_status = 0;                                                      ///< See Error::http_status().
    int attempts = 0;                                                         ///< See Error::attempts().
    std::optional<std::chrono::system_clock::time_point> first_sent_at = {};  ///< See Error::first_sent_at().
  };

  /// For providers of your own. What is not fit to print in its texts is replaced.
  explicit Error(Details details);
  Error(const Error& other) noexcept;  // no move: an Error is never empty
  Error& operator=(const Error& other) noexcept;
  ~Error();

  /// What went wrong.
  ErrorCode code() const noexcept;
  /// The kind of code(); for an undocumented service code, that of its family.
  ErrorKind kind() const noexcept;
  /// Whether the request may have taken effect.
  Outcome outcome() const noexcept;
  /// The code as the service spelt it, empty when the service did not answer with one.
  const std::string& service_code() const noexcept;
  /// For people; not stable, no secrets, one line.
  const std::string& message() const noexcept;
  /// The service's id of the request, for support tickets; empty when no answer carried one.
  const std::string& request_id() const noexcept;
  /// The parameter at fault in wire spelling, such as `TransferItems[0].TransferFunctionName`, or the option's name.
  const std::string& field() const noexcept;
  /// The action, such as `CreateAICall`; empty for errors of Client::create.
  const std::string& action() const noexcept;
  /// Status of the last HTTP answer, 0 when there was none.
  int http_status() const noexcept;
  /// Requests that were tried, 0 when the fault was found before the first.
  int attempts() const noexcept;
  /// When the first request that may have taken effect was sent, or, of a refused one, the last; by the clock of the
  /// service as far as it is known (Client::service_now). Empty for not_sent.
  std::optional<std::chrono::system_clock::time_point> first_sent_at() const noexcept;

  /// The code as a std::error_code of error_category().
  std::error_code error_code() const noexcept;

  /// One line: `rejected: FailedOperation.CalleeIsBlackUser: ... (request id ...)`.
  std::string to_string() const;
  /// Writes to_string().
  friend TCCC_API std::ostream& operator<<(std::ostream& stream, const Error& error);

 private:
  std::shared_ptr<const Details> details_;  // never null
};

/// The std::error_category of ErrorCode, named "tccc". Its codes for a bad argument, a passed deadline and a cancelled
/// call equal std::errc::invalid_argument, timed_out and operation_canceled.
TCCC_API const std::error_category& error_category() noexcept;
/// For std::error_code, which finds it by its name.
TCCC_API std::error_code make_error_code(ErrorCode code) noexcept;

/// Throws the exception type of the error (see exceptions.h); ends the process, after printing the error, where the
/// library was built without exceptions. Result::value() ends here.
[[noreturn]] TCCC_API void throw_error(const Error& error);

}  // namespace v1
}  // namespace tccc

template <>
struct std::is_error_code_enum<tccc::ErrorCode> : std::true_type {};
