// SPDX-License-Identifier: Apache-2.0
// Field lists of what is pushed.
#include "model/push.h"

#include "codec/describe.h"
#include "model/tel_cdr_info.h"

namespace tccc {
inline namespace v1 {
namespace detail {

template <>
struct Describe<CallRecordPush> {
  static constexpr std::array fields{field<&CallRecordPush::sdk_app_id>("SdkAppId").means("Application id."),
                                     group<&CallRecordPush::record>()};
  static constexpr StructInfo info = describe<CallRecordPush>("CallRecordPush", fields);
};

template <>
struct Describe<RecordingPush> {
  static constexpr std::array fields{
      field<&RecordingPush::sdk_app_id>("SdkAppId").means("Application id."),
      field<&RecordingPush::record_id>("RecordId").means("Recording id."),
      field<&RecordingPush::session_id>("SessionId").means("Id of the call; opaque."),
      field<&RecordingPush::timestamp>("Timestamp").in("s since 1970").none_at(0).means("When it was made."),
      field<&RecordingPush::endpoint_user>("EndpointUser")
          .personal()
          .means("Who was recorded: number of the user, or e-mail of the agent."),
      field<&RecordingPush::record_url>("RecordURL").personal().means("Link to the recording."),
      field<&RecordingPush::custom_record_url>("CustomRecordURL")
          .personal()
          .means("Copy of the recording in the customer's own bucket, where that is set up.")};
  static constexpr StructInfo info = describe<RecordingPush>("RecordingPush", fields);
};

template <>
struct Describe<VoicemailPush> {
  static constexpr std::array fields{
      field<&VoicemailPush::sdk_app_id>("SdkAppId").means("Application id."),
      field<&VoicemailPush::session_id>("SessionId").means("Id of the call; opaque."),
      field<&VoicemailPush::timestamp>("Timestamp").in("s since 1970").none_at(0).means("When it was left."),
      field<&VoicemailPush::record_url>("RecordURL").personal().means("Link to the voicemail."),
      field<&VoicemailPush::endpoint_user>("EndpointUser").phone().means("Number of the caller.")};
  static constexpr StructInfo info = describe<VoicemailPush>("VoicemailPush", fields);
};

namespace {

const std::string& session_id_of(const CallRecordPush& push) {
  return push.record.session_id;
}
template <class Push>
const std::string& session_id_of(const Push& push) {
  return push.session_id;
}

template <class Push>
constexpr PushKind kind(std::string_view action) {
  return {action, &Describe<Push>::info, [](PushContent& content) -> void* { return &content.emplace<Push>(); },
          [](const PushContent& content) -> const void* { return std::get_if<Push>(&content); },
          [](const PushContent& content) -> const std::string& { return session_id_of(*std::get_if<Push>(&content)); }};
}

constexpr PushKind kPushes[] = {kind<CallRecordPush>("cdr"), kind<RecordingPush>("record"),
                                kind<VoicemailPush>("voicemail")};

}  // namespace

PushTable all_pushes() noexcept {
  return {kPushes, std::size(kPushes)};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
