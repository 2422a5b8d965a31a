// SPDX-License-Identifier: Apache-2.0
// What the library records of its calls, for --verbose.
#include "cli/verbose_log.h"

#include <exception>
#include <mutex>

namespace tccc::cli {
namespace {

class StreamLog final : public LogSink {
 public:
  explicit StreamLog(std::ostream& stream) : stream_(stream) {}

  void log(const LogRecord& record) noexcept override {
    const std::lock_guard<std::mutex> lock(mutex_);
    try {
      stream_ << to_string(record.level) << ": " << to_string(record) << std::endl;
    } catch (const std::exception&) {
      stream_.setstate(std::ios::badbit);  // a line that cannot be written is not worth a call
    }
  }

 private:
  std::mutex mutex_;
  std::ostream& stream_;
};

}  // namespace

std::shared_ptr<LogSink> verbose_log(std::ostream& err) {
  return std::make_shared<StreamLog>(err);
}

}  // namespace tccc::cli
