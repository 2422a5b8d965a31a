// SPDX-License-Identifier: Apache-2.0
// Writes a profile of the credentials file that the SDKs of Tencent Cloud share.
#include "cli/credentials_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "auth/credentials_paths.h"
#include "cli/command_line.h"
#include "cli/shown_text.h"
#include "codec/text_ends.h"

namespace tccc::cli {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongestFile = std::size_t{64} << 10;  // as the library reads it

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool remove_mark(std::string_view& text) {
  const bool has_mark = text.substr(0, kByteOrderMark.size()) == kByteOrderMark;
  if (has_mark) text.remove_prefix(kByteOrderMark.size());
  return has_mark;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (!lines.back().empty() && lines.back().back() == '\r') lines.back().remove_suffix(1);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::optional<std::string> section_name(std::string_view line) {
  line = detail::trimmed(line, kBlanks);
  const std::size_t end = line.find(']');
  if (line.empty() || line.front() != '[' || end == std::string_view::npos) return {};
  return std::string(detail::trimmed(line.substr(1, end - 1), kBlanks));
}

struct Entry {
  std::string name = {};        // in lower case; empty for what is no entry
  std::string_view value = {};  // without the quotes that may stand around it
};

std::string_view unquoted(std::string_view value) {
  const bool is_quoted =
      value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front();
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

Entry read_entry(std::string_view line) {
  line = detail::trimmed(line, kBlanks);
  const std::size_t separator = line.find_first_of("=:");
  const bool is_entry = !line.empty() && line.front() != '#' && line.front() != ';' && line.front() != '[' &&
                        separator != std::string_view::npos;
  if (!is_entry) return {};
  return {lower(detail::trimmed(line.substr(0, separator), kBlanks)),
          unquoted(detail::trimmed(line.substr(separator + 1), kBlanks))};
}

/// The lines of a profile, its heading left out. None: there is no such profile.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Result<std::optional<Span>> find_profile(const std::vector<std::string_view>& lines, std::string_view profile) {
  std::optional<Span> found;
  bool is_inside = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto name = section_name(lines[i]);
    if (name) {
      is_inside = *name == profile;
      if (is_inside && found) {
        return usage_error("--profile", "stands twice in the file (line " + std::to_string(i + 1) + "); remove one");
      }
      if (is_inside) found = Span{i + 1, i + 1};
    } else if (is_inside && !detail::trimmed(lines[i], kBlanks).empty()) {
      found->end = i + 1;  // blank lines at the end belong to what follows
    }
  }
  return found;
}

std::string_view value_in(const std::vector<std::string_view>& lines, const Span& profile, std::string_view name) {
  for (std::size_t i = profile.begin; i < profile.end; ++i) {
    const Entry entry = read_entry(lines[i]);
    if (entry.name == name) return entry.value;
  }
  return {};
}

/// Whether the text has the profile, or lines that no profile has: who wrote these meant to set up keys.
bool is_meant_for(std::string_view text, std::string_view profile) {
  remove_mark(text);
  bool is_inside_other = false;
  for (const std::string_view raw : split_lines(text)) {
    const std::string_view line = detail::trimmed(raw, kBlanks);
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    const auto name = section_name(line);
    const bool is_broken_heading = !name && line.front() == '[';
    if (is_broken_heading || (name && *name == profile) || (!name && !is_inside_other)) return true;
    is_inside_other = true;
  }
  return false;
}

Error cannot(const std::string& what, const std::string& path, int fault) {
  return usage_error({}, "cannot " + what + " " + shown_text(path) + ": " + std::generic_category().message(fault));
}

/// The file that is to be replaced: a link is kept, and what it ends at replaced. Its directory is made.
Result<std::filesystem::path> prepare_target(const std::string& path) {
  std::error_code fault;
  std::filesystem::path target = std::filesystem::weakly_canonical(std::filesystem::absolute(path), fault);
  if (fault) return cannot("find", path, fault.value());
  const std::string directory = target.parent_path().string();
  if (::mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) return cannot("make", directory, errno);
  return target;
}

/// Has those who change a file take turns. It is locked beside that file, which is replaced by another.
class Turn {
 public:
  Turn() = default;
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  std::optional<Error> take(const std::string& path, std::chrono::milliseconds patience) {
    constexpr std::chrono::milliseconds kPause{20};
    const std::string name = path + ".lock";
    descriptor_ = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor_ < 0) return cannot("open", name, errno);
    const auto end = std::chrono::steady_clock::now() + patience;
    while (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EINTR) continue;
      if (errno != EWOULDBLOCK) return cannot("lock", name, errno);
      if (std::chrono::steady_clock::now() >= end) {
        return usage_error({}, "the file was left as it is, for another program is changing it: it holds the lock of " +
                                   shown_text(name));
      }
      std::this_thread::sleep_for(kPause);
    }
    return {};
  }

 private:
  int descriptor_ = -1;
};

