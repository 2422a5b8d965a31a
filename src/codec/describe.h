// SPDX-License-Identifier: Apache-2.0
// Builds the tables of codec/field.h from member pointers at compile time:
//
//     template <>
//     struct Describe<Variable> {
//       static constexpr std::array fields{field<&Variable::key>("Key").required(), ...};
//       static constexpr StructInfo info = describe<Variable>("Variable", fields);
//     };
//
// describe() does not compile when the list has another number of entries than the struct has members.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "codec/field.h"
#include "tccc/secret.h"
#include "tccc/types/time.h"

namespace tccc {
inline namespace v1 {
namespace detail {

/// Specialised for each struct that goes over the wire: `fields` and `info`.
template <class T>
struct Describe;

/// Specialised for each std::variant that goes over the wire: `alternatives` and `info`.
template <class Variant>
struct DescribeChoice;

// How a member of type V is reached and what it is. Class-template specialisations, since overloads would be looked up
// where the template is defined, before the structs exist.
template <class V>
struct Shape {  // a described struct
  static constexpr Kind kind = Kind::object;
  static constexpr const StructInfo* type = &Describe<V>::info;
  static constexpr const ChoiceInfo* choice = nullptr;
  static constexpr const ListAccess* list = nullptr;
  static const void* find(const V& value) { return &value; }
  static void* place(V& value) { return &value; }
};

template <class V, Kind kKind>
struct ScalarShape {
  static constexpr Kind kind = kKind;
  static constexpr const StructInfo* type = nullptr;
  static constexpr const ChoiceInfo* choice = nullptr;
  static constexpr const ListAccess* list = nullptr;
  static const void* find(const V& value) { return &value; }
  static void* place(V& value) { return &value; }
};

template <>
struct Shape<bool> : ScalarShape<bool, Kind::boolean> {};
template <>
struct Shape<std::int64_t> : ScalarShape<std::int64_t, Kind::integer> {};
template <>
struct Shape<std::uint64_t> : ScalarShape<std::uint64_t, Kind::natural> {};
template <>
struct Shape<double> : ScalarShape<double, Kind::number> {};
template <>
struct Shape<std::chrono::milliseconds> : ScalarShape<std::chrono::milliseconds, Kind::milliseconds> {};
template <>
struct Shape<std::chrono::seconds> : ScalarShape<std::chrono::seconds, Kind::seconds> {};
template <>
struct Shape<std::chrono::duration<double>> : ScalarShape<std::chrono::duration<double>, Kind::fractional_seconds> {};
template <>
struct Shape<TimePoint> : ScalarShape<TimePoint, Kind::unix_seconds> {};
template <>
struct Shape<PreciseTimePoint> : ScalarShape<PreciseTimePoint, Kind::unix_milliseconds> {};
template <>
struct Shape<std::string> : ScalarShape<std::string, Kind::text> {};
template <>
struct Shape<Secret> : ScalarShape<Secret, Kind::secret> {
  static const void* find(const Secret& value) { return value.empty() ? nullptr : &value; }
};

template <class V>
struct Shape<std::optional<V>> : Shape<V> {
  static const void* find(const std::optional<V>& value) { return value ? Shape<V>::find(*value) : nullptr; }
  static void* place(std::optional<V>& value) { return Shape<V>::place(value ? *value : value.emplace()); }
};

template <class V>
struct VectorAccess {
  static std::size_t size(const void* list) { return static_cast<const std::vector<V>*>(list)->size(); }
  static const void* at(const void* list, std::size_t index) {
    return &(*static_cast<const std::vector<V>*>(list))[index];
  }
  static void* append(void* list) { return &static_cast<std::vector<V>*>(list)->emplace_back(); }
  static constexpr ListAccess access{&size, &at, &append};
};

template <class V>
struct Shape<std::vector<V>> : Shape<V> {
  static constexpr const ListAccess* list = &VectorAccess<V>::access;
  static const void* find(const std::vector<V>& value) { return value.empty() ? nullptr : &value; }
  static void* place(std::vector<V>& value) { return &value; }
};

template <class... Alternatives>
struct Shape<std::variant<Alternatives...>> {
  using Variant = std::variant<Alternatives...>;
  static constexpr Kind kind = Kind::choice;
  static constexpr const StructInfo* type = nullptr;
  static constexpr const ChoiceInfo* choice = &DescribeChoice<Variant>::info;
  static constexpr const ListAccess* list = nullptr;
  static const void* find(const Variant& value) { return &value; }
  static void* place(Variant& value) { return &value; }
};

template <auto kMember>
struct Member;

template <class Owner, class Value, Value Owner::*kMember>
struct Member<kMember> {
  using Type = Value;
  static const void* find(const void* owner) { return Shape<Value>::find(static_cast<const Owner*>(owner)->*kMember); }
  static void* place(void* owner) { return Shape<Value>::place(static_cast<Owner*>(owner)->*kMember); }
};

/// An entry of a field list.
template <auto kMember>
constexpr Field field(std::string_view name) {
  using S = Shape<typename Member<kMember>::Type>;
  Field made;
  made.name = name;
  made.kind = S::kind;
  made.find = &Member<kMember>::find;
  made.place = &Member<kMember>::place;
  made.type = S::type;
  made.choice = S::choice;
  made.list = S::list;
  made.is_secret = S::kind == Kind::secret;
  return made;
}

/// An entry for a nested struct whose members lie in the enclosing JSON object.
template <auto kMember>
constexpr Field group() {
  Field made = field<kMember>({});
  made.kind = Kind::group;
  return made;
}

/// An entry for a std::variant; the names on the wire come from its DescribeChoice.
template <auto kMember>
constexpr Field choice() {
  return field<kMember>({});
}

/// The entry for `extra_json`.
template <auto kMember>
constexpr Field extra() {
  Field made = field<kMember>({});
  made.kind = Kind::extra;
  return made;
}

// Stands for a member of any type. Never defined: only asked whether it would fit.
struct AnyMember {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor)
};

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // speaks of which unevaluated conversion it would have taken
#endif
template <class T, class Indices, class = void>
inline constexpr bool is_made_of_v = false;
template <class T, std::size_t... I>
inline constexpr bool is_made_of_v<T, std::index_sequence<I...>, std::void_t<decltype(T{(void(I), AnyMember{})...})>> =
    true;
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/// Number of members of an aggregate.
template <class T, std::size_t N = 0>
constexpr std::size_t arity() {
  if constexpr (is_made_of_v<T, std::make_index_sequence<N + 1>>) {
    return arity<T, N + 1>();
  } else {
    return N;
  }
}

/// The table of one struct.
template <class T, std::size_t N>
constexpr StructInfo describe(std::string_view name, const std::array<Field, N>& fields,
                              void (*advise)(const void*, const LintContext&, std::vector<LintFinding>&) = nullptr) {
  static_assert(std::is_aggregate_v<T>, "wire structs are aggregates");
  static_assert(N == arity<T>(), "the field list must name every member of the struct once");
  return {name, fields.data(), N, advise};
}

constexpr Alternative nothing() {
  return {};
}

template <class T>
constexpr Alternative flat(std::string_view tag_value = {}) {
  return {Alternative::Form::flat, tag_value, &Describe<T>::info};
}

template <class T>
constexpr Alternative wrapped(std::string_view tag_value) {
  return {Alternative::Form::wrapped, tag_value, &Describe<T>::info};
}

template <class T>
constexpr Alternative raw() {
  return {Alternative::Form::raw, {}, &Describe<T>::info};
}

template <class Variant>
struct VariantAccess {
  static std::size_t index(const void* choice) { return static_cast<const Variant*>(choice)->index(); }
  static const void* active(const void* choice) {
    return std::visit([](const auto& alternative) -> const void* { return &alternative; },
                      *static_cast<const Variant*>(choice));
  }
  template <std::size_t I>
  static void* emplace_one(void* choice) {
    return &static_cast<Variant*>(choice)->template emplace<I>();
  }
  template <std::size_t... I>
  static void* emplace_at(void* choice, std::size_t wanted, std::index_sequence<I...>) {
    void* made = nullptr;
    (void)((wanted == I ? (made = emplace_one<I>(choice), true) : false) || ...);
    return made;
  }
  static void* emplace(void* choice, std::size_t wanted) {
    return emplace_at(choice, wanted, std::make_index_sequence<std::variant_size_v<Variant>>());
  }
};

/// The table of one variant; alternatives stand in the variant's order.
template <class Variant, std::size_t N>
constexpr ChoiceInfo describe_choice(std::string_view tag, std::string_view wrapper,
                                     const std::array<Alternative, N>& alternatives, std::string_view about = {}) {
  static_assert(N == std::variant_size_v<Variant>, "the list must name every alternative of the variant once");
  using Access = VariantAccess<Variant>;
  return {tag, wrapper, alternatives.data(), N, &Access::index, &Access::active, &Access::emplace, about};
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
