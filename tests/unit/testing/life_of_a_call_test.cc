// SPDX-License-Identifier: Apache-2.0
// The life of a call over the wire: the client against the mock endpoint, each action in its place.
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tccc/tccc.h"
#include "tccc/testing/manual_clock.h"
#include "tccc/testing/mock_endpoint.h"

namespace tccc::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kApp = 1400000000;

class LifeOfACall : public ::testing::Test {
 protected:
  LifeOfACall() : LifeOfACall(MockEndpointOptions()) {}
  explicit LifeOfACall(MockEndpointOptions options) : mock_(start(std::move(options), clock_)) {
    ClientOptions client;
    client.endpoint = mock_.endpoint();
    client.clock = clock_;
    client_.emplace(Client::create(static_credentials(mock_.credentials()), client).value());
  }

  static MockEndpoint start(MockEndpointOptions options, const std::shared_ptr<ManualClock>& clock) {
    options.tls = false;
    options.clock = clock;
    options.seed = 1;
    auto mock = MockEndpoint::start(std::move(options));
    if (!mock) throw std::runtime_error(mock.error().message());
    return std::move(*mock);
  }

  template <class Request>
  Result<ResponseOf<Request>> send(Request request) const {
    request.sdk_app_id = kApp;
    return client_->send(request);
  }
  template <class Request>
  Result<ResponseOf<Request>> ask(const std::string& session) const {
    Request request;
    request.session_id = session;
    return send(std::move(request));
  }
  template <class Request>
  Result<ResponseOf<Request>> ask_in_window(const std::string& session) const {
    Request request;
    request.session_id = session;
    request.start_time = now() - std::chrono::hours(1);
    request.end_time = now() + std::chrono::hours(1);
    return send(std::move(request));
  }
  template <class Request>
  Result<ResponseOf<Request>> steer(std::uint64_t task) const {
    Request request;
    request.task_id = task;
    return send(std::move(request));
  }

  TimePoint now() const { return std::chrono::time_point_cast<seconds>(clock_->now()); }

  Result<CreateAIAgentCallResponse> try_place(const std::string& callee) const {
    CreateAIAgentCallRequest request;
    request.ai_agent_id = 15;
    request.callee = callee;
    return send(std::move(request));
  }
  std::string place(const std::string& callee = magic_callee::succeeds) const {
    return try_place(callee).value().session_id;
  }

  std::vector<PSTNSessionInfo> live() const {
    DescribePSTNActiveSessionListRequest request;
    request.limit = 25;
    return send(request).value().sessions;
  }
  DescribeTelCdrResponse records(std::vector<std::string> phones = {}) const {
    DescribeTelCdrRequest request;
    request.start_time_stamp = now() - std::chrono::hours(1);
    request.end_time_stamp = now();
    request.page_size = 100;
    request.phones = std::move(phones);
    return send(request).value();
  }
  void let_it_end() const { clock_->advance(std::chrono::minutes(2)); }

  const std::shared_ptr<ManualClock> clock_ =
      std::make_shared<ManualClock>(std::chrono::system_clock::time_point(seconds(1735689600)));
  MockEndpoint mock_;
  std::optional<Client> client_;
};

