// SPDX-License-Identifier: Apache-2.0
// Answers of every action as a service in motion gives them: with members that are null, missing or new, and with times
// in all their spellings.
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "codec/decode.h"
#include "codec/encode.h"
#include "codec/validate.h"
#include "every_field.h"
#include "tccc/tccc.h"

namespace tccc {
namespace {

using detail::EnvelopeHead;
using detail::Kind;
using every_field::Filler;
using every_field::Leaf;
using every_field::pointer_of;
using nlohmann::json;

template <class Visit>
void for_each_filled_response(const Visit& visit) {
  for (const detail::Action* action : detail::all_actions()) {
    const std::shared_ptr<void> response = action->make_response();
    const Filler filled(*action->response, response.get(), 0);
    std::string text;
    detail::encode(*action->response, response.get(), text);
    visit(*action, json::parse(text), filled.leaves());
  }
}

// What is read of an answer, written again; or the fault.
json read_and_written(const detail::Action& action, const json& members) {
  const std::shared_ptr<void> response = action.make_response();
  EnvelopeHead head;
  const std::string text = json{{"Response", members}}.dump();
  if (const auto fault = detail::decode_answer(*action.response, text, head, response.get())) {
    return "fault at " + fault->field;
  }
  std::string again;
  detail::encode(*action.response, response.get(), again);
  return json::parse(again);
}

// A member without a value comes out as an empty text, as the elements of a list do, or not at all.
bool is_absent(const json& document, const json::json_pointer& pointer) {
  return !document.contains(pointer) || document.at(pointer) == "" || document.at(pointer) == json::array() ||
         document.at(pointer) == 0;  // of an id that the answer cannot be without
}

TEST(Answers, AreReadToTheLastMember) {
  std::size_t leaves = 0;
  for_each_filled_response([&](const detail::Action& action, const json& members, const auto& all) {
    EXPECT_EQ(read_and_written(action, members), members) << action.name;
    leaves += all.size();
  });
  EXPECT_GT(leaves, 300U);
}

TEST(Answers, MayHaveAnyMemberNullOrMissing) {
  for_each_filled_response([](const detail::Action& action, const json& members, const std::vector<Leaf>& leaves) {
    for (const Leaf& leaf : leaves) {
      const auto pointer = pointer_of(leaf.path);
      // An element of a list is no member; and what holds in its first element holds in the second.
      if (leaf.field->list != nullptr || leaf.path.find("[1]") != std::string::npos) continue;
      json changed = members;
      changed.at(pointer) = nullptr;
      const json with_null = read_and_written(action, changed);
      EXPECT_TRUE(with_null.is_object() && is_absent(with_null, pointer)) << action.name << " " << leaf.path;
      changed.at(pointer.parent_pointer()).erase(pointer.back());
      EXPECT_EQ(read_and_written(action, changed), with_null) << action.name << " " << leaf.path;
    }
  });
}

TEST(Answers, MayHaveAnyListOrObjectNull) {
  for_each_filled_response([](const detail::Action& action, const json& members, const auto& /*all*/) {
    const json leaves = members.flatten();
    for (const auto& [path, value] : leaves.items()) {
      if (path.find("/1/") != std::string::npos) continue;
      for (json::json_pointer at = json::json_pointer(path).parent_pointer(); !at.empty(); at.pop_back()) {
        if (members.at(at.parent_pointer()).is_array()) continue;
        json changed = members;
        changed.at(at) = nullptr;
        const json read = read_and_written(action, changed);
        EXPECT_TRUE(read.is_object() && is_absent(read, at)) << action.name << " " << at;
      }
    }
  });
}

void add_unknown_members(json& value) {
  for (json& inner : value) {
    if (inner.is_structured()) add_unknown_members(inner);
  }
  if (!value.is_object()) return;
  value["NewText"] = "new";
  value["NewNumber"] = 1.5;
  value["NewObject"] = {{"Session", {{"Caller", {1, nullptr, {{"deep", true}}}}}}};
  value["NewList"] = {"a", {"b"}, {{"c", 1}}};
}

TEST(Answers, MayHaveNewMembersAtEveryDepth) {
  for_each_filled_response([](const detail::Action& action, const json& members, const auto& /*leaves*/) {
    json changed = members;
    add_unknown_members(changed);
    EXPECT_EQ(read_and_written(action, changed), members) << action.name;
  });
}

TEST(Answers, AreCompleteWithoutAnyMemberUnlessTheyPlaceCalls) {
  for (const detail::Action* action : detail::all_actions()) {
    const std::shared_ptr<void> response = action->make_response();
    EXPECT_EQ(detail::validate_answer(*action->response, response.get()).has_value(), action->places_call)
        << action->name;
  }
}

std::string session_list(const std::string& start) {
  return R"({"Response":{"Sessions":[{"StartTimestamp":)" + start + "}]}}";
}

// The start of a call that is up, which the service spells as text.
std::string start_of(const std::string& value) {
  DescribePSTNActiveSessionListResponse response;
  EnvelopeHead head;
  const auto& action = ActionOf<DescribePSTNActiveSessionListRequest>::action();
  if (detail::decode_answer(*action.response, session_list(value), head, &response)) return "fault";
  const auto& start = response.sessions.at(0).start_timestamp;
  return start ? std::to_string(start->time_since_epoch().count()) : "none";
}

TEST(Answers, TellTimesAsTextOrAsNumber) {
  EXPECT_EQ(start_of("\"1617184839\""), "1617184839");
  EXPECT_EQ(start_of("1617184839"), "1617184839");
  for (const char* none : {"\"\"", "\"0\"", "0", "null"}) EXPECT_EQ(start_of(none), "none") << none;
  for (const char* fault : {"\"soon\"", "\"1617184839 \"", "\" 1617184839\"", "\"1617184839.5\"", "1617184839.5",
                            "\"99999999999999999999\"", "true", "[]", "{}"}) {
    EXPECT_EQ(start_of(fault), "fault") << fault;
  }
}

TEST(Answers, TellThatSomethingHasNotHappened) {
  const auto& action = ActionOf<DescribeTelCdrRequest>::action();
  DescribeTelCdrResponse response;
  EnvelopeHead head;
  ASSERT_FALSE(detail::decode_answer(*action.response,
                                     R"({"Response":{"TelCdrList":[{"Time":1611631881,"RingTimestamp":null,
                                        "AcceptTimestamp":0,"EndedTimestamp":1611631890,"AIAgentId":-1,"Duration":0,
                                        "Direction":0,"SysHangupReason":0}]}})",
                                     head, &response));
  const TelCdrInfo& record = response.tel_cdr_list.at(0);
  EXPECT_FALSE(record.ring_timestamp);
  EXPECT_FALSE(record.accept_timestamp);
  EXPECT_FALSE(record.ai_agent_id);
  EXPECT_EQ(*record.ended_timestamp - *record.time, std::chrono::seconds(9));
  EXPECT_EQ(record.duration, std::chrono::seconds(0));
  EXPECT_EQ(record.direction, call_direction::inbound);
}

