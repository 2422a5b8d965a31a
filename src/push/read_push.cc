// SPDX-License-Identifier: Apache-2.0
// From a request to an event, and from an event to JSON.
#include "push/read_push.h"

#include <utility>

#include "codec/decode.h"
#include "codec/encode.h"
#include "model/push.h"
#include "tccc/types/end_status.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// Only the voicemail comes without version. A later one may mean other things by the same names.
bool is_known_version(std::string_view version) {
  return version.empty() || version == "1";
}

void number_the_end(TelCdrInfo& record) {
  if (record.end_status || record.end_status_string.empty()) return;
  for (const EndStatusInfo& info : end_statuses) {
    if (info.name == record.end_status_string) record.end_status = info.code;
  }
}

std::optional<PushFault> read_content(const PushKind& kind, PushEvent& event) {
  void* object = kind.emplace(event.content);
  if (auto fault = decode_loosely(*kind.info, event.raw_body, event.unread, object)) {
    const bool is_of_body = fault->field.empty();
    return PushFault{400, is_of_body ? "body" : std::move(fault->field), std::string(explain(fault->kind))};
  }
  if (kind.session_id(event.content).empty()) return PushFault{400, "SessionId", "is missing"};
  if (auto* push = std::get_if<CallRecordPush>(&event.content)) number_the_end(push->record);
  return std::nullopt;
}

void append_json(const PushContent& content, void (*write)(const StructInfo&, const void*, std::string&),
                 std::string& json) {
  for (const PushKind& kind : all_pushes()) {
    if (const void* object = kind.find(content)) return write(*kind.info, object, json);
  }
  json += "{}";
}

}  // namespace

std::optional<PushFault> read_push(PushRequest request, std::size_t max_body_bytes, PushEvent& event) {
  if (auto fault = read_push_head(request, event)) return fault;
  if (request.body.size() > max_body_bytes) {
    return PushFault{413, "body", "is longer than max_body_bytes, " + std::to_string(max_body_bytes)};
  }
  event.raw_body = std::move(request.body);
  if (!is_known_version(event.version)) return std::nullopt;
  for (const PushKind& kind : all_pushes()) {
    if (kind.action == event.action) return read_content(kind, event);
  }
  return std::nullopt;
}

}  // namespace detail

Result<PushEvent> parse_push(PushRequest request, std::size_t max_body_bytes) {
  PushEvent event;
  auto fault = detail::read_push(std::move(request), max_body_bytes, event);
  if (!fault) return event;
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.message = fault->field + " of the push " + fault->why;
  details.field = std::move(fault->field);
  return Error(std::move(details));
}

std::string push_json(const PushContent& content) {
  std::string json;
  detail::append_json(content, &detail::encode, json);
  return json;
}

std::string redacted_push_json(const PushContent& content) {
  std::string json;
  detail::append_json(content, &detail::encode_redacted, json);
  return json;
}

}  // namespace v1
}  // namespace tccc
