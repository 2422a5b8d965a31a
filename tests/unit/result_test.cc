// SPDX-License-Identifier: Apache-2.0
// Result holds a value or an Error, and behaves like std::expected where both have a function.
#include "tccc/result.h"

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tccc/exceptions.h"

namespace tccc {
namespace {

Error cancelled() {
  Error::Details details;
  details.code = ErrorCode::cancelled;
  details.message = "enough";
  return Error(details);
}

Result<int> failed() {
  return cancelled();
}

TEST(Result, HoldsAValue) {
  Result<std::string> result = std::string("yes");
  ASSERT_TRUE(result);
  EXPECT_TRUE(result.has_value());
  EXPECT_EQ(*result, "yes");
  EXPECT_EQ(result->size(), 3U);
  EXPECT_EQ(result.value(), "yes");
  *result += "!";
  EXPECT_EQ(std::as_const(result).value(), "yes!");
}

TEST(Result, HoldsAnError) {
  const Result<int> result = failed();
  ASSERT_FALSE(result);
  EXPECT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code(), ErrorCode::cancelled);
  EXPECT_EQ(result.error().message(), "enough");
}

TEST(Result, ThrowsTheTypeOfItsErrorFromValue) {
  Result<int> result = failed();
  EXPECT_THROW(result.value(), CancelledError);
  EXPECT_THROW(std::as_const(result).value(), CancelledError);
  EXPECT_THROW(std::move(result).value(), CancelledError);
}

TEST(Result, CarriesTypesThatOnlyMove) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  const std::unique_ptr<int> value = std::move(result).value();
  EXPECT_EQ(*value, 7);
}

TEST(Result, FallsBackWithValueOr) {
  EXPECT_EQ(Result<int>(1).value_or(2), 1);
  EXPECT_EQ(failed().value_or(2), 2);
  const Result<std::string> error = cancelled();
  EXPECT_EQ(error.value_or("nobody"), "nobody");
}

TEST(Result, ChainsWithAndThen) {
  const auto half = [](int value) {
    return value % 2 == 0 ? Result<std::string>(std::to_string(value / 2)) : cancelled();
  };
  EXPECT_EQ(*Result<int>(8).and_then(half), "4");
  EXPECT_EQ(Result<int>(7).and_then(half).error().code(), ErrorCode::cancelled);

  bool is_called = false;
  const auto note = [&is_called](int value) {
    is_called = true;
    return Result<int>(value);
  };
  EXPECT_EQ(failed().and_then(note).error().message(), "enough");
  EXPECT_FALSE(is_called);
}

TEST(Result, ChangesItsValueWithTransform) {
  const auto length = [](const std::string& text) { return text.size(); };
  EXPECT_EQ(*Result<std::string>(std::string("four")).transform(length), 4U);
  EXPECT_EQ(Result<std::string>(cancelled()).transform(length).error().code(), ErrorCode::cancelled);
}

TEST(Result, RecoversWithOrElse) {
  const auto recover = [](const Error& error) {
    return error.code() == ErrorCode::cancelled ? Result<int>(0) : Result<int>(error);
  };
  EXPECT_EQ(*failed().or_else(recover), 0);
  EXPECT_EQ(*Result<int>(5).or_else(recover), 5);
}

TEST(Result, IsChainedWithoutBeingMovedFrom) {
  const auto length = [](const std::string& text) { return text.size(); };
  const auto first = [](const std::string& text) { return Result<char>(text.front()); };
  Result<std::string> four = std::string("four");
  EXPECT_EQ(*four.transform(length), 4U);
  EXPECT_EQ(*four.and_then(first), 'f');
  EXPECT_EQ(*four.or_else([](const Error&) { return Result<std::string>(std::string()); }), "four");
  const Result<std::string>& same = four;
  EXPECT_EQ(*same.transform(length), 4U);
  EXPECT_EQ(*same.and_then(first), 'f');
  EXPECT_EQ(*four, "four");
  EXPECT_EQ(*four.transform([](std::string& text) { return text.append("teen").size(); }), 8U);
  EXPECT_EQ(*four, "fourteen");
}

TEST(Result, ReplacesItsErrorWithTransformError) {
  const auto explain = [](const Error& error) {
    Error::Details details;
    details.code = error.code();
    details.message = "it was " + error.message();
    return Error(std::move(details));
  };
  const Result<int> result = failed();
  EXPECT_EQ(result.transform_error(explain).error().message(), "it was enough");
  EXPECT_EQ(failed().transform_error(explain).error().message(), "it was enough");
  EXPECT_EQ(*Result<int>(5).transform_error(explain), 5);
}

TEST(Result, KeepsItsErrorWhenMovedFrom) {
  Result<int> first = failed();
  const Result<int> second = std::move(first);
  EXPECT_EQ(first.error().message(), "enough");  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(second.error().message(), "enough");
}

}  // namespace
}  // namespace tccc
