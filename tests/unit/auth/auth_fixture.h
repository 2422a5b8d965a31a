// SPDX-License-Identifier: Apache-2.0
// What the tests of credentials have in common: keys made at run time, an environment of their own, files, a log.
#pragma once

#include <stdlib.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "../../key_watch.h"
#include "../fake_clock.h"
#include "tccc/credentials.h"
#include "tccc/log.h"
#include "tccc/transport.h"

namespace tccc {

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// What a server of credentials answers.
inline HttpExchange http_answer(int status, const std::string& body) {
  HttpExchange exchange;
  exchange.request_left = true;
  exchange.status = status;
  exchange.body = body;
  return exchange;
}

/// A generation of keys, to be told from every other.
struct Keys {
  std::string id = random_key();
  std::string key = random_key();
  std::string token = random_key();

  Credentials credentials() const { return {id, Secret(key), Secret(token)}; }
  bool equal(const Credentials& other) const {
    return other.secret_id == id && other.secret_key.reveal() == key && other.token.reveal() == token;
  }
  bool appear_in(std::string_view text) const {
    return contains(text, id) || contains(text, key) || contains(text, token);
  }
};

/// The variables that credentials are found by, unset for the life of this object and then as they were.
class CleanEnvironment {
 public:
  CleanEnvironment() {
    for (const char* name : {"TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY", "TENCENTCLOUD_TOKEN",
                             "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_CREDENTIALS_FILE", "HOME", "TKE_REGION",
                             "TKE_PROVIDER_ID", "TKE_WEB_IDENTITY_TOKEN_FILE", "TKE_ROLE_ARN"}) {
      const char* value = getenv(name);
      saved_[name] = value == nullptr ? std::nullopt : std::optional<std::string>(value);
      unsetenv(name);
    }
  }
  CleanEnvironment(const CleanEnvironment&) = delete;
  CleanEnvironment& operator=(const CleanEnvironment&) = delete;
  ~CleanEnvironment() {
    for (const auto& [name, value] : saved_) {
      if (value) {
        setenv(name.c_str(), value->c_str(), 1);
      } else {
        unsetenv(name.c_str());
      }
    }
  }

  static void set(const char* name, const std::string& value) { setenv(name, value.c_str(), 1); }

 private:
  std::map<std::string, std::optional<std::string>> saved_;
};

/// A directory that is removed with all that is in it.
class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::string name = ::testing::TempDir() + "tccc-auth-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no temporary directory";
    path_ = name;
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  ~ScratchDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  /// Makes a file that its owner alone can read, and gives its path.
  std::string write(const std::string& name, std::string_view text) const {
    const std::string path = file(name);
    std::ofstream(path) << text;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return path;
  }

 private:
  std::string path_;
};

/// Keeps what was recorded. Thread-safe.
class RecordedLog final : public LogSink {
 public:
  void log(const LogRecord& record) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    lines_.push_back(std::string(to_string(record.level)) + " " + to_string(record));
    changed_.notify_all();
  }
  void wait_for_lines(std::size_t count) const {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return lines_.size() >= count; });
  }
  std::vector<std::string> lines() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<std::string> lines_;
};

/// A clock whose wall time is set while its steady time goes on. Thread-safe.
class SteppedClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() const override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return even_.now() + step_;
  }
  std::chrono::steady_clock::time_point steady_now() const override { return even_.steady_now(); }

  void advance(std::chrono::nanoseconds by) const { even_.advance(by); }
  void step_wall(std::chrono::seconds by) {
    const std::lock_guard<std::mutex> lock(mutex_);
    step_ += by;
  }

 private:
  const FakeClock even_{};
  mutable std::mutex mutex_;
  std::chrono::seconds step_{0};
};

inline std::string message_of(const Result<Credentials>& result) {
  return result ? std::string("(credentials)") : result.error().message();
}

}  // namespace tccc