TEST_F(LifeOfACall, ShowsOnTheLiveListThenInTheRecords) {
  const TimePoint placed = now();
  const std::string id = place();
  clock_->advance(seconds(2));
  std::vector<PSTNSessionInfo> up = live();
  ASSERT_THAT(up, SizeIs(1));
  EXPECT_EQ(up[0].session_id, id);
  EXPECT_EQ(up[0].callee, magic_callee::succeeds);
  EXPECT_EQ(up[0].session_status, session_status::ringing);
  EXPECT_EQ(up[0].direction, call_direction::outbound);
  EXPECT_EQ(up[0].start_timestamp, placed);
  EXPECT_EQ(up[0].ring_timestamp, placed + seconds(1));
  EXPECT_FALSE(up[0].accept_timestamp);
  EXPECT_THAT(records().tel_cdr_list, IsEmpty());

  clock_->advance(seconds(6));
  up = live();
  ASSERT_THAT(up, SizeIs(1));
  EXPECT_EQ(up[0].session_status, session_status::in_progress);
  EXPECT_EQ(up[0].accept_timestamp, placed + seconds(7));

  let_it_end();
  EXPECT_THAT(live(), IsEmpty());
  const DescribeTelCdrResponse found = records();
  EXPECT_EQ(found.total_count, 1);
  ASSERT_THAT(found.tel_cdr_list, SizeIs(1));
  const TelCdrInfo& record = found.tel_cdr_list[0];
  EXPECT_EQ(record.session_id, id);
  EXPECT_EQ(record.start_timestamp, placed);
  EXPECT_EQ(record.accept_timestamp, placed + seconds(7));
  EXPECT_EQ(record.end_status, end_status::ai_agent_end_call);
  EXPECT_EQ(record.end_status_string, "aiAgentEndCall");
  EXPECT_EQ(record.duration, *record.ended_timestamp - *record.accept_timestamp);
  EXPECT_EQ(record.ai_agent_id, 15U);
  EXPECT_EQ(record.ai_agent_name, "Follow-up");
  EXPECT_EQ(record.asr_status, asr_status::complete);
  EXPECT_EQ(found.tel_cdrs[0].session_id, id);
}

TEST_F(LifeOfACall, EveryEndHasItsRecord) {
  const std::vector<std::pair<const char*, std::int64_t>> ends = {
      {magic_callee::succeeds, end_status::ai_agent_end_call},
      {magic_callee::busy, end_status::busy},
      {magic_callee::no_answer, end_status::not_answer},
      {magic_callee::voicemail, end_status::voice_mail_reached},
      {magic_callee::declines, end_status::user_reject},
      {magic_callee::hangs_up, end_status::user_hangup_during_ai_call},
      {magic_callee::transferred, end_status::ok},
  };
  for (const auto& [callee, status] : ends) place(callee);
  let_it_end();
  for (const auto& [callee, status] : ends) {
    const std::vector<TelCdrInfo> found = records({callee}).tel_cdr_list;
    ASSERT_THAT(found, SizeIs(1)) << callee;
    EXPECT_EQ(found[0].end_status, status) << callee;
  }
  const TelCdrInfo transferred = records({magic_callee::transferred}).tel_cdr_list[0];
  ASSERT_THAT(transferred.serve_participants, SizeIs(1));
  EXPECT_EQ(transferred.serve_participants[0].type, participant_type::staff_seat);
}

TEST_F(LifeOfACall, ACallWhoseAnswerWasLostIsThereAndOneThatWasNotPlacedIsNot) {
  const auto lost = try_place(magic_callee::answer_lost);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().outcome(), Outcome::unknown);
  const auto nothing = try_place(magic_callee::request_lost);
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().outcome(), Outcome::unknown);

  const std::vector<PSTNSessionInfo> up = live();
  ASSERT_THAT(up, SizeIs(1));
  EXPECT_EQ(up[0].callee, magic_callee::answer_lost);
  let_it_end();
  EXPECT_THAT(records({magic_callee::answer_lost}).tel_cdr_list, SizeIs(1));
  EXPECT_THAT(records({magic_callee::request_lost}).tel_cdr_list, IsEmpty());
  EXPECT_EQ(mock_.placed_calls(), 1U);
  const std::vector<SimulatedCall> calls = mock_.calls();
  ASSERT_THAT(calls, SizeIs(1));
  EXPECT_TRUE(calls[0].was_answer_lost);
  EXPECT_TRUE(calls[0].has_ended);
  EXPECT_EQ(mock_.received().at(1).placed_call, false);
}

