// SPDX-License-Identifier: Apache-2.0
// Every code has its exception type, below the type of its family or kind.
#include "tccc/exceptions.h"

#include <set>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include <gtest/gtest.h>

namespace tccc {
namespace {

Error error_of(ErrorCode code) {
  Error::Details details;
  details.code = code;
  details.service_code = std::string(describe(code).service_code);
  return Error(details);
}

Error undocumented(std::string service_code) {
  Error::Details details;
  details.code = ErrorCode::undocumented_service_error;
  details.service_code = std::move(service_code);
  return Error(details);
}

/// The exact type that throw_error throws.
const std::type_info& thrown_for(const Error& error) {
  try {
    throw_error(error);
  } catch (const ErrorException& exception) {
    return typeid(exception);
  }
}

template <class Base>
bool is_caught_as(const Error& error) {
  try {
    throw_error(error);
  } catch (const Base&) {
    return true;
  } catch (...) {
    return false;
  }
}

struct CodeAndType {
  ErrorCode code;
  const std::type_info* type;
};

const CodeAndType kTypes[] = {
    // The bare code of a family is the family type itself.
    {ErrorCode::auth_failure, &typeid(AuthFailureError)},
    {ErrorCode::failed_operation, &typeid(FailedOperationError)},
    {ErrorCode::internal_error, &typeid(InternalError)},
    {ErrorCode::invalid_parameter, &typeid(InvalidParameterError)},
    {ErrorCode::invalid_parameter_value, &typeid(InvalidParameterValueError)},
    {ErrorCode::limit_exceeded, &typeid(LimitExceededError)},
    {ErrorCode::request_limit_exceeded, &typeid(RequestLimitExceededError)},

    {ErrorCode::invalid_argument, &typeid(InvalidArgumentError)},
    {ErrorCode::credentials_unavailable, &typeid(CredentialsUnavailableError)},
    {ErrorCode::name_resolution_failed, &typeid(NameResolutionFailedError)},
    {ErrorCode::connect_failed, &typeid(ConnectFailedError)},
    {ErrorCode::proxy_failed, &typeid(ProxyFailedError)},
    {ErrorCode::tls_failed, &typeid(TlsFailedError)},
    {ErrorCode::deadline_exceeded, &typeid(DeadlineExceededError)},
    {ErrorCode::cancelled, &typeid(CancelledError)},
    {ErrorCode::limiter_refused, &typeid(LimiterRefusedError)},
    {ErrorCode::connection_lost, &typeid(ConnectionLostError)},
    {ErrorCode::http_status_unexpected, &typeid(HttpStatusUnexpectedError)},
    {ErrorCode::invalid_response, &typeid(InvalidResponseError)},
    {ErrorCode::response_too_large, &typeid(ResponseTooLargeError)},
    {ErrorCode::used_after_fork, &typeid(UsedAfterForkError)},
    {ErrorCode::called_from_callback, &typeid(CalledFromCallbackError)},
    {ErrorCode::resources_exhausted, &typeid(ResourcesExhaustedError)},
    {ErrorCode::transport_failed, &typeid(TransportFailedError)},
    {ErrorCode::undocumented_service_error, &typeid(UndocumentedServiceError)},
    {ErrorCode::action_offline, &typeid(ActionOfflineError)},
    {ErrorCode::auth_failure_invalid_authorization, &typeid(InvalidAuthorizationError)},
    {ErrorCode::auth_failure_invalid_secret_id, &typeid(InvalidSecretIdError)},
    {ErrorCode::auth_failure_mfa_failure, &typeid(MFAFailureError)},
    {ErrorCode::auth_failure_secret_id_not_found, &typeid(SecretIdNotFoundError)},
    {ErrorCode::auth_failure_signature_expire, &typeid(SignatureExpireError)},
    {ErrorCode::auth_failure_signature_failure, &typeid(SignatureFailureError)},
    {ErrorCode::auth_failure_token_failure, &typeid(TokenFailureError)},
    {ErrorCode::auth_failure_unauthorized_operation, &typeid(AuthFailureUnauthorizedOperationError)},
    {ErrorCode::dry_run_operation, &typeid(DryRunOperationError)},
    {ErrorCode::failed_operation_ai_concurrent_no_package, &typeid(AIConcurrentNoPackageError)},
    {ErrorCode::failed_operation_ai_concurrent_over_frequency, &typeid(AIConcurrentOverFrequencyError)},
    {ErrorCode::failed_operation_ai_license_has_expired, &typeid(AILicenseHasExpiredError)},
    {ErrorCode::failed_operation_acquire_quota, &typeid(AcquireQuotaError)},
    {ErrorCode::failed_operation_call_out_failed, &typeid(CallOutFailedError)},
    {ErrorCode::failed_operation_callee_is_black_user, &typeid(CalleeIsBlackUserError)},
    {ErrorCode::failed_operation_callee_is_limited, &typeid(CalleeIsLimitedError)},
    {ErrorCode::failed_operation_caller_over_frequency, &typeid(CallerOverFrequencyError)},
    {ErrorCode::failed_operation_callout_rule_blind_area, &typeid(CalloutRuleBlindAreaError)},
    {ErrorCode::failed_operation_callout_rule_max_call_count_callee_interval_time,
     &typeid(CalloutRuleMaxCallCountCalleeIntervalTimeError)},
    {ErrorCode::failed_operation_callout_rule_max_call_count_callee_per_day_app_id,
     &typeid(CalloutRuleMaxCallCountCalleePerDayAppIDError)},
    {ErrorCode::failed_operation_callout_rule_not_work_time, &typeid(CalloutRuleNotWorkTimeError)},
    {ErrorCode::failed_operation_control_ai_conversation, &typeid(ControlAIConversationError)},
    {ErrorCode::failed_operation_cur_state_not_allow_modify, &typeid(CurStateNotAllowModifyError)},
    {ErrorCode::failed_operation_duplicated_account, &typeid(DuplicatedAccountError)},
    {ErrorCode::failed_operation_no_call_out_number, &typeid(NoCallOutNumberError)},
    {ErrorCode::failed_operation_permission_denied, &typeid(PermissionDeniedError)},
    {ErrorCode::failed_operation_seat_status_busy, &typeid(SeatStatusBusyError)},
    {ErrorCode::failed_operation_session_not_exists, &typeid(SessionNotExistsError)},
    {ErrorCode::failed_operation_session_not_in_control_state, &typeid(SessionNotInControlStateError)},
    {ErrorCode::failed_operation_upload_file_overflow, &typeid(UploadFileOverflowError)},
    {ErrorCode::internal_error_db_error, &typeid(DBError)},
    {ErrorCode::invalid_action, &typeid(InvalidActionError)},
    {ErrorCode::invalid_parameter_duplicate_address, &typeid(DuplicateAddressError)},
    {ErrorCode::invalid_parameter_duplicate_phone_number, &typeid(DuplicatePhoneNumberError)},
    {ErrorCode::invalid_parameter_duplicate_sip_account, &typeid(DuplicateSipAccountError)},
    {ErrorCode::invalid_parameter_illegal_address, &typeid(IllegalAddressError)},
    {ErrorCode::invalid_parameter_illegal_phone_number, &typeid(IllegalPhoneNumberError)},
    {ErrorCode::invalid_parameter_instance_not_exist, &typeid(InvalidParameterInstanceNotExistError)},
    {ErrorCode::invalid_parameter_invalid_address, &typeid(InvalidAddressError)},
    {ErrorCode::invalid_parameter_invalid_ip, &typeid(InvalidIPError)},
    {ErrorCode::invalid_parameter_invalid_phone_number, &typeid(InvalidPhoneNumberError)},
    {ErrorCode::invalid_parameter_invalid_port, &typeid(InvalidPortError)},
    {ErrorCode::invalid_parameter_sip_account_password_format, &typeid(SipAccountPasswordFormatError)},
    {ErrorCode::invalid_parameter_sip_account_user_format, &typeid(SipAccountUserFormatError)},
    {ErrorCode::invalid_parameter_sip_trunk_in_used, &typeid(SipTrunkInUsedError)},
    {ErrorCode::invalid_parameter_sip_trunk_not_found, &typeid(SipTrunkNotFoundError)},
    {ErrorCode::invalid_parameter_value_account_not_exist, &typeid(AccountNotExistError)},
    {ErrorCode::invalid_parameter_value_apply_id_not_exist, &typeid(ApplyIDNotExistError)},
    {ErrorCode::invalid_parameter_value_company_exist, &typeid(CompanyExistError)},
    {ErrorCode::invalid_parameter_value_error_apply_status, &typeid(ErrorApplyStatusError)},
    {ErrorCode::invalid_parameter_value_experience_account, &typeid(ExperienceAccountError)},
    {ErrorCode::invalid_parameter_value_file_not_exist, &typeid(FileNotExistError)},
    {ErrorCode::invalid_parameter_value_instance_not_exist, &typeid(InstanceNotExistError)},
    {ErrorCode::invalid_parameter_value_phone_num_invalid, &typeid(PhoneNumInvalidError)},
    {ErrorCode::invalid_parameter_value_phone_num_is_bound_other_account, &typeid(PhoneNumIsBoundOtherAccountError)},
    {ErrorCode::invalid_parameter_value_record_not_exist, &typeid(RecordNotExistError)},
    {ErrorCode::invalid_parameter_value_ring_all_group_member_overflow, &typeid(RingAllGroupMemberOverflowError)},
    {ErrorCode::invalid_parameter_value_skill_group_error, &typeid(SkillGroupError)},
    {ErrorCode::invalid_parameter_value_skill_group_exist, &typeid(SkillGroupExistError)},
    {ErrorCode::invalid_parameter_value_waiting_approval_overflow, &typeid(WaitingApprovalOverflowError)},
    {ErrorCode::invalid_request, &typeid(InvalidRequestError)},
    {ErrorCode::ip_in_blacklist, &typeid(IpInBlacklistError)},
    {ErrorCode::ip_not_in_whitelist, &typeid(IpNotInWhitelistError)},
    {ErrorCode::limit_exceeded_base_package_expired, &typeid(BasePackageExpiredError)},
    {ErrorCode::limit_exceeded_insufficient_license, &typeid(InsufficientLicenseError)},
    {ErrorCode::limit_exceeded_out_of_count_limit, &typeid(OutOfCountLimitError)},
    {ErrorCode::limit_exceeded_out_of_quota_max_count, &typeid(OutOfQuotaMaxCountError)},
    {ErrorCode::missing_parameter, &typeid(MissingParameterError)},
    {ErrorCode::no_such_product, &typeid(NoSuchProductError)},
    {ErrorCode::no_such_version, &typeid(NoSuchVersionError)},
    {ErrorCode::operation_denied_not_in_white_list, &typeid(NotInWhiteListError)},
    {ErrorCode::operation_denied_uin_disabled, &typeid(UinDisabledError)},
    {ErrorCode::request_limit_exceeded_global_region_uin_limit_exceeded, &typeid(GlobalRegionUinLimitExceededError)},
    {ErrorCode::request_limit_exceeded_ip_limit_exceeded, &typeid(IPLimitExceededError)},
    {ErrorCode::request_limit_exceeded_uin_limit_exceeded, &typeid(UinLimitExceededError)},
    {ErrorCode::request_size_limit_exceeded, &typeid(RequestSizeLimitExceededError)},
    {ErrorCode::resource_in_use, &typeid(ResourceInUseError)},
    {ErrorCode::resource_insufficient, &typeid(ResourceInsufficientError)},
    {ErrorCode::resource_not_found, &typeid(ResourceNotFoundError)},
    {ErrorCode::resource_unavailable, &typeid(ResourceUnavailableError)},
    {ErrorCode::response_size_limit_exceeded, &typeid(ResponseSizeLimitExceededError)},
    {ErrorCode::service_unavailable, &typeid(ServiceUnavailableError)},
    {ErrorCode::unauthorized_operation, &typeid(UnauthorizedOperationError)},
    {ErrorCode::unknown_parameter, &typeid(UnknownParameterError)},
    {ErrorCode::unsupported_operation, &typeid(UnsupportedOperationError)},
    {ErrorCode::unsupported_protocol, &typeid(UnsupportedProtocolError)},
    {ErrorCode::unsupported_region, &typeid(UnsupportedRegionError)},
};

TEST(Exceptions, HaveOneTypePerCode) {
  std::set<ErrorCode> covered;
  for (const CodeAndType& expected : kTypes) {
    EXPECT_EQ(thrown_for(error_of(expected.code)).name(), expected.type->name()) << to_string(expected.code);
    covered.insert(expected.code);
  }
  for (const ErrorInfo& row : error_table()) EXPECT_EQ(covered.count(row.code), 1U) << row.name;
}

TEST(Exceptions, AreCaughtAsTheKindOfTheirCode) {
  for (const ErrorInfo& row : error_table()) {
    const Error error = error_of(row.code);
    const bool is_client = row.kind == ErrorKind::client;
    const bool is_transport = row.kind == ErrorKind::transport;
    EXPECT_EQ(is_caught_as<ClientError>(error), is_client) << row.name;
    EXPECT_EQ(is_caught_as<TransportError>(error), is_transport) << row.name;
    EXPECT_EQ(is_caught_as<ServiceError>(error), !is_client && !is_transport) << row.name;
    EXPECT_TRUE(is_caught_as<ErrorException>(error)) << row.name;
    EXPECT_TRUE(is_caught_as<std::exception>(error)) << row.name;
  }
}

TEST(Exceptions, AreCaughtAsTheirFamily) {
  for (const ErrorInfo& row : error_table()) {
    const Error error = error_of(row.code);
    const std::string family(row.service_code.substr(0, row.service_code.find('.')));
    EXPECT_EQ(is_caught_as<AuthFailureError>(error), family == "AuthFailure") << row.name;
    EXPECT_EQ(is_caught_as<FailedOperationError>(error), family == "FailedOperation") << row.name;
    EXPECT_EQ(is_caught_as<InternalError>(error), family == "InternalError") << row.name;
    EXPECT_EQ(is_caught_as<InvalidParameterError>(error),
              family == "InvalidParameter" || family == "InvalidParameterValue")
        << row.name;
    EXPECT_EQ(is_caught_as<InvalidParameterValueError>(error), family == "InvalidParameterValue") << row.name;
    EXPECT_EQ(is_caught_as<LimitExceededError>(error), family == "LimitExceeded") << row.name;
    EXPECT_EQ(is_caught_as<OperationDeniedError>(error), family == "OperationDenied") << row.name;
    EXPECT_EQ(is_caught_as<RequestLimitExceededError>(error), family == "RequestLimitExceeded") << row.name;
  }
}

TEST(Exceptions, KeepTheFamilyOfAnUndocumentedCode) {
  EXPECT_EQ(thrown_for(undocumented("AuthFailure.New")), typeid(AuthFailureError));
  EXPECT_EQ(thrown_for(undocumented("FailedOperation.New")), typeid(FailedOperationError));
  EXPECT_EQ(thrown_for(undocumented("InternalError.New.Deeper")), typeid(InternalError));
  EXPECT_EQ(thrown_for(undocumented("InvalidParameter.New")), typeid(InvalidParameterError));
  EXPECT_EQ(thrown_for(undocumented("InvalidParameterValue.New")), typeid(InvalidParameterValueError));
  EXPECT_EQ(thrown_for(undocumented("LimitExceeded.New")), typeid(LimitExceededError));
  EXPECT_EQ(thrown_for(undocumented("OperationDenied.New")), typeid(OperationDeniedError));
  EXPECT_EQ(thrown_for(undocumented("OperationDenied")), typeid(OperationDeniedError));
  EXPECT_EQ(thrown_for(undocumented("RequestLimitExceeded.New")), typeid(RequestLimitExceededError));
}

TEST(Exceptions, AreUndocumentedWhereTheFamilyHasNoType) {
  for (const char* code : {"", ".", "New", "New.Code", "MissingParameter.New", "InternalErrorNew", "internalerror.New",
                           "FailedOperationNew.X", "FailedOperatio", "zzz"}) {
    EXPECT_EQ(thrown_for(undocumented(code)), typeid(UndocumentedServiceError)) << code;
  }
}

TEST(Exceptions, CarryTheErrorAndItsText) {
  Error::Details details;
  details.code = ErrorCode::failed_operation_callee_is_black_user;
  details.outcome = Outcome::rejected;
  details.service_code = "FailedOperation.CalleeIsBlackUser";
  details.message = "not this one";
  details.request_id = "r-1";
  const Error error(details);
  try {
    throw_error(error);
  } catch (const CalleeIsBlackUserError& exception) {
    EXPECT_EQ(exception.error().request_id(), "r-1");
    EXPECT_EQ(exception.error().outcome(), Outcome::rejected);
    EXPECT_EQ(exception.what(), error.to_string());
  }
}

TEST(Exceptions, CopyWithoutThrowing) {
  static_assert(std::is_nothrow_copy_constructible_v<ErrorException>);
  static_assert(std::is_nothrow_copy_constructible_v<CalleeIsBlackUserError>);
  static_assert(std::is_nothrow_copy_assignable_v<FailedOperationError>);

  const ErrorException first(error_of(ErrorCode::cancelled));
  ErrorException second(error_of(ErrorCode::connection_lost));
  second = first;
  EXPECT_EQ(second.error().code(), ErrorCode::cancelled);
  EXPECT_STREQ(second.what(), first.what());
}

}  // namespace
}  // namespace tccc
