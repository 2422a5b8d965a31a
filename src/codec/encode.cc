// SPDX-License-Identifier: Apache-2.0
// Described structs to JSON text.
#include "codec/encode.h"

#include <chrono>
#include <cmath>

#include <openssl/crypto.h>

#include "codec/extra_json.h"
#include "codec/json_writer.h"
#include "codec/shown_json.h"
#include "codec/text_check.h"
#include "tccc/phone_number.h"
#include "tccc/secret.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kMask = "***";

// Descends only along the field lists, whose depth is fixed at compile time; never along input.
class Encoder {
 public:
  Encoder(std::string& out, bool redact) : writer_(out), redact_(redact) {}

  enum class EmptyLists { left_out, shown };

  void object(const StructInfo& info, const void* object, EmptyLists empty_lists = EmptyLists::left_out) {
    writer_.raw('{');
    bool is_first = true;
    members(info, object, is_first, empty_lists);
    writer_.raw('}');
  }

  void members(const StructInfo& info, const void* object, bool& is_first,
               EmptyLists empty_lists = EmptyLists::left_out) {
    for (const Field& field : info) {
      const void* value = field.find(object);
      if (value == nullptr) {
        if (field.list != nullptr && empty_lists == EmptyLists::shown) {
          key(field.name, is_first);
          writer_.raw("[]");
        }
        continue;
      }
      switch (field.kind) {
        case Kind::group:
          members(*field.type, value, is_first, empty_lists);
          break;
        case Kind::choice:
          chosen(*field.choice, value, is_first);
          break;
        case Kind::extra:
          extra(*static_cast<const std::string*>(value), is_first);
          break;
        default:
          key(field.name, is_first);
          if (field.list != nullptr) {
            list(field, value);
          } else {
            single(field, value);
          }
      }
    }
  }

  void wrapped(const ChoiceInfo& choice, const Alternative& alternative, const void* active) {
    writer_.raw('{');
    bool is_first = true;
    tag(choice, alternative, is_first);
    members(*alternative.type, active, is_first);
    writer_.raw('}');
  }

 private:
  void key(std::string_view name, bool& is_first) {
    if (!is_first) writer_.raw(',');
    is_first = false;
    writer_.key(name);
  }

  void list(const Field& field, const void* values) {
    writer_.raw('[');
    const std::size_t size = field.list->size(values);
    for (std::size_t i = 0; i < size; ++i) {
      if (i != 0) writer_.raw(',');
      single(field, field.list->at(values, i));
    }
    writer_.raw(']');
  }

  void single(const Field& field, const void* value) {
    if (redact_ && field.is_personal && field.kind != Kind::object) return hidden(field, value);
    switch (field.kind) {
      case Kind::boolean:
        return writer_.boolean(*static_cast<const bool*>(value));
      case Kind::integer:
        return writer_.integer(*static_cast<const std::int64_t*>(value));
      case Kind::natural:
        return writer_.natural(*static_cast<const std::uint64_t*>(value));
      case Kind::number:
        return number(*static_cast<const double*>(value));
      case Kind::milliseconds:
        return writer_.integer(static_cast<const std::chrono::milliseconds*>(value)->count());
      case Kind::seconds:
        return writer_.integer(static_cast<const std::chrono::seconds*>(value)->count());
      case Kind::fractional_seconds:
        return number(static_cast<const std::chrono::duration<double>*>(value)->count());
      case Kind::unix_seconds:
        return writer_.integer(static_cast<const TimePoint*>(value)->time_since_epoch().count());
      case Kind::unix_seconds_text:
        return writer_.text(std::to_string(static_cast<const TimePoint*>(value)->time_since_epoch().count()));
      case Kind::unix_milliseconds:
        return writer_.integer(static_cast<const PreciseTimePoint*>(value)->time_since_epoch().count());
      case Kind::text:
        return text(field, *static_cast<const std::string*>(value));
      case Kind::secret:
        return writer_.text(redact_ ? kMask : static_cast<const Secret*>(value)->reveal());
      case Kind::object:
        return object(*field.type, value);
      case Kind::group:
      case Kind::choice:
      case Kind::extra:
        return;  // have no single value; members() deals with them
    }
  }

  // That there is nothing is no secret.
  void hidden(const Field& field, const void* value) {
    const bool is_empty = field.kind == Kind::text && static_cast<const std::string*>(value)->empty();
    writer_.text(is_empty ? std::string_view() : kMask);
  }

  void number(double value) {
    if (std::isfinite(value)) {
      writer_.number(value);
    } else {
      writer_.raw("null");  // JSON has no such number; validate() lets none through
    }
  }

  void text(const Field& field, std::string_view value) {
    if (!redact_) return writer_.text(value);
    if (field.is_secret) return writer_.text(kMask);
    if (field.is_phone) return writer_.text(masked_phone(value));
    writer_.text(check_text(value) == TextFault::none ? value : std::string_view("(not UTF-8)"));
  }

  void chosen(const ChoiceInfo& choice, const void* value, bool& is_first) {
    const Alternative& alternative = choice.alternatives[choice.index(value)];
    const void* active = choice.active(value);
    switch (alternative.form) {
      case Alternative::Form::nothing:
        return;
      case Alternative::Form::flat:
        tag(choice, alternative, is_first);
        return members(*alternative.type, active, is_first);
      case Alternative::Form::wrapped: {
        std::string inner;
        Encoder(inner, redact_).wrapped(choice, alternative, active);
        key(choice.wrapper, is_first);
        writer_.text(inner);
        OPENSSL_cleanse(inner.data(), inner.size());  // holds the vendor's key
        return;
      }
      case Alternative::Form::raw:
        return members(*alternative.type, active, is_first);
    }
  }

  void tag(const ChoiceInfo& choice, const Alternative& alternative, bool& is_first) {
    if (alternative.tag_value.empty()) return;
    key(choice.tag, is_first);
    writer_.text(alternative.tag_value);
  }

  void extra(std::string_view json, bool& is_first) {
    if (redact_) {
      for (const std::string& name : extra_json_names(json)) {
        if (!is_first) writer_.raw(',');
        is_first = false;
        writer_.text(name);
        writer_.raw(':');
        writer_.text(kMask);
      }
      return;
    }
    const std::string_view inner = extra_json_members(json);
    if (inner.empty()) return;
    if (!is_first) writer_.raw(',');
    is_first = false;
    writer_.raw(inner);
  }

  JsonWriter writer_;
  bool redact_;
};

}  // namespace

void encode(const StructInfo& info, const void* object, std::string& out) {
  Encoder(out, false).object(info, object);
}

void encode_redacted(const StructInfo& info, const void* object, std::string& out) {
  std::string json;
  Encoder(json, true).object(info, object);
  out += shown_json(json);
}

void encode_answer(const StructInfo& info, const void* object, std::string& out) {
  Encoder(out, false).object(info, object, Encoder::EmptyLists::shown);
}

void encode_redacted_answer(const StructInfo& info, const void* object, std::string& out) {
  std::string json;
  Encoder(json, true).object(info, object, Encoder::EmptyLists::shown);
  out += shown_json(json);
}

void encode_wrapped(const ChoiceInfo& choice, const void* value, std::string& out) {
  Encoder(out, false).wrapped(choice, choice.alternatives[choice.index(value)], choice.active(value));
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
