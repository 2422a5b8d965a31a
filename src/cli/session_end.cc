// SPDX-License-Identifier: Apache-2.0
// `tccc session show` and `tccc session wait`: what a call came to.
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/conversation.h"
#include "cli/follow_up.h"
#include "cli/progress_line.h"
#include "cli/records.h"
#include "cli/shown_text.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "tccc/api/describe_tel_session.h"
#include "tccc/call_report.h"
#include "tccc/session.h"
#include "tccc/types/extract.h"

namespace tccc::cli {
namespace {

using nlohmann::ordered_json;

// One part of the report in the spelling of the service.
template <class Response, class Member, class Value>
void put(ordered_json& json, const char* name, Member Response::*member, const Value& value, const char* wire_name) {
  Response response;
  response.*member = value;
  const auto whole = ordered_json::parse(response_json(response), nullptr, false);
  if (whole.contains(wire_name)) json[name] = whole.at(wire_name);
}

std::string report_json(const CallReport& report) {
  ordered_json json = {{"SessionId", report.session.session_id}};
  if (report.record) {
    put(json, "Record", &DescribeTelCdrResponse::tel_cdr_list, std::vector<TelCdrInfo>{*report.record}, "TelCdrList");
    if (json.contains("Record")) json["Record"] = ordered_json(json["Record"].at(0));
  }
  if (report.transcript) {
    put(json, "Transcript", &DescribeTelRecordAsrResponse::asr_data_list, *report.transcript, "AsrDataList");
  }
  if (report.rounds) {
    put(json, "Rounds", &DescribeAICallInteractionRecordsResponse::interaction_event_list, *report.rounds,
        "InteractionEventList");
  }
  if (report.extracted) {
    put(json, "Extracted", &DescribeAICallExtractResultResponse::result_list, *report.extracted, "ResultList");
  }
  if (report.analysis) {
    put(json, "Analysis", &DescribeAIAnalysisResultResponse::result_list, *report.analysis, "ResultList");
  }
  if (report.latency) {
    put(json, "Latency", &DescribeAILatencyResponse::ai_latency_detail, report.latency->turns, "AILatencyDetail");
  }
  ordered_json missing = ordered_json::array();
  for (const MissingPart& part : missing_parts(report)) {
    missing.push_back({{"Part", std::string(part.part)}, {"Why", part.why}});
  }
  json["Missing"] = std::move(missing);
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string value_of(const AICallExtractResultElement& element) {
  if (!element.result) return {};
  const AICallExtractResultInfo& value = *element.result;
  if (element.info_type == info_type::boolean) return value.boolean.value_or(false) ? "yes" : "no";
  if (element.info_type == info_type::number) return ordered_json(value.number.value_or(0)).dump();
  if (element.info_type != info_type::selector) return value.text;
  std::string chosen;
  for (const std::string& choice : value.chosen) chosen += (chosen.empty() ? "" : ", ") + choice;
  return chosen;
}

void print_head(const GlobalOptions& global, std::ostream& out, const TelCdrInfo& record) {
  const auto line = [&out](const char* name, const std::string& value) {
    if (!value.empty()) out << name << ": " << value << '\n';
  };
  line("callee", shown_number(record.callee, global.show_numbers));
  line("caller", shown_number(record.caller, global.show_numbers));
  line("started", local_time(record.start_timestamp));
  line("answered", local_time(record.accept_timestamp));
  line("ended", local_time(record.ended_timestamp));
  line("talked", shown_duration(record.duration));
  line("end", shown_text(shown_end(record)));
  line("hung up by", shown_text(record.hung_up_side));
  line("agent", shown_text(record.ai_agent_name));
}

void print_spread(Table& table, const char* name, const LatencySpread& spread) {
  const auto cell = [](const std::optional<std::chrono::milliseconds>& latency) {
    return latency ? std::to_string(latency->count()) + " ms" : std::string();
  };
  table.add({name, cell(spread.least), cell(spread.median), cell(spread.p90)});
}

void print_report(const GlobalOptions& global, const Environment& environment, const CallReport& report) {
  std::ostream& out = environment.out;
  out << "session: " << shown_text(report.session.session_id) << '\n';
  if (report.record) print_head(global, out, *report.record);
  if (report.transcript) {
    out << '\n';
    print_turns(out, *report.transcript, report.record ? report.record->callee : std::string());
  }
  if (report.extracted || report.analysis) out << '\n';
  if (report.extracted) {
    for (const AICallExtractResultElement& element : *report.extracted) {
      out << shown_text(element.info_name) << ": " << shown_text(value_of(element)) << '\n';
    }
  }
  if (report.analysis) {
    for (const AIAnalysisResult& result : *report.analysis) {
      out << shown_text(result.type) << ": " << shown_text(result.result) << '\n';
    }
  }
  if (report.latency) {
    out << '\n';
    print_latency_bars(out, report.latency->turns);
    out << '\n';
    Table table({"STAGE", "LEAST", "MEDIAN", "P90"});
    print_spread(table, "ASR", report.latency->asr);
    print_spread(table, "LLM", report.latency->llm);
    print_spread(table, "first token", report.latency->first_token);
    print_spread(table, "TTS", report.latency->tts);
    print_spread(table, "end to end", report.latency->end_to_end);
    table.print(out, environment.is_out_terminal);
  }
  const std::vector<MissingPart> missing = missing_parts(report);
  if (!missing.empty()) out << '\n';
  for (const MissingPart& part : missing) out << "no " << part.part << ": " << shown_text(part.why) << '\n';
}

void print_state(const Environment& environment, const Client& client, const SessionCommand& command) {
  DescribeTelSessionRequest request;
  request.sdk_app_id = command.app;
  request.session_id = command.id;
  const auto response = client.send(request);
  if (response && response->session) {
    environment.out << "state: " << shown_text(response->session->session_status) << '\n';
  }
}

}  // namespace

ExitStatus show_session(const GlobalOptions& global, const SessionCommand& command, const Environment& environment) {
  const Session call{command.app, command.id, {}};
  if (global.dry_run) {
    return show_first_read(global, environment,
                           [&](const Client& client) { return call_report(client, call).record.error; });
  }
  ExitStatus status = ExitStatus::done;
  const auto client = open_client(global, environment, status);
  if (!client) return status;
  const CallReport report = call_report(*client, call);
  if (report.record.error) return fail_follow_up(global, environment, *report.record.error, Purpose::read);
  if (global.output == OutputFormat::json) {
    print_json_line(global, environment, report_json(report));
  } else if (report.record.absence == Absence::not_ended) {
    environment.out << "session: " << shown_text(command.id) << '\n';
    print_state(environment, *client, command);
  } else {
    print_report(global, environment, report);
  }
  return report.record.absence == Absence::not_known ? ExitStatus::other : ExitStatus::done;
}

ExitStatus wait_for_session(const GlobalOptions& global, const SessionCommand& command,
                            const Environment& environment) {
  const Session call{command.app, command.id, {}};
  if (global.dry_run) {
    return show_first_read(global, environment, [&](const Client& client) -> std::optional<Error> {
      const auto record = wait_for_end(client, call, WaitOptions());
      return record ? std::nullopt : std::optional<Error>(record.error());
    });
  }
  GlobalOptions each_request = global;
  // It is that of the wait, which no request outlasts.
  if (global.timeout) each_request.timeout = (std::min)(*global.timeout, ClientOptions().timeouts.total);
  ExitStatus status = ExitStatus::done;
  const Metered opened = open_metered_client(each_request, environment, command.metrics, status);
  if (!opened.client) return status;
  ProgressLine progress(environment);
  WaitOptions options;
  options.interval = command.interval;
  if (global.timeout) options.timeout = *global.timeout;
  options.on_look = [&progress](const WaitProgress& look) {
    const auto waited = std::chrono::duration_cast<std::chrono::seconds>(look.waited);
    progress.show("waiting for the end of the call, " + shown_duration(waited));
  };
  const auto record = wait_for_end(*opened.client, call, options);
  progress.clear();
  if (!record) return fail_follow_up(global, environment, record.error(), Purpose::read);
  DescribeTelCdrResponse shown;
  shown.tel_cdr_list = {*record};
  if (global.output == OutputFormat::json) {
    print_response_json(global, environment, shown);
  } else {
    print_records(global, environment, shown.tel_cdr_list);
  }
  return ExitStatus::done;
}

}  // namespace tccc::cli