/// A file beside the one that it will replace; removed unless it did.
class Successor {
 public:
  explicit Successor(const std::string& path) : name_(path + ".XXXXXX") {
    descriptor_ = ::mkstemp(name_.data());  // 0600 from the first moment
  }
  Successor(const Successor&) = delete;
  Successor& operator=(const Successor&) = delete;
  ~Successor() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    if (!is_in_place_) ::unlink(name_.c_str());
  }

  bool exists() const noexcept { return descriptor_ >= 0; }
  const std::string& name() const noexcept { return name_; }

  bool write(std::string_view text) noexcept {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor_) == 0;
  }

  bool replace(const std::string& path) noexcept {
    is_in_place_ = ::rename(name_.c_str(), path.c_str()) == 0;
    return is_in_place_;
  }

 private:
  std::string name_;
  int descriptor_ = -1;
  bool is_in_place_ = false;
};

}  // namespace

Result<std::string> with_profile(std::string_view text, const Profile& profile) {
  const bool has_mark = remove_mark(text);
  const bool has_crlf = text.find("\r\n") != std::string_view::npos;
  const std::vector<std::string_view> lines = split_lines(text);
  const auto place = find_profile(lines, profile.name);
  if (!place) return place.error();

  std::vector<std::pair<std::string, std::string>> wanted = {{"secret_id", profile.secret_id},
                                                             {"secret_key", std::string(profile.secret_key.reveal())}};
  if (!profile.region.empty()) wanted.emplace_back("region", profile.region);
  // A token belongs to the keys that it came with.
  const bool keeps_keys = *place && value_in(lines, **place, "secret_id") == profile.secret_id &&
                          value_in(lines, **place, "secret_key") == profile.secret_key.reveal();
  const std::string line_end = has_crlf ? "\r\n" : "\n";
  std::string result(has_mark ? kByteOrderMark : std::string_view());
  const auto put = [&](std::string_view line) { result.append(line).append(line_end); };
  const auto put_entry = [&](const std::string& name, std::string_view value) {
    result.append(name).append(" = ");
    put(value);
  };
  const auto put_rest = [&] {
    for (const auto& [name, value] : wanted) put_entry(name, value);
    wanted.clear();
  };

  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (*place && i == (*place)->end) put_rest();
    const bool is_inside = *place && i >= (*place)->begin && i < (*place)->end;
    const std::string name = is_inside ? read_entry(lines[i]).name : std::string();
    const auto own = std::find_if(wanted.begin(), wanted.end(), [&](const auto& entry) { return entry.first == name; });
    if (own != wanted.end()) {
      put_entry(name, own->second);
      wanted.erase(own);
    } else if ((name != "token" || keeps_keys) && name != "secret_id" && name != "secret_key") {
      put(lines[i]);
    }
  }
  if (*place) {
    put_rest();
    return result;
  }
  if (!lines.empty()) put({});
  put("[" + profile.name + "]");
  put_rest();
  return result;
}

std::string profile_value(std::string_view text, std::string_view profile, std::string_view name) {
  remove_mark(text);
  const std::vector<std::string_view> lines = split_lines(text);
  const auto place = find_profile(lines, profile);
  if (!place || !*place) return {};
  return std::string(value_in(lines, **place, name));
}

