// SPDX-License-Identifier: Apache-2.0
// Keys in a file, in the form that the SDKs of Tencent Cloud share.
#include <string>
#include <utility>

#include "auth/cached_credentials.h"
#include "auth/credentials_paths.h"
#include "auth/credentials_source.h"
#include "auth/profile.h"
#include "auth/small_file.h"
#include "error/printable_text.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::chrono::seconds kReadAgainAfter{60};

class FileSource final : public CredentialsSource {
 public:
  FileSource(const FileCredentialsOptions& options, std::shared_ptr<LogSink> log)
      : log_(std::move(log)), profile_(options.profile), places_(credentials_paths(options.path)) {}

  SourceAnswer fetch() override {
    for (const std::string& path : places_.paths) {
      const SmallFile file = read_small_file(path);
      if (file.status == SmallFile::Status::missing && !places_.is_named) continue;
      if (file.status != SmallFile::Status::read) return explain(path, file.fault);
      if (file.is_exposed) warn();
      auto reading = read_profile(file.text.reveal(), profile_);
      if (const auto* fault = std::get_if<ProfileFault>(&reading)) {
        const std::string line = fault->line > 0 ? " line " + std::to_string(fault->line) + ":" : "";
        return explain(path + line, fault->message, fault->field);
      }
      return FoundCredentials{std::get<Credentials>(std::move(reading)), {}, kReadAgainAfter};
    }
    std::string why = "there is no credentials file";
    for (const std::string& path : places_.paths) {
      why.append(&path == places_.paths.data() ? " " : " or ").append(printable_text(path, kLongestShownPath));
    }
    return SourceAbsent{std::move(why), "write one with secret_id and secret_key under [" +
                                            printable_text(profile_, kLongestName) + "], readable by its owner alone"};
  }

 private:
  static Error explain(const std::string& place, const std::string& fault, const std::string& field = {}) {
    Error::Details details;
    details.code = field.empty() ? ErrorCode::credentials_unavailable : ErrorCode::invalid_argument;
    details.outcome = Outcome::not_sent;
    details.message = "credentials file " + printable_text(place, kLongestShownPath) + " " + fault;
    details.field = field;
    return Error(std::move(details));
  }

  void warn() {
    if (has_warned_ || !log_) return;
    has_warned_ = true;
    LogRecord record;
    record.level = LogLevel::warning;
    record.event = LogEvent::credentials_file_exposed;
    log_->log(record);
  }

  const std::shared_ptr<LogSink> log_;
  const std::string profile_;
  const CredentialsPaths places_;
  bool has_warned_ = false;
};

}  // namespace

std::unique_ptr<CredentialsSource> file_source(const FileCredentialsOptions& options, std::shared_ptr<LogSink> log) {
  return std::make_unique<FileSource>(options, std::move(log));
}

}  // namespace detail

std::shared_ptr<CredentialsProvider> file_credentials(const FileCredentialsOptions& options, CredentialsSeams seams) {
  seams = detail::complete(std::move(seams));
  return detail::keep(detail::file_source(options, seams.log), seams);
}

}  // namespace v1
}  // namespace tccc
