// SPDX-License-Identifier: Apache-2.0
// The error table against the documented codes of errors.json, and the codes of the actions from the wire to
// the exception.
#include <cstddef>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <typeinfo>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tccc/exceptions.h"
#include "tccc/result.h"

namespace tccc {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

/// `FailedOperation.AIConcurrentNoPackage` becomes `failed_operation_ai_concurrent_no_package`.
std::string to_snake_case(std::string_view code) {
  std::string name;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const bool is_word_start = i > 0 && is_upper(code[i]) && code[i - 1] != '.' &&
                               (!is_upper(code[i - 1]) || (i + 1 < code.size() && !is_upper(code[i + 1])));
    if (code[i] == '.' || is_word_start) name += '_';
    if (code[i] != '.') name += is_upper(code[i]) ? static_cast<char>(code[i] - 'A' + 'a') : code[i];
  }
  return name;
}

const std::map<std::string, Redial> kRedialNames = {
    {"yes", Redial::yes}, {"after_delay", Redial::after_delay}, {"after_fix", Redial::after_fix},
    {"no", Redial::no},   {"ambiguous", Redial::ambiguous},
};

nlohmann::json documented_codes() {
  std::ifstream file(TCCC_TEST_DATA_DIR "/errors.json");
  return nlohmann::json::parse(file);
}

TEST(DocumentedErrors, AreAllInTheTable) {
  const nlohmann::json codes = documented_codes();
  ASSERT_EQ(codes.size(), 95U);
  for (const nlohmann::json& documented : codes) {
    const auto service_code = documented.at("code").get<std::string>();
    const ErrorCode code = find_service_code(service_code);
    ASSERT_NE(code, ErrorCode::undocumented_service_error) << service_code;

    const ErrorInfo& row = describe(code);
    EXPECT_EQ(row.service_code, service_code);
    EXPECT_EQ(row.name, to_snake_case(service_code));
    EXPECT_EQ(to_string(row.kind), documented.at("category").get<std::string>()) << service_code;
    EXPECT_EQ(row.redial, kRedialNames.at(documented.at("retry_call_placing").get<std::string>())) << service_code;
    EXPECT_EQ(row.retry_reads, documented.at("retry_read_only").get<bool>()) << service_code;
  }
}

TEST(DocumentedErrors, OfEachActionAreInTheTable) {
  std::ifstream file(TCCC_TEST_DATA_DIR "/api.json");
  const nlohmann::json api = nlohmann::json::parse(file);
  std::set<std::string> codes;
  for (const auto& [action, documented] : api.at("actions").items()) {
    for (const nlohmann::json& code : documented.at("errors")) {
      codes.insert(code.get<std::string>());
      EXPECT_NE(find_service_code(code.get<std::string>()), ErrorCode::undocumented_service_error) << action << code;
    }
  }
  EXPECT_EQ(codes.size(), 29U);
}

TEST(DocumentedErrors, AreTheOnlyServiceCodesOfTheTable) {
  std::set<std::string> documented;
  for (const nlohmann::json& code : documented_codes()) documented.insert(code.at("code").get<std::string>());
  for (const ErrorInfo& row : error_table()) {
    if (row.service_code.empty()) continue;
    EXPECT_EQ(documented.count(std::string(row.service_code)), 1U) << row.service_code;
  }
}

TEST(DocumentedErrors, AreRejectedUnlessTheyAreAmbiguous) {
  for (const nlohmann::json& documented : documented_codes()) {
    const auto service_code = documented.at("code").get<std::string>();
    const bool is_ambiguous = documented.at("retry_call_placing") == "ambiguous";
    EXPECT_EQ(outcome_of_service_code(service_code), is_ambiguous ? Outcome::unknown : Outcome::rejected)
        << service_code;
  }
}

/// Whether an error is thrown as exactly `Exact` and can be caught as `Family`.
template <class Exact, class Family>
bool is_thrown_as(const Error& error) {
  const Result<int> result(error);
  try {
    static_cast<void>(result.value());
  } catch (const Family& exception) {
    return typeid(exception) == typeid(Exact);
  } catch (...) {
  }
  return false;
}

struct CallError {
  const char* service_code;
  ErrorCode code;
  Outcome outcome;
  bool (*is_thrown)(const Error& error);
};

