// SPDX-License-Identifier: Apache-2.0
// The answer of each action: one function, chosen by the request's type.
#pragma once

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
#include "tccc/response_json.h"
#include "testing/contact_center.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {

/// A success with the members of a response.
template <class Response>
ServiceAnswer success(ContactCenter& center, Response response) {
  response.request_id = center.new_request_id();
  return {{}, {}, response_json(response)};
}

// Placing: call_answers.cc.
ServiceAnswer answer(ContactCenter& center, const CreateAICallRequest& request);
ServiceAnswer answer(ContactCenter& center, const CreateAIAgentCallRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeAIAgentInfoListRequest& request);

// Calls that are up: call_answers.cc.
ServiceAnswer answer(ContactCenter& center, const DescribePSTNActiveSessionListRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeTelSessionRequest& request);
ServiceAnswer answer(ContactCenter& center, const HangUpCallRequest& request);
ServiceAnswer answer(ContactCenter& center, const ControlAIConversationRequest& request);
ServiceAnswer answer(ContactCenter& center, const TransferToManualRequest& request);

// Calls that have ended: record_answers.cc.
ServiceAnswer answer(ContactCenter& center, const DescribeTelCdrRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeSessionDetailRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeTelCallInfoRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeTelRecordAsrRequest& request);

// What was found in them: result_answers.cc.
ServiceAnswer answer(ContactCenter& center, const DescribeAICallExtractResultRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeAIAnalysisResultRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeAILatencyRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeAICallInteractionRecordsRequest& request);

// Tasks: task_answers.cc.
ServiceAnswer answer(ContactCenter& center, const CreateAutoCalloutTaskRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeAutoCalloutTaskRequest& request);
ServiceAnswer answer(ContactCenter& center, const DescribeAutoCalloutTasksRequest& request);
ServiceAnswer answer(ContactCenter& center, const PauseAutoCalloutTaskRequest& request);
ServiceAnswer answer(ContactCenter& center, const ResumeAutoCalloutTaskRequest& request);
ServiceAnswer answer(ContactCenter& center, const StopAutoCalloutTaskRequest& request);

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
