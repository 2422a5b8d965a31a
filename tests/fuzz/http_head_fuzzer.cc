// SPDX-License-Identifier: Apache-2.0
// Any bytes as the header lines of an answer, as a date, and as Retry-After.
#include <chrono>
#include <string_view>

#include "expect.h"
#include "transport/response_head.h"
#include "wire/http_date.h"

namespace {

constexpr std::size_t kMostHeadBytes = 64 * 1024;
constexpr std::size_t kMostValueBytes = 128;

void check_times(std::string_view text) {
  using std::chrono::system_clock;
  const system_clock::time_point epoch;
  const system_clock::time_point now = epoch + std::chrono::hours(24 * 365 * 56);
  if (const auto date = tccc::detail::parse_http_date(text)) {
    fuzz::expect(*date >= epoch, "a date is not before 1970");
    fuzz::expect(*date < epoch + std::chrono::hours(24LL * 366 * 231), "a date is not after 2200");
  }
  if (const auto wait = tccc::detail::parse_retry_after(text, now)) {
    fuzz::expect(wait->count() >= 0 && *wait <= tccc::detail::kLongestRetryAfter, "a wait is from 0 to 24 h");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::as_text(data, size);
  check_times(text);
  tccc::detail::ResponseHead head;
  std::size_t read = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end == std::string_view::npos ? text.size() : end + 1);
    text.remove_prefix(line.size());
    read += line.size();
    const bool goes_on = head.add_line(line);
    fuzz::expect(goes_on == (read <= kMostHeadBytes), "a head is read up to 64 KiB");
    fuzz::expect(goes_on != head.too_long(), "a head that is too long is known to be");
    if (!goes_on) break;
  }
  fuzz::expect(head.status() == 0 || (head.status() >= 200 && head.status() <= 999), "a final status has three digits");
  for (const std::string_view value : {std::string_view(head.date()), std::string_view(head.retry_after())}) {
    fuzz::expect(value.size() <= kMostValueBytes && !fuzz::holds_control(value), "a value is short and printable");
    check_times(value);
  }
  head.clear();
  fuzz::expect(!head.started() && head.status() == 0 && head.date().empty(), "a cleared head is empty");
  return 0;
}
