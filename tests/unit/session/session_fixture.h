// SPDX-License-Identifier: Apache-2.0
// A contact center in memory for questions about calls: lists that a test fills, pages as the service gives them.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "../client/call_fixture.h"
#include "../sample_call.h"
#include "tccc/tccc.h"
#include "tccc/testing/scripted_transport.h"

namespace tccc {
namespace session_test {

using nlohmann::json;
using sample_call::kCallee;
using sample_call::kSession;

inline constexpr std::int64_t kApp = 1400000000;

/// A row of the list of calls that are up, and one of the records. `start` is in seconds since 1970.
json live_row(const std::string& session_id, const std::string& callee, std::int64_t start);
json record_row(const std::string& session_id, const std::string& callee, std::int64_t start);

/// The push of a call's end.
CallRecordPush end_push(const std::string& session_id, std::int64_t status = end_status::busy);

/// Waits for a session, or for a vector of them, the way of the test that runs.
template <class Sessions>
auto wait_on_path(const Client& client, const Sessions& sessions, const WaitOptions& options) {
  if (CurrentPath::get() == CallPath::blocking) return wait_for_end(client, sessions, options);
  if constexpr (std::is_same_v<Sessions, Session>) {
    return wait_for_end_async(client, sessions, options).get();
  } else {
    return wait_for_end_async(client, sessions, options).get().value();
  }
}

struct SessionFixture {
  SessionFixture();

  Client client() const { return call.made(static_credentials(call.credentials)); }
  std::int64_t now() const;

  /// Answers the next request of the action with an error of the service.
  void fail_next(const std::string& action, const std::string& service_code) { faults[action].push_back(service_code); }

  /// Bodies of the requests of an action so far.
  std::vector<json> asked(const std::string& action) const;

  std::vector<json> live = {};     ///< Rows of DescribePSTNActiveSessionList.
  std::vector<json> records = {};  ///< Rows of DescribeTelCdr; filtered by SessionIds and Phones, given in this order.
  bool ignores_session_filter = false;
  std::size_t most_rows = 1000;            ///< Of a page of records, however many are asked for.
  std::map<std::string, json> parts = {};  ///< Answers of other actions, by name; `{}` for those not given.
  std::map<std::string, std::vector<std::string>> faults = {};
  std::function<void(const std::string&)> before = {};  ///< Called with the action before each answer.
  /// May change the members of an answer to a question about lists.
  std::function<void(const std::string&, json&)> answer_with = {};

  client_test::CallFixture call;

 private:
  HttpExchange answer(const HttpRequest& request);
  json list_live(const json& body) const;
  json list_records(const json& body) const;
};

}  // namespace session_test
}  // namespace tccc
