// SPDX-License-Identifier: Apache-2.0
// The record of a call that has ended.
#include "testing/session_record.h"

#include <string>
#include <utility>
#include <vector>

#include "tccc/types/call_record.h"
#include "tccc/types/end_status.h"

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

constexpr const char* kPerson = "agent@example.com";
constexpr const char* kSkillGroup = "service";

std::string end_name(const CallLife& life) {
  const EndStatusInfo* info = find_end_status(life.end_status());
  return info == nullptr ? std::string() : std::string(info->name);
}

std::string link(const char* kind, const Session& session) {
  return std::string("https://records.example.com/") + kind + "/" + session.id;
}

// Whoever picked up: the outside line, then a person if the call was handed over.
std::vector<ServeParticipant> participants(const Session& session) {
  std::vector<ServeParticipant> served;
  if (!session.life.served_at()) return served;
  ServeParticipant person;
  person.mail = kPerson;
  person.type = participant_type::staff_seat;
  person.skill_group_id = session.life.skill_group_id();
  person.skill_group_name = kSkillGroup;
  person.ring_timestamp = in_seconds(session.life.queued_at());
  person.start_timestamp = person.ring_timestamp;
  person.accept_timestamp = in_seconds(session.life.served_at());
  person.ended_timestamp = in_seconds(session.life.ends_at());
  person.end_status_string = end_name(session.life);
  person.sequence = 0;
  served.push_back(std::move(person));
  return served;
}

}  // namespace

TelCdrInfo record_of(const Session& session) {
  const CallLife& life = session.life;
  TelCdrInfo record;
  record.caller = session.caller;
  record.callee = session.callee;
  record.time = in_seconds(life.placed_at());
  record.start_timestamp = record.time;
  record.direction = call_direction::outbound;
  record.call_type = call_type::outbound;
  record.ring_timestamp = in_seconds(life.rings_at());
  record.accept_timestamp = in_seconds(life.accepted_at());
  record.ended_timestamp = in_seconds(life.ends_at());
  record.queued_timestamp = in_seconds(life.queued_at());
  record.duration =
      record.accept_timestamp ? *record.ended_timestamp - *record.accept_timestamp : std::chrono::seconds(0);
  record.end_status = life.end_status();
  record.end_status_string = end_name(life);
  record.hung_up_side = life.hang_up_side();
  record.session_id = session.id;
  record.uui = session.uui;
  record.asr_status = asr_status::not_exists;
  if (was_answered(session)) {
    record.record_id = session.id;
    record.record_url = link("recording", session);
    record.asr_url = link("transcript", session);
    record.asr_status = asr_status::complete;
  }
  record.serve_participants = participants(session);
  if (life.served_at()) {
    SeatUserInfo person;
    person.mail = kPerson;
    record.seat_user = std::move(person);
    record.skill_group_id = life.skill_group_id();
    record.skill_group = kSkillGroup;
  }
  if (session.ai_agent_id != 0) {
    record.ai_agent_id = session.ai_agent_id;
    record.ai_agent_name = session.ai_agent_name;
  }
  return record;
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
