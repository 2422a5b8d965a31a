// SPDX-License-Identifier: Apache-2.0
// The register of actions: a row for each, ordered by name.
#include <algorithm>
#include <array>

#include "model/action.h"
#include "tccc/api/control_ai_conversation.h"
#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"
#include "tccc/api/create_auto_callout_task.h"
#include "tccc/api/describe_ai_agent_info_list.h"
#include "tccc/api/describe_ai_analysis_result.h"
#include "tccc/api/describe_ai_call_extract_result.h"
#include "tccc/api/describe_ai_call_interaction_records.h"
#include "tccc/api/describe_ai_latency.h"
#include "tccc/api/describe_auto_callout_task.h"
#include "tccc/api/describe_auto_callout_tasks.h"
#include "tccc/api/describe_pstn_active_session_list.h"
#include "tccc/api/describe_session_detail.h"
#include "tccc/api/describe_tel_call_info.h"
#include "tccc/api/describe_tel_cdr.h"
#include "tccc/api/describe_tel_record_asr.h"
#include "tccc/api/describe_tel_session.h"
#include "tccc/api/hang_up_call.h"
#include "tccc/api/steer_auto_callout_task.h"
#include "tccc/api/transfer_to_manual.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

template <class... Requests>
const auto& rows() noexcept {
  static const std::array<const Action*, sizeof...(Requests)> made{&ActionOf<Requests>::action()...};
  return made;
}

}  // namespace

ActionTable all_actions() noexcept {
  const auto& table =
      rows<ControlAIConversationRequest, CreateAIAgentCallRequest, CreateAICallRequest, CreateAutoCalloutTaskRequest,
           DescribeAIAgentInfoListRequest, DescribeAIAnalysisResultRequest, DescribeAICallExtractResultRequest,
           DescribeAICallInteractionRecordsRequest, DescribeAILatencyRequest, DescribeAutoCalloutTaskRequest,
           DescribeAutoCalloutTasksRequest, DescribePSTNActiveSessionListRequest, DescribeSessionDetailRequest,
           DescribeTelCallInfoRequest, DescribeTelCdrRequest, DescribeTelRecordAsrRequest, DescribeTelSessionRequest,
           HangUpCallRequest, PauseAutoCalloutTaskRequest, ResumeAutoCalloutTaskRequest, StopAutoCalloutTaskRequest,
           TransferToManualRequest>();
  return {table.data(), table.size()};
}

const Action* find_action(std::string_view name) noexcept {
  const ActionTable table = all_actions();
  const auto* row = std::lower_bound(table.begin(), table.end(), name,
                                     [](const Action* left, std::string_view right) { return left->name < right; });
  return row != table.end() && (*row)->name == name ? *row : nullptr;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