// What the documentation of the actions lists.
const CallError kCallErrors[] = {
    {"FailedOperation.CallOutFailed", ErrorCode::failed_operation_call_out_failed, Outcome::unknown,
     is_thrown_as<CallOutFailedError, FailedOperationError>},
    {"FailedOperation.CalleeIsBlackUser", ErrorCode::failed_operation_callee_is_black_user, Outcome::rejected,
     is_thrown_as<CalleeIsBlackUserError, FailedOperationError>},
    {"FailedOperation.CallerOverFrequency", ErrorCode::failed_operation_caller_over_frequency, Outcome::rejected,
     is_thrown_as<CallerOverFrequencyError, FailedOperationError>},
    {"FailedOperation.CalloutRuleBlindArea", ErrorCode::failed_operation_callout_rule_blind_area, Outcome::rejected,
     is_thrown_as<CalloutRuleBlindAreaError, FailedOperationError>},
    {"FailedOperation.CalloutRuleMaxCallCountCalleeIntervalTime",
     ErrorCode::failed_operation_callout_rule_max_call_count_callee_interval_time, Outcome::rejected,
     is_thrown_as<CalloutRuleMaxCallCountCalleeIntervalTimeError, FailedOperationError>},
    {"FailedOperation.CalloutRuleMaxCallCountCalleePerDayAppID",
     ErrorCode::failed_operation_callout_rule_max_call_count_callee_per_day_app_id, Outcome::rejected,
     is_thrown_as<CalloutRuleMaxCallCountCalleePerDayAppIDError, FailedOperationError>},
    {"FailedOperation.CalloutRuleNotWorkTime", ErrorCode::failed_operation_callout_rule_not_work_time,
     Outcome::rejected, is_thrown_as<CalloutRuleNotWorkTimeError, FailedOperationError>},
    {"FailedOperation.NoCallOutNumber", ErrorCode::failed_operation_no_call_out_number, Outcome::rejected,
     is_thrown_as<NoCallOutNumberError, FailedOperationError>},
    {"FailedOperation.PermissionDenied", ErrorCode::failed_operation_permission_denied, Outcome::rejected,
     is_thrown_as<PermissionDeniedError, FailedOperationError>},
    {"InternalError", ErrorCode::internal_error, Outcome::unknown, is_thrown_as<InternalError, ServiceError>},
    {"InvalidParameterValue", ErrorCode::invalid_parameter_value, Outcome::rejected,
     is_thrown_as<InvalidParameterValueError, InvalidParameterError>},
    {"InvalidParameterValue.InstanceNotExist", ErrorCode::invalid_parameter_value_instance_not_exist, Outcome::rejected,
     is_thrown_as<InstanceNotExistError, InvalidParameterValueError>},
    {"LimitExceeded.BasePackageExpired", ErrorCode::limit_exceeded_base_package_expired, Outcome::rejected,
     is_thrown_as<BasePackageExpiredError, LimitExceededError>},
    {"FailedOperation.AILicenseHasExpired", ErrorCode::failed_operation_ai_license_has_expired, Outcome::rejected,
     is_thrown_as<AILicenseHasExpiredError, FailedOperationError>},
    {"FailedOperation.AcquireQuota", ErrorCode::failed_operation_acquire_quota, Outcome::rejected,
     is_thrown_as<AcquireQuotaError, FailedOperationError>},
    {"FailedOperation.ControlAIConversation", ErrorCode::failed_operation_control_ai_conversation, Outcome::unknown,
     is_thrown_as<ControlAIConversationError, FailedOperationError>},
    {"FailedOperation.DuplicatedAccount", ErrorCode::failed_operation_duplicated_account, Outcome::rejected,
     is_thrown_as<DuplicatedAccountError, FailedOperationError>},
    {"FailedOperation.SessionNotExists", ErrorCode::failed_operation_session_not_exists, Outcome::rejected,
     is_thrown_as<SessionNotExistsError, FailedOperationError>},
    {"FailedOperation.SessionNotInControlState", ErrorCode::failed_operation_session_not_in_control_state,
     Outcome::rejected, is_thrown_as<SessionNotInControlStateError, FailedOperationError>},
    {"InternalError.DBError", ErrorCode::internal_error_db_error, Outcome::unknown,
     is_thrown_as<DBError, InternalError>},
    {"InvalidParameter", ErrorCode::invalid_parameter, Outcome::rejected,
     is_thrown_as<InvalidParameterError, ServiceError>},
    {"InvalidParameter.InstanceNotExist", ErrorCode::invalid_parameter_instance_not_exist, Outcome::rejected,
     is_thrown_as<InvalidParameterInstanceNotExistError, InvalidParameterError>},
    {"InvalidParameterValue.ExperienceAccount", ErrorCode::invalid_parameter_value_experience_account,
     Outcome::rejected, is_thrown_as<ExperienceAccountError, InvalidParameterValueError>},
    {"InvalidParameterValue.RingAllGroupMemberOverflow",
     ErrorCode::invalid_parameter_value_ring_all_group_member_overflow, Outcome::rejected,
     is_thrown_as<RingAllGroupMemberOverflowError, InvalidParameterValueError>},
    {"InvalidParameterValue.SkillGroupError", ErrorCode::invalid_parameter_value_skill_group_error, Outcome::rejected,
     is_thrown_as<SkillGroupError, InvalidParameterValueError>},
    {"LimitExceeded.OutOfQuotaMaxCount", ErrorCode::limit_exceeded_out_of_quota_max_count, Outcome::rejected,
     is_thrown_as<OutOfQuotaMaxCountError, LimitExceededError>},
    {"MissingParameter", ErrorCode::missing_parameter, Outcome::rejected,
     is_thrown_as<MissingParameterError, ServiceError>},
    {"ResourceNotFound", ErrorCode::resource_not_found, Outcome::rejected,
     is_thrown_as<ResourceNotFoundError, ServiceError>},
    {"UnsupportedOperation", ErrorCode::unsupported_operation, Outcome::rejected,
     is_thrown_as<UnsupportedOperationError, ServiceError>},
};

TEST(CallErrors, GoFromTheWireToTheException) {
  for (const CallError& expected : kCallErrors) {
    EXPECT_EQ(find_service_code(expected.service_code), expected.code) << expected.service_code;
    EXPECT_EQ(outcome_of_service_code(expected.service_code), expected.outcome) << expected.service_code;

    Error::Details details;
    details.code = expected.code;
    details.outcome = expected.outcome;
    details.service_code = expected.service_code;
    EXPECT_TRUE(expected.is_thrown(Error(details))) << expected.service_code;
  }
}

}  // namespace
}  // namespace tccc
