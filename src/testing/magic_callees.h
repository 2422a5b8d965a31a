// SPDX-License-Identifier: Apache-2.0
// The table of magic callees. Numbers are for ever: tests of users hold them, so a new code takes a free one.
//   1xxx keys and permissions   2xxx FailedOperation    3xxx the request   4xxx limits
//   5xxx server and resources   6xxx not offered        8xxx how the call goes   9xxx faults of the answer itself
#pragma once

#include <cstddef>
#include <string_view>

#include "error/error_table.h"
#include "tccc/error.h"
#include "tccc/testing/mock_endpoint.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

constexpr MagicCallee answered_with(std::string_view callee, ErrorCode code) {
  return {callee, MagicAnswer::service_error, code};
}

constexpr MagicCallee placed_with(std::string_view callee, CallFate fate) {
  return {callee, MagicAnswer::placed, ErrorCode::ok, fate};
}

inline constexpr MagicCallee kMagicCallees[] = {
    answered_with("008612300001000", ErrorCode::auth_failure),
    answered_with("008612300001001", ErrorCode::auth_failure_invalid_authorization),
    answered_with("008612300001002", ErrorCode::auth_failure_invalid_secret_id),
    answered_with("008612300001003", ErrorCode::auth_failure_mfa_failure),
    answered_with("008612300001004", ErrorCode::auth_failure_secret_id_not_found),
    answered_with("008612300001005", ErrorCode::auth_failure_signature_expire),
    answered_with("008612300001006", ErrorCode::auth_failure_signature_failure),
    answered_with("008612300001007", ErrorCode::auth_failure_token_failure),
    answered_with("008612300001008", ErrorCode::auth_failure_unauthorized_operation),
    answered_with("008612300001100", ErrorCode::unauthorized_operation),
    answered_with("008612300001110", ErrorCode::operation_denied_not_in_white_list),
    answered_with("008612300001111", ErrorCode::operation_denied_uin_disabled),
    answered_with("008612300001120", ErrorCode::ip_in_blacklist),
    answered_with("008612300001121", ErrorCode::ip_not_in_whitelist),
    answered_with("008612300002000", ErrorCode::failed_operation),
    answered_with("008612300002001", ErrorCode::failed_operation_ai_concurrent_no_package),
    answered_with("008612300002002", ErrorCode::failed_operation_ai_concurrent_over_frequency),
    answered_with("008612300002003", ErrorCode::failed_operation_ai_license_has_expired),
    answered_with("008612300002004", ErrorCode::failed_operation_acquire_quota),
    answered_with("008612300002005", ErrorCode::failed_operation_call_out_failed),
    answered_with("008612300002006", ErrorCode::failed_operation_callee_is_black_user),
    answered_with("008612300002007", ErrorCode::failed_operation_callee_is_limited),
    answered_with("008612300002008", ErrorCode::failed_operation_caller_over_frequency),
    answered_with("008612300002009", ErrorCode::failed_operation_callout_rule_blind_area),
    answered_with("008612300002010", ErrorCode::failed_operation_callout_rule_max_call_count_callee_interval_time),
    answered_with("008612300002011", ErrorCode::failed_operation_callout_rule_max_call_count_callee_per_day_app_id),
    answered_with("008612300002012", ErrorCode::failed_operation_callout_rule_not_work_time),
    answered_with("008612300002013", ErrorCode::failed_operation_control_ai_conversation),
    answered_with("008612300002014", ErrorCode::failed_operation_cur_state_not_allow_modify),
    answered_with("008612300002015", ErrorCode::failed_operation_duplicated_account),
    answered_with("008612300002016", ErrorCode::failed_operation_no_call_out_number),
    answered_with("008612300002017", ErrorCode::failed_operation_permission_denied),
    answered_with("008612300002018", ErrorCode::failed_operation_seat_status_busy),
    answered_with("008612300002019", ErrorCode::failed_operation_session_not_exists),
    answered_with("008612300002020", ErrorCode::failed_operation_session_not_in_control_state),
    answered_with("008612300002021", ErrorCode::failed_operation_upload_file_overflow),
    answered_with("008612300003000", ErrorCode::invalid_parameter),
    answered_with("008612300003001", ErrorCode::invalid_parameter_duplicate_address),
    answered_with("008612300003002", ErrorCode::invalid_parameter_duplicate_phone_number),
    answered_with("008612300003003", ErrorCode::invalid_parameter_duplicate_sip_account),
    answered_with("008612300003004", ErrorCode::invalid_parameter_illegal_address),
    answered_with("008612300003005", ErrorCode::invalid_parameter_illegal_phone_number),
    answered_with("008612300003006", ErrorCode::invalid_parameter_instance_not_exist),
    answered_with("008612300003007", ErrorCode::invalid_parameter_invalid_address),
    answered_with("008612300003008", ErrorCode::invalid_parameter_invalid_ip),
    answered_with("008612300003009", ErrorCode::invalid_parameter_invalid_phone_number),
    answered_with("008612300003010", ErrorCode::invalid_parameter_invalid_port),
    answered_with("008612300003011", ErrorCode::invalid_parameter_sip_account_password_format),
    answered_with("008612300003012", ErrorCode::invalid_parameter_sip_account_user_format),
    answered_with("008612300003013", ErrorCode::invalid_parameter_sip_trunk_in_used),
    answered_with("008612300003014", ErrorCode::invalid_parameter_sip_trunk_not_found),
    answered_with("008612300003100", ErrorCode::invalid_parameter_value),
    answered_with("008612300003101", ErrorCode::invalid_parameter_value_account_not_exist),
    answered_with("008612300003102", ErrorCode::invalid_parameter_value_apply_id_not_exist),
    answered_with("008612300003103", ErrorCode::invalid_parameter_value_company_exist),
    answered_with("008612300003104", ErrorCode::invalid_parameter_value_error_apply_status),
    answered_with("008612300003105", ErrorCode::invalid_parameter_value_experience_account),
    answered_with("008612300003106", ErrorCode::invalid_parameter_value_file_not_exist),
    answered_with("008612300003107", ErrorCode::invalid_parameter_value_instance_not_exist),
    answered_with("008612300003108", ErrorCode::invalid_parameter_value_phone_num_invalid),
    answered_with("008612300003109", ErrorCode::invalid_parameter_value_phone_num_is_bound_other_account),
    answered_with("008612300003110", ErrorCode::invalid_parameter_value_record_not_exist),
    answered_with("008612300003111", ErrorCode::invalid_parameter_value_ring_all_group_member_overflow),
    answered_with("008612300003112", ErrorCode::invalid_parameter_value_skill_group_error),
    answered_with("008612300003113", ErrorCode::invalid_parameter_value_skill_group_exist),
    answered_with("008612300003114", ErrorCode::invalid_parameter_value_waiting_approval_overflow),
    answered_with("008612300003200", ErrorCode::invalid_request),
    answered_with("008612300003210", ErrorCode::missing_parameter),
    answered_with("008612300003220", ErrorCode::unknown_parameter),
    answered_with("008612300004000", ErrorCode::limit_exceeded),
    answered_with("008612300004001", ErrorCode::limit_exceeded_base_package_expired),
    answered_with("008612300004002", ErrorCode::limit_exceeded_insufficient_license),
    answered_with("008612300004003", ErrorCode::limit_exceeded_out_of_count_limit),
    answered_with("008612300004004", ErrorCode::limit_exceeded_out_of_quota_max_count),
    answered_with("008612300004100", ErrorCode::request_limit_exceeded),
    answered_with("008612300004101", ErrorCode::request_limit_exceeded_global_region_uin_limit_exceeded),
    answered_with("008612300004102", ErrorCode::request_limit_exceeded_ip_limit_exceeded),
    answered_with("008612300004103", ErrorCode::request_limit_exceeded_uin_limit_exceeded),
    answered_with("008612300004200", ErrorCode::request_size_limit_exceeded),
    answered_with("008612300004210", ErrorCode::response_size_limit_exceeded),
    answered_with("008612300005000", ErrorCode::internal_error),
    answered_with("008612300005001", ErrorCode::internal_error_db_error),
    answered_with("008612300005100", ErrorCode::service_unavailable),
    answered_with("008612300005200", ErrorCode::resource_in_use),
    answered_with("008612300005210", ErrorCode::resource_insufficient),
    answered_with("008612300005220", ErrorCode::resource_not_found),
    answered_with("008612300005230", ErrorCode::resource_unavailable),
    answered_with("008612300006000", ErrorCode::action_offline),
    answered_with("008612300006010", ErrorCode::dry_run_operation),
    answered_with("008612300006020", ErrorCode::invalid_action),
    answered_with("008612300006030", ErrorCode::no_such_product),
    answered_with("008612300006040", ErrorCode::no_such_version),
    answered_with("008612300006100", ErrorCode::unsupported_operation),
    answered_with("008612300006110", ErrorCode::unsupported_protocol),
    answered_with("008612300006120", ErrorCode::unsupported_region),
    placed_with(magic_callee::busy, CallFate::busy),
    placed_with(magic_callee::no_answer, CallFate::no_answer),
    placed_with(magic_callee::voicemail, CallFate::voicemail),
    placed_with(magic_callee::declines, CallFate::declined),
    placed_with(magic_callee::hangs_up, CallFate::callee_hangs_up),
    placed_with(magic_callee::transferred, CallFate::transferred),
    {magic_callee::answer_lost, MagicAnswer::answer_lost, ErrorCode::ok},
    {magic_callee::bad_gateway, MagicAnswer::bad_gateway, ErrorCode::ok},
    {magic_callee::truncated_json, MagicAnswer::truncated_json, ErrorCode::ok},
    {magic_callee::no_session_id, MagicAnswer::no_session_id, ErrorCode::ok},
    {magic_callee::slow_answer, MagicAnswer::slow_answer, ErrorCode::ok},
    {magic_callee::request_lost, MagicAnswer::request_lost, ErrorCode::ok},
};

