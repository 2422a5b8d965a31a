// SPDX-License-Identifier: Apache-2.0
// One pushed request from the door to the answer.
#include <utility>

#include "auth/sha256.h"
#include "error/contain.h"
#include "error/invalid_argument.h"
#include "push/push_gate.h"
#include "push/read_push.h"
#include "tccc/push.h"

namespace tccc {
inline namespace v1 {
namespace {

constexpr std::size_t kMostBodyBytes = std::size_t{64} << 20;

// The service stops pushing at ErrCode 0. Which HTTP status it asks for besides is not documented: 200 with 0, and the
// one that fits with any other, for whatever stands between.
PushAnswer answer(PushVerdict verdict, int status, std::string reason = {}) {
  PushAnswer made;
  made.verdict = verdict;
  made.status = status;
  made.headers = {{"Content-Type", "application/json;charset=utf-8"}};
  made.body = "{\"ErrCode\":" + std::to_string(status == 200 ? 0 : status) + ",\"ErrMsg\":\"";
  if (status != 200) made.body.append(to_string(verdict));
  made.body += "\"}";
  made.reason = std::move(reason);
  return made;
}

// What the ledger knows a push by. A repetition has the content of the push it repeats.
std::string key_of(const PushEvent& event) {
  if (!event.uuid.empty()) return event.uuid;
  detail::Sha256Bytes digest{};
  const std::string content = event.action + "&" + event.version + "&" + event.raw_body;
  if (!detail::Sha256().digest(content, digest)) return {};
  const auto hex = detail::to_hex(digest);
  return "sha256:" + std::string(detail::as_text(hex));
}

}  // namespace

std::string_view to_string(PushVerdict verdict) noexcept {
  switch (verdict) {
    case PushVerdict::accepted:
      return "accepted";
    case PushVerdict::duplicate:
      return "duplicate";
    case PushVerdict::in_progress:
      return "in_progress";
    case PushVerdict::failed:
      return "failed";
    case PushVerdict::unauthorized:
      return "unauthorized";
    case PushVerdict::malformed:
      return "malformed";
  }
  return {};
}

class PushReceiver::Desk {
 public:
  Desk(detail::PushGate gate, PushReceiverOptions options) : gate_(std::move(gate)), options_(std::move(options)) {}

  PushAnswer receive(PushRequest request) const {
    if (!gate_.lets_in(request)) {
      PushAnswer turned_away = answer(PushVerdict::unauthorized, 401, "Authorization is missing or wrong");
      turned_away.headers.push_back({"WWW-Authenticate", std::string(gate_.challenge())});
      return turned_away;
    }
    PushEvent event;
    if (const auto fault = detail::read_push(std::move(request), options_.max_body_bytes, event)) {
      PushAnswer refused = answer(PushVerdict::malformed, fault->status, fault->field + " " + fault->why);
      if (fault->status == 405) refused.headers.push_back({"Allow", "POST"});
      return refused;
    }
    return handle_once(event);
  }

 private:
  // A push counts as seen when its handler has returned true, not before: else the repetition of one that failed would
  // be taken for a duplicate, and lost.
  PushAnswer handle_once(const PushEvent& event) const {
    const std::string key = key_of(event);
    switch (begin(key)) {
      case PushLedger::Standing::fresh:
        break;
      case PushLedger::Standing::handled:
        return answer(PushVerdict::duplicate, 200, "handled before");
      case PushLedger::Standing::in_progress:
        // It may yet fail, so this is no success; then the next repetition is fresh.
        return answer(PushVerdict::in_progress, 503, "the same push is being handled");
      case PushLedger::Standing::unavailable:
        return answer(PushVerdict::failed, 503, "the ledger is unavailable");
    }
    bool is_handled = false;
    const bool returned = detail::contain([&] { is_handled = options_.handler(event); });
    is_handled = is_handled && returned;
    // Where this fails the push has still been handled, or not: the answer says so.
    detail::contain([&] { options_.ledger->end(key, is_handled); });
    if (is_handled) return answer(PushVerdict::accepted, 200);
    return answer(PushVerdict::failed, 503, returned ? "the handler returned false" : "the handler threw");
  }

  PushLedger::Standing begin(const std::string& key) const {
    PushLedger::Standing standing = PushLedger::Standing::unavailable;
    if (key.empty() || !detail::contain([&] { standing = options_.ledger->begin(key); })) {
      return PushLedger::Standing::unavailable;
    }
    return standing;
  }

  const detail::PushGate gate_;
  const PushReceiverOptions options_;
};

Result<PushReceiver> PushReceiver::create(PushReceiverOptions options) {
  auto gate = detail::PushGate::create(options.auth);
  if (!gate) return gate.error();
  if (!options.handler) return detail::invalid_argument("handler", "is not set");
  if (options.max_body_bytes == 0 || options.max_body_bytes > kMostBodyBytes) {
    return detail::invalid_argument("max_body_bytes", "is not from 1 to 64 MiB");
  }
  if (!options.ledger) options.ledger = memory_push_ledger();
  return PushReceiver(std::make_shared<const Desk>(*std::move(gate), std::move(options)));
}

PushReceiver::PushReceiver(std::shared_ptr<const Desk> desk) noexcept : desk_(std::move(desk)) {}

PushAnswer PushReceiver::receive(PushRequest request) const {
  const std::shared_ptr<const Desk> desk = desk_;  // the handler may destroy this
  return desk->receive(std::move(request));
}

}  // namespace v1
}  // namespace tccc
