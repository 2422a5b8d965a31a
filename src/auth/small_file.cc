// SPDX-License-Identifier: Apache-2.0
// Reads the files that hold keys and tokens.
#include "auth/small_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <vector>

#include <openssl/crypto.h>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) noexcept : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const noexcept { return number_; }

 private:
  const int number_;
};

// Wiped at its end: what was read is a key.
class ReadBuffer {
 public:
  ReadBuffer() : bytes_(kLongestKeyFile + 1) {}
  ReadBuffer(const ReadBuffer&) = delete;
  ReadBuffer& operator=(const ReadBuffer&) = delete;
  ~ReadBuffer() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

  /// False when reading fails. Reads one byte more than a file may have.
  bool fill(int file) {
    while (size_ < bytes_.size()) {
      const ssize_t got = ::read(file, bytes_.data() + size_, bytes_.size() - size_);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return false;
      if (got == 0) break;
      size_ += static_cast<std::size_t>(got);
    }
    return true;
  }
  std::string_view text() const noexcept { return {bytes_.data(), size_}; }

 private:
  std::vector<char> bytes_;
  std::size_t size_ = 0;
};

SmallFile failed(const char* fault, SmallFile::Status status = SmallFile::Status::unreadable) {
  SmallFile file;
  file.status = status;
  file.fault = fault;
  return file;
}

SmallFile explain_open_failure(int code) {
  switch (code) {
    case ENOENT:
    case ENOTDIR:
      return failed("does not exist", SmallFile::Status::missing);
    case EACCES:
    case EPERM:
      return failed("may not be read by this process; check its owner and mode");
    case ELOOP:
      return failed("is a link that leads to itself");
    case EMFILE:
    case ENFILE:
      return failed("cannot be opened: too many files are open");
    default:
      return failed("cannot be opened");
  }
}

}  // namespace

SmallFile read_small_file(const std::string& path) {
  if (path.find('\0') != std::string::npos) return failed("has a NUL byte in its name");
  // Without O_NONBLOCK, opening a FIFO waits for whoever writes to it.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.number() < 0) return explain_open_failure(errno);
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) return failed("cannot be looked at");
  if (S_ISDIR(status.st_mode)) return failed("is a directory");
  if (!S_ISREG(status.st_mode)) return failed("is not a regular file");

  ReadBuffer buffer;
  if (!buffer.fill(file.number())) return failed("cannot be read");
  if (buffer.text().size() > kLongestKeyFile) return failed("is longer than 64 KiB, so it is none of keys");
  SmallFile read;
  read.status = SmallFile::Status::read;
  read.text = Secret(buffer.text());
  read.is_exposed = (status.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0;
  return read;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
