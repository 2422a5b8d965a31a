// SPDX-License-Identifier: Apache-2.0
// Field lists of what tasks that call many numbers are made of.
#pragma once

#include "codec/describe.h"
#include "model/variable.h"
#include "tccc/types/callout_task.h"

namespace tccc {
inline namespace v1 {
namespace detail {

inline constexpr std::string_view kDayTypes[] = {day_type::every_day, day_type::business_day, day_type::holiday,
                                                 day_type::custom};
inline constexpr std::string_view kDaysOfWeek[] = {day_of_week::monday,   day_of_week::tuesday, day_of_week::wednesday,
                                                   day_of_week::thursday, day_of_week::friday,  day_of_week::saturday,
                                                   day_of_week::sunday};
inline constexpr std::string_view kTriggerModes[] = {trigger_mode::once_per_number, trigger_mode::always_on_match};

template <>
struct Describe<RetryTagItem> {
  static constexpr std::array fields{field<&RetryTagItem::tag_name>("TagName").means("Post-call tag name."),
                                     field<&RetryTagItem::tag_value>("TagValue").means("Post-call tag value.")};
  static constexpr StructInfo info = describe<RetryTagItem>("RetryTagItem", fields);
};

template <>
struct Describe<TimeRange> {
  static constexpr std::array fields{field<&TimeRange::start_time>("StartTime").means("Start, HH:MM:SS of 24 hours."),
                                     field<&TimeRange::end_time>("EndTime").means("End, HH:MM:SS of 24 hours.")};
  static constexpr StructInfo info = describe<TimeRange>("TimeRange", fields);
};

template <>
struct Describe<AvailableTimeConfig> {
  static constexpr std::array fields{
      field<&AvailableTimeConfig::day_type>("DayType").by_default("EveryDay").one_of(kDayTypes).means("Kind of day."),
      field<&AvailableTimeConfig::days_of_week>("DaysOfWeek").one_of(kDaysOfWeek).means("Days, of the kind Custom."),
      field<&AvailableTimeConfig::time_ranges>("TimeRanges").means("Windows on such days.")};
  static constexpr StructInfo info = describe<AvailableTimeConfig>("AvailableTimeConfig", fields);
};

template <>
struct Describe<CalleeAttribute> {
  static constexpr std::array fields{
      field<&CalleeAttribute::callee>("Callee").required().phone().means("Number this applies to."),
      field<&CalleeAttribute::uui>("UUI").personal().means("Data that the customer attached."),
      field<&CalleeAttribute::variables>("Variables").means("Variables for this number.")};
  static constexpr StructInfo info = describe<CalleeAttribute>("CalleeAttribute", fields);
};

template <>
struct Describe<HeaderParams> {
  static constexpr std::array fields{field<&HeaderParams::key>("Key").means("Key."),
                                     field<&HeaderParams::value>("Value").personal().means("Value.")};
  static constexpr StructInfo info = describe<HeaderParams>("HeaderParams", fields);
};

template <>
struct Describe<HttpParams> {
  static constexpr std::array fields{
      field<&HttpParams::key>("Key").means("Key."), field<&HttpParams::value>("Value").personal().means("Value."),
      field<&HttpParams::value_type>("ValueType").means("Type of the value; its names are not documented.")};
  static constexpr StructInfo info = describe<HttpParams>("HttpParams", fields);
};

template <>
struct Describe<ReturnKey> {
  static constexpr std::array fields{field<&ReturnKey::key>("Key").means("Key.")};
  static constexpr StructInfo info = describe<ReturnKey>("ReturnKey", fields);
};

template <>
struct Describe<BasicAuth> {
  static constexpr std::array fields{field<&BasicAuth::basic_token>("BasicToken").means("Token.")};
  static constexpr StructInfo info = describe<BasicAuth>("BasicAuth", fields);
};

template <>
struct Describe<BearerAuth> {
  static constexpr std::array fields{field<&BearerAuth::bearer_token>("BearerToken").means("Token.")};
  static constexpr StructInfo info = describe<BearerAuth>("BearerAuth", fields);
};

template <>
struct Describe<OauthConfig> {
  static constexpr std::array fields{field<&OauthConfig::token_url>("TokenURL").means("Token endpoint."),
                                     field<&OauthConfig::client_id>("ClientId").means("Client id."),
                                     field<&OauthConfig::client_secret>("ClientSecret").means("Client secret.")};
  static constexpr StructInfo info = describe<OauthConfig>("OauthConfig", fields);
};

template <>
struct Describe<HttpCallbackConfig> {
  static constexpr std::array fields{
      field<&HttpCallbackConfig::url>("Url").means("Callback URL."),
      field<&HttpCallbackConfig::header_params>("HeaderParams")
          .means("Headers; values may hold placeholders such as {taskId}."),
      field<&HttpCallbackConfig::params>("Params").means(
          "Members of the body; values may hold placeholders such as {callStatus}."),
      field<&HttpCallbackConfig::returns>("Returns").means("Members to read from the JSON answer."),
      field<&HttpCallbackConfig::async>("Async").means("Whether the answer is not waited for."),
      field<&HttpCallbackConfig::auth_type>("AuthType").range(0, 1).means("0 none, 1 with one of the members below."),
      field<&HttpCallbackConfig::basic_auth>("BasicAuth").means("Basic token."),
      field<&HttpCallbackConfig::bearer_auth>("BearerAuth").means("Bearer token."),
      field<&HttpCallbackConfig::custom_auth>("CustomAuth").means("A parameter that authenticates."),
      field<&HttpCallbackConfig::oauth2_auth>("Oauth2Auth").means("OAuth 2 client credentials.")};
  static constexpr StructInfo info = describe<HttpCallbackConfig>("HttpCallbackConfig", fields);
};

template <>
struct Describe<TriggerStrategyItem> {
  static constexpr std::array fields{
      field<&TriggerStrategyItem::interface_config>("InterfaceConfig").means("The HTTP request."),
      field<&TriggerStrategyItem::hangup_types>("HangupTypes").means("Ends that set it off, as texts of numbers."),
      field<&TriggerStrategyItem::call_tags>("CallTags").means("Tags that set it off."),
      field<&TriggerStrategyItem::trigger_mode>("TriggerMode").one_of(kTriggerModes).means("How often per number.")};
  static constexpr StructInfo info = describe<TriggerStrategyItem>("TriggerStrategyItem", fields);
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
