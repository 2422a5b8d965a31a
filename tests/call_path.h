// SPDX-License-Identifier: Apache-2.0
// The two ways a call can take, so that a test of what a call does is run on both.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tccc/client.h"

namespace tccc {

enum class CallPath : std::uint8_t { blocking, async };

inline void PrintTo(CallPath path, std::ostream* stream) {
  *stream << (path == CallPath::blocking ? "blocking" : "async");
}

/// A client whose send() takes one of the ways.
class PathClient {
 public:
  PathClient(Client client, CallPath path) : client_(std::move(client)), path_(path) {}

  template <class Request>
  Result<ResponseOf<Request>> send(const Request& request, const RequestOptions& options = {}) const {
    if (path_ == CallPath::blocking) return client_.send(request, options);
    return client_.send_async(request, options).get();
  }

  std::string endpoint() const { return client_.endpoint(); }

 private:
  Client client_;
  CallPath path_;
};

/// A suite that is run once for each way.
class OnBothPaths : public ::testing::TestWithParam<CallPath> {
 public:
  /// The way of the test that runs; blocking in tests without the parameter.
  static CallPath current() noexcept { return current_; }

 protected:
  OnBothPaths() { current_ = GetParam(); }
  ~OnBothPaths() override { current_ = CallPath::blocking; }

 private:
  static inline CallPath current_ = CallPath::blocking;
};

inline auto both_paths() {
  return ::testing::Values(CallPath::blocking, CallPath::async);
}

inline std::string path_name(const ::testing::TestParamInfo<CallPath>& test) {
  return test.param == CallPath::blocking ? "Blocking" : "Async";
}

}  // namespace tccc
