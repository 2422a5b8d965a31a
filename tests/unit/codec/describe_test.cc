// SPDX-License-Identifier: Apache-2.0
// Field lists: what is derived from a member's type, and that the lists of all actions are in order.
#include "codec/describe.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "every_field.h"
#include "tccc/api/create_ai_call.h"

namespace tccc {

// Not in an anonymous namespace, since their tables are specialisations in tccc::detail.
namespace describe_test {

struct Inner {
  std::string text = {};
};

struct Outer {
  bool flag = false;
  std::int64_t integer = 0;
  std::uint64_t natural = 0;
  double number = 0;
  std::chrono::milliseconds milliseconds{0};
  std::chrono::seconds seconds{0};
  std::chrono::duration<double> fraction{0};
  TimePoint time = {};
  TimePoint time_as_text = {};
  PreciseTimePoint precise_time = {};
  std::string text = {};
  Secret secret = {};
  Inner object = {};
  std::optional<std::string> maybe = {};
  std::vector<Inner> objects = {};
  std::optional<Inner> maybe_object = {};
};

}  // namespace describe_test

inline namespace v1 {
namespace detail {

template <>
struct Describe<describe_test::Inner> {
  static constexpr std::array fields{field<&describe_test::Inner::text>("Text")};
  static constexpr StructInfo info = describe<describe_test::Inner>("Inner", fields);
};

template <>
struct Describe<describe_test::Outer> {
  using Outer = describe_test::Outer;
  static constexpr std::array fields{
      field<&Outer::flag>("Flag"),
      field<&Outer::integer>("Integer"),
      field<&Outer::natural>("Natural"),
      field<&Outer::number>("Number"),
      field<&Outer::milliseconds>("Milliseconds"),
      field<&Outer::seconds>("Seconds"),
      field<&Outer::fraction>("Fraction"),
      field<&Outer::time>("Time"),
      field<&Outer::time_as_text>("TimeAsText").in_text(),
      field<&Outer::precise_time>("PreciseTime"),
      field<&Outer::text>("Text"),
      field<&Outer::secret>("Secret"),
      field<&Outer::object>("Object"),
      field<&Outer::maybe>("Maybe"),
      field<&Outer::objects>("Objects"),
      field<&Outer::maybe_object>("MaybeObject"),
  };
  static constexpr StructInfo info = describe<Outer>("Outer", fields);
};

}  // namespace detail
}  // namespace v1

namespace {

using describe_test::Inner;
using describe_test::Outer;
using detail::Alternative;
using detail::Field;
using detail::Kind;
using detail::StructInfo;

const Field& outer_field(std::string_view name) {
  for (const Field& field : detail::Describe<Outer>::info) {
    if (field.name == name) return field;
  }
  ADD_FAILURE() << name;
  return *detail::Describe<Outer>::info.begin();
}

TEST(Field, GetsItsKindFromTheMemberType) {
  const std::pair<const char*, Kind> kinds[] = {{"Flag", Kind::boolean},
                                                {"Integer", Kind::integer},
                                                {"Natural", Kind::natural},
                                                {"Number", Kind::number},
                                                {"Milliseconds", Kind::milliseconds},
                                                {"Seconds", Kind::seconds},
                                                {"Fraction", Kind::fractional_seconds},
                                                {"Time", Kind::unix_seconds},
                                                {"TimeAsText", Kind::unix_seconds_text},
                                                {"PreciseTime", Kind::unix_milliseconds},
                                                {"Text", Kind::text},
                                                {"Secret", Kind::secret},
                                                {"Object", Kind::object},
                                                {"Maybe", Kind::text},
                                                {"Objects", Kind::object},
                                                {"MaybeObject", Kind::object}};
  for (const auto& [name, kind] : kinds) EXPECT_EQ(outer_field(name).kind, kind) << name;
  EXPECT_EQ(outer_field("Object").type, &detail::Describe<Inner>::info);
  EXPECT_EQ(outer_field("Objects").type, &detail::Describe<Inner>::info);
  EXPECT_NE(outer_field("Objects").list, nullptr);
  EXPECT_EQ(outer_field("Object").list, nullptr);
}

TEST(Field, IsSecretByItsType) {
  EXPECT_TRUE(outer_field("Secret").is_secret);
  EXPECT_FALSE(outer_field("Text").is_secret);
}

TEST(Field, FindsNothingInEmptyOptionalsListsAndSecrets) {
  Outer outer;
  for (const char* name : {"Maybe", "Objects", "MaybeObject", "Secret"}) {
    EXPECT_EQ(outer_field(name).find(&outer), nullptr) << name;
  }
  outer.maybe = "";
  outer.objects.emplace_back();
  outer.maybe_object = Inner();
  outer.secret = Secret("x");
  EXPECT_EQ(outer_field("Maybe").find(&outer), &*outer.maybe);
  EXPECT_EQ(outer_field("Objects").find(&outer), &outer.objects);
  EXPECT_EQ(outer_field("MaybeObject").find(&outer), &*outer.maybe_object);
  EXPECT_EQ(outer_field("Secret").find(&outer), &outer.secret);
  EXPECT_EQ(outer_field("Integer").find(&outer), &outer.integer);
}

TEST(Field, MakesAPlaceAndKeepsWhatIsThere) {
  Outer outer;
  void* place = outer_field("Maybe").place(&outer);
  ASSERT_TRUE(outer.maybe.has_value());
  EXPECT_EQ(place, &*outer.maybe);
  outer.maybe = "kept";
  outer_field("Maybe").place(&outer);
  EXPECT_EQ(outer.maybe, "kept");
}

TEST(Field, ReachesTheItemsOfAList) {
  Outer outer;
  const Field& list = outer_field("Objects");
  void* place = list.place(&outer);
  static_cast<Inner*>(list.list->append(place))->text = "first";
  static_cast<Inner*>(list.list->append(place))->text = "second";
  ASSERT_EQ(list.list->size(place), 2U);
  EXPECT_EQ(static_cast<const Inner*>(list.list->at(place, 1))->text, "second");
}

TEST(Field, KeepsItsOtherTraitsWhenOneIsAdded) {
  const Field field =
      outer_field("Integer").required().range(-1.5, 2).in("ms").by_default("7").china_only().deprecated().means(
          "Something.");
  EXPECT_EQ(field.name, "Integer");
  EXPECT_TRUE(field.is_required && field.has_least && field.has_most && field.is_china_only && field.is_deprecated);
  EXPECT_FALSE(field.is_secret || field.is_phone || field.is_json_text || field.can_be_empty);
  EXPECT_EQ(field.least, -1.5);
  EXPECT_EQ(field.most, 2);
  EXPECT_EQ(field.unit, "ms");
  EXPECT_EQ(field.fallback, "7");
  EXPECT_EQ(field.about, "Something.");
}

TEST(Arity, CountsTheMembersOfAnAggregate) {
  struct None {};
  struct WithNested {
    Inner inner = {};
    std::variant<std::monostate, Inner> choice = {};
    std::vector<std::optional<std::string>> list = {};
    Outer outer = {};
  };
  EXPECT_EQ(detail::arity<None>(), 0U);
  EXPECT_EQ(detail::arity<Inner>(), 1U);
  EXPECT_EQ(detail::arity<WithNested>(), 4U);
  EXPECT_EQ(detail::arity<Outer>(), 16U);
}

TEST(Choice, MakesAndReachesEachAlternative) {
  const detail::Action& action = ActionOf<CreateAICallRequest>::action();
  for (const Field& field : *action.request) {
    if (field.kind != Kind::choice) continue;
    CreateAICallRequest request;
    void* value = field.place(&request);
    for (std::size_t i = 0; i < field.choice->size; ++i) {
      void* made = field.choice->emplace(value, i);
      EXPECT_NE(made, nullptr);
      EXPECT_EQ(field.choice->index(value), i);
      EXPECT_EQ(field.choice->active(value), made);
    }
    EXPECT_EQ(field.choice->emplace(value, field.choice->size), nullptr);
    EXPECT_EQ(field.choice->index(value), field.choice->size - 1);
  }
}

// The compiler counts the entries of a list; that none stands twice in place of another is seen here.
TEST(FieldLists, NameEachMemberOnce) {
  for (const StructInfo* type : every_field::all_types()) {
    std::set<const void* (*)(const void*)> members;
    std::set<std::string_view> names;
    for (const Field& field : *type) {
      EXPECT_TRUE(members.insert(field.find).second) << type->name << "." << field.name << " is a member named twice";
      if (field.name.empty()) continue;
      EXPECT_TRUE(names.insert(field.name).second) << type->name << "." << field.name << " is a name given twice";
    }
  }
}

// Names at one level of the JSON object, those of groups and choices included.
void gather_names(const StructInfo& info, std::multiset<std::string_view>& names) {
  for (const Field& field : info) {
    if (field.kind == Kind::group) {
      gather_names(*field.type, names);
    } else if (field.kind == Kind::choice) {
      const detail::ChoiceInfo& choice = *field.choice;
      std::set<std::string_view> own = {choice.wrapper.empty() ? choice.tag : choice.wrapper};
      for (std::size_t i = 0; i < choice.size; ++i) {
        if (choice.alternatives[i].form != Alternative::Form::flat) continue;
        for (const Field& member : *choice.alternatives[i].type) own.insert(member.name);
      }
      names.insert(own.begin(), own.end());
    } else if (field.kind != Kind::extra) {
      names.insert(field.name);
    }
  }
}

TEST(FieldLists, GiveNoNameTwiceWithinAnObject) {
  for (const StructInfo* type : every_field::all_types()) {
    std::multiset<std::string_view> names;
    gather_names(*type, names);
    for (const std::string_view name : names) EXPECT_EQ(names.count(name), 1U) << type->name << "." << name;
  }
}

TEST(FieldLists, HoldNothingThatMakesNoSense) {
  for (const StructInfo* type : every_field::all_types()) {
    EXPECT_FALSE(type->name.empty());
    for (const Field& field : *type) {
      const std::string where = std::string(type->name) + "." + std::string(field.name);
      const bool is_unnamed = field.kind == Kind::group || field.kind == Kind::choice || field.kind == Kind::extra;
      EXPECT_EQ(field.name.empty(), is_unnamed) << where;
      for (const char c : field.name) {  // written without looking for escapes
        EXPECT_TRUE((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) << where;
      }
      if (field.has_least && field.has_most) {
        EXPECT_LE(field.least, field.most) << where;
      }
      const bool is_number = field.kind != Kind::text && field.kind != Kind::secret && field.kind != Kind::boolean;
      EXPECT_FALSE((field.has_least || field.has_most) && !is_number) << where;
      EXPECT_FALSE(field.most_items != 0 && field.list == nullptr) << where;
      EXPECT_FALSE(field.known.size != 0 && field.kind != Kind::text) << where;
      EXPECT_FALSE(field.can_be_empty && !field.is_required) << where;
      EXPECT_FALSE(field.kind == Kind::milliseconds && field.unit != "ms") << where;
      EXPECT_FALSE(field.kind == Kind::seconds && field.unit != "s") << where;
      EXPECT_FALSE(field.kind == Kind::fractional_seconds && field.unit != "s") << where;
      EXPECT_FALSE(field.kind == Kind::unix_seconds && field.unit != "s since 1970") << where;
      EXPECT_FALSE(field.kind == Kind::unix_seconds_text && field.unit != "s since 1970") << where;
      EXPECT_FALSE(field.kind == Kind::unix_milliseconds && field.unit != "ms since 1970") << where;
      EXPECT_FALSE(field.has_none && (field.is_required || field.list != nullptr)) << where;
    }
  }
}

}  // namespace
}  // namespace tccc
