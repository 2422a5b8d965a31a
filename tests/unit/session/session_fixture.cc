// SPDX-License-Identifier: Apache-2.0
// A contact center in memory for questions about calls.
#include "session_fixture.h"

#include <algorithm>
#include <utility>

namespace tccc {
namespace session_test {
namespace {

std::string action_of(const HttpRequest& request) {
  for (const HttpHeader& header : request.headers) {
    if (header.name == "X-TC-Action") return std::string(header.value);
  }
  return {};
}

HttpExchange answered(json members) {
  members["RequestId"] = "c6aa5a6e-0000-4000-8000-000000000000";
  HttpExchange exchange;
  exchange.request_left = true;
  exchange.status = 200;
  exchange.body = json({{"Response", std::move(members)}}).dump();
  return exchange;
}

json page(const std::vector<json>& rows, std::size_t first, std::size_t size) {
  json result = json::array();
  for (std::size_t i = first; i < (std::min)(first + size, rows.size()); ++i) result.push_back(rows[i]);
  return result;
}

bool is_listed(const json& body, const char* filter, const json& value) {
  if (!body.contains(filter) || body[filter].empty()) return true;
  return std::find(body[filter].begin(), body[filter].end(), value) != body[filter].end();
}

}  // namespace

json live_row(const std::string& session_id, const std::string& callee, std::int64_t start) {
  return {{"SessionID", session_id},
          {"Caller", "008601012345678"},
          {"Callee", callee},
          {"StartTimestamp", std::to_string(start)},
          {"SessionStatus", "inProgress"},
          {"Direction", 1}};
}

json record_row(const std::string& session_id, const std::string& callee, std::int64_t start) {
  return {{"SessionId", session_id},
          {"Caller", "008601012345678"},
          {"Callee", callee},
          {"Time", start},
          {"StartTimestamp", start},
          {"AcceptTimestamp", start + 10},
          {"EndedTimestamp", start + 40},
          {"EndStatus", 1},
          {"Direction", 1},
          {"AIAgentId", 15}};
}

CallRecordPush end_push(const std::string& session_id, std::int64_t status) {
  CallRecordPush push;
  push.sdk_app_id = kApp;
  push.record.session_id = session_id;
  push.record.end_status = status;
  return push;
}

SessionFixture::SessionFixture()
    : call(testing::ScriptedTransport::Answer([this](const HttpRequest& request) { return answer(request); })) {
  call.options.retry.max_attempts = 1;
}

std::int64_t SessionFixture::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(call.clock->now().time_since_epoch()).count();
}

std::vector<json> SessionFixture::asked(const std::string& action) const {
  std::vector<json> bodies;
  for (const testing::RecordedRequest& request : call.transport->requests()) {
    if (request.action == action) bodies.push_back(json::parse(request.body));
  }
  return bodies;
}

HttpExchange SessionFixture::answer(const HttpRequest& request) {
  const std::string action = action_of(request);
  const json body = json::parse(request.body);
  if (before) before(action);
  std::vector<std::string>& codes = faults[action];
  if (!codes.empty()) {
    const std::string code = codes.front();
    codes.erase(codes.begin());
    return code == "lost" ? testing::lost_answer() : testing::service_error(code);
  }
  if (action == "DescribePSTNActiveSessionList" || action == "DescribeTelCdr") {
    json members = action == "DescribeTelCdr" ? list_records(body) : list_live(body);
    if (answer_with) answer_with(action, members);
    return answered(std::move(members));
  }
  const auto part = parts.find(action);
  return answered(part == parts.end() ? json::object() : part->second);
}

json SessionFixture::list_live(const json& body) const {
  return {{"Total", live.size()}, {"Sessions", page(live, body["Offset"], body["Limit"])}};
}

json SessionFixture::list_records(const json& body) const {
  std::vector<json> rows;
  for (const json& row : records) {
    const bool is_asked = ignores_session_filter || is_listed(body, "SessionIds", row["SessionId"]);
    if (is_asked && is_listed(body, "Phones", row["Callee"])) rows.push_back(row);
  }
  const std::size_t size = (std::min)(body["PageSize"].get<std::size_t>(), most_rows);
  return {{"TotalCount", rows.size()}, {"TelCdrList", page(rows, size * body["PageNumber"].get<std::size_t>(), size)}};
}

}  // namespace session_test
}  // namespace tccc
