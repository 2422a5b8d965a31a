// SPDX-License-Identifier: Apache-2.0
// Field lists with their types erased: plain constant tables that one encoder, decoder, validator and linter walk, so
// that a new struct costs a list and no code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tccc/lint.h"

namespace tccc {
inline namespace v1 {
namespace detail {

struct ChoiceInfo;
struct StructInfo;

/// What a field holds in memory, and with it its JSON type.
enum class Kind : std::uint8_t {
  boolean,             ///< bool
  integer,             ///< std::int64_t
  natural,             ///< std::uint64_t
  number,              ///< double
  milliseconds,        ///< std::chrono::milliseconds, a JSON integer
  seconds,             ///< std::chrono::seconds, a JSON integer
  fractional_seconds,  ///< std::chrono::duration<double>, a JSON number
  unix_seconds,        ///< TimePoint, a JSON integer
  unix_seconds_text,   ///< TimePoint, a JSON string of digits; read from a JSON integer as well
  unix_milliseconds,   ///< PreciseTimePoint, a JSON integer
  text,                ///< std::string
  secret,              ///< Secret, a JSON string
  object,              ///< a described struct
  group,               ///< a described struct whose members lie in the enclosing JSON object
  choice,              ///< a described std::variant
  extra,               ///< std::string, JSON object text merged into the enclosing object
};

/// Access to a std::vector without its type.
struct ListAccess {
  std::size_t (*size)(const void* list);
  const void* (*at)(const void* list, std::size_t index);
  void* (*append)(void* list);
};

/// Known values of an open enumeration, or of a closed set of small numbers.
struct KnownTexts {
  const std::string_view* values = nullptr;
  std::size_t size = 0;
};

/// One member of a struct: its wire spelling, how to reach it, and its traits. Built with field<&T::member>("Name").
/// What every request and answer asks of it stands first, in one cache line: by the time a call begins, the server's
/// answer to the one before has driven the tables out of the nearer caches.
struct alignas(64) Field {
  std::string_view name = {};
  const void* (*find)(const void* owner) = nullptr;  ///< The value, null when there is none (empty optional or list).
  const StructInfo* type = nullptr;                  ///< Of object and group, and of the elements of a list of objects.
  const ChoiceInfo* choice = nullptr;
  const ListAccess* list = nullptr;  ///< Set when the member is a list of `kind`.
  Kind kind = Kind::text;
  bool is_required = false;
  bool can_be_empty = false;  ///< Required, yet the empty text is a value.
  bool is_secret = false;
  bool is_phone = false;      ///< A phone number, or a list of them: masked wherever it is shown.
  bool is_personal = false;   ///< What people said or who they are: hidden where it is shown.
  bool is_private = false;    ///< Data of a person: shown with the request itself, hidden where others quote it.
  bool is_json_text = false;  ///< JSON inside a string.
  bool is_deprecated = false;
  bool is_china_only = false;  ///< Unknown to the international site.
  bool has_none = false;       ///< Whether the service writes a number, `none`, for a value it has not got.
  bool has_least = false;
  bool has_most = false;

  void* (*place)(void* owner) = nullptr;  ///< The value, made when there is none.
  std::int64_t none = 0;
  double least = 0;
  double most = 0;
  std::size_t most_items = 0;  ///< 0: no limit known.
  KnownTexts known = {};
  std::string_view unit = {};
  std::string_view fallback = {};  ///< What the service takes when the field is left out, for documentation.
  std::string_view about = {};     ///< One sentence for the reference.

  constexpr Field required() const { return with(&Field::is_required); }
  constexpr Field empty_allowed() const { return with(&Field::can_be_empty); }
  constexpr Field secret() const { return with(&Field::is_secret); }
  constexpr Field phone() const { return with(&Field::is_phone); }
  constexpr Field personal() const { return with(&Field::is_personal); }
  constexpr Field private_data() const { return with(&Field::is_private); }
  constexpr Field json_text() const { return with(&Field::is_json_text); }
  constexpr Field deprecated() const { return with(&Field::is_deprecated); }
  constexpr Field china_only() const { return with(&Field::is_china_only); }
  /// Of a time: in seconds, as text.
  constexpr Field in_text() const {
    Field copy = *this;
    copy.kind = Kind::unix_seconds_text;
    return copy;
  }
  /// Of an optional member of an answer: this number, like null and the empty text, leaves it empty.
  constexpr Field none_at(std::int64_t value) const {
    Field copy = with(&Field::has_none);
    copy.none = value;
    return copy;
  }
  constexpr Field at_least(double value) const {
    Field copy = with(&Field::has_least);
    copy.least = value;
    return copy;
  }
  constexpr Field at_most(double value) const {
    Field copy = with(&Field::has_most);
    copy.most = value;
    return copy;
  }
  constexpr Field range(double low, double high) const { return at_least(low).at_most(high); }
  constexpr Field items(std::size_t most_of_them) const {
    Field copy = *this;
    copy.most_items = most_of_them;
    return copy;
  }
  template <std::size_t N>
  constexpr Field one_of(const std::string_view (&values)[N]) const {
    Field copy = *this;
    copy.known = {values, N};
    return copy;
  }
  constexpr Field in(std::string_view unit_name) const {
    Field copy = *this;
    copy.unit = unit_name;
    return copy;
  }
  constexpr Field by_default(std::string_view text) const {
    Field copy = *this;
    copy.fallback = text;
    return copy;
  }
  constexpr Field means(std::string_view sentence) const {
    Field copy = *this;
    copy.about = sentence;
    return copy;
  }

 private:
  constexpr Field with(bool Field::*trait) const {
    Field copy = *this;
    copy.*trait = true;
    return copy;
  }
};

/// A described struct.
struct StructInfo {
  std::string_view name = {};
  const Field* fields = nullptr;
  std::size_t size = 0;
  /// Rules of lint that look at more than one field; null when there are none.
  void (*advise)(const void* object, const LintContext& context, std::vector<LintFinding>& findings) = nullptr;

  constexpr const Field* begin() const { return fields; }
  constexpr const Field* end() const { return fields + size; }
};

/// How one alternative of a std::variant looks on the wire.
struct Alternative {
  enum class Form : std::uint8_t {
    nothing,  ///< leaves no trace (std::monostate)
    flat,     ///< its fields lie in the enclosing object
    wrapped,  ///< its fields lie in JSON text inside the wrapper field
    raw,      ///< its one field is the text of the wrapper field
  };
  Form form = Form::nothing;
  std::string_view tag_value =
      {};  ///< Value of the tag; empty when the alternative's own fields hold it, or none does.
  const StructInfo* type = nullptr;
};

/// A described std::variant.
struct ChoiceInfo {
  std::string_view tag =
      {};  ///< Name of the member that tells the alternatives apart: LLMType, or TTSType in the wrapper.
  std::string_view wrapper = {};  ///< Name of the field that holds JSON text; empty when every alternative is flat.
  const Alternative* alternatives = nullptr;
  std::size_t size = 0;
  std::size_t (*index)(const void* choice) = nullptr;
  const void* (*active)(const void* choice) = nullptr;
  void* (*emplace)(void* choice, std::size_t index) = nullptr;
  std::string_view about = {};  ///< What the wrapper field is for, for the reference.
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
