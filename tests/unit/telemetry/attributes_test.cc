// SPDX-License-Identifier: Apache-2.0
// The attributes of spans.
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/telemetry.h"

namespace tccc {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs pairs_of(const TelemetryAttributes& attributes) {
  Pairs pairs;
  for (const TelemetryAttribute& attribute : attributes) {
    std::string value;
    if (const auto* text = std::get_if<std::string_view>(&attribute.value)) value = *text;
    if (const auto* number = std::get_if<std::int64_t>(&attribute.value)) value = std::to_string(*number);
    if (const auto* truth = std::get_if<bool>(&attribute.value)) value = *truth ? "true" : "false";
    pairs.emplace_back(attribute.name, value);
  }
  return pairs;
}

constexpr TelemetryServer kServer = {"ccc.tencentcloudapi.com", 443, "https://ccc.tencentcloudapi.com/"};

TEST(SpanAttributes, OfAnAttemptAreThoseOfAnHttpClient) {
  const Pairs first = {{"http.request.method", "POST"},
                       {"server.address", "ccc.tencentcloudapi.com"},
                       {"server.port", "443"},
                       {"url.full", "https://ccc.tencentcloudapi.com/"},
                       {"tccc.action", "CreateAICall"}};
  EXPECT_EQ(pairs_of(span_attributes(AttemptStart{"CreateAICall", 1, {}, kServer})), first);
  Pairs third = first;
  third.emplace_back("http.request.resend_count", "2");
  EXPECT_EQ(pairs_of(span_attributes(AttemptStart{"CreateAICall", 3, {}, kServer})), third);
}

TEST(SpanAttributes, OfAnAttemptThatEndedTellWhatCameOfIt) {
  AttemptEnd end;
  end.http_status = 200;
  end.request_id = "r-1";
  end.timing.is_reused_connection = true;
  EXPECT_EQ(pairs_of(span_attributes(end)), (Pairs{{"http.response.status_code", "200"},
                                                   {"tccc.outcome", "success"},
                                                   {"tccc.request_id", "r-1"},
                                                   {"tccc.connection", "reused"}}));
  AttemptEnd refused;
  refused.code = ErrorCode::connect_failed;
  refused.outcome = Outcome::not_sent;
  EXPECT_EQ(pairs_of(span_attributes(refused)),
            (Pairs{{"tccc.outcome", "not_sent"}, {"error.type", "connect_failed"}, {"tccc.connection", "none"}}));
  refused.timing.connect = std::chrono::microseconds(1);
  EXPECT_EQ(pairs_of(span_attributes(refused)).back().second, "new");
}

TEST(SpanAttributes, OfACallTellItsActionAndThenItsResult) {
  EXPECT_EQ(pairs_of(span_attributes(CallStart{"CreateAICall", true, {}, kServer})),
            (Pairs{{"tccc.action", "CreateAICall"},
                   {"tccc.places_call", "true"},
                   {"server.address", "ccc.tencentcloudapi.com"},
                   {"server.port", "443"}}));
  CallEnd end;
  end.attempts = 2;
  end.session_id = "s-1";
  EXPECT_EQ(pairs_of(span_attributes(end)),
            (Pairs{{"tccc.attempts", "2"}, {"tccc.outcome", "success"}, {"tccc.session_id", "s-1"}}));
  CallEnd failed;
  failed.code = ErrorCode::limit_exceeded;
  failed.outcome = Outcome::rejected;
  failed.service_code = "LimitExceeded";
  EXPECT_EQ(pairs_of(span_attributes(failed)), (Pairs{{"tccc.attempts", "0"},
                                                      {"tccc.outcome", "rejected"},
                                                      {"error.type", "limit_exceeded"},
                                                      {"tccc.service_code", "LimitExceeded"}}));
}

}  // namespace
}  // namespace tccc
