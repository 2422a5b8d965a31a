// SPDX-License-Identifier: Apache-2.0
// The events of nlohmann/json's reader, which keeps its own stack on the heap. The one source of the library that
// includes it.
#include "codec/json_reader.h"

#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

class Events {
 public:
  explicit Events(JsonEvents& taker) : taker_(taker) {}

  // NOLINTBEGIN(readability-identifier-naming): names and signatures are those of nlohmann's SAX interface.
  bool null() { return taker_.scalar({}); }
  bool boolean(bool value) {
    JsonScalar scalar;
    scalar.type = JsonScalar::Type::boolean;
    scalar.boolean = value;
    return taker_.scalar(scalar);
  }
  bool number_integer(std::int64_t value) {
    JsonScalar scalar;
    scalar.type = JsonScalar::Type::negative;
    scalar.negative = value;
    return taker_.scalar(scalar);
  }
  bool number_unsigned(std::uint64_t value) {
    JsonScalar scalar;
    scalar.type = JsonScalar::Type::natural;
    scalar.natural = value;
    return taker_.scalar(scalar);
  }
  bool number_float(double value, const std::string& spelling) {
    JsonScalar scalar;
    scalar.type = JsonScalar::Type::real;
    scalar.real = value;
    scalar.text = spelling;
    return taker_.scalar(scalar);
  }
  bool string(const std::string& value) {
    JsonScalar scalar;
    scalar.type = JsonScalar::Type::text;
    scalar.text = value;
    return taker_.scalar(scalar);
  }
  template <class Binary>
  bool binary(Binary& /*value*/) {
    return false;  // JSON text has none
  }
  bool start_object(std::size_t /*size*/) { return taker_.open('{'); }
  bool start_array(std::size_t /*size*/) { return taker_.open('['); }
  bool end_object() { return taker_.close('}'); }
  bool end_array() { return taker_.close(']'); }
  bool key(const std::string& name) { return taker_.key(name); }
  template <class Exception>
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/, const Exception& /*error*/) {
    is_malformed_ = true;
    return false;
  }
  // NOLINTEND(readability-identifier-naming)

  bool is_malformed() const noexcept { return is_malformed_; }

 private:
  JsonEvents& taker_;
  bool is_malformed_ = false;
};

class Nobody final : public JsonEvents {
 public:
  bool open(char /*bracket*/) override { return true; }
  bool close(char /*bracket*/) override { return true; }
  bool key(std::string_view /*name*/) override { return true; }
  bool scalar(const JsonScalar& /*value*/) override { return true; }
};

}  // namespace

JsonEnd read_json(std::string_view json, JsonEvents& events) {
  // The parser takes a NUL byte for the end of the text and would not look at what follows.
  if (json.find('\0') != std::string_view::npos) return JsonEnd::malformed;
  Events taker(events);
  if (nlohmann::json::sax_parse(json.begin(), json.end(), &taker)) return JsonEnd::complete;
  return taker.is_malformed() ? JsonEnd::malformed : JsonEnd::stopped;
}

bool is_json(std::string_view json) {
  Nobody nobody;
  return read_json(json, nobody) == JsonEnd::complete;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
