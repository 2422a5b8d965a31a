// SPDX-License-Identifier: Apache-2.0
// Keys for tests, and the watch that none of them is ever shown.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "tccc/log.h"

namespace tccc {

/// How every key of the tests begins. tests/run.sh looks for it in all that a run of the tests has printed.
inline constexpr std::string_view kKeyMark = "tccctestkey";

/// A key made on the spot: the mark and 24 random letters.
inline std::string random_key() {
  std::random_device device;
  std::string key(kKeyMark);
  for (int i = 0; i < 24; ++i) key += static_cast<char>('a' + device() % 26);
  return key;
}

/// Fails the test that runs when a text for people shows one of those keys. The text itself is not repeated.
inline void expect_no_key(std::string_view text) {
  EXPECT_EQ(text.find(kKeyMark), std::string_view::npos) << "a key is shown";
}

/// Looks at every record of a log.
class KeyWatch : public LogSink {
 public:
  void log(const LogRecord& record) noexcept override { expect_no_key(to_string(record)); }
};

}  // namespace tccc