inline constexpr std::size_t kMagicCalleeCount = sizeof(kMagicCallees) / sizeof(kMagicCallees[0]);

constexpr bool all_numbers_rise_and_have_one_form() {
  std::string_view previous = magic_callee::succeeds;
  for (const MagicCallee& row : kMagicCallees) {
    if (row.callee.size() != previous.size() || row.callee.substr(0, 11) != "00861230000" || row.callee <= previous) {
      return false;
    }
    previous = row.callee;
  }
  return true;
}

constexpr bool every_service_code_has_one_number() {
  std::size_t service_codes = 0;
  for (const ErrorInfo& info : tccc::detail::kErrorTable) {
    if (info.service_code.empty()) continue;
    ++service_codes;
    int numbers = 0;
    for (const MagicCallee& row : kMagicCallees) numbers += row.code == info.code ? 1 : 0;
    if (numbers != 1) return false;
  }
  std::size_t rows = 0;
  for (const MagicCallee& row : kMagicCallees) rows += row.answer == MagicAnswer::service_error ? 1 : 0;
  return rows == service_codes;
}

/// The row of a number, null for those that are not magic.
const MagicCallee* find_magic_callee(std::string_view callee) noexcept;

static_assert(all_numbers_rise_and_have_one_form());
static_assert(every_service_code_has_one_number());

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
