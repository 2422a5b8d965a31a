// SPDX-License-Identifier: Apache-2.0
// Tests of the verifier: it accepts every known signature, and refuses whatever differs from it.
#include "testing/tc3_verifier.h"

#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "signed_request.h"

namespace tccc::testing::detail {
namespace {

using std::chrono::seconds;
using std::chrono::system_clock;

system_clock::time_point at(std::int64_t timestamp) {
  return system_clock::time_point(seconds(timestamp));
}

std::string scope_date(std::int64_t timestamp) {
  switch (timestamp / 86400) {
    case 1551113065 / 86400:
      return "2019-02-25";
    case 1539084154 / 86400:
      return "2018-10-09";
    default:
      return {};
  }
}

/// One published or computed signature.
struct Vector {
  std::string name;
  std::string method;
  std::string query;
  std::string body;
  std::string service;
  std::int64_t timestamp = 0;
  Credentials credentials;
  HeaderLines headers;
};

Vector read_vector(const nlohmann::json& json, const std::string& signed_headers, const std::string& signature) {
  const auto text = [&json](const char* name) { return json.value(name, std::string()); };
  Vector vector;
  vector.name = text("name") + " signing " + signed_headers;
  vector.method = text("method");
  vector.query = text("query");
  vector.body = text("body");
  vector.service = text("service");
  vector.timestamp = json.at("ts").get<std::int64_t>();
  vector.credentials = {text("secret_id"), Secret(text("secret_key")), Secret(text("token"))};
  const std::string scope =
      json.contains("scope") ? text("scope") : scope_date(vector.timestamp) + "/" + vector.service + "/tc3_request";
  vector.headers = {{"Host", text("host")},
                    {"Content-Type", text("ct")},
                    {"X-TC-Action", text("action")},
                    {"X-TC-Timestamp", std::to_string(vector.timestamp)},
                    {"Authorization", "TC3-HMAC-SHA256 Credential=" + vector.credentials.secret_id + "/" + scope +
                                          ", SignedHeaders=" + signed_headers + ", Signature=" + signature}};
  if (!vector.credentials.token.empty()) vector.headers.push_back({"X-TC-Token", text("token")});
  return vector;
}

std::vector<Vector> all_vectors() {
  std::ifstream file(TCCC_CONTRACT_DATA_DIR "/tc3_vectors.json");
  const nlohmann::json json = nlohmann::json::parse(file);
  std::vector<Vector> vectors;
  for (const char* group : {"published", "ccc"}) {
    for (const nlohmann::json& entry : json.at(group)) {
      vectors.push_back(
          read_vector(entry, entry.at("signed_headers").get<std::string>(), entry.at("signature").get<std::string>()));
      if (!entry.contains("signature_with_x_tc_action")) continue;
      vectors.push_back(read_vector(entry, "content-type;host;x-tc-action",
                                    entry.at("signature_with_x_tc_action").get<std::string>()));
    }
  }
  return vectors;
}

SignatureVerdict verify(const Vector& vector) {
  return verify_tc3({vector.method, vector.query, vector.headers, vector.body}, vector.credentials, vector.service,
                    at(vector.timestamp));
}

TEST(Tc3Verifier, AcceptsEveryKnownSignature) {
  const std::vector<Vector> vectors = all_vectors();
  ASSERT_EQ(vectors.size(), 13U);  // 3 published, and 5 of this service in two variants
  for (const Vector& vector : vectors) {
    const SignatureVerdict verdict = verify(vector);
    EXPECT_EQ(verdict.fault, SignatureFault::none) << vector.name << ": " << verdict.explanation;
  }
}

TEST(Tc3Verifier, RefusesEveryKnownSignatureOverAnotherBody) {
  for (Vector& vector : all_vectors()) {
    vector.body += ' ';
    EXPECT_EQ(verify(vector).fault, SignatureFault::wrong_signature) << vector.name;
  }
}

TEST(Tc3Verifier, RefusesTheLocalDate) {
  for (Vector& vector : all_vectors()) {
    if (vector.name.rfind("ccc-3", 0) != 0 || vector.name.find("x-tc-action") != std::string::npos) continue;
    // Signed in the last second of a UTC day by a client that takes the date of Shanghai; computed with Python's hmac.
    header(vector.headers, "Authorization") =
        "TC3-HMAC-SHA256 Credential=" + vector.credentials.secret_id +
        "/2026-01-01/ccc/tc3_request, SignedHeaders=content-type;host, "
        "Signature=4dd5d04a073537acd1ccfd11f87ff08d4940e4017181e801ad4383a82015b027";
    const SignatureVerdict verdict = verify(vector);
    EXPECT_EQ(verdict.fault, SignatureFault::wrong_signature);
    EXPECT_THAT(verdict.explanation, ::testing::HasSubstr("2025-12-31"));
    return;
  }
  FAIL() << "the vector is not there";
}

TEST(Tc3Verifier, TakesTheHostAsItIsSpelt) {
  RequestPlan plan{random_credentials(), 1735689600, "{}"};
  plan.host = "CCC.TencentCloudAPI.com";
  const HeaderLines headers = signed_headers(plan);
  const auto verdict = verify_tc3({"POST", "", headers, plan.body}, plan.credentials, "ccc", at(plan.timestamp));
  EXPECT_EQ(verdict.fault, SignatureFault::none) << verdict.explanation;
}

TEST(Tc3Verifier, AcceptsWhatTheLibrarySigns) {
  for (const bool signs_action : {false, true}) {
    const RequestPlan plan{random_credentials(),
                           1735689600,
                           "{}",
                           "CreateAICall",
                           "2020-02-10",
                           "127.0.0.1:8443",
                           "application/json; charset=utf-8",
                           signs_action};
    const HeaderLines headers = signed_headers(plan);
    const auto verdict = verify_tc3({"POST", "", headers, plan.body}, plan.credentials, "ccc", at(plan.timestamp));
    EXPECT_EQ(verdict.fault, SignatureFault::none) << verdict.explanation;
  }
}

/// A request that passes, for tests that change one thing about it.
class Tc3VerifierOf : public ::testing::Test {
 protected:
  SignatureFault fault() const {
    return verify_tc3({"POST", "", headers_, plan_.body}, accepted_, "ccc", at(now_)).fault;
  }
  std::string& authorization() { return header(headers_, "Authorization"); }
  void replace(const std::string& what, const std::string& by) {
    const std::size_t found = authorization().find(what);
    ASSERT_NE(found, std::string::npos);
    authorization().replace(found, what.size(), by);
  }

