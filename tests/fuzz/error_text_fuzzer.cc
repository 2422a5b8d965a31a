// SPDX-License-Identifier: Apache-2.0
// Any bytes as the texts of an Error: bounded, valid UTF-8, one line, also as JSON and as a log record.
#include <sstream>
#include <string>

#include "codec/text_check.h"
#include "expect.h"
#include "tccc/error.h"

namespace {

void check(std::string_view text, std::size_t most) {
  fuzz::expect(text.size() <= most, "a text of an error is bounded");
  fuzz::expect(tccc::detail::check_text(text) == tccc::detail::TextFault::none, "a text of an error is UTF-8");
  fuzz::expect(!fuzz::holds_control(text), "a text of an error is one line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Pieces pieces(fuzz::as_text(data, size));
  tccc::Error::Details details;
  details.code = static_cast<tccc::ErrorCode>(size);
  details.outcome = static_cast<tccc::Outcome>(size % 3);
  details.service_code = pieces.next();
  details.request_id = pieces.next();
  details.field = pieces.next();
  details.action = pieces.next();
  details.message = fuzz::as_text(data, size);
  const tccc::Error error(details);
  check(error.message(), 1024);
  check(error.field(), 256);
  check(error.service_code(), 128);
  check(error.request_id(), 128);
  check(error.action(), 128);
  check(error.to_string(), 1024 + 256 + 128 + 128 + 64);
  std::ostringstream out;
  out << error;
  fuzz::expect(out.str() == error.to_string(), "an error prints as its text");
  static_cast<void>(error.kind());
  static_cast<void>(error.error_code().message());
  const std::string_view code = details.service_code;
  const tccc::ErrorCode found = tccc::find_service_code(code);
  fuzz::expect(found == tccc::ErrorCode::undocumented_service_error || tccc::describe(found).service_code == code,
               "a code that is found is the one that was asked for");
  fuzz::expect(tccc::outcome_of_service_code(code) != tccc::Outcome::not_sent, "what the service answered was sent");
  return 0;
}
