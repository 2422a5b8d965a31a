// SPDX-License-Identifier: Apache-2.0
// The exceptions of Result::value(), one type per error code.
//
//   ErrorException                      any failure
//     ClientError                       found or decided on this side
//     TransportError                    between here and the service
//     ServiceError                      the service answered with an error code
//       AuthFailureError, ...           one family, the part of the service code before the dot
//         SignatureExpireError, ...     one code
//
// The type tells what went wrong. Whether a phone may be ringing is told by `error().outcome()` alone.
#pragma once

#include <exception>
#include <memory>
#include <string>

#include "tccc/error.h"
#include "tccc/export.h"

namespace tccc {
inline namespace v1 {

/// An Error as an exception. Copying does not throw; safe to read from several threads.
class TCCC_API ErrorException : public std::exception {
 public:
  /// What throw_error() throws is made of the error.
  explicit ErrorException(const Error& error);
  ErrorException(const ErrorException& other) noexcept;
  ErrorException& operator=(const ErrorException& other) noexcept;
  ~ErrorException() override;

  /// The error: its code and, above all, its outcome().
  const Error& error() const noexcept;
  /// Error::to_string().
  const char* what() const noexcept override;

 private:
  Error error_;
  std::shared_ptr<const std::string> what_;  // never null; shared, so that copying cannot throw
};

/// Codes of ErrorKind::client.
class TCCC_API ClientError : public ErrorException {
 public:
  using ErrorException::ErrorException;
};

/// Codes of ErrorKind::transport.
class TCCC_API TransportError : public ErrorException {
 public:
  using ErrorException::ErrorException;
};

/// The service answered with an error code.
class TCCC_API ServiceError : public ErrorException {
 public:
  using ErrorException::ErrorException;
};

// Families. A family's bare code, and a code of the family that this library does not know, is thrown as the family
// type itself.

/// `AuthFailure`, `AuthFailure.*`
class TCCC_API AuthFailureError : public ServiceError {
 public:
  using ServiceError::ServiceError;
};

/// `FailedOperation`, `FailedOperation.*`
class TCCC_API FailedOperationError : public ServiceError {
 public:
  using ServiceError::ServiceError;
};

/// `InternalError`, `InternalError.*`
class TCCC_API InternalError : public ServiceError {
 public:
  using ServiceError::ServiceError;
};

/// `InvalidParameter`, `InvalidParameter.*`
class TCCC_API InvalidParameterError : public ServiceError {
 public:
  using ServiceError::ServiceError;
};

/// `InvalidParameterValue`, `InvalidParameterValue.*`
class TCCC_API InvalidParameterValueError : public InvalidParameterError {
 public:
  using InvalidParameterError::InvalidParameterError;
};

/// `LimitExceeded`, `LimitExceeded.*`
class TCCC_API LimitExceededError : public ServiceError {
 public:
  using ServiceError::ServiceError;
};

/// `OperationDenied`, `OperationDenied.*`
class TCCC_API OperationDeniedError : public ServiceError {
 public:
  using ServiceError::ServiceError;
};

/// `RequestLimitExceeded`, `RequestLimitExceeded.*`
class TCCC_API RequestLimitExceededError : public ServiceError {
 public:
  using ServiceError::ServiceError;
};

namespace detail {

constexpr bool is_among(ErrorCode code, ErrorCode first, ErrorCode last) {
  return first <= code && code <= last;
}

template <class T>
struct TypeTag {
  using type = T;
};

// The enumeration keeps each family together, in the order of the wire spelling.
template <ErrorCode code>
constexpr auto family_tag() {
  using Code = ErrorCode;
  if constexpr (is_among(code, Code::name_resolution_failed, Code::tls_failed) ||
                is_among(code, Code::connection_lost, Code::response_too_large) || code == Code::transport_failed) {
    return TypeTag<TransportError>{};
  } else if constexpr (is_among(code, Code::invalid_argument, Code::resources_exhausted)) {
    return TypeTag<ClientError>{};
  } else if constexpr (is_among(code, Code::auth_failure, Code::auth_failure_unauthorized_operation)) {
    return TypeTag<AuthFailureError>{};
  } else if constexpr (is_among(code, Code::failed_operation, Code::failed_operation_upload_file_overflow)) {
    return TypeTag<FailedOperationError>{};
  } else if constexpr (is_among(code, Code::internal_error, Code::internal_error_db_error)) {
    return TypeTag<InternalError>{};
  } else if constexpr (is_among(code, Code::invalid_parameter, Code::invalid_parameter_sip_trunk_not_found)) {
    return TypeTag<InvalidParameterError>{};
  } else if constexpr (is_among(code, Code::invalid_parameter_value,
                                Code::invalid_parameter_value_waiting_approval_overflow)) {
    return TypeTag<InvalidParameterValueError>{};
  } else if constexpr (is_among(code, Code::limit_exceeded, Code::limit_exceeded_out_of_quota_max_count)) {
    return TypeTag<LimitExceededError>{};
  } else if constexpr (is_among(code, Code::operation_denied_not_in_white_list, Code::operation_denied_uin_disabled)) {
    return TypeTag<OperationDeniedError>{};
  } else if constexpr (is_among(code, Code::request_limit_exceeded, Code::request_limit_exceeded_uin_limit_exceeded)) {
    return TypeTag<RequestLimitExceededError>{};
  } else {
    return TypeTag<ServiceError>{};
  }
}

template <ErrorCode code>
using FamilyError = typename decltype(family_tag<code>())::type;

constexpr bool is_bare_family_code(ErrorCode code) {
  using Code = ErrorCode;
  return code == Code::auth_failure || code == Code::failed_operation || code == Code::internal_error ||
         code == Code::invalid_parameter || code == Code::invalid_parameter_value || code == Code::limit_exceeded ||
         code == Code::request_limit_exceeded;
}

}  // namespace detail

/// The exception of one code; each has a name of its own below. It never stands for `ok`, nor for a family's bare code.
template <ErrorCode code>
class TCCC_API CodeError final : public detail::FamilyError<code> {
  static_assert(code != ErrorCode::ok, "ok is no error");
  static_assert(!detail::is_bare_family_code(code), "the bare code of a family is thrown as the family type");

 public:
  /// What throw_error() throws is made of the error.
  explicit CodeError(const Error& error) : detail::FamilyError<code>(error) {}
};

// Found on this side, or on the way to the service.
using InvalidArgumentError = CodeError<ErrorCode::invalid_argument>;
using CredentialsUnavailableError = CodeError<ErrorCode::credentials_unavailable>;
using NameResolutionFailedError = CodeError<ErrorCode::name_resolution_failed>;
using ConnectFailedError = CodeError<ErrorCode::connect_failed>;
using ProxyFailedError = CodeError<ErrorCode::proxy_failed>;
using TlsFailedError = CodeError<ErrorCode::tls_failed>;
using DeadlineExceededError = CodeError<ErrorCode::deadline_exceeded>;
using CancelledError = CodeError<ErrorCode::cancelled>;
using LimiterRefusedError = CodeError<ErrorCode::limiter_refused>;
using ConnectionLostError = CodeError<ErrorCode::connection_lost>;
using HttpStatusUnexpectedError = CodeError<ErrorCode::http_status_unexpected>;
using InvalidResponseError = CodeError<ErrorCode::invalid_response>;
using ResponseTooLargeError = CodeError<ErrorCode::response_too_large>;
using UsedAfterForkError = CodeError<ErrorCode::used_after_fork>;
using CalledFromCallbackError = CodeError<ErrorCode::called_from_callback>;
using ResourcesExhaustedError = CodeError<ErrorCode::resources_exhausted>;
using TransportFailedError = CodeError<ErrorCode::transport_failed>;
using UndocumentedServiceError = CodeError<ErrorCode::undocumented_service_error>;

// Answered by the service: the last part of the code as it is spelt on the wire.
using ActionOfflineError = CodeError<ErrorCode::action_offline>;
using InvalidAuthorizationError = CodeError<ErrorCode::auth_failure_invalid_authorization>;
using InvalidSecretIdError = CodeError<ErrorCode::auth_failure_invalid_secret_id>;
using MFAFailureError = CodeError<ErrorCode::auth_failure_mfa_failure>;
using SecretIdNotFoundError = CodeError<ErrorCode::auth_failure_secret_id_not_found>;
using SignatureExpireError = CodeError<ErrorCode::auth_failure_signature_expire>;
using SignatureFailureError = CodeError<ErrorCode::auth_failure_signature_failure>;
using TokenFailureError = CodeError<ErrorCode::auth_failure_token_failure>;
using AuthFailureUnauthorizedOperationError = CodeError<ErrorCode::auth_failure_unauthorized_operation>;
using DryRunOperationError = CodeError<ErrorCode::dry_run_operation>;
using AIConcurrentNoPackageError = CodeError<ErrorCode::failed_operation_ai_concurrent_no_package>;
using AIConcurrentOverFrequencyError = CodeError<ErrorCode::failed_operation_ai_concurrent_over_frequency>;
using AILicenseHasExpiredError = CodeError<ErrorCode::failed_operation_ai_license_has_expired>;
using AcquireQuotaError = CodeError<ErrorCode::failed_operation_acquire_quota>;
using CallOutFailedError = CodeError<ErrorCode::failed_operation_call_out_failed>;
using CalleeIsBlackUserError = CodeError<ErrorCode::failed_operation_callee_is_black_user>;
using CalleeIsLimitedError = CodeError<ErrorCode::failed_operation_callee_is_limited>;
using CallerOverFrequencyError = CodeError<ErrorCode::failed_operation_caller_over_frequency>;
using CalloutRuleBlindAreaError = CodeError<ErrorCode::failed_operation_callout_rule_blind_area>;
using CalloutRuleMaxCallCountCalleeIntervalTimeError =
    CodeError<ErrorCode::failed_operation_callout_rule_max_call_count_callee_interval_time>;
using CalloutRuleMaxCallCountCalleePerDayAppIDError =
    CodeError<ErrorCode::failed_operation_callout_rule_max_call_count_callee_per_day_app_id>;
using CalloutRuleNotWorkTimeError = CodeError<ErrorCode::failed_operation_callout_rule_not_work_time>;
using ControlAIConversationError = CodeError<ErrorCode::failed_operation_control_ai_conversation>;
using CurStateNotAllowModifyError = CodeError<ErrorCode::failed_operation_cur_state_not_allow_modify>;
using DuplicatedAccountError = CodeError<ErrorCode::failed_operation_duplicated_account>;
using NoCallOutNumberError = CodeError<ErrorCode::failed_operation_no_call_out_number>;
using PermissionDeniedError = CodeError<ErrorCode::failed_operation_permission_denied>;
using SeatStatusBusyError = CodeError<ErrorCode::failed_operation_seat_status_busy>;
using SessionNotExistsError = CodeError<ErrorCode::failed_operation_session_not_exists>;
using SessionNotInControlStateError = CodeError<ErrorCode::failed_operation_session_not_in_control_state>;
using UploadFileOverflowError = CodeError<ErrorCode::failed_operation_upload_file_overflow>;
using DBError = CodeError<ErrorCode::internal_error_db_error>;
using InvalidActionError = CodeError<ErrorCode::invalid_action>;
using DuplicateAddressError = CodeError<ErrorCode::invalid_parameter_duplicate_address>;
using DuplicatePhoneNumberError = CodeError<ErrorCode::invalid_parameter_duplicate_phone_number>;
using DuplicateSipAccountError = CodeError<ErrorCode::invalid_parameter_duplicate_sip_account>;
using IllegalAddressError = CodeError<ErrorCode::invalid_parameter_illegal_address>;
using IllegalPhoneNumberError = CodeError<ErrorCode::invalid_parameter_illegal_phone_number>;
using InvalidParameterInstanceNotExistError = CodeError<ErrorCode::invalid_parameter_instance_not_exist>;
using InvalidAddressError = CodeError<ErrorCode::invalid_parameter_invalid_address>;
using InvalidIPError = CodeError<ErrorCode::invalid_parameter_invalid_ip>;
using InvalidPhoneNumberError = CodeError<ErrorCode::invalid_parameter_invalid_phone_number>;
using InvalidPortError = CodeError<ErrorCode::invalid_parameter_invalid_port>;
using SipAccountPasswordFormatError = CodeError<ErrorCode::invalid_parameter_sip_account_password_format>;
using SipAccountUserFormatError = CodeError<ErrorCode::invalid_parameter_sip_account_user_format>;
using SipTrunkInUsedError = CodeError<ErrorCode::invalid_parameter_sip_trunk_in_used>;
using SipTrunkNotFoundError = CodeError<ErrorCode::invalid_parameter_sip_trunk_not_found>;
using AccountNotExistError = CodeError<ErrorCode::invalid_parameter_value_account_not_exist>;
using ApplyIDNotExistError = CodeError<ErrorCode::invalid_parameter_value_apply_id_not_exist>;
using CompanyExistError = CodeError<ErrorCode::invalid_parameter_value_company_exist>;
using ErrorApplyStatusError = CodeError<ErrorCode::invalid_parameter_value_error_apply_status>;
using ExperienceAccountError = CodeError<ErrorCode::invalid_parameter_value_experience_account>;
using FileNotExistError = CodeError<ErrorCode::invalid_parameter_value_file_not_exist>;
using InstanceNotExistError = CodeError<ErrorCode::invalid_parameter_value_instance_not_exist>;
using PhoneNumInvalidError = CodeError<ErrorCode::invalid_parameter_value_phone_num_invalid>;
using PhoneNumIsBoundOtherAccountError = CodeError<ErrorCode::invalid_parameter_value_phone_num_is_bound_other_account>;
using RecordNotExistError = CodeError<ErrorCode::invalid_parameter_value_record_not_exist>;
using RingAllGroupMemberOverflowError = CodeError<ErrorCode::invalid_parameter_value_ring_all_group_member_overflow>;
using SkillGroupError = CodeError<ErrorCode::invalid_parameter_value_skill_group_error>;
using SkillGroupExistError = CodeError<ErrorCode::invalid_parameter_value_skill_group_exist>;
using WaitingApprovalOverflowError = CodeError<ErrorCode::invalid_parameter_value_waiting_approval_overflow>;
using InvalidRequestError = CodeError<ErrorCode::invalid_request>;
using IpInBlacklistError = CodeError<ErrorCode::ip_in_blacklist>;
using IpNotInWhitelistError = CodeError<ErrorCode::ip_not_in_whitelist>;
using BasePackageExpiredError = CodeError<ErrorCode::limit_exceeded_base_package_expired>;
using InsufficientLicenseError = CodeError<ErrorCode::limit_exceeded_insufficient_license>;
using OutOfCountLimitError = CodeError<ErrorCode::limit_exceeded_out_of_count_limit>;
using OutOfQuotaMaxCountError = CodeError<ErrorCode::limit_exceeded_out_of_quota_max_count>;
using MissingParameterError = CodeError<ErrorCode::missing_parameter>;
using NoSuchProductError = CodeError<ErrorCode::no_such_product>;
using NoSuchVersionError = CodeError<ErrorCode::no_such_version>;
using NotInWhiteListError = CodeError<ErrorCode::operation_denied_not_in_white_list>;
using UinDisabledError = CodeError<ErrorCode::operation_denied_uin_disabled>;
using GlobalRegionUinLimitExceededError = CodeError<ErrorCode::request_limit_exceeded_global_region_uin_limit_exceeded>;
using IPLimitExceededError = CodeError<ErrorCode::request_limit_exceeded_ip_limit_exceeded>;
using UinLimitExceededError = CodeError<ErrorCode::request_limit_exceeded_uin_limit_exceeded>;
using RequestSizeLimitExceededError = CodeError<ErrorCode::request_size_limit_exceeded>;
using ResourceInUseError = CodeError<ErrorCode::resource_in_use>;
using ResourceInsufficientError = CodeError<ErrorCode::resource_insufficient>;
using ResourceNotFoundError = CodeError<ErrorCode::resource_not_found>;
using ResourceUnavailableError = CodeError<ErrorCode::resource_unavailable>;
using ResponseSizeLimitExceededError = CodeError<ErrorCode::response_size_limit_exceeded>;
using ServiceUnavailableError = CodeError<ErrorCode::service_unavailable>;
using UnauthorizedOperationError = CodeError<ErrorCode::unauthorized_operation>;
using UnknownParameterError = CodeError<ErrorCode::unknown_parameter>;
using UnsupportedOperationError = CodeError<ErrorCode::unsupported_operation>;
using UnsupportedProtocolError = CodeError<ErrorCode::unsupported_protocol>;
using UnsupportedRegionError = CodeError<ErrorCode::unsupported_region>;

}  // namespace v1
}  // namespace tccc