  RequestPlan plan_{random_credentials(), 1735689600, "{}"};
  Credentials accepted_ = plan_.credentials;
  HeaderLines headers_ = signed_headers(plan_);
  std::int64_t now_ = plan_.timestamp;
};

TEST_F(Tc3VerifierOf, AGoodRequestFindsNoFault) {
  EXPECT_EQ(fault(), SignatureFault::none);
}

TEST_F(Tc3VerifierOf, AnotherHostFindsAWrongSignature) {
  header(headers_, "Host") += ":443";
  EXPECT_EQ(fault(), SignatureFault::wrong_signature);
}

TEST_F(Tc3VerifierOf, AnotherContentTypeFindsAWrongSignature) {
  header(headers_, "Content-Type") = "application/JSON";
  EXPECT_EQ(fault(), SignatureFault::wrong_signature);
}

TEST_F(Tc3VerifierOf, AnotherSecretKeyFindsAWrongSignature) {
  accepted_.secret_key = random_credentials().secret_key;
  EXPECT_EQ(fault(), SignatureFault::wrong_signature);
}

TEST_F(Tc3VerifierOf, AnotherTimestampThanTheSignedOneFindsAWrongSignature) {
  header(headers_, "X-TC-Timestamp") = std::to_string(plan_.timestamp + 1);
  EXPECT_EQ(fault(), SignatureFault::wrong_signature);
}

TEST_F(Tc3VerifierOf, AnActionThatIsSignedCannotBeExchanged) {
  plan_.signs_action = true;
  headers_ = signed_headers(plan_);
  EXPECT_EQ(fault(), SignatureFault::none);
  header(headers_, "X-TC-Action") = "CreateAICall";
  EXPECT_EQ(fault(), SignatureFault::wrong_signature);
}

TEST_F(Tc3VerifierOf, TheDateOfAnotherDayFindsAWrongSignature) {
  replace("/2025-01-01/", "/2024-12-31/");
  EXPECT_EQ(fault(), SignatureFault::wrong_signature);
}

TEST_F(Tc3VerifierOf, FiveMinutesAreInTheWindowAndASecondMoreIsNot) {
  for (const std::int64_t distance : {-300, 300}) {
    now_ = plan_.timestamp + distance;
    EXPECT_EQ(fault(), SignatureFault::none) << distance;
  }
  for (const std::int64_t distance : {-301, 301, 1000000000}) {
    now_ = plan_.timestamp + distance;
    EXPECT_EQ(fault(), SignatureFault::expired) << distance;
  }
}

TEST_F(Tc3VerifierOf, AnUnknownSecretIdIsNamedSo) {
  accepted_.secret_id = random_credentials().secret_id;
  EXPECT_EQ(fault(), SignatureFault::unknown_secret_id);
}

TEST_F(Tc3VerifierOf, TheTokenMustBeTheOneOfTheKey) {
  accepted_.token = Secret("expected");
  EXPECT_EQ(fault(), SignatureFault::wrong_token);  // none sent
  headers_.push_back({"X-TC-Token", "another"});
  EXPECT_EQ(fault(), SignatureFault::wrong_token);
  header(headers_, "X-TC-Token") = "expected";
  EXPECT_EQ(fault(), SignatureFault::none);
  accepted_.token = Secret();
  EXPECT_EQ(fault(), SignatureFault::wrong_token);  // none expected
}

TEST_F(Tc3VerifierOf, ATimestampThatIsNoNumberIsNamedSo) {
  for (const char* timestamp : {"", "soon", "-1", "1735689600 ", "0x10", "253402300800", "99999999999999999999"}) {
    header(headers_, "X-TC-Timestamp") = timestamp;
    EXPECT_EQ(fault(), SignatureFault::invalid_timestamp) << timestamp;
  }
  remove_header(headers_, "X-TC-Timestamp");
  EXPECT_EQ(fault(), SignatureFault::invalid_timestamp);
}

TEST_F(Tc3VerifierOf, AMissingAuthorizationIsInvalid) {
  remove_header(headers_, "Authorization");
  EXPECT_EQ(fault(), SignatureFault::invalid_authorization);
}

TEST_F(Tc3VerifierOf, AnAuthorizationOfAnotherFormIsInvalid) {
  const std::string good = authorization();
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"TC3-HMAC-SHA256", "TC3-HMAC-SHA1"},
      {"TC3-HMAC-SHA256", "tc3-hmac-sha256"},
      {"TC3-HMAC-SHA256 ", "TC3-HMAC-SHA256  "},
      {"Credential=" + plan_.credentials.secret_id, "Credential="},
      {"/ccc/", "/cvm/"},
      {"/ccc/", "/"},
      {"/tc3_request", "/aws4_request"},
      {"/tc3_request", "/tc3_request/"},
      {"SignedHeaders=content-type;host", "SignedHeaders="},
      {"SignedHeaders=content-type;host", "SignedHeaders=host"},
      {"SignedHeaders=content-type;host", "SignedHeaders=content-type"},
      {"SignedHeaders=content-type;host", "SignedHeaders=host;content-type"},
      {"SignedHeaders=content-type;host", "SignedHeaders=content-type;host;host"},
      {"SignedHeaders=content-type;host", "SignedHeaders=Content-Type;content-type;host"},
      {"SignedHeaders=content-type;host", "SignedHeaders=content-type;host;x-absent"},
      {", SignedHeaders", ",SignedHeaders"},
      {", Signature=", ", signature="},
      {", Signature=", ", Signature=0"},
  };
  for (const auto& [what, by] : changes) {
    authorization() = good;
    replace(what, by);
    EXPECT_EQ(fault(), SignatureFault::invalid_authorization) << what << " -> " << by;
  }
  authorization() = good.substr(0, good.size() - 1);
  EXPECT_EQ(fault(), SignatureFault::invalid_authorization);
  authorization() = good;
  authorization().back() = 'A';
  EXPECT_EQ(fault(), SignatureFault::invalid_authorization);
  authorization() = "";
  EXPECT_EQ(fault(), SignatureFault::invalid_authorization);
}

TEST_F(Tc3VerifierOf, ASignedHeaderThatIsThereTwiceIsInvalid) {
  headers_.push_back({"host", "elsewhere"});
  EXPECT_EQ(fault(), SignatureFault::invalid_authorization);
}

TEST_F(Tc3VerifierOf, ExplanationsShowNoKeyAndNoSignature) {
  header(headers_, "Host") += ".";
  const auto verdict = verify_tc3({"POST", "", headers_, plan_.body}, accepted_, "ccc", at(now_));
  EXPECT_THAT(verdict.explanation, ::testing::HasSubstr("does not match"));
  EXPECT_THAT(verdict.explanation, ::testing::Not(::testing::HasSubstr(std::string(accepted_.secret_key.reveal()))));
  const std::string signature = authorization().substr(authorization().size() - 64);
  EXPECT_THAT(verdict.explanation, ::testing::Not(::testing::HasSubstr(signature)));
}

}  // namespace
}  // namespace tccc::testing::detail