TEST_F(LifeOfACall, ASessionIsDescribedWhileItIsUpAndAfterwards) {
  const std::string id = place(magic_callee::transferred);
  EXPECT_EQ(ask<DescribeTelSessionRequest>(id)->session->session_status, session_status::ringing);
  let_it_end();
  EXPECT_EQ(ask<DescribeTelSessionRequest>(id)->session->session_status, session_status::finished);
  EXPECT_FALSE(ask<DescribeTelSessionRequest>("no-such-session")->session);
}

TEST_F(LifeOfACall, ItsDetailsAreThereOnceItHasEnded) {
  const std::string id = place();
  DescribeSessionDetailRequest request;
  request.session_id = id;
  request.start_timestamp = now();
  request.end_timestamp = now() + std::chrono::hours(1);
  EXPECT_EQ(send(request).error().code(), ErrorCode::failed_operation_session_not_exists);
  let_it_end();
  const auto detail = send(request);
  ASSERT_TRUE(detail) << detail.error();
  EXPECT_EQ(detail->callee, magic_callee::succeeds);
  EXPECT_EQ(detail->end_status, end_status::ai_agent_end_call);
  EXPECT_THAT(detail->record_url, HasSubstr(id));
  request.start_timestamp += seconds(3600);
  request.end_timestamp += seconds(3600);
  EXPECT_FALSE(send(request));
}

TEST_F(LifeOfACall, ItsTranscriptIsWhatWasSaid) {
  const std::string id = place();
  EXPECT_EQ(ask<DescribeTelRecordAsrRequest>(id).error().code(), ErrorCode::resource_not_found);
  let_it_end();
  const auto transcript = ask<DescribeTelRecordAsrRequest>(id);
  ASSERT_TRUE(transcript) << transcript.error();
  ASSERT_THAT(transcript->asr_data_list, SizeIs(5));
  EXPECT_EQ(transcript->asr_data_list[1].user, magic_callee::succeeds);
  EXPECT_EQ(transcript->asr_data_list[1].message, "Yes, go ahead.");
  EXPECT_LT(transcript->asr_data_list[1].start, transcript->asr_data_list[1].end);
  const std::string unanswered = place(magic_callee::busy);
  let_it_end();
  EXPECT_FALSE(ask<DescribeTelRecordAsrRequest>(unanswered));
}

TEST_F(LifeOfACall, ItsLatenciesAreThoseOfItsRounds) {
  CallScript script;
  for (const int step : {1, 2, 3}) {
    ScriptedTurn turn;
    turn.callee = "Yes?";
    turn.agent = "Yes.";
    turn.asr_latency = milliseconds(100 * step);
    turn.llm_first_token_latency = milliseconds(200);
    turn.llm_latency = milliseconds(500 * step);
    turn.tts_latency = milliseconds(50);
    script.turns.push_back(turn);
  }
  mock_.script_callee("008613000000000", script);
  const std::string id = place("008613000000000");
  EXPECT_THAT(ask_in_window<DescribeAILatencyRequest>(id)->ai_latency_detail, IsEmpty());
  let_it_end();
  const auto latency = ask_in_window<DescribeAILatencyRequest>(id);
  ASSERT_TRUE(latency) << latency.error();
  ASSERT_THAT(latency->ai_latency_detail, SizeIs(3));
  EXPECT_EQ(latency->ai_latency_detail[1].asr_latency, milliseconds(200));
  EXPECT_EQ(latency->ai_latency_detail[1].ete_latency, milliseconds(450));
  EXPECT_EQ(latency->ai_latency_statistics->asr_latency->min_latency, milliseconds(100));
  EXPECT_EQ(latency->ai_latency_statistics->asr_latency->middle_latency, milliseconds(200));
  EXPECT_EQ(latency->ai_latency_statistics->llm_latency->p90_latency, milliseconds(1500));

  const auto rounds = ask<DescribeAICallInteractionRecordsRequest>(id);
  ASSERT_TRUE(rounds) << rounds.error();
  ASSERT_THAT(rounds->interaction_event_list, SizeIs(3));
  const AICallInteractionRound& second = rounds->interaction_event_list[1];
  EXPECT_EQ(second.round_id, latency->ai_latency_detail[1].round_id);
  ASSERT_THAT(second.messages, SizeIs(2));
  EXPECT_EQ(second.messages[0].user_reply->asr_transcript, "Yes?");
  EXPECT_EQ(second.messages[1].ai_speak->spoken_text, "Yes.");
  EXPECT_EQ(second.messages[1].ai_speak->latency_metrics->total_latency, milliseconds(450));
}

