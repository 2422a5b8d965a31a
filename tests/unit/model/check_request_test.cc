// SPDX-License-Identifier: Apache-2.0
// A request body judged as the service would.
#include "model/check_request.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tccc/api/create_ai_agent_call.h"
#include "tccc/api/create_ai_call.h"

namespace tccc {
namespace {

using detail::check_request;
using detail::ParameterFault;

// `missing Callee`, `none`, `not_json`.
template <class Request>
std::string fault_of(std::string_view json, bool reject_unknown = true) {
  const auto fault = check_request(ActionOf<Request>::action(), json, reject_unknown);
  if (!fault) return "none";
  switch (fault->kind) {
    case ParameterFault::Kind::not_json:
      return "not_json" + fault->field;
    case ParameterFault::Kind::missing:
      return "missing " + fault->field;
    case ParameterFault::Kind::unknown:
      return "unknown " + fault->field;
    case ParameterFault::Kind::wrong_type:
      return "wrong_type " + fault->field;
  }
  return "?";
}

std::string agent_call_fault(std::string_view json, bool reject_unknown = true) {
  return fault_of<CreateAIAgentCallRequest>(json, reject_unknown);
}

TEST(CheckRequest, TakesACompleteRequest) {
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":1,"AIAgentId":2,"Callee":"3"})"), "none");
  EXPECT_EQ(fault_of<CreateAICallRequest>(
                R"({"SdkAppId":1,"Callee":"3","LLMType":"coze","APIKey":"k","APIUrl":"u","VoiceType":"Nobody"})"),
            "none");
}

TEST(CheckRequest, NamesWhatIsMissing) {
  EXPECT_EQ(agent_call_fault("{}"), "missing SdkAppId");
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":1,"AIAgentId":2})"), "missing Callee");
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":1,"AIAgentId":2,"Callee":"3","Variables":[{"Value":"v"}]})"),
            "missing Variables[0].Key");
  EXPECT_EQ(fault_of<CreateAICallRequest>(R"({"SdkAppId":1,"Callee":"3","APIKey":"k","APIUrl":"u"})"),
            "missing LLMType");
  EXPECT_EQ(fault_of<CreateAICallRequest>(R"({"SdkAppId":1,"Callee":"3","LLMType":"openai","APIUrl":"u"})"),
            "missing APIKey");
}

TEST(CheckRequest, NamesWhatIsUnknownOnDemand) {
  const char* json = R"({"SdkAppId":1,"AIAgentId":2,"Callee":"3","New":1})";
  EXPECT_EQ(agent_call_fault(json, true), "unknown New");
  EXPECT_EQ(agent_call_fault(json, false), "none");
  EXPECT_EQ(
      agent_call_fault(R"({"SdkAppId":1,"AIAgentId":2,"Callee":"3","Variables":[{"Key":"k","Value":"v","N":1}]})"),
      "unknown Variables[0].N");
}

TEST(CheckRequest, NamesWhatIsOfTheWrongType) {
  EXPECT_EQ(agent_call_fault(R"({"SdkAppId":"1400000000"})"), "wrong_type SdkAppId");
  EXPECT_EQ(agent_call_fault(R"({"Callee":"1","Callee":"2"})"), "wrong_type Callee");
}

TEST(CheckRequest, SaysWhenItIsNoRequestAtAll) {
  for (const char* json : {"", "[]", "{", "1", "<html>"}) EXPECT_EQ(agent_call_fault(json), "not_json") << json;
  EXPECT_EQ(agent_call_fault(std::string(200000, '[')), "not_json");
  EXPECT_EQ(agent_call_fault("{\"a\":" + std::string(200000, '[')), "not_json");
}

}  // namespace
}  // namespace tccc
