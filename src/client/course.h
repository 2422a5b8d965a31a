// SPDX-License-Identifier: Apache-2.0
// Something that sends requests and waits until it has a result, without doing either itself.
#pragma once

#include <optional>
#include <string_view>

#include "engine/call.h"
#include "tccc/error.h"
#include "tccc/transport.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// What a loop runs: a request with its repetitions, or several with waits between them. For one thread at a time.
class Course {
 public:
  Course() = default;
  Course(const Course&) = delete;
  Course& operator=(const Course&) = delete;
  virtual ~Course() = default;

  /// Goes on as far as nobody has to wait; a course that its token has cancelled ends. What the driver is to do then:
  /// wait, attempt or finish. A course that waits may be asked again before its time.
  virtual Call::Want next() = 0;
  /// Of the request in hand, or the next one.
  virtual std::string_view action_name() const noexcept = 0;

  /// Ends the course before its first attempt, for a reason that the driver has.
  virtual void refuse(Failure failure) = 0;
  /// Ends the course because an exception came out of it. `may_have_left`: of a request in hand.
  virtual void break_off(bool may_have_left) = 0;

  /// After `wait`: until when. Then, that the time has come.
  virtual SteadyTime wake_at() const noexcept = 0;
  virtual void waited() = 0;
  /// After `attempt`: the request to send, null when there is none after all. Valid until the next one.
  virtual const HttpRequest* prepare_attempt() = 0;
  /// The request's fate.
  virtual void take_exchange(const HttpExchange& exchange) = 0;
  /// After `finish`, once: how the course ended; none is success, and the response is filled in.
  virtual std::optional<Error> result() = 0;
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