std::string configured_region(const std::string& profile) {
  if (profile.empty() && !detail::read_variable("TENCENTCLOUD_SECRET_ID").empty()) return {};
  for (const std::string& path : detail::credentials_paths({}).paths) {
    const auto text = read_credentials_file(path);
    if (!text) return {};
    if (!text->empty()) return profile_value(text->reveal(), profile.empty() ? "default" : profile, "region");
  }
  return {};
}

bool has_local_keys() {
  for (const char* variable : {"TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"}) {
    if (!detail::read_variable(variable).empty()) return true;
  }
  for (const std::string& path : detail::credentials_paths({}).paths) {
    std::error_code fault;
    if (!std::filesystem::exists(path, fault) && !fault) continue;  // also where a variable names it
    const auto text = read_credentials_file(path);
    return !text || is_meant_for(text->reveal(), "default");
  }
  return false;
}

Result<std::string> credentials_file_path() {
  const detail::CredentialsPaths places = detail::credentials_paths({});
  // The last of the usual places is that of the whole machine.
  if (!places.is_named && places.paths.size() < 2) {
    return usage_error({}, "neither HOME nor TENCENTCLOUD_CREDENTIALS_FILE says where the file belongs");
  }
  return places.paths.front();
}

Result<Secret> read_credentials_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return errno == ENOENT ? Result<Secret>(Secret()) : cannot("open", path, errno);
  struct stat status = {};
  std::string text(kLongestFile + 1, '\0');
  std::size_t size = 0;
  int fault = ::fstat(file, &status) != 0 ? errno : !S_ISREG(status.st_mode) ? EINVAL : 0;
  while (fault == 0 && size < text.size()) {
    const ssize_t got = ::read(file, text.data() + size, text.size() - size);
    if (got == 0) break;
    if (got < 0 && errno != EINTR) fault = errno;
    if (got > 0) size += static_cast<std::size_t>(got);
  }
  ::close(file);
  if (fault == 0 && size > kLongestFile) fault = EFBIG;
  if (fault != 0) return cannot("read", path, fault);
  Secret read(std::string_view(text).substr(0, size));
  std::fill(text.begin(), text.end(), '\0');
  return read;
}

std::optional<Error> write_credentials_file(const std::string& path, std::string_view text, const Profile& profile) {
  if (text.size() > kLongestFile) return usage_error({}, "the file would be longer than 64 KiB");
  const auto target = prepare_target(path);
  if (!target) return target.error();
  Successor successor(target->string());
  if (!successor.exists() || !successor.write(text)) return cannot("write", target->string(), errno);
  const auto keys = file_credentials({successor.name(), profile.name})->credentials();
  if (!keys) {
    return usage_error({}, "the file was left as it is, for with this profile it could not be read: " +
                               keys.error().message().substr(keys.error().message().rfind(':') + 1));
  }
  if (keys->secret_id != profile.secret_id || keys->secret_key != profile.secret_key) {
    return usage_error({}, "the file was left as it is, for it would have given other keys");
  }
  if (!successor.replace(target->string())) return cannot("replace", target->string(), errno);
  const int opened = ::open(target->parent_path().c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (opened >= 0) {
    ::fsync(opened);  // else a power cut could bring the old file back
    ::close(opened);
  }
  return {};
}

std::optional<Error> write_profile(const std::string& path, const Profile& profile,
                                   std::chrono::milliseconds patience) {
  const auto target = prepare_target(path);
  if (!target) return target.error();
  Turn turn;
  if (auto error = turn.take(target->string(), patience)) return error;
  const auto before = read_credentials_file(path);
  if (!before) return before.error();
  auto after = with_profile(before->reveal(), profile);
  if (!after) return after.error();
  auto error = write_credentials_file(path, *after, profile);
  std::fill(after->begin(), after->end(), '\0');
  return error;
}

}  // namespace tccc::cli