TEST_F(LifeOfACall, ExtractsTheItemsOfTheRequest) {
  CreateAICallRequest request;
  request.callee = magic_callee::succeeds;
  request.llm = OpenAILlm{"gpt-4o-mini", Secret("key"), "https://api.openai.com/v1/"};
  request.welcome.message = "Good morning.";
  request.extract = {{info_type::text, "day", "Which day", {"Tuesday"}, {}},
                     {info_type::selector, "mood", {}, {}, {"good", "bad"}},
                     {info_type::boolean, "comes", {}, {}, {}},
                     {info_type::number, "age", {}, {}, {}}};
  const auto placed = send(request);
  ASSERT_TRUE(placed) << placed.error();
  let_it_end();
  const auto extracted = ask_in_window<DescribeAICallExtractResultRequest>(placed->session_id);
  ASSERT_TRUE(extracted) << extracted.error();
  ASSERT_THAT(extracted->result_list, SizeIs(4));
  EXPECT_EQ(extracted->result_list[0].result->text, "Tuesday");
  EXPECT_EQ(extracted->result_list[0].info_content, "Which day");
  EXPECT_THAT(extracted->result_list[1].result->chosen, ElementsAre("good"));
  EXPECT_EQ(extracted->result_list[2].result->boolean, true);
  EXPECT_EQ(extracted->result_list[3].result->number, 7.5);
  EXPECT_EQ(ask<DescribeTelRecordAsrRequest>(placed->session_id)->asr_data_list[0].message, "Good morning.");
  const auto analysis = ask_in_window<DescribeAIAnalysisResultRequest>(placed->session_id);
  ASSERT_TRUE(analysis) << analysis.error();
  EXPECT_EQ(analysis->result_list[0].type, analysis_type::summary);
}

TEST_F(LifeOfACall, GivesAllFourMembersOfAnExtractedValue) {
  CreateAICallRequest request;
  request.callee = magic_callee::succeeds;
  request.llm = OpenAILlm{"gpt-4o-mini", Secret("key"), "https://api.openai.com/v1/"};
  request.extract = {{info_type::text, "day", {}, {}, {}}, {info_type::selector, "mood", {}, {}, {"good", "bad"}}};
  const auto placed = send(request);
  ASSERT_TRUE(placed) << placed.error();
  let_it_end();
  const std::string from = std::to_string((now() - std::chrono::hours(1)).time_since_epoch().count());
  const std::string to = std::to_string(now().time_since_epoch().count());
  const auto answered = client_->send_raw(
      "DescribeAICallExtractResult", R"({"SdkAppId":)" + std::to_string(kApp) + R"(,"SessionId":")" +
                                         placed->session_id + R"(","StartTime":)" + from + R"(,"EndTime":)" + to + "}");
  ASSERT_TRUE(answered) << answered.error();
  const nlohmann::json results = nlohmann::json::parse(answered->json).at("ResultList");
  ASSERT_THAT(results, SizeIs(2));
  for (const nlohmann::json& result : results) {
    for (const char* member : {"Text", "Chosen", "Boolean", "Number"}) {
      EXPECT_TRUE(result.at("Result").contains(member)) << member << " of " << result;
    }
  }
  EXPECT_EQ(results[0].at("Result").at("Chosen"), nlohmann::json::array());
  EXPECT_EQ(results[1].at("Result").at("Chosen"), nlohmann::json({"good"}));
}

