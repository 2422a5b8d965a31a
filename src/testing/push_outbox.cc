// SPDX-License-Identifier: Apache-2.0
// Pushes that wait for their time.
#include "testing/push_outbox.h"

#include <utility>

#include "testing/session_record.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr std::size_t kMostSent = 1000;
constexpr std::size_t kMostWaiting = 100000;

// The documented members, which are fewer than those of DescribeTelCdr.
CallRecordPush call_record_push(const Session& session) {
  TelCdrInfo record = record_of(session);
  record.time.reset();
  record.end_status.reset();
  record.record_url.clear();
  record.asr_url.clear();
  record.asr_status.clear();
  record.skill_group.clear();
  record.skill_group_id.reset();
  return {session.sdk_app_id, std::move(record)};
}

RecordingPush recording_push(const Session& session, const char* side, const std::string& who) {
  RecordingPush push;
  push.sdk_app_id = session.sdk_app_id;
  push.record_id = session.id + side;
  push.session_id = session.id;
  push.timestamp = in_seconds(session.life.ends_at());
  push.endpoint_user = who;
  push.record_url = "https://records.example.com/recording/" + push.record_id;
  return push;
}

VoicemailPush voicemail_push(const Session& session) {
  VoicemailPush push;
  push.sdk_app_id = session.sdk_app_id;
  push.session_id = session.id;
  push.timestamp = in_seconds(session.life.ends_at());
  push.record_url = "https://records.example.com/voicemail/" + session.id;
  push.endpoint_user = session.callee;
  return push;
}

}  // namespace

PushOutbox::PushOutbox(std::chrono::milliseconds retry_interval, std::uint64_t seed)
    : retry_interval_(retry_interval), uuids_(seed + 1) {}

void PushOutbox::add(const Session& session, const char* action, const PushContent& content, PreciseTimePoint when) {
  if (session.push.deliveries == 0 || waiting_.size() >= kMostWaiting) return;
  OutgoingPush push;
  push.told.uuid = uuids_.uuid();
  push.told.action = action;
  push.told.session_id = session.id;
  push.query = std::string("action=") + action;
  // The voicemail's is documented without.
  if (!std::holds_alternative<VoicemailPush>(content)) push.query += "&version=1";
  push.body = push_json(content);
  push.has_wrong_password = session.push.has_wrong_password;
  push.deliveries_left = session.push.deliveries - 1;
  waiting_.emplace(when, std::move(push));
}

void PushOutbox::post(const Session& session, PreciseTimePoint when) {
  const auto record = [&] { add(session, "cdr", call_record_push(session), when); };
  if (!session.push.is_out_of_order) record();
  if (was_answered(session)) {
    add(session, "record", recording_push(session, "", session.callee), when);
    add(session, "record", recording_push(session, "-caller", session.caller), when);
  }
  if (session.push.is_out_of_order) record();
  if (session.push.has_voicemail) add(session, "voicemail", voicemail_push(session), when);
}

std::optional<OutgoingPush> PushOutbox::take(PreciseTimePoint now) {
  if (waiting_.empty() || waiting_.begin()->first > now) return std::nullopt;
  OutgoingPush push = std::move(waiting_.begin()->second);
  waiting_.erase(waiting_.begin());
  return push;
}

void PushOutbox::settle(OutgoingPush push, int status, bool was_accepted, PreciseTimePoint now) {
  push.told.status = status;
  push.told.was_accepted = was_accepted;
  sent_.push_back(push.told);
  if (sent_.size() > kMostSent) sent_.pop_front();
  ++push.told.attempt;
  if (push.deliveries_left > 0) {
    --push.deliveries_left;
    waiting_.emplace(now, std::move(push));
  } else if (!was_accepted && push.retries_left > 0) {
    --push.retries_left;
    waiting_.emplace(now + retry_interval_, std::move(push));
  }
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
