// SPDX-License-Identifier: Apache-2.0
// Reads JSON text as a series of events.
#include "codec/json_reader.h"

#include <charconv>
#include <clocale>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <system_error>

#include "codec/json_word.h"
#include "codec/text_check.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The value of a number that RFC 8259 allows, whatever the process's locale takes for a decimal point.
double read_real(std::string_view spelling) {
  std::string text(spelling);
  const std::size_t point = text.find('.');
  if (point != std::string::npos) text.replace(point, 1, std::localeconv()->decimal_point);
  return std::strtod(text.c_str(), nullptr);
}

// Four hexadecimal digits; -1 when they are not.
long read_code_unit(std::string_view digits) {
  unsigned value = 0;
  const char* const end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, value, 16);
  return digits.size() == 4 && result.ec == std::errc() && result.ptr == end ? static_cast<long>(value) : -1;
}

void append_utf8(std::string& out, long code_point) {
  const auto put = [&out](long byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3F));
    put(0x80 | ((code_point >> 6) & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

class Reader {
 public:
  Reader(std::string_view json, JsonEvents& events) : rest_(json), events_(events) {}

  JsonEnd read() {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (rest_.substr(0, kByteOrderMark.size()) == kByteOrderMark) rest_.remove_prefix(kByteOrderMark.size());
    Step step = Step::value;
    while (step != Step::end) {
      skip_blanks();
      if (step == Step::value || step == Step::first_element) {
        step = read_value(step == Step::first_element);
      } else if (step == Step::member || step == Step::first_member) {
        step = read_member(step == Step::first_member);
      } else {
        step = read_separator();
      }
    }
    return end_;
  }

 private:
  // What is expected next.
  enum class Step : std::uint8_t { value, first_element, member, first_member, separator, end };

  Step malformed() {
    end_ = JsonEnd::malformed;
    return Step::end;
  }

  Step go_on(bool is_wanted, Step next) {
    if (is_wanted) return next;
    end_ = JsonEnd::stopped;
    return Step::end;
  }

  void skip_blanks() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n' || rest_[0] == '\r' || rest_[0] == '\t')) {
      rest_.remove_prefix(1);
    }
  }

  bool take(char wanted) {
    if (rest_.empty() || rest_[0] != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Step read_value(bool may_be_none) {
    if (rest_.empty()) return malformed();
    switch (rest_[0]) {
      case '{':
        return open('{', Step::first_member);
      case '[':
        return open('[', Step::first_element);
      case ']':
        return may_be_none ? close(']') : malformed();
      case '"': {
        JsonScalar scalar;
        scalar.type = JsonScalar::Type::text;
        return read_text(scalar.text) ? give(scalar) : malformed();
      }
      case 't':
      case 'f':
      case 'n':
        return read_word();
      default:
        return read_number();
    }
  }

  Step read_member(bool may_be_none) {
    if (may_be_none && !rest_.empty() && rest_[0] == '}') return close('}');
    std::string_view name;
    if (rest_.empty() || rest_[0] != '"' || !read_text(name)) return malformed();
    if (!events_.key(name)) return go_on(false, Step::end);
    skip_blanks();
    return take(':') ? Step::value : malformed();
  }

  Step read_separator() {
    if (open_.empty()) return rest_.empty() ? Step::end : malformed();
    const bool is_object = open_.back() == '{';
    if (take(',')) return is_object ? Step::member : Step::value;
    const char bracket = is_object ? '}' : ']';
    return !rest_.empty() && rest_[0] == bracket ? close(bracket) : malformed();
  }

  Step open(char bracket, Step next) {
    rest_.remove_prefix(1);
    open_.push_back(bracket);
    return go_on(events_.open(bracket), next);
  }

  Step close(char bracket) {
    rest_.remove_prefix(1);
    open_.pop_back();
    return go_on(events_.close(bracket), Step::separator);
  }

  Step give(const JsonScalar& scalar) { return go_on(events_.scalar(scalar), Step::separator); }

  Step read_word() {
    JsonScalar scalar;
    const auto is = [this](std::string_view word) {
      if (rest_.substr(0, word.size()) != word) return false;
      rest_.remove_prefix(word.size());
      return true;
    };
    if (is("null")) return give(scalar);
    scalar.type = JsonScalar::Type::boolean;
    scalar.boolean = is("true");
    return scalar.boolean || is("false") ? give(scalar) : malformed();
  }

  Step read_number() {
    std::size_t at = 0;
    const auto byte = [&] { return at < rest_.size() ? rest_[at] : '\0'; };
    const auto skip_digits = [&] {
      const std::size_t first = at;
      while (is_digit(byte())) ++at;
      return at > first;
    };
    const bool is_negative = byte() == '-';
    if (is_negative) ++at;
    const bool begins_with_zero = byte() == '0';
    const std::size_t first_digit = at;
    if (!skip_digits() || (begins_with_zero && at > first_digit + 1)) return malformed();
    bool is_whole = true;
    if (byte() == '.') {
      is_whole = false;
      ++at;
      if (!skip_digits()) return malformed();
    }
    if (byte() == 'e' || byte() == 'E') {
      is_whole = false;
      ++at;
      if (byte() == '+' || byte() == '-') ++at;
      if (!skip_digits()) return malformed();
    }
    const std::string_view spelling = rest_.substr(0, at);
    rest_.remove_prefix(at);
    return give_number(spelling, is_whole, is_negative);
  }

  Step give_number(std::string_view spelling, bool is_whole, bool is_negative) {
    JsonScalar scalar;
    const char* const end = spelling.data() + spelling.size();
    if (is_whole && is_negative && std::from_chars(spelling.data(), end, scalar.negative).ec == std::errc()) {
      scalar.type = JsonScalar::Type::negative;
    } else if (is_whole && !is_negative && std::from_chars(spelling.data(), end, scalar.natural).ec == std::errc()) {
      scalar.type = JsonScalar::Type::natural;
    } else {
      scalar.type = JsonScalar::Type::real;
      scalar.real = read_real(spelling);
      scalar.text = spelling;
      if (!std::isfinite(scalar.real)) return malformed();
    }
    return give(scalar);
  }

  // Up to the first byte that ends a run of plain ones: the closing quote, an escape, or a byte that may not be there.
  bool read_run(std::string_view& run) {
    std::size_t at = 0;
    std::size_t plain = kJsonWord;
    while (plain == kJsonWord && rest_.size() - at >= kJsonWord) {
      plain = plain_bytes(rest_.data() + at);
      at += plain;
    }
    while (at < rest_.size() && !needs_escape(static_cast<unsigned char>(rest_[at]))) ++at;
    run = rest_.substr(0, at);
    rest_.remove_prefix(at);
    return !rest_.empty() && check_text(run) == TextFault::none;
  }

  // A text from quote to quote. It lies in the JSON itself, or where there are escapes in unescaped_.
  bool read_text(std::string_view& text) {
    rest_.remove_prefix(1);
    if (!read_run(text)) return false;
    if (take('"')) return true;
    unescaped_.assign(text);
    while (!take('"')) {
      std::string_view run;
      if (!take('\\') || !read_escape() || !read_run(run)) return false;
      unescaped_.append(run);
    }
    text = unescaped_;
    return true;
  }

  bool read_escape() {
    if (rest_.empty()) return false;
    const char letter = rest_[0];
    rest_.remove_prefix(1);
    switch (letter) {
      case '"':
      case '\\':
      case '/':
        unescaped_.push_back(letter);
        return true;
      case 'b':
        unescaped_.push_back('\b');
        return true;
      case 'f':
        unescaped_.push_back('\f');
        return true;
      case 'n':
        unescaped_.push_back('\n');
        return true;
      case 'r':
        unescaped_.push_back('\r');
        return true;
      case 't':
        unescaped_.push_back('\t');
        return true;
      case 'u':
        return read_code_point();
      default:
        return false;
    }
  }

  bool read_code_point() {
    const auto take_unit = [this] {
      const std::string_view digits = rest_.substr(0, 4);
      rest_.remove_prefix(digits.size());
      return read_code_unit(digits);
    };
    const auto is_surrogate = [](long unit, long first) { return unit >= first && unit < first + 0x400; };
    long code_point = take_unit();
    if (code_point < 0 || is_surrogate(code_point, 0xDC00)) return false;
    if (is_surrogate(code_point, 0xD800)) {
      const long low = take('\\') && take('u') ? take_unit() : -1;
      if (!is_surrogate(low, 0xDC00)) return false;
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(unescaped_, code_point);
    return true;
  }

  std::string_view rest_;
  JsonEvents& events_;
  std::string open_;  // brackets
  std::string unescaped_;
  JsonEnd end_ = JsonEnd::complete;
};

}  // namespace

JsonEnd read_json(std::string_view json, JsonEvents& events) {
  return Reader(json, events).read();
}

bool is_json(std::string_view json) {
  struct Ignored final : JsonEvents {
    bool open(char /*bracket*/) override { return true; }
    bool close(char /*bracket*/) override { return true; }
    bool key(std::string_view /*name*/) override { return true; }
    bool scalar(const JsonScalar& /*value*/) override { return true; }
  } ignored;
  return read_json(json, ignored) == JsonEnd::complete;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
