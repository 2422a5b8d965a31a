// SPDX-License-Identifier: Apache-2.0
// Any bytes as query, content type, uuid, authorization and body of a push: refused in one safe line, or read into what
// can be written and read again; and handled once, whatever it is.
#include <string>
#include <utility>
#include <variant>

#include "expect.h"
#include "tccc/push.h"

namespace {

std::string session_of(const tccc::PushContent& content) {
  if (const auto* push = std::get_if<tccc::CallRecordPush>(&content)) return push->record.session_id;
  if (const auto* push = std::get_if<tccc::RecordingPush>(&content)) return push->session_id;
  if (const auto* push = std::get_if<tccc::VoicemailPush>(&content)) return push->session_id;
  return "none needed";
}

void check_event(const tccc::PushRequest& request, const tccc::PushEvent& event) {
  fuzz::expect(!session_of(event.content).empty(), "a known push has a SessionId");
  fuzz::expect(!event.action.empty() && !fuzz::holds_control(event.action + event.version), "words are printable");
  fuzz::expect(event.uuid.size() <= 128 && !fuzz::holds_control(event.uuid), "a uuid is short and printable");
  fuzz::expect(event.raw_body == request.body, "the body is kept");
  for (const std::string& member : event.unread) {
    fuzz::expect(!fuzz::holds_control(member), "a member left out is named in the field list's spelling");
  }
  if (std::holds_alternative<tccc::UnknownPush>(event.content)) return;
  tccc::PushRequest again = request;
  again.body = tccc::push_json(event.content);
  const auto read = tccc::parse_push(again, again.body.size());
  fuzz::expect(bool(read), "what was read can be written and read again");
  fuzz::expect(tccc::push_json(read->content) == again.body, "and stays what it was");
  fuzz::expect(read->unread.empty(), "and then is of the right types");
  fuzz::expect(fuzz::is_plain_line(tccc::redacted_push_json(event.content)), "the form for logs is one line");
}

void check_receiver(const tccc::PushRequest& request, bool is_push, const tccc::PushAuth& auth) {
  int handled = 0;
  tccc::PushReceiverOptions options;
  options.auth = auth;
  options.handler = [&](const tccc::PushEvent&) { return ++handled > 1; };
  const auto receiver = tccc::PushReceiver::create(std::move(options));
  fuzz::expect(bool(receiver), "the receiver is made");
  using Verdict = tccc::PushVerdict;
  for (const Verdict verdict : {Verdict::failed, Verdict::accepted, Verdict::duplicate}) {
    const tccc::PushAnswer answer = receiver->receive(request);
    fuzz::expect(!fuzz::holds_control(answer.reason + answer.body), "an answer is one line");
    fuzz::expect((answer.status == 200) == (answer.body == R"({"ErrCode":0,"ErrMsg":""})"), "200 goes with ErrCode 0");
    if (!std::holds_alternative<tccc::NoPushAuth>(auth)) {
      fuzz::expect(answer.verdict == Verdict::unauthorized, "nobody guesses a key");
      continue;
    }
    fuzz::expect(answer.verdict == (is_push ? verdict : Verdict::malformed), "failed, then accepted, then a duplicate");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tccc::Secret kPassword(fuzz::random_key());
  fuzz::Pieces pieces(fuzz::as_text(data, size));
  tccc::PushRequest request;
  request.method = "POST";
  request.query = pieces.next();
  request.headers = {{"Content-Type", std::string(pieces.next())},
                     {"X-TCCC-PUSH-UUID", std::string(pieces.next())},
                     {"Authorization", std::string(pieces.next())}};
  request.body = pieces.next();
  const auto event = tccc::parse_push(request);
  if (event) {
    check_event(request, *event);
  } else {
    fuzz::expect(event.error().code() == tccc::ErrorCode::invalid_argument, "what is no push is an invalid argument");
    fuzz::expect(!event.error().field().empty(), "the part at fault is named");
    fuzz::expect(!fuzz::holds_control(event.error().to_string()), "an error is one line");
  }
  check_receiver(request, bool(event), tccc::NoPushAuth());
  check_receiver(request, bool(event), tccc::BasicPushAuth{"pusher", kPassword});
  return 0;
}
