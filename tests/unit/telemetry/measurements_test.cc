// SPDX-License-Identifier: Apache-2.0
// The metrics, and what each event adds to them.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tccc/telemetry.h"

namespace tccc {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

/// `name{attribute=value,...}` and the value.
std::map<std::string, double> shown(const std::vector<Measurement>& made) {
  std::map<std::string, double> values;
  for (const Measurement& one : made) {
    std::string name(one.instrument->name);
    name += '{';
    for (const TelemetryAttribute& attribute : one.attributes) {
      name.append(attribute.name).append("=");
      if (const auto* text = std::get_if<std::string_view>(&attribute.value)) name.append(*text);
      if (const auto* number = std::get_if<std::int64_t>(&attribute.value)) name += std::to_string(*number);
      name += ' ';
    }
    values[name + "}"] = one.value;
  }
  return values;
}

AttemptEnd answered() {
  AttemptEnd end;
  end.action = "CreateAICall";
  end.server = {"127.0.0.1", 8443, "https://127.0.0.1:8443/"};
  end.http_status = 200;
  end.duration = milliseconds(250);
  return end;
}

TEST(Instruments, HaveNamesOfTheirOwnAndRisingBuckets) {
  std::set<std::string_view> names;
  for (const Instrument& instrument : instrument_table()) {
    EXPECT_TRUE(names.insert(instrument.name).second) << instrument.name;
    EXPECT_FALSE(instrument.description.empty());
    EXPECT_EQ(instrument.bound_count > 0, instrument.kind == InstrumentKind::histogram) << instrument.name;
    EXPECT_TRUE(std::is_sorted(instrument.bounds, instrument.bounds + instrument.bound_count));
  }
  EXPECT_EQ(names.count("http.client.request.duration"), 1U);
}

TEST(Measurements, OfARequestFollowTheConventionsOfHttpClients) {
  const auto values = shown(measurements(answered()));
  EXPECT_EQ(values.at("http.client.request.duration{http.request.method=POST server.address=127.0.0.1 "
                      "server.port=8443 tccc.action=CreateAICall http.response.status_code=200 }"),
            0.25);
  EXPECT_EQ(values.at("tccc.requests{tccc.action=CreateAICall tccc.connection=none }"), 1);
}

TEST(Measurements, OfARequestTellWhereItsTimeWent) {
  AttemptEnd end = answered();
  end.timing = {
      milliseconds(1), milliseconds(3), milliseconds(7), milliseconds(8), milliseconds(20), milliseconds(21), false};
  auto values = shown(measurements(end));
  const std::pair<const char*, double> phases[] = {{"name_lookup", 0.001}, {"connect", 0.002}, {"tls", 0.004},
                                                   {"send", 0.001},        {"wait", 0.012},    {"receive", 0.001}};
  for (const auto& [phase, expected] : phases) {
    EXPECT_NEAR(values.at(std::string("tccc.request.phase.duration{tccc.phase=") + phase + " }"), expected, 1e-9)
        << phase;
  }
  end.timing.is_reused_connection = true;
  values = shown(measurements(end));
  EXPECT_EQ(values.count("tccc.request.phase.duration{tccc.phase=tls }"), 0U);
  EXPECT_EQ(values.count("tccc.request.phase.duration{tccc.phase=wait }"), 1U);
  end.timing = {};
  end.timing.total = milliseconds(5);  // given up before a connection
  for (const auto& [name, value] : shown(measurements(end))) {
    EXPECT_EQ(name.find("phase"), std::string::npos) << name;
  }
}

TEST(Measurements, OfACallTellItsResultAndItsWaits) {
  CallEnd end;
  end.action = "CreateAICall";
  end.duration = milliseconds(1500);
  end.limiter_wait = milliseconds(500);
  end.backoff = milliseconds(40);
  end.attempts = 2;
  end.code = ErrorCode::connection_lost;
  end.outcome = Outcome::unknown;
  const std::map<std::string, double> expected = {
      {"tccc.calls.active{tccc.action=CreateAICall }", -1},
      {"tccc.call.duration{tccc.action=CreateAICall tccc.outcome=unknown error.type=connection_lost }", 1.5},
      {"tccc.call.attempts{tccc.action=CreateAICall }", 2},
      {"tccc.limiter.wait.duration{tccc.action=CreateAICall }", 0.5},
      {"tccc.backoff.duration{tccc.action=CreateAICall }", 0.04}};
  EXPECT_EQ(shown(measurements(end)), expected);
  CallStart start;
  start.action = "CreateAICall";
  EXPECT_EQ(shown(measurements(start)),
            (std::map<std::string, double>{{"tccc.calls.active{tccc.action=CreateAICall }", 1}}));
}

TEST(Measurements, HaveFewAttributesWhateverIsSentOrAnswered) {
  AttemptEnd end = answered();
  end.action = "DescribeSomethingNew";
  end.http_status = 499;
  const auto values = shown(measurements(end));
  EXPECT_EQ(values.count("http.client.request.duration{http.request.method=POST server.address=127.0.0.1 "
                         "server.port=8443 tccc.action=other http.response.status_code=other }"),
            1U);
}

}  // namespace
}  // namespace tccc
