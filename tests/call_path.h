// SPDX-License-Identifier: Apache-2.0
// The two ways a call can take, so that a test of what a call does is run on both.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>

#include <gtest/gtest.h>

#include "key_watch.h"
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
    auto result =
        path_ == CallPath::blocking ? client_.send(request, options) : client_.send_async(request, options).get();
    if (!result) expect_no_key(result.error().to_string());
    return result;
  }

  std::string endpoint() const { return client_.endpoint(); }

  /// The client itself, for what sends through it on its own.
  const Client& client() const { return client_; }

 private:
  Client client_;
  CallPath path_;
};

/// The way of the test that runs; blocking in tests without the parameter.
class CurrentPath {
 public:
  explicit CurrentPath(CallPath path) noexcept { current_ = path; }
  CurrentPath(const CurrentPath&) = delete;
  CurrentPath& operator=(const CurrentPath&) = delete;
  ~CurrentPath() { current_ = CallPath::blocking; }

  static CallPath get() noexcept { return current_; }

 private:
  static inline CallPath current_ = CallPath::blocking;
};

/// A suite that is run once for each way.
class OnBothPaths : public ::testing::TestWithParam<CallPath> {
 private:
  const CurrentPath path_{GetParam()};
};

/// A suite that is run for each of its values, once for each way.
template <class Value>
class EachOnBothPaths : public ::testing::TestWithParam<std::tuple<Value, CallPath>> {
 protected:
  const Value& value() const { return std::get<0>(this->GetParam()); }

 private:
  const CurrentPath path_{std::get<1>(this->GetParam())};
};

inline auto both_paths() {
  return ::testing::Values(CallPath::blocking, CallPath::async);
}

inline std::string path_name(const ::testing::TestParamInfo<CallPath>& test) {
  return test.param == CallPath::blocking ? "Blocking" : "Async";
}

/// For EachOnBothPaths of values that have a name.
template <class Value>
std::string name_and_path(const ::testing::TestParamInfo<std::tuple<Value, CallPath>>& test) {
  return std::string(std::get<0>(test.param).name) + (std::get<1>(test.param) == CallPath::blocking ? "" : "_Async");
}

}  // namespace tccc
