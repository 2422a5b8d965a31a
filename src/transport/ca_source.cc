// SPDX-License-Identifier: Apache-2.0
// Where the trusted certificate authorities come from.
#include "transport/ca_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

bool holds_something(const struct stat& status) noexcept {
  return S_ISREG(status.st_mode) && status.st_size > 0;
}

// The system's file is everybody's to read: opening it as well would take as long as the rest of making a client.
bool is_there(const char* path) noexcept {
  struct stat status = {};
  return ::stat(path, &status) == 0 && holds_something(status);
}

bool is_directory(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

Error unusable(std::string field, std::string message) {
  Error::Details details;
  details.code = ErrorCode::invalid_argument;
  details.outcome = Outcome::not_sent;
  details.field = std::move(field);
  details.message = std::move(message);
  return Error(std::move(details));
}

}  // namespace

bool is_readable_file(const std::string& path) {
  // Without waiting, should it be a pipe.
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return false;
  struct stat status = {};
  const bool is_file = ::fstat(file, &status) == 0 && holds_something(status);
  ::close(file);
  return is_file;
}

Result<CaSource> choose_ca_source(const TlsOptions& tls, const char* built_in_file) {
  CaSource source;
  if (!tls.ca_file.empty()) {
    if (!is_readable_file(tls.ca_file)) {
      return unusable("tls.ca_file", "tls.ca_file is missing, empty or not readable: " + tls.ca_file);
    }
    source.file = tls.ca_file;
  } else if (!tls.ca_path.empty()) {
    if (!is_directory(tls.ca_path)) {
      return unusable("tls.ca_path", "tls.ca_path is not a directory: " + tls.ca_path);
    }
    source.directory = tls.ca_path;
  } else if (built_in_file != nullptr && is_there(built_in_file)) {
    source.file = built_in_file;
  }
  return source;
}

std::string describe(const CaSource& source) {
  if (!source.file.empty()) return "file " + source.file;
  if (!source.directory.empty()) return "directory " + source.directory;
  return "those libcurl was built with";
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
