// SPDX-License-Identifier: Apache-2.0
// Joins all that the service knows of one call.
#include "tccc/call_report.h"

#include <algorithm>
#include <utility>

#include "session/latency_spread.h"
#include "session/open_call_error.h"
#include "session/record_window.h"
#include "session/session_key.h"
#include "tccc/api/describe_session_detail.h"
#include "tccc/api/describe_tel_session.h"

namespace tccc {
inline namespace v1 {
namespace {

using detail::RecordWindow;

template <class T>
ReportPart<T> present(T value) {
  return {std::move(value), {}, {}};
}

template <class T>
ReportPart<T> missing(Absence absence) {
  return {{}, absence, {}};
}

template <class T>
ReportPart<T> failed(const Error& error) {
  return {{}, Absence::failed, error};
}

/// Makes one report. Each part is asked for after those that its reasons and its window need.
class Reporter {
 public:
  Reporter(const Client& client, Session session, const RequestOptions& options)
      : client_(client),
        options_(options),
        key_(detail::session_key(session.session_id)),
        window_(detail::record_window(session.placed_at, client.service_now())) {
    report_.session = std::move(session);
  }

  CallReport make() {
    read_record();
    narrow_window();
    read_links();
    read_transcript();
    list(asked<DescribeAICallInteractionRecordsRequest>(),
         &DescribeAICallInteractionRecordsResponse::interaction_event_list, report_.rounds);
    list(asked_in_window<DescribeAICallExtractResultRequest>(), &DescribeAICallExtractResultResponse::result_list,
         report_.extracted);
    list(asked_in_window<DescribeAIAnalysisResultRequest>(), &DescribeAIAnalysisResultResponse::result_list,
         report_.analysis);
    read_latency();
    return std::move(report_);
  }

 private:
  template <class Request>
  Request asked() const {
    Request request;
    request.sdk_app_id = report_.session.sdk_app_id;
    request.session_id = report_.session.session_id;
    return request;
  }

  template <class Request>
  Request asked_in_window() const {
    Request request = asked<Request>();
    request.start_time = window_.start;
    request.end_time = window_.end;
    return request;
  }

  void read_record() {
    DescribeTelCdrRequest request;
    request.sdk_app_id = report_.session.sdk_app_id;
    request.session_ids = {report_.session.session_id};
    request.start_time_stamp = window_.start;
    request.end_time_stamp = window_.end;
    request.page_size = 100;
    const auto answer = client_.send(request, options_);
    if (!answer) {
      report_.record = failed<TelCdrInfo>(answer.error());
      return;
    }
    for (const TelCdrInfo& record : detail::records_of(*answer)) {
      if (detail::session_key(record.session_id) == key_) {
        report_.record = present(record);
        return;
      }
    }
    explain_missing_record();
  }

  void explain_missing_record() {
    const auto answer = client_.send(asked<DescribeTelSessionRequest>(), options_);
    if (!answer && !tells_of_nothing(answer.error())) {
      report_.record = failed<TelCdrInfo>(answer.error());
    } else if (!answer || !answer->session) {
      report_.record = missing<TelCdrInfo>(Absence::not_known);
    } else if (answer->session->session_status == session_status::finished) {
      report_.record = missing<TelCdrInfo>(Absence::not_ready);
    } else {
      report_.record = missing<TelCdrInfo>(Absence::not_ended);
    }
  }

  // The service looks through what it was told to; a call of a minute needs no months.
  void narrow_window() {
    if (!report_.record || !report_.record->start_timestamp) return;
    constexpr std::chrono::hours kRoom{1};
    const TimePoint started_at = *report_.record->start_timestamp;
    if (started_at < window_.start || started_at >= window_.end) return;  // not a time at which it can have begun
    const TimePoint ended_at = (std::max)(report_.record->ended_timestamp.value_or(window_.end), started_at);
    const bool is_near_end = ended_at >= window_.end - kRoom;
    window_ = {started_at - kRoom, is_near_end ? window_.end : ended_at + kRoom};
  }

  // Why a list that could be read has nothing in it.
  Absence absence_of_nothing() const {
    if (!report_.record) {
      const Absence absence = report_.record.absence.value_or(Absence::not_made);
      return absence == Absence::failed ? Absence::not_made : absence;
    }
    if (!detail::has_ended(*report_.record)) return Absence::not_ended;
    return report_.record->accept_timestamp ? Absence::not_made : Absence::not_answered;
  }

  void read_links() {
    CallLinks links;
    if (report_.record) {
      links = {report_.record->record_url, report_.record->asr_url, report_.record->custom_record_url};
    }
    std::optional<Error> failure;
    if (links.recording.empty() || links.transcript.empty()) {
      auto request = asked<DescribeSessionDetailRequest>();
      request.start_timestamp = window_.start;
      request.end_timestamp = window_.end;
      const auto answer = client_.send(request, options_);
      if (answer) {
        const auto fill = [](std::string& link, const std::string& other) { link = link.empty() ? other : link; };
        fill(links.recording, answer->record_url);
        fill(links.transcript, answer->asr_url);
        fill(links.custom_recording, answer->custom_record_url);
      } else {
        failure = answer.error();
      }
    }
    const bool is_empty = links.recording.empty() && links.transcript.empty() && links.custom_recording.empty();
    if (!is_empty) {
      report_.links = present(std::move(links));
    } else if (failure && !tells_of_nothing(*failure)) {
      report_.links = failed<CallLinks>(*failure);
    } else {
      report_.links = missing<CallLinks>(absence_of_nothing());
    }
  }

  // Codes with which the service says that there is nothing, rather than that something went wrong.
  static bool tells_of_nothing(const Error& error) {
    return error.code() == ErrorCode::resource_not_found ||
           error.code() == ErrorCode::failed_operation_session_not_exists;
  }

  template <class Request, class Row>
  void list(const Request& request, std::vector<Row> ResponseOf<Request>::*rows, ReportPart<std::vector<Row>>& part) {
    auto answer = client_.send(request, options_);
    if (!answer && !tells_of_nothing(answer.error())) {
      part = failed<std::vector<Row>>(answer.error());
    } else if (!answer || ((*answer).*rows).empty()) {
      part = missing<std::vector<Row>>(absence_of_nothing());
    } else {
      part = present(std::move((*answer).*rows));
    }
  }

  void read_transcript() {
    list(asked<DescribeTelRecordAsrRequest>(), &DescribeTelRecordAsrResponse::asr_data_list, report_.transcript);
    if (!report_.transcript && !report_.transcript.error && report_.record &&
        report_.record->asr_status == asr_status::processing) {
      report_.transcript.absence = Absence::not_ready;
    }
  }

  void read_latency() {
    const auto answer = client_.send(asked_in_window<DescribeAILatencyRequest>(), options_);
    if (!answer && !tells_of_nothing(answer.error())) {
      report_.latency = failed<CallLatency>(answer.error());
    } else if (!answer || (answer->ai_latency_detail.empty() && !answer->ai_latency_statistics)) {
      report_.latency = missing<CallLatency>(absence_of_nothing());
    } else {
      report_.latency = present(detail::call_latency(*answer));
    }
  }

  const Client& client_;
  const RequestOptions& options_;
  const std::string key_;
  RecordWindow window_;
  CallReport report_;
};

std::string_view explain(Absence absence) {
  switch (absence) {
    case Absence::failed:
      return "could not be read";
    case Absence::not_known:
      return "the service knows no such call in that time";
    case Absence::not_ended:
      return "the call has not ended";
    case Absence::not_ready:
      return "the service is still making it";
    case Absence::not_answered:
      return "nobody answered the call";
    case Absence::not_made:
      return "the service has none";
  }
  return "";
}

template <class T>
void note(std::string_view name, const ReportPart<T>& part, std::vector<MissingPart>& missing) {
  if (part || !part.absence) return;
  std::string why(explain(*part.absence));
  if (part.error) why.append(": ").append(part.error->to_string());
  missing.push_back({name, std::move(why)});
}

}  // namespace

std::string_view to_string(Absence absence) noexcept {
  switch (absence) {
    case Absence::failed:
      return "failed";
    case Absence::not_known:
      return "not_known";
    case Absence::not_ended:
      return "not_ended";
    case Absence::not_ready:
      return "not_ready";
    case Absence::not_answered:
      return "not_answered";
    case Absence::not_made:
      return "not_made";
  }
  return "unknown";
}

std::vector<MissingPart> missing_parts(const CallReport& report) {
  std::vector<MissingPart> missing;
  note("record", report.record, missing);
  note("links", report.links, missing);
  note("transcript", report.transcript, missing);
  note("rounds", report.rounds, missing);
  note("extracted", report.extracted, missing);
  note("analysis", report.analysis, missing);
  note("latency", report.latency, missing);
  return missing;
}

CallReport call_report(const Client& client, const Session& session, const RequestOptions& options) {
  return Reporter(client, session, options).make();
}

}  // namespace v1
}  // namespace tccc
