// SPDX-License-Identifier: Apache-2.0
// Whole answers, in the shapes the service's pages print, are read without loss and fill the members they are named
// after.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "codec/decode.h"
#include "file_text.h"
#include "model/action.h"
#include "tccc/tccc.h"

namespace tccc {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::string golden_answer(std::string_view action) {
  return text_of(TCCC_TEST_DATA_DIR "/golden_answers/" + std::string(action) + ".json");
}

template <class Request>
ResponseOf<Request> answer_to() {
  const detail::Action& action = ActionOf<Request>::action();
  ResponseOf<Request> response;
  detail::EnvelopeHead head;
  const auto fault = detail::decode_answer(*action.response, golden_answer(action.name), head, &response);
  EXPECT_FALSE(fault) << action.name << " " << fault->field;
  EXPECT_FALSE(head.has_error);
  EXPECT_EQ(response.request_id, "6bb56a09-2787-40bc-80c5-dc6dab783eff") << action.name;
  return response;
}

TimePoint at(std::int64_t unix_seconds) {
  return TimePoint(seconds(unix_seconds));
}

TEST(GoldenAnswers, AreThereForEachActionAndComeOutAsTheyWentIn) {
  for (const detail::Action* action : detail::all_actions()) {
    const std::string text = golden_answer(action->name);
    const std::shared_ptr<void> response = action->make_response();
    detail::EnvelopeHead head;
    const auto fault = detail::decode_answer(*action->response, text, head, response.get());
    ASSERT_FALSE(fault) << action->name << " " << fault->field;
    EXPECT_EQ(json::parse(detail::response_json(*action, response.get())), json::parse(text).at("Response"))
        << action->name;
  }
}

void gather_missing(const json& api, const json& fields, const json& held, const std::string& above,
                    std::set<std::string>& missing) {
  for (const json& field : fields) {
    const auto name = field.at("name").get<std::string>();
    const std::string path = above + "." + name;
    if (!held.contains(name)) {
      missing.insert(path);
      continue;
    }
    const bool is_list = field.at("type") == "array";
    const json& value = is_list ? field.at("items") : field;
    if (!value.contains("struct")) continue;
    const json& inner = is_list ? held.at(name).at(0) : held.at(name);
    gather_missing(api, api.at("structs").at(value.at("struct").get<std::string>()), inner, path, missing);
  }
}

TEST(GoldenAnswers, HoldEveryDocumentedField) {
  const json api = json::parse(text_of(TCCC_TEST_DATA_DIR "/api.json"));
  std::set<std::string> missing;
  for (const auto& [name, action] : api.at("actions").items()) {
    gather_missing(api, action.at("response"), json::parse(golden_answer(name)).at("Response"), name, missing);
  }
  EXPECT_EQ(missing, std::set<std::string>());
}

TEST(GoldenAnswers, OfRecordsFillTheMembersTheyAreNamedAfter) {
  const auto records = answer_to<DescribeTelCdrRequest>();
  EXPECT_EQ(records.total_count, 373);
  ASSERT_EQ(records.tel_cdrs.size(), 1U);
  ASSERT_EQ(records.tel_cdr_list.size(), 1U);
  const TelCdrInfo& record = records.tel_cdr_list[0];
  EXPECT_EQ(record.caller, "008601012345678");
  EXPECT_EQ(record.callee, "008613000000000");
  EXPECT_EQ(record.time, at(1611631881));
  EXPECT_EQ(record.direction, call_direction::inbound);
  EXPECT_EQ(record.call_type, call_type::outbound);
  EXPECT_EQ(record.duration, std::chrono::minutes(2));
  EXPECT_EQ(record.seat_user->mail, "foo@example.com");
  EXPECT_EQ(record.seat_user->skill_group_name_list.size(), 2U);
  EXPECT_EQ(record.end_status, end_status::ok);
  EXPECT_EQ(record.ivr_duration, seconds(5));
  EXPECT_EQ(record.accept_timestamp, at(1611631881));
  EXPECT_EQ(record.ivr_key_pressed, (std::vector<std::string>{"1", "2", "3"}));
  EXPECT_EQ(record.ivr_key_pressed_ex.at(0).timestamp, PreciseTimePoint(milliseconds(1729697241440)));
  EXPECT_EQ(record.hung_up_side, hang_up_side::user);
  EXPECT_EQ(record.serve_participants.at(0).type, participant_type::staff_seat);
  EXPECT_EQ(record.post_ivr_key_pressed_ex.at(0).key, "1");
  EXPECT_EQ(record.deprecated_uui, "foobar");
  EXPECT_EQ(record.uui, "foobar");
  EXPECT_EQ(record.asr_url, "https://records.example.com/a?session_id=");
  EXPECT_EQ(record.asr_status, asr_status::complete);
  EXPECT_EQ(record.ai_agent_id, 9527U);
  EXPECT_EQ(record.sys_hangup_reason, 1010);

  const auto detail = answer_to<DescribeSessionDetailRequest>();
  EXPECT_EQ(detail.start_time_stamp, at(1611631881));
  EXPECT_EQ(detail.ended_timestamp, at(1611631991));
  EXPECT_EQ(detail.asr_url, "https://records.example.com/a?sign=x");
  EXPECT_EQ(detail.events.at(0).event_type, session_event_type::staff_hold);
  EXPECT_EQ(detail.events.at(0).staff_event_detail->staffs.at(0).staff_number, "007");

  const auto usage = answer_to<DescribeTelCallInfoRequest>();
  EXPECT_EQ(usage.voip_call_in_count, 10);
  EXPECT_EQ(usage.deprecated_voip_call_in_count, 10);
  EXPECT_EQ(usage.seat_used_count, 50);
}

TEST(GoldenAnswers, OfCallsThatAreUpFillTheMembersTheyAreNamedAfter) {
  const auto list = answer_to<DescribePSTNActiveSessionListRequest>();
  EXPECT_EQ(list.total, 1);
  const PSTNSessionInfo& session = list.sessions.at(0);
  EXPECT_EQ(session.session_id, "d62a280a-b7dc-4a05-8295-eba7b61c2490");
  EXPECT_EQ(session.start_timestamp, at(1617184839));
  EXPECT_EQ(session.accept_timestamp, at(1617184845));
  EXPECT_EQ(session.ring_timestamp, at(1617184840));
  EXPECT_EQ(session.session_status, session_status::in_progress);
  EXPECT_EQ(session.direction, call_direction::outbound);

  const auto one = answer_to<DescribeTelSessionRequest>();
  EXPECT_EQ(one.session->session_status, session_status::finished);
  EXPECT_EQ(one.session->out_bound_callee, "008613000000002");
  EXPECT_EQ(one.session->start_timestamp, at(1617184839));
}

TEST(GoldenAnswers, OfConversationsFillTheMembersTheyAreNamedAfter) {
  const auto latency = answer_to<DescribeAILatencyRequest>();
  EXPECT_EQ(latency.ai_latency_detail.at(0).llm_first_token_latency, milliseconds(100));
  EXPECT_EQ(latency.ai_latency_statistics->ete_latency->p90_latency, milliseconds(100));

  const auto records = answer_to<DescribeAICallInteractionRecordsRequest>();
  const AICallInteractionRound& round = records.interaction_event_list.at(0);
  EXPECT_EQ(round.messages.at(0).timestamp, PreciseTimePoint(milliseconds(1775543019321)));
  EXPECT_EQ(round.messages.at(0).ai_speak->latency_metrics->asr_latency, milliseconds(715));
  EXPECT_EQ(round.paths.at(0).node_type, ai_node_type::api_call);
  EXPECT_EQ(round.paths.at(0).api_call->cost, milliseconds(345));
  EXPECT_EQ(round.paths.at(0).api_call->attempts.at(0).response->status_code, 504);
  EXPECT_EQ(parse_round_tags(round.tags)->at(0).tag_name, "n");
  EXPECT_EQ(parse_round_tags(round.messages.at(0).user_reply->extracted_slots)->at(0).tag_type, 2);

  const auto transcript = answer_to<DescribeTelRecordAsrRequest>();
  EXPECT_EQ(transcript.asr_data_list.at(0).start, PreciseTimePoint(milliseconds(1729697242236)));
  EXPECT_EQ(transcript.asr_data_list.at(0).timestamp, at(1644488608));

  const auto extract = answer_to<DescribeAICallExtractResultRequest>();
  EXPECT_EQ(extract.result_list.at(0).info_type, info_type::selector);
  EXPECT_EQ(extract.result_list.at(0).result->chosen, std::vector<std::string>{"good"});
  EXPECT_EQ(extract.result_list.at(0).result->number, 7.5);

  EXPECT_EQ(answer_to<DescribeAIAnalysisResultRequest>().result_list.at(0).type, analysis_type::summary);
  EXPECT_EQ(answer_to<DescribeAIAgentInfoListRequest>().ai_agent_info_list.at(0).variable_names.size(), 2U);
}

TEST(GoldenAnswers, OfTasksFillTheMembersTheyAreNamedAfter) {
  EXPECT_EQ(answer_to<CreateAutoCalloutTaskRequest>().task_id, 2U);
  const auto task = answer_to<DescribeAutoCalloutTaskRequest>();
  EXPECT_EQ(task.state, task_state::running);
  EXPECT_EQ(task.not_after, at(1729905750));
  EXPECT_EQ(task.max_ring_timeout, seconds(15));
  EXPECT_EQ(task.callees.at(0).state, callee_state::answered);
  EXPECT_EQ(task.callees.at(0).sessions.at(0), "aaaa-xxxx");
  const auto tasks = answer_to<DescribeAutoCalloutTasksRequest>();
  EXPECT_EQ(tasks.total_count, 373U);
  EXPECT_EQ(tasks.tasks.at(0).task_id, 341431U);
  answer_to<PauseAutoCalloutTaskRequest>();
  answer_to<ResumeAutoCalloutTaskRequest>();
  answer_to<StopAutoCalloutTaskRequest>();
  answer_to<HangUpCallRequest>();
  answer_to<TransferToManualRequest>();
  answer_to<ControlAIConversationRequest>();
}

TEST(Goldens, OfTheFamilyFillTheMembersTheyAreNamedAfter) {
  const auto task = parse_request<CreateAutoCalloutTaskRequest>(
      text_of(TCCC_TEST_DATA_DIR "/golden/CreateAutoCalloutTask.every_field.json"));
  ASSERT_TRUE(task);
  EXPECT_EQ(task->not_before, at(1777641412));
  EXPECT_EQ(task->retry_interval, std::chrono::minutes(10));
  EXPECT_EQ(task->available_work_time_config.at(0).time_ranges.at(0).start_time, "09:00:00");
  EXPECT_EQ(task->trigger_strategy.at(0).interface_config->oauth2_auth->client_secret.reveal(), "client-secret");
  EXPECT_EQ(task->trigger_strategy.at(0).trigger_mode, trigger_mode::once_per_number);
  EXPECT_EQ(task->concurrency_limit, 2);

  const auto control = parse_request<ControlAIConversationRequest>(
      text_of(TCCC_TEST_DATA_DIR "/golden/ControlAIConversation.every_field.json"));
  ASSERT_TRUE(control);
  EXPECT_EQ(control->command, conversation_command::server_push_text);
  EXPECT_EQ(control->server_push_text->interrupt, true);
  EXPECT_TRUE(control->invoke_llm->content);

  const auto detail = parse_request<DescribeSessionDetailRequest>(
      text_of(TCCC_TEST_DATA_DIR "/golden/DescribeSessionDetail.every_field.json"));
  ASSERT_TRUE(detail);
  EXPECT_EQ(detail->start_timestamp, at(1756372067));
}

}  // namespace
}  // namespace tccc
