// SPDX-License-Identifier: Apache-2.0
// Places a call, waits for its end, and prints all that is known of it: how it ended, who said what, what was found
// out, how fast the agent was, and what is missing and why.
//
//     call_results SDK_APP_ID AGENT_ID CALLEE
//
// Environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (with temporary keys TENCENTCLOUD_TOKEN too) sign the
// requests. TCCC_ENDPOINT and TCCC_CA_FILE name another host and its authority: `tccc mock`, or
// ccc.intl.tencentcloudapi.com. Exit status: 0 the call has ended, 2 usage or options, 3 it was not placed, 6 it is
// unknown whether it was, 8 it has not ended in time.
#include <tccc/tccc.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

template <class Id>
bool parse_id(std::string_view text, Id& id) {
  const char* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, id);
  return fault == std::errc() && stop == end;
}

// [latency]
std::string in_milliseconds(const std::optional<std::chrono::milliseconds>& latency) {
  return latency ? std::to_string(latency->count()) + " ms" : "-";
}

void print_latency(const char* stage, const tccc::LatencySpread& spread) {
  std::cout << "  " << stage << "least " << in_milliseconds(spread.least) << ", median "
            << in_milliseconds(spread.median) << ", 90 % within " << in_milliseconds(spread.p90) << '\n';
}

void print_latencies(const tccc::CallLatency& latency) {
  std::cout << "latency over " << latency.turns.size() << " turns\n";
  print_latency("recognition  ", latency.asr);
  print_latency("first token  ", latency.first_token);
  print_latency("model        ", latency.llm);
  print_latency("voice        ", latency.tts);
  print_latency("end to end   ", latency.end_to_end);
}
// [latency]

// What people said is personal data: a real program keeps it where its rules want it, and not in a log.
// [report]
void print_report(const tccc::CallReport& report) {
  if (report.record) {
    const auto* end = tccc::find_end_status(report.record->end_status.value_or(0));
    std::cout << "ended: " << (end == nullptr ? report.record->end_status_string : std::string(end->meaning)) << '\n';
  }
  if (report.links) std::cout << "recording: " << (report.links->recording.empty() ? "none" : "linked") << '\n';
  if (report.transcript) {
    for (const tccc::AsrData& sentence : *report.transcript) std::cout << "  " << sentence.message << '\n';
  }
  if (report.extracted) std::cout << "extracted: " << report.extracted->size() << " facts\n";
  if (report.analysis) {
    for (const tccc::AIAnalysisResult& result : *report.analysis) {
      std::cout << result.type << ": " << result.result << '\n';
    }
  }
  if (report.latency) print_latencies(*report.latency);
  for (const tccc::MissingPart& missing : tccc::missing_parts(report)) {
    std::cout << "no " << missing.part << ": " << missing.why << '\n';
  }
}
// [report]

}  // namespace

int main(int argc, char** argv) {
  tccc::CreateAIAgentCallRequest request;
  if (argc != 4 || !parse_id(argv[1], request.sdk_app_id) || !parse_id(argv[2], request.ai_agent_id)) {
    std::cerr << "usage: call_results SDK_APP_ID AGENT_ID CALLEE\n";
    return 2;
  }
  request.callee = argv[3];
  tccc::ClientOptions options;
  options.endpoint = environment("TCCC_ENDPOINT");  // empty: the service itself
  options.tls.ca_file = environment("TCCC_CA_FILE");
  const auto client = tccc::Client::create(tccc::environment_credentials(), options);
  if (!client) {
    std::cerr << client.error() << '\n';
    return 2;
  }
  const auto placed = client->send(request);
  if (!placed) {
    std::cerr << placed.error() << '\n';
    return placed.error().outcome() == tccc::Outcome::unknown ? 6 : 3;
  }

  // [wait]
  const tccc::Session session{request.sdk_app_id, placed->session_id};
  tccc::WaitOptions patience;
  patience.timeout = std::chrono::minutes(30);
  patience.interval = std::chrono::seconds(2);
  patience.on_look = [](const tccc::WaitProgress& progress) {
    std::cerr << "waiting, " << progress.waited.count() / 1000 << " s\n";
  };
  const auto record = tccc::wait_for_end(*client, session, patience);
  if (!record) {
    std::cerr << record.error() << '\n';
    return 8;
  }
  print_report(tccc::call_report(*client, session));
  // [wait]
  return 0;
}
