// SPDX-License-Identifier: Apache-2.0
// Numbers in what Redis answers.
#include "redis/answer_number.h"

#include <charconv>

namespace tccc {
inline namespace v1 {
namespace redis {
namespace {

constexpr std::int64_t kMost = std::int64_t{1} << 53;
constexpr std::int64_t kMicrosInSecond = 1000000;

}  // namespace

std::optional<std::int64_t> answer_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < -1 || value > kMost) return {};
  return value;
}

std::optional<std::int64_t> answer_time(const Answer& answer) {
  if (answer.texts.size() != 2) return {};
  const auto whole = answer_number(answer.texts[0]);
  const auto rest = answer_number(answer.texts[1]);
  if (!whole || !rest || *whole < 0 || *whole > kMost / kMicrosInSecond || *rest < 0 || *rest >= kMicrosInSecond) {
    return {};
  }
  return *whole * kMicrosInSecond + *rest;
}

}  // namespace redis
}  // namespace v1
}  // namespace tccc
