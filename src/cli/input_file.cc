// SPDX-License-Identifier: Apache-2.0
// Reads a file the user named, or standard input.
#include "cli/input_file.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include "cli/command_line.h"

namespace tccc::cli {
namespace {

Result<std::string> read_bounded(std::istream& stream, const std::string& name, const std::string& option) {
  constexpr std::size_t kChunkBytes = 64 * 1024;
  std::string bytes;
  errno = 0;
  while (stream && bytes.size() <= kMaxInputBytes) {
    const std::size_t old_size = bytes.size();
    bytes.resize(old_size + kChunkBytes);
    stream.read(bytes.data() + old_size, static_cast<std::streamsize>(kChunkBytes));
    bytes.resize(old_size + static_cast<std::size_t>(stream.gcount()));
  }
  // A directory opens like a file and fails only here, on standard input without setting bad().
  if (stream.bad() || errno == EISDIR) {
    return usage_error(option, "cannot read " + name + ": " + std::generic_category().message(errno));
  }
  if (bytes.size() > kMaxInputBytes) return usage_error(option, name + " is longer than 10 MiB");
  return bytes;
}

}  // namespace

Result<std::string> read_input(const std::string& path, std::istream& standard_input, const std::string& option) {
  if (path == "-") return read_bounded(standard_input, "standard input", option);
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) return usage_error(option, "cannot open " + path + ": " + std::generic_category().message(errno));
  return read_bounded(file, path, option);
}

}  // namespace tccc::cli
