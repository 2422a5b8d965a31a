// SPDX-License-Identifier: Apache-2.0
// Fills any described struct to the last field, so that a test can say something about each of them without naming one.
#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "../../key_watch.h"
#include "codec/field.h"
#include "model/action.h"
#include "tccc/secret.h"
#include "tccc/types/time.h"

namespace tccc::every_field {

using detail::Alternative;
using detail::ChoiceInfo;
using detail::Field;
using detail::Kind;
using detail::StructInfo;

/// One value of a filled struct and where it stands on the wire.
struct Leaf {
  std::string path = {};  ///< `TransferItems[0].TransferFunctionName`; of a vendor's field `CustomTTSConfig.SecretKey`.
  const Field* field = nullptr;
  void* value = nullptr;      ///< Of the field's kind.
  bool is_wrapped = false;    ///< Whether it lies in JSON text inside a string.
  bool is_in_choice = false;  ///< Whether it belongs to an alternative of a std::variant.
};

using tccc::random_key;

/// How often to fill a struct until each alternative of each choice was met.
inline std::size_t variants_of(const StructInfo& info) {
  std::size_t most = 1;
  for (const Field& field : info) {
    if (field.kind == Kind::choice) most = (std::max)(most, field.choice->size);
    if (field.type != nullptr) most = (std::max)(most, variants_of(*field.type));
  }
  return most;
}

/// Gives every field a value that no other field has; lists get two items, choices their alternative number `variant`
/// (modulo their size). Extra parameters stay empty.
class Filler {
 public:
  Filler(const StructInfo& info, void* object, std::size_t variant) : variant_(variant) { members(info, object, {}); }

  /// All values, in the order of the field lists.
  const std::vector<Leaf>& leaves() const { return leaves_; }

 private:
  void members(const StructInfo& info, void* object, const std::string& above) {
    for (const Field& field : info) {
      if (field.kind == Kind::extra) continue;
      if (field.kind == Kind::group) {
        members(*field.type, field.place(object), above);
      } else if (field.kind == Kind::choice) {
        chosen(*field.choice, field.place(object), above);
      } else {
        member(field, object, above.empty() ? std::string(field.name) : above + "." + std::string(field.name));
      }
    }
  }

  void member(const Field& field, void* object, const std::string& path) {
    void* place = field.place(object);
    if (field.list == nullptr) return single(field, place, path);
    constexpr std::size_t kItems = 2;
    for (std::size_t i = 0; i < kItems; ++i) field.list->append(place);
    for (std::size_t i = 0; i < kItems; ++i) {  // afterwards, since a list that grows moves its items
      single(field, const_cast<void*>(field.list->at(place, i)), path + "[" + std::to_string(i) + "]");
    }
  }

  void chosen(const ChoiceInfo& choice, void* value, const std::string& above) {
    const std::size_t index = variant_ % choice.size;
    const Alternative& alternative = choice.alternatives[index];
    void* made = choice.emplace(value, index);
    if (alternative.form == Alternative::Form::nothing) return;
    const bool was_wrapped = is_wrapped_;
    is_wrapped_ = alternative.form == Alternative::Form::wrapped;
    is_in_choice_ = true;
    members(*alternative.type, made, is_wrapped_ ? std::string(choice.wrapper) : above);
    is_in_choice_ = false;
    is_wrapped_ = was_wrapped;
  }

  void single(const Field& field, void* value, const std::string& path) {
    if (field.kind == Kind::object) return members(*field.type, value, path);
    leaves_.push_back({path, &field, value, is_wrapped_, is_in_choice_});
    ++count_;
    const auto number = static_cast<std::int64_t>(count_);
    switch (field.kind) {
      case Kind::boolean:
        *static_cast<bool*>(value) = true;
        break;
      case Kind::integer:
        *static_cast<std::int64_t*>(value) = 1000 + number;
        break;
      case Kind::natural:
        *static_cast<std::uint64_t*>(value) = 1000 + count_;
        break;
      case Kind::number:
        *static_cast<double*>(value) = static_cast<double>(number) + 0.1;
        break;
      case Kind::milliseconds:
        *static_cast<std::chrono::milliseconds*>(value) = std::chrono::milliseconds(1000 + number);
        break;
      case Kind::seconds:
        *static_cast<std::chrono::seconds*>(value) = std::chrono::seconds(1000 + number);
        break;
      case Kind::fractional_seconds:
        *static_cast<std::chrono::duration<double>*>(value) =
            std::chrono::duration<double>(static_cast<double>(number) + 0.7);
        break;
      case Kind::unix_seconds:
      case Kind::unix_seconds_text:
        *static_cast<TimePoint*>(value) = TimePoint(std::chrono::seconds(1700000000 + number));
        break;
      case Kind::unix_milliseconds:
        *static_cast<PreciseTimePoint*>(value) =
            PreciseTimePoint(std::chrono::milliseconds(std::int64_t{1700000000000} + number));
        break;
      case Kind::text:
        *static_cast<std::string*>(value) = text(field, path);
        break;
      case Kind::secret:
        *static_cast<Secret*>(value) = Secret(field.is_json_text ? R"({"Key":")" + random_key() + "\"}" : random_key());
        break;
      default:
        break;
    }
  }

