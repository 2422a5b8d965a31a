// SPDX-License-Identifier: Apache-2.0
// What keeps a request from being sent.
#include "codec/validate.h"

#include <chrono>
#include <cmath>
#include <cstdint>

#include "codec/extra_json.h"
#include "codec/text_check.h"
#include "codec/walk_path.h"
#include "tccc/secret.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::string_view kMissing = "is required";

// Whether a required value is there but stands for "not set": empty texts, ids that are zero, and the first second of
// 1970.
bool is_blank(const Field& field, const void* value) {
  switch (field.kind) {
    case Kind::text:
      return !field.can_be_empty && static_cast<const std::string*>(value)->empty();
    case Kind::integer:
      return !field.can_be_empty && *static_cast<const std::int64_t*>(value) == 0;
    case Kind::natural:
      return !field.can_be_empty && *static_cast<const std::uint64_t*>(value) == 0;
    case Kind::unix_seconds:
      return static_cast<const TimePoint*>(value)->time_since_epoch().count() == 0;
    default:
      return false;
  }
}

std::string_view text_of(const Field& field, const void* value) {
  return field.kind == Kind::secret ? static_cast<const Secret*>(value)->reveal()
                                    : std::string_view(*static_cast<const std::string*>(value));
}

std::string_view why_not_text(std::string_view text) {
  switch (check_text(text)) {
    case TextFault::none:
      return {};
    case TextFault::nul:
      return "holds a NUL byte, at which some systems would cut it; remove it";
    case TextFault::not_utf8:
      return "is not UTF-8 text; convert it";
  }
  return {};
}

enum class Checks : std::uint8_t {
  all,
  required,  // members only, and their texts
  presence,  // of required members
};

class Validator {
 public:
  explicit Validator(Checks checks) : checks_(checks) {}

  std::optional<Violation> members(const StructInfo& info, const void* object, const WalkPath* above) const {
    for (const Field& field : info) {
      if (auto violation = member(info, field, field.find(object), above)) return violation;
    }
    return {};
  }

 private:
  std::optional<Violation> member(const StructInfo& owner, const Field& field, const void* value,
                                  const WalkPath* above) const {
    const WalkPath here{above, field.name};
    if (value == nullptr) {
      if (field.is_required) return Violation{here.text(), std::string(kMissing)};
      return {};
    }
    switch (field.kind) {
      case Kind::group:
        return members(*field.type, value, above);
      case Kind::choice:
        return chosen(*field.choice, value, above);
      case Kind::extra:
        return extra(owner, *static_cast<const std::string*>(value));
      default:
        break;
    }
    if (field.list == nullptr) return single(field, value, here);
    const std::size_t size = field.list->size(value);
    for (std::size_t i = 0; i < size; ++i) {
      if (auto violation = single(field, field.list->at(value, i), WalkPath{above, field.name, i})) return violation;
    }
    return {};
  }

  std::optional<Violation> single(const Field& field, const void* value, const WalkPath& here) const {
    if (field.kind == Kind::object) return members(*field.type, value, &here);
    if (field.is_required && is_blank(field, value)) return Violation{here.text(), std::string(kMissing)};
    if (checks_ == Checks::presence || (checks_ == Checks::required && !field.is_required)) return {};
    switch (field.kind) {
      case Kind::number:
        return finite(*static_cast<const double*>(value), here);
      case Kind::fractional_seconds:
        return finite(static_cast<const std::chrono::duration<double>*>(value)->count(), here);
      case Kind::text:
      case Kind::secret: {
        const std::string_view fault = why_not_text(text_of(field, value));
        if (!fault.empty()) return Violation{here.text(), std::string(fault)};
        return {};
      }
      default:
        return {};
    }
  }

  static std::optional<Violation> finite(double number, const WalkPath& here) {
    if (std::isfinite(number)) return {};
    return Violation{here.text(), "is not a finite number, which JSON cannot hold"};
  }

  std::optional<Violation> chosen(const ChoiceInfo& choice, const void* value, const WalkPath* above) const {
    const Alternative& alternative = choice.alternatives[choice.index(value)];
    if (alternative.form == Alternative::Form::nothing) return {};
    const WalkPath wrapper{above, choice.wrapper};
    return members(*alternative.type, choice.active(value),
                   alternative.form == Alternative::Form::wrapped ? &wrapper : above);
  }

  std::optional<Violation> extra(const StructInfo& owner, const std::string& json) const {
    if (checks_ != Checks::all) return {};
    if (auto fault = check_extra_json(owner, json))
      return Violation{std::move(fault->field), std::move(fault->message)};
    return {};
  }

  Checks checks_;
};

}  // namespace

std::optional<Violation> validate(const StructInfo& info, const void* object) {
  return Validator(Checks::all).members(info, object, nullptr);
}

std::optional<Violation> validate_answer(const StructInfo& info, const void* object) {
  return Validator(Checks::required).members(info, object, nullptr);
}

std::optional<std::string> find_missing(const StructInfo& info, const void* object) {
  if (auto violation = Validator(Checks::presence).members(info, object, nullptr)) return std::move(violation->field);
  return {};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