TEST_F(LifeOfACall, RefusesATaskWithAPauseThatTheServiceDoesNotTake) {
  CreateAutoCalloutTaskRequest request;
  request.not_before = now();
  request.callees = {magic_callee::succeeds};
  request.callers = {"008601000000001"};
  request.ai_agent_id = 15;
  for (const int refused : {-1, 0, 599, 86401}) {
    request.retry_interval = seconds(refused);
    EXPECT_EQ(send(request).error().code(), ErrorCode::invalid_parameter_value) << refused;
  }
  for (const int taken : {600, 86400}) {
    request.retry_interval = seconds(taken);
    EXPECT_TRUE(send(request)) << taken;
  }
}

TEST_F(LifeOfACall, GoesAsItsScriptSays) {
  // [mock-life]
  tccc::testing::CallScript script;
  script.turns.resize(1);
  script.turns[0].callee = "I cannot come.";
  script.turns[0].agent = "We call again next week.";
  script.analysis = {{tccc::analysis_type::summary, "Does not come."}};
  mock_.script_agent(15, script);

  const std::string session = place("008613000000000");
  EXPECT_THAT(live(), SizeIs(1));
  clock_->advance(std::chrono::minutes(2));
  EXPECT_THAT(live(), IsEmpty());
  const auto analysis = ask_in_window<tccc::DescribeAIAnalysisResultRequest>(session);
  EXPECT_EQ(analysis->result_list[0].result, "Does not come.");
  // [mock-life]
}

TEST_F(LifeOfACall, IsEndedByHangUpCall) {
  const std::string id = place();
  clock_->advance(seconds(8));
  EXPECT_TRUE(ask<HangUpCallRequest>(id));
  EXPECT_TRUE(ask<HangUpCallRequest>(id));
  EXPECT_THAT(live(), IsEmpty());
  EXPECT_EQ(records().tel_cdr_list.at(0).end_status, end_status::call_terminated_by_api);
  EXPECT_EQ(ask<HangUpCallRequest>("none").error().code(), ErrorCode::failed_operation_session_not_exists);
}

TEST_F(LifeOfACall, SpeaksWhatItIsTold) {
  const std::string id = place();
  ControlAIConversationRequest request;
  request.session_id = id;
  request.command = conversation_command::server_push_text;
  request.server_push_text.emplace().text = "One more thing.";
  request.server_push_text->drop_mode = 1;
  EXPECT_EQ(send(request).error().code(), ErrorCode::failed_operation_session_not_in_control_state);
  clock_->advance(seconds(8));
  EXPECT_TRUE(send(request));
  ControlAIConversationRequest question;
  question.session_id = id;
  question.command = conversation_command::invoke_llm;
  question.invoke_llm.emplace().content = "the price";
  EXPECT_TRUE(send(question));
  question.command.reset();
  EXPECT_EQ(send(question).error().code(), ErrorCode::failed_operation_control_ai_conversation);
  question.session_id = "none";
  EXPECT_EQ(send(question).error().code(), ErrorCode::failed_operation_session_not_exists);
  let_it_end();
  const auto transcript = ask<DescribeTelRecordAsrRequest>(id);
  std::vector<std::string> said;
  for (const AsrData& sentence : transcript->asr_data_list) said.push_back(sentence.message);
  EXPECT_THAT(said, ::testing::Contains("One more thing."));
  EXPECT_THAT(said, ::testing::Contains("About this: the price"));
  EXPECT_THAT(said, SizeIs(7));
}

TEST_F(LifeOfACall, IsGivenToPeople) {
  const std::string id = place();
  TransferToManualRequest request;
  request.session_id = id;
  request.skill_group_id = 77;
  EXPECT_EQ(send(request).error().code(), ErrorCode::invalid_parameter_value);  // it only rings
  clock_->advance(seconds(8));
  EXPECT_TRUE(send(request));
  EXPECT_EQ(live().at(0).session_status, session_status::seat_joining);
  clock_->advance(seconds(4));
  EXPECT_EQ(live().at(0).session_status, session_status::in_progress);
  let_it_end();
  EXPECT_EQ(records().tel_cdr_list.at(0).skill_group_id, 77U);
}

