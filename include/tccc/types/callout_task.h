// SPDX-License-Identifier: Apache-2.0
// What tasks that call many numbers are made of.
// Source: the API documentation of CreateAutoCalloutTask, newest edition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tccc/secret.h"
#include "tccc/types/variable.h"

namespace tccc {
inline namespace v1 {

/// States of a task.
namespace task_state {
inline constexpr std::int64_t initial = 0;    ///< Not begun.
inline constexpr std::int64_t running = 1;    ///< Calling.
inline constexpr std::int64_t completed = 2;  ///< Completed.
inline constexpr std::int64_t ending = 3;     ///< Out of time, with calls still up.
inline constexpr std::int64_t ended = 4;      ///< Terminated, or ended.
inline constexpr std::int64_t paused = 5;     ///< Paused.
}  // namespace task_state

/// States of a number of a task.
namespace callee_state {
inline constexpr std::int64_t initial = 0;       ///< Not called yet.
inline constexpr std::int64_t answered = 1;      ///< Answered.
inline constexpr std::int64_t not_answered = 2;  ///< Not answered.
inline constexpr std::int64_t calling = 3;       ///< A call is up.
inline constexpr std::int64_t waiting = 4;       ///< For the next attempt.
}  // namespace callee_state

/// Kinds of days.
namespace day_type {
inline constexpr const char* every_day = "EveryDay";        ///< All days.
inline constexpr const char* business_day = "BusinessDay";  ///< Working days.
inline constexpr const char* holiday = "Holiday";           ///< Public holidays.
inline constexpr const char* custom = "Custom";             ///< The days of AvailableTimeConfig::days_of_week.
}  // namespace day_type

/// Days of the week.
namespace day_of_week {
inline constexpr const char* monday = "Monday";        ///< Monday.
inline constexpr const char* tuesday = "Tuesday";      ///< Tuesday.
inline constexpr const char* wednesday = "Wednesday";  ///< Wednesday.
inline constexpr const char* thursday = "Thursday";    ///< Thursday.
inline constexpr const char* friday = "Friday";        ///< Friday.
inline constexpr const char* saturday = "Saturday";    ///< Saturday.
inline constexpr const char* sunday = "Sunday";        ///< Sunday.
}  // namespace day_of_week

/// How often a trigger fires.
namespace trigger_mode {
inline constexpr const char* once_per_number = "ONCE_PER_NUMBER";  ///< Once for each number.
inline constexpr const char* always_on_match = "ALWAYS_ON_MATCH";  ///< Each time a call matches.
}  // namespace trigger_mode

/// A tag of an ended call.
struct RetryTagItem {
  std::optional<std::string> tag_name = {};   ///< Post-call tag name.
  std::optional<std::string> tag_value = {};  ///< Post-call tag value.
};

/// A window of a day.
struct TimeRange {
  std::optional<std::string> start_time = {};  ///< Start, HH:MM:SS of 24 hours.
  std::optional<std::string> end_time = {};    ///< End, HH:MM:SS of 24 hours.
};

/// Windows of one kind of day.
struct AvailableTimeConfig {
  std::optional<std::string> day_type = {};    ///< Kind of day.
  std::vector<std::string> days_of_week = {};  ///< Days, of the kind Custom.
  std::vector<TimeRange> time_ranges = {};     ///< Windows on such days.
};

/// What is special about one number.
struct CalleeAttribute {
  std::string callee = {};               ///< Required; number this applies to.
  std::optional<std::string> uui = {};   ///< Data that the customer attached.
  std::vector<Variable> variables = {};  ///< Variables for this number.
};

/// A header of an HTTP request.
struct HeaderParams {
  std::optional<std::string> key = {};    ///< Key.
  std::optional<std::string> value = {};  ///< Value.
};

/// A parameter of an HTTP request.
struct HttpParams {
  std::optional<std::string> key = {};         ///< Key.
  std::optional<std::string> value = {};       ///< Value.
  std::optional<std::string> value_type = {};  ///< Type of the value; its names are not documented.
};

/// A member of an HTTP answer.
struct ReturnKey {
  std::optional<std::string> key = {};  ///< Key.
};

/// Basic authentication.
struct BasicAuth {
  Secret basic_token = {};  ///< Token.
};

/// Bearer authentication.
struct BearerAuth {
  Secret bearer_token = {};  ///< Token.
};

/// OAuth 2 client credentials.
struct OauthConfig {
  std::optional<std::string> token_url = {};  ///< Token endpoint.
  std::optional<std::string> client_id = {};  ///< Client id.
  Secret client_secret = {};                  ///< Client secret.
};

/// An HTTP request of the service to an address of yours.
struct HttpCallbackConfig {
  std::optional<std::string> url = {};           ///< Callback URL.
  std::vector<HeaderParams> header_params = {};  ///< Headers; values may hold placeholders such as {taskId}.
  std::vector<HttpParams> params = {};  ///< Members of the body; values may hold placeholders such as {callStatus}.
  std::vector<ReturnKey> returns = {};  ///< Members to read from the JSON answer.
  std::optional<bool> async = {};       ///< Whether the answer is not waited for.
  std::optional<std::uint64_t> auth_type = {};  ///< 0 none, 1 with one of the members below.
  std::optional<BasicAuth> basic_auth = {};     ///< Basic token.
  std::optional<BearerAuth> bearer_auth = {};   ///< Bearer token.
  std::optional<HttpParams> custom_auth = {};   ///< A parameter that authenticates.
  std::optional<OauthConfig> oauth2_auth = {};  ///< OAuth 2 client credentials.
};

/// When the service makes which HTTP request.
struct TriggerStrategyItem {
  std::optional<HttpCallbackConfig> interface_config = {};  ///< The HTTP request.
  std::vector<std::string> hangup_types = {};               ///< Ends that set it off, as texts of numbers.
  std::vector<RetryTagItem> call_tags = {};                 ///< Tags that set it off.
  std::optional<std::string> trigger_mode = {};             ///< How often per number.
};

}  // namespace v1
}  // namespace tccc
