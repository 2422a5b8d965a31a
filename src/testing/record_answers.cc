// SPDX-License-Identifier: Apache-2.0
// Answers about calls that have ended: records, details, minutes and transcripts.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tccc/types/call_record.h"
#include "testing/answers.h"
#include "testing/session_record.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr std::int64_t kMostRecords = 100;
constexpr std::chrono::hours kLongestWindow = std::chrono::hours(24) * 90;
constexpr std::chrono::hours kMemory = std::chrono::hours(24) * 180;

bool is_any_of(const std::vector<std::string>& wanted, const std::string& value) {
  return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

bool matches(const DescribeTelCdrRequest& request, const Session& session) {
  const TimePoint start = in_seconds(session.life.placed_at());
  return session.sdk_app_id == request.sdk_app_id && start >= request.start_time_stamp &&
         start <= request.end_time_stamp &&
         (request.session_ids.empty() || is_any_of(request.session_ids, session.id)) &&
         (request.phones.empty() || is_any_of(request.phones, session.callee) ||
          is_any_of(request.phones, session.caller));
}

ServiceAnswer bad_value(const char* what) {
  return refusal(ErrorCode::invalid_parameter_value, what);
}

const char* fault_of_window(TimePoint from, TimePoint to, PreciseTimePoint now) {
  if (to < from) return "The window ends before it starts.";
  if (to - from >= kLongestWindow) return "The window is not shorter than 90 days.";
  if (now - from > kMemory) return "The window starts more than 180 days back.";
  return nullptr;
}

}  // namespace

ServiceAnswer answer(ContactCenter& center, const DescribeTelCdrRequest& request) {
  if (const char* fault = fault_of_window(request.start_time_stamp, request.end_time_stamp, center.now())) {
    return bad_value(fault);
  }
  if (request.page_size < 1 || request.page_size > kMostRecords) return bad_value("PageSize is not from 1 to 100.");
  if (request.page_number < 0) return bad_value("PageNumber is negative.");
  DescribeTelCdrResponse response;
  std::int64_t total = 0;
  for (const auto& session : center.sessions().all()) {
    if (!matches(request, *session) || !center.has_record(*session)) continue;
    if (total / request.page_size == request.page_number) response.tel_cdr_list.push_back(record_of(*session));
    ++total;
  }
  response.tel_cdrs = response.tel_cdr_list;
  response.total_count = total;
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribeSessionDetailRequest& request) {
  if (const char* fault = fault_of_window(request.start_timestamp, request.end_timestamp, center.now())) {
    return bad_value(fault);
  }
  const Session* session = center.sessions().find(request.sdk_app_id, request.session_id);
  const auto start = session == nullptr ? TimePoint() : in_seconds(session->life.placed_at());
  if (session == nullptr || !center.has_record(*session) || start < request.start_timestamp ||
      start > request.end_timestamp) {
    return refusal(ErrorCode::failed_operation_session_not_exists, "The window holds no record of this session.");
  }
  TelCdrInfo record = record_of(*session);
  DescribeSessionDetailResponse response;
  response.caller = std::move(record.caller);
  response.callee = std::move(record.callee);
  response.call_type = record.call_type;
  response.start_time_stamp = record.start_timestamp;
  response.ring_timestamp = record.ring_timestamp;
  response.accept_timestamp = record.accept_timestamp;
  response.ended_timestamp = record.ended_timestamp;
  response.queued_timestamp = record.queued_timestamp;
  if (record.seat_user) response.staff_user_id = record.seat_user->mail;
  response.end_status = record.end_status;
  response.record_url = std::move(record.record_url);
  response.asr_url = std::move(record.asr_url);
  response.hung_up_side = std::move(record.hung_up_side);
  response.uui = std::move(record.uui);
  response.serve_participants = std::move(record.serve_participants);
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribeTelCallInfoRequest& request) {
  if (request.end_time_stamp < request.start_time_stamp) return bad_value("The window ends before it starts.");
  if (request.end_time_stamp - request.start_time_stamp > kLongestWindow) {
    return bad_value("The window is longer than 90 days.");
  }
  // Days are those of Beijing.
  constexpr std::chrono::hours kZone(8);
  using Days = std::chrono::duration<std::int64_t, std::ratio<86400>>;
  const auto day_of = [kZone](TimePoint time) {
    return std::chrono::duration_cast<Days>(time.time_since_epoch() + kZone).count();
  };
  std::int64_t minutes = 0;
  for (const auto& session : center.sessions().all()) {
    const std::vector<std::int64_t>& apps = request.sdk_app_id_list;
    const std::int64_t day = day_of(in_seconds(session->life.placed_at()));
    if (std::find(apps.begin(), apps.end(), session->sdk_app_id) == apps.end() || !center.has_record(*session) ||
        day < day_of(request.start_time_stamp) || day > day_of(request.end_time_stamp)) {
      continue;
    }
    const auto talked = std::chrono::duration_cast<std::chrono::seconds>(session->life.talk_time()).count();
    minutes += (talked + 59) / 60;
  }
  DescribeTelCallInfoResponse response;
  response.tel_call_out_count = minutes;
  response.tel_call_in_count = 0;
  response.seat_used_count = 0;
  response.voip_call_in_count = 0;
  response.asr_offline_count = 0;
  response.asr_realtime_count = minutes;
  return success(center, std::move(response));
}

ServiceAnswer answer(ContactCenter& center, const DescribeTelRecordAsrRequest& request) {
  const Session* session = center.sessions().find(request.sdk_app_id, request.session_id);
  if (session == nullptr || !center.has_record(*session) || !was_answered(*session)) {
    return refusal(ErrorCode::resource_not_found, "There is no transcript of this session.");
  }
  DescribeTelRecordAsrResponse response;
  for (const Utterance& said : session->life.utterances()) {
    AsrData sentence;
    sentence.user = said.speaker == Speaker::callee ? session->callee : session->caller;
    sentence.message = said.text;
    sentence.timestamp = in_seconds(said.start);
    sentence.start = said.start;
    sentence.end = said.end;
    response.asr_data_list.push_back(std::move(sentence));
  }
  return success(center, std::move(response));
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