TEST_F(LifeOfACall, BelongsToItsApplication) {
  const std::string id = place();
  HangUpCallRequest stranger;
  stranger.sdk_app_id = kApp + 1;
  stranger.session_id = id;
  EXPECT_EQ(client_->send(stranger).error().code(), ErrorCode::failed_operation_session_not_exists);
}

TEST_F(LifeOfACall, RecordsComeByPagesAndWithinTheirWindow) {
  for (int i = 0; i < 5; ++i) place("00861300000000" + std::to_string(i));
  let_it_end();
  DescribeTelCdrRequest request;
  request.start_time_stamp = now() - seconds(3600);
  request.end_time_stamp = now();
  request.page_size = 2;
  request.page_number = 2;
  EXPECT_EQ(send(request)->total_count, 5);
  EXPECT_THAT(send(request)->tel_cdr_list, SizeIs(1));
  request.page_number = 0;
  request.session_ids = {send(request)->tel_cdr_list.at(1).session_id};
  EXPECT_EQ(send(request)->tel_cdr_list.at(0).callee, "008613000000001");
  request.page_size = 101;
  EXPECT_EQ(send(request).error().code(), ErrorCode::invalid_parameter_value);
  request.page_size = 1;
  request.start_time_stamp = now() - std::chrono::hours(24 * 90);
  EXPECT_EQ(send(request).error().code(), ErrorCode::invalid_parameter_value);
  request.start_time_stamp = now() - std::chrono::hours(24 * 181);
  request.end_time_stamp = request.start_time_stamp + seconds(1);
  EXPECT_EQ(send(request).error().code(), ErrorCode::invalid_parameter_value);

  DescribeTelCallInfoRequest minutes;
  minutes.start_time_stamp = now();
  minutes.end_time_stamp = now();
  minutes.sdk_app_id_list = {kApp};
  EXPECT_EQ(client_->send(minutes)->tel_call_out_count, 5);
}

TEST_F(LifeOfACall, TheLiveListComesByPages) {
  for (int i = 0; i < 3; ++i) place();
  DescribePSTNActiveSessionListRequest request;
  request.limit = 2;
  request.offset = 2;
  EXPECT_EQ(send(request)->total, 3);
  EXPECT_THAT(send(request)->sessions, SizeIs(1));
  request.limit = 26;
  EXPECT_EQ(send(request).error().code(), ErrorCode::invalid_parameter_value);
}

TEST_F(LifeOfACall, AgentsAreListedByPages) {
  DescribeAIAgentInfoListRequest request;
  request.page_size = 1;
  request.page_number = 1;
  const auto agents = send(request);
  ASSERT_TRUE(agents) << agents.error();
  EXPECT_EQ(agents->total_count, 2);
  ASSERT_THAT(agents->ai_agent_info_list, SizeIs(1));
  EXPECT_EQ(agents->ai_agent_info_list[0].ai_agent_id, 16U);
  request.page_number = 1000000000000000000;
  EXPECT_THAT(send(request)->ai_agent_info_list, IsEmpty());
}