TEST(Answers, TellThatThereIsNoDataOnALatency) {
  const auto& action = ActionOf<DescribeAILatencyRequest>::action();
  DescribeAILatencyResponse response;
  EnvelopeHead head;
  ASSERT_FALSE(detail::decode_answer(
      *action.response, R"({"Response":{"AILatencyDetail":[{"ASRLatency":-1,"TTSLatency":0,"LLMLatency":120}],
                            "AILatencyStatistics":{"ASRLatency":{"MinLatency":-1,"P90Latency":7}}}})",
      head, &response));
  EXPECT_FALSE(response.ai_latency_detail.at(0).asr_latency);
  EXPECT_EQ(response.ai_latency_detail.at(0).tts_latency, std::chrono::milliseconds(0));
  EXPECT_EQ(response.ai_latency_detail.at(0).llm_latency, std::chrono::milliseconds(120));
  EXPECT_FALSE(response.ai_latency_statistics->asr_latency->min_latency);
  EXPECT_EQ(response.ai_latency_statistics->asr_latency->p90_latency, std::chrono::milliseconds(7));
  EXPECT_FALSE(response.ai_latency_statistics->ete_latency);
}

TEST(Times, CompareWithEachOtherAndWithTheClock) {
  const TimePoint second{std::chrono::seconds(1700000000)};
  const PreciseTimePoint precise{std::chrono::milliseconds(1700000000500)};
  EXPECT_LT(second, precise);
  EXPECT_EQ(precise - second, std::chrono::milliseconds(500));
  EXPECT_LT(second, std::chrono::system_clock::now());
  const std::chrono::system_clock::time_point converted = precise;
  EXPECT_EQ(converted, precise);
}

TEST(Validate, TakesTheFirstSecondOf1970ForATimeThatIsNotGiven) {
  DescribeAILatencyRequest request;
  request.sdk_app_id = 1;
  request.session_id = "s";
  request.start_time = TimePoint(std::chrono::seconds(1));
  EXPECT_EQ(request_json(request).error().field(), "EndTime");
  request.end_time = TimePoint(std::chrono::seconds(2));
  EXPECT_EQ(request_json(request)->reveal(), R"({"SdkAppId":1,"SessionId":"s","StartTime":1,"EndTime":2})");
}

TEST(Validate, TakesTheFirstPageForAPage) {
  DescribeAutoCalloutTasksRequest request;
  request.sdk_app_id = 1;
  EXPECT_EQ(request_json(request).error().field(), "PageSize");
  request.page_size = 10;
  EXPECT_EQ(request_json(request)->reveal(), R"({"SdkAppId":1,"PageSize":10,"PageNumber":0})");
}

}  // namespace
}  // namespace tccc
