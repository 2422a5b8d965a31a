// SPDX-License-Identifier: Apache-2.0
// The text of a credentials file: an INI file with a section for each profile.
#include "auth/profile.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "codec/text_check.h"
#include "codec/text_ends.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Takes the next line off the text, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = (std::min)(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix((std::min)(end + 1, text.size()));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return trimmed(line, kLineBlanks);
}

bool equals_in_lower_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char own, char wanted) {
    return (own >= 'A' && own <= 'Z' ? static_cast<char>(own - 'A' + 'a') : own) == wanted;
  });
}

// One of the three keys, as it is collected.
struct Key {
  std::string_view name;
  bool is_required;
  std::string_view value = {};
  bool is_given = false;
};

class ProfileReader {
 public:
  explicit ProfileReader(std::string_view profile) : profile_(profile) {}

  std::optional<ProfileFault> read_line(std::string_view line, std::size_t number) {
    if (line.empty() || line.front() == '#' || line.front() == ';') return {};
    if (line.front() == '[') return open_section(line, number);
    return is_inside_ ? read_entry(line, number) : std::nullopt;
  }

  std::variant<Credentials, ProfileFault> finish() const {
    if (!was_inside_) {
      return ProfileFault{0, "has no profile [" + std::string(profile_) + "]"};
    }
    for (const Key& key : keys_) {
      if (key.is_required && !key.is_given) {
        return ProfileFault{opened_at_,
                            "profile [" + std::string(profile_) + "] begins here and has no " + std::string(key.name)};
      }
    }
    return Credentials{std::string(keys_[0].value), Secret(keys_[1].value), Secret(keys_[2].value)};
  }

 private:
  std::optional<ProfileFault> open_section(std::string_view line, std::size_t number) {
    const std::size_t end = line.find(']');
    if (end == std::string_view::npos) return ProfileFault{number, "the name of a profile has no closing bracket"};
    is_inside_ = trimmed(line.substr(1, end - 1), kLineBlanks) == profile_;
    if (!is_inside_) return {};
    if (was_inside_) return ProfileFault{number, "profile [" + std::string(profile_) + "] stands a second time"};
    was_inside_ = true;
    opened_at_ = number;
    return {};
  }

  std::optional<ProfileFault> read_entry(std::string_view line, std::size_t number) {
    const std::size_t separator = line.find_first_of("=:");
    if (separator == std::string_view::npos) {
      return ProfileFault{number, "is neither a comment, a [profile] nor name = value"};
    }
    const std::string_view name = trimmed(line.substr(0, separator), kLineBlanks);
    const auto key = std::find_if(keys_.begin(), keys_.end(),
                                  [&](const Key& known) { return equals_in_lower_case(name, known.name); });
    if (key == keys_.end()) return {};
    const std::string label(key->name);
    if (key->is_given) return ProfileFault{number, label + " stands a second time in its profile"};
    std::string_view value = trimmed(line.substr(separator + 1), kLineBlanks);
    if (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
      if (value.size() < 2 || value.back() != value.front()) {
        return ProfileFault{number, label + " begins with a quote that is not closed at the end of the line"};
      }
      value = value.substr(1, value.size() - 2);
    }
    if (value.empty() && key->is_required) return ProfileFault{number, label + " is empty"};
    if (!is_header_safe(value) || value.find(' ') != std::string_view::npos) {
      return ProfileFault{number, label + " holds a blank or a byte that no key has; comments need a line of their own",
                          label};
    }
    key->value = value;
    key->is_given = true;
    return {};
  }

  const std::string_view profile_;
  std::array<Key, 3> keys_{{{"secret_id", true}, {"secret_key", true}, {"token", false}}};
  bool is_inside_ = false;
  bool was_inside_ = false;
  std::size_t opened_at_ = 0;
};

}  // namespace

std::variant<Credentials, ProfileFault> read_profile(std::string_view text, std::string_view profile) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) text.remove_prefix(kByteOrderMark.size());
  ProfileReader reader(profile);
  for (std::size_t number = 1; !text.empty(); ++number) {
    if (auto fault = reader.read_line(take_line(text), number)) return *std::move(fault);
  }
  return reader.finish();
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