TEST_F(LifeOfACall, TasksAreShownAndSteered) {
  CreateAutoCalloutTaskRequest request;
  request.not_before = now() + seconds(60);
  request.callees = {magic_callee::succeeds, magic_callee::busy};
  request.callers = {"008601000000001"};
  request.ai_agent_id = 15;
  request.name = "reminders";
  request.uui = "batch-7";
  const auto created = send(request);
  ASSERT_TRUE(created) << created.error();
  EXPECT_EQ(mock_.placed_calls(), 0U);
  EXPECT_TRUE(steer<PauseAutoCalloutTaskRequest>(created->task_id));
  EXPECT_EQ(steer<PauseAutoCalloutTaskRequest>(created->task_id).error().code(), ErrorCode::unsupported_operation);
  clock_->advance(seconds(61));
  EXPECT_EQ(mock_.placed_calls(), 0U);
  EXPECT_EQ(steer<DescribeAutoCalloutTaskRequest>(created->task_id)->state, 5U);
  EXPECT_TRUE(steer<ResumeAutoCalloutTaskRequest>(created->task_id));
  EXPECT_EQ(mock_.placed_calls(), 2U);
  let_it_end();
  const auto task = steer<DescribeAutoCalloutTaskRequest>(created->task_id);
  ASSERT_TRUE(task) << task.error();
  EXPECT_EQ(task->name, "reminders");
  EXPECT_EQ(task->state, 2U);
  EXPECT_EQ(task->callees.at(0).state, 1U);
  EXPECT_EQ(task->callees.at(1).state, 2U);
  EXPECT_EQ(records({magic_callee::succeeds}).tel_cdr_list.at(0).uui, "batch-7");
  EXPECT_EQ(records().tel_cdr_list.at(0).session_id, task->callees.at(0).sessions.at(0));
  EXPECT_EQ(steer<StopAutoCalloutTaskRequest>(created->task_id).error().code(), ErrorCode::unsupported_operation);
  EXPECT_EQ(steer<DescribeAutoCalloutTaskRequest>(4711).error().code(), ErrorCode::invalid_parameter_value);

  DescribeAutoCalloutTasksRequest list;
  list.page_size = 10;
  const auto tasks = send(list);
  ASSERT_TRUE(tasks) << tasks.error();
  EXPECT_EQ(tasks->total_count, 1U);
  EXPECT_EQ(tasks->tasks.at(0).callee_count, 2U);
  request.ai_agent_id.reset();
  EXPECT_EQ(send(request).error().code(), ErrorCode::invalid_parameter);
}

TEST_F(LifeOfACall, TheSameSeedGivesTheSameCalls) {
  const auto other_clock = std::make_shared<ManualClock>(clock_->now());
  const MockEndpoint twin = start({}, other_clock);
  ClientOptions options;
  options.endpoint = twin.endpoint();
  options.clock = other_clock;
  const Client client = Client::create(static_credentials(twin.credentials()), options).value();
  CreateAIAgentCallRequest request;
  request.sdk_app_id = kApp;
  request.ai_agent_id = 15;
  request.callee = magic_callee::succeeds;
  EXPECT_EQ(client.send(request)->session_id, place());
}

MockEndpointOptions hurried() {
  MockEndpointOptions options;
  options.speed = 60;
  options.record_delay = seconds(600);
  options.most_calls = 2;
  return options;
}

class LifeOfAHurriedCall : public LifeOfACall {
 protected:
  LifeOfAHurriedCall() : LifeOfACall(hurried()) {}
};

TEST_F(LifeOfAHurriedCall, IsSixtyTimesAsFast) {
  const TimePoint placed = now();
  place();
  clock_->advance(milliseconds(200));
  EXPECT_EQ(live().at(0).session_status, session_status::in_progress);
  clock_->advance(seconds(2));
  EXPECT_THAT(live(), IsEmpty());
  EXPECT_THAT(records().tel_cdr_list, IsEmpty());  // it ended less than ten of its minutes ago
  clock_->advance(seconds(10));
  const TelCdrInfo record = records().tel_cdr_list.at(0);
  EXPECT_EQ(record.accept_timestamp, placed + seconds(7));
  EXPECT_GT(record.duration, seconds(10));
}

TEST_F(LifeOfAHurriedCall, OnlySoManyAreRemembered) {
  for (int i = 0; i < 3; ++i) place();
  EXPECT_THAT(mock_.calls(), SizeIs(2));
  EXPECT_EQ(mock_.placed_calls(), 3U);
}

}  // namespace
}  // namespace tccc::testing