  std::string text(const Field& field, const std::string& path) const {
    if (field.is_phone) return "0086139" + std::to_string(10000000 + count_ * 7919);
    if (field.is_json_text) return R"({"n":)" + std::to_string(count_) + "}";
    return path + " \"quoted\" \\ \n\t 你好 👋 " + std::to_string(count_);
  }

  std::size_t variant_;
  std::vector<Leaf> leaves_;
  std::size_t count_ = 0;
  bool is_wrapped_ = false;
  bool is_in_choice_ = false;
};

/// A request with every field set.
struct FilledRequest {
  const detail::Action& action;
  std::size_t variant;
  std::shared_ptr<void> request;
  std::vector<Leaf> leaves;
};

inline FilledRequest filled_request(const detail::Action& action, std::size_t variant) {
  std::shared_ptr<void> request = action.make_request();
  const Filler filled(*action.request, request.get(), variant);
  return {action, variant, std::move(request), filled.leaves()};
}

/// Calls `visit(const FilledRequest&)` for each action, as often as it takes to meet each alternative of each choice.
template <class Visit>
void for_each_request(const Visit& visit) {
  for (const detail::Action* action : detail::all_actions()) {
    for (std::size_t variant = 0; variant < variants_of(*action->request); ++variant) {
      visit(filled_request(*action, variant));
    }
  }
}

/// What a value looks like in JSON.
inline nlohmann::json json_of(const Leaf& leaf) {
  switch (leaf.field->kind) {
    case Kind::boolean:
      return *static_cast<const bool*>(leaf.value);
    case Kind::integer:
      return *static_cast<const std::int64_t*>(leaf.value);
    case Kind::natural:
      return *static_cast<const std::uint64_t*>(leaf.value);
    case Kind::number:
      return *static_cast<const double*>(leaf.value);
    case Kind::milliseconds:
      return static_cast<const std::chrono::milliseconds*>(leaf.value)->count();
    case Kind::seconds:
      return static_cast<const std::chrono::seconds*>(leaf.value)->count();
    case Kind::fractional_seconds:
      return static_cast<const std::chrono::duration<double>*>(leaf.value)->count();
    case Kind::unix_seconds:
      return static_cast<const TimePoint*>(leaf.value)->time_since_epoch().count();
    case Kind::unix_seconds_text:
      return std::to_string(static_cast<const TimePoint*>(leaf.value)->time_since_epoch().count());
    case Kind::unix_milliseconds:
      return static_cast<const PreciseTimePoint*>(leaf.value)->time_since_epoch().count();
    case Kind::text:
      return *static_cast<const std::string*>(leaf.value);
    case Kind::secret:
      return std::string(static_cast<const Secret*>(leaf.value)->reveal());
    default:
      return {};
  }
}

/// `A[0].B` as `/A/0/B`.
inline nlohmann::json::json_pointer pointer_of(std::string_view path) {
  std::string pointer = "/";
  for (const char c : path) {
    if (c == '.' || c == '[') pointer += '/';
    if (c != '.' && c != '[' && c != ']') pointer += c;
  }
  return nlohmann::json::json_pointer(pointer);
}

/// The struct types within one, itself included: nested ones, groups and alternatives.
inline void gather_types(const StructInfo& info, std::vector<const StructInfo*>& types) {
  if (std::find(types.begin(), types.end(), &info) != types.end()) return;
  types.push_back(&info);
  for (const Field& field : info) {
    if (field.type != nullptr) gather_types(*field.type, types);
    if (field.choice == nullptr) continue;
    for (std::size_t i = 0; i < field.choice->size; ++i) {
      if (field.choice->alternatives[i].type != nullptr) gather_types(*field.choice->alternatives[i].type, types);
    }
  }
}

/// Every struct type of every action.
inline std::vector<const StructInfo*> all_types() {
  std::vector<const StructInfo*> types;
  for (const detail::Action* action : detail::all_actions()) {
    gather_types(*action->request, types);
    gather_types(*action->response, types);
  }
  return types;
}

}  // namespace tccc::every_field
