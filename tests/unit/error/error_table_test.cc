// SPDX-License-Identifier: Apache-2.0
// Lookup of codes, and what a service code says about the call.
#include "error/error_table.h"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <system_error>

#include <gtest/gtest.h>

namespace tccc {
namespace {

constexpr auto kBeyondTheEnumeration = static_cast<ErrorCode>(60000);

TEST(ErrorTable, HasARowPerCodeInTheOrderOfTheEnumeration) {
  const ErrorTable table = error_table();
  ASSERT_EQ(table.size, static_cast<std::size_t>(ErrorCode::unsupported_region));
  std::size_t value = 1;
  for (const ErrorInfo& row : table) EXPECT_EQ(static_cast<std::size_t>(row.code), value++);
}

TEST(ErrorTable, GivesEveryCodeANameAndASentence) {
  std::set<std::string_view> names;
  for (const ErrorInfo& row : error_table()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name << " twice";
    EXPECT_FALSE(to_string(row.kind).empty()) << row.name;
    ASSERT_FALSE(row.meaning.empty()) << row.name;
    EXPECT_EQ(row.meaning.back(), '.') << row.name;
    EXPECT_LE(row.meaning.size(), 100U) << row.name;
  }
}

TEST(ErrorTable, FindsEveryServiceCode) {
  for (const ErrorInfo& row : error_table()) {
    if (row.service_code.empty()) continue;
    EXPECT_EQ(find_service_code(row.service_code), row.code) << row.name;
  }
}

TEST(ErrorTable, FindsOnlyTheExactSpelling) {
  for (const char* code :
       {"", "A", "failedoperation", "FailedOperation.", "FailedOperation ", "FailedOperation.Callout",
        "InternalError.DBErro", "InternalError.DBErrors", "ZZZ", "invalid_argument"}) {
    EXPECT_EQ(find_service_code(code), ErrorCode::undocumented_service_error) << code;
  }
}

TEST(ErrorTable, DescribesAValueOutsideTheEnumerationAsUndocumented) {
  EXPECT_EQ(describe(kBeyondTheEnumeration).code, ErrorCode::undocumented_service_error);
  EXPECT_EQ(to_string(kBeyondTheEnumeration), "undocumented_service_error");
  const auto after_last = static_cast<ErrorCode>(static_cast<int>(ErrorCode::unsupported_region) + 1);
  EXPECT_EQ(describe(after_last).code, ErrorCode::undocumented_service_error);
}

TEST(ErrorTable, NamesCodes) {
  EXPECT_EQ(to_string(ErrorCode::ok), "ok");
  EXPECT_EQ(to_string(ErrorCode::invalid_argument), "invalid_argument");
  EXPECT_EQ(to_string(ErrorCode::failed_operation_callee_is_black_user), "failed_operation_callee_is_black_user");
  EXPECT_EQ(to_string(ErrorCode::unsupported_region), "unsupported_region");
}

TEST(ErrorTable, SaysWhatAClientSideCodeMeansForRedialling) {
  for (const ErrorCode code :
       {ErrorCode::credentials_unavailable, ErrorCode::name_resolution_failed, ErrorCode::connect_failed,
        ErrorCode::proxy_failed, ErrorCode::tls_failed, ErrorCode::limiter_refused, ErrorCode::used_after_fork,
        ErrorCode::called_from_callback}) {
    EXPECT_EQ(describe(code).redial, Redial::yes) << to_string(code);
  }
  for (const ErrorCode code :
       {ErrorCode::deadline_exceeded, ErrorCode::cancelled, ErrorCode::connection_lost,
        ErrorCode::http_status_unexpected, ErrorCode::invalid_response, ErrorCode::response_too_large,
        ErrorCode::resources_exhausted, ErrorCode::transport_failed, ErrorCode::undocumented_service_error}) {
    EXPECT_EQ(describe(code).redial, Redial::ambiguous) << to_string(code);
  }
  EXPECT_EQ(describe(ErrorCode::invalid_argument).redial, Redial::no);
}

TEST(Outcome, HasAName) {
  EXPECT_EQ(to_string(Outcome::not_sent), "not_sent");
  EXPECT_EQ(to_string(Outcome::rejected), "rejected");
  EXPECT_EQ(to_string(Outcome::unknown), "unknown");
}

TEST(Outcome, IsUnknownForTheServiceCodesThatMayFollowDialling) {
  const std::set<std::string_view> ambiguous = {
      "FailedOperation",      "FailedOperation.CallOutFailed", "FailedOperation.ControlAIConversation",
      "InternalError",        "InternalError.DBError",         "ResourceInUse",
      "ResourceInsufficient", "ResourceUnavailable",           "ResponseSizeLimitExceeded",
      "ServiceUnavailable",
  };
  for (const ErrorInfo& row : error_table()) {
    if (row.service_code.empty()) continue;
    const Outcome expected = ambiguous.count(row.service_code) == 1 ? Outcome::unknown : Outcome::rejected;
    EXPECT_EQ(outcome_of_service_code(row.service_code), expected) << row.service_code;
  }
}

TEST(Outcome, IsRejectedForAnUndocumentedCodeOfAFamilyRefusedAsAWhole) {
  for (const std::string family : {"AuthFailure", "InvalidParameter", "InvalidParameterValue", "MissingParameter",
                                   "UnknownParameter", "RequestLimitExceeded", "UnauthorizedOperation",
                                   "UnsupportedOperation", "OperationDenied", "LimitExceeded", "ResourceNotFound"}) {
    EXPECT_EQ(outcome_of_service_code(family), Outcome::rejected) << family;
    EXPECT_EQ(outcome_of_service_code(family + ".New"), Outcome::rejected) << family;
    EXPECT_EQ(outcome_of_service_code(family + ".New.Deeper"), Outcome::rejected) << family;
    EXPECT_EQ(outcome_of_service_code(family + "New"), Outcome::unknown) << family;
  }
}

TEST(Outcome, IsUnknownForAnyOtherUndocumentedCode) {
  for (const char* code : {"", ".", ".AuthFailure", "New", "New.Code", "FailedOperation.New", "InternalError.New",
                           "ResourceInUse.New", "ServiceUnavailable.New", "authfailure.New", "AuthFailure\n.New"}) {
    EXPECT_EQ(outcome_of_service_code(code), Outcome::unknown) << code;
  }
}

TEST(KindOfServiceCode, IsThatOfTheFamilyWhereACodeIsNotDocumented) {
  for (const ErrorInfo& row : error_table()) {
    if (row.service_code.empty()) continue;
    const std::string family(detail::family_name(row.service_code));
    const ErrorCode bare = find_service_code(family);
    // All documented codes of a family without a bare one are of one kind.
    const ErrorKind expected = bare == ErrorCode::undocumented_service_error ? row.kind : describe(bare).kind;
    EXPECT_EQ(detail::kind_of_service_code(family), expected) << family;
    EXPECT_EQ(detail::kind_of_service_code(family + ".New"), expected) << family;
    EXPECT_EQ(detail::kind_of_service_code(family + ".New.Deeper"), expected) << family;
    EXPECT_EQ(detail::kind_of_service_code(row.service_code), row.kind) << row.service_code;
  }
  EXPECT_EQ(detail::kind_of_service_code("OperationDenied.New"), ErrorKind::auth);
}

TEST(KindOfServiceCode, IsServerWhereNobodyKnowsTheFamily) {
  for (const char* code :
       {"", ".", "New", "New.Code", "OperationDenie", "OperationDeniedNew.Code", "operationdenied"}) {
    EXPECT_EQ(detail::kind_of_service_code(code), describe(ErrorCode::undocumented_service_error).kind) << code;
  }
}

TEST(ErrorCodeInterop, ConvertsToAStandardErrorCode) {
  const std::error_code code = ErrorCode::failed_operation_callee_is_black_user;
  EXPECT_TRUE(code);
  EXPECT_EQ(code, ErrorCode::failed_operation_callee_is_black_user);
  EXPECT_NE(code, ErrorCode::internal_error);
  EXPECT_EQ(&code.category(), &error_category());
  EXPECT_EQ(code.message(), "The callee is rated high-risk and is not called.");
  EXPECT_STREQ(error_category().name(), "tccc");
}

TEST(ErrorCodeInterop, IsFalseForOk) {
  EXPECT_FALSE(make_error_code(ErrorCode::ok));
}

TEST(ErrorCodeInterop, EqualsTheStandardConditionsOfTheSameMeaning) {
  EXPECT_EQ(make_error_code(ErrorCode::invalid_argument), std::errc::invalid_argument);
  EXPECT_EQ(make_error_code(ErrorCode::deadline_exceeded), std::errc::timed_out);
  EXPECT_EQ(make_error_code(ErrorCode::cancelled), std::errc::operation_canceled);
  EXPECT_NE(make_error_code(ErrorCode::connection_lost), std::errc::timed_out);
}

TEST(ErrorCodeInterop, SurvivesForeignValues) {
  for (const int value : {-1, 60000, 1 << 20}) {
    EXPECT_EQ(error_category().message(value), describe(ErrorCode::undocumented_service_error).meaning);
  }
}

}  // namespace
}  // namespace tccc
