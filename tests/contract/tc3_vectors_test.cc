// SPDX-License-Identifier: Apache-2.0
// Signatures against tc3_vectors.json: three that the vendor published, five of the contact center's own requests.
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "auth/sha256.h"
#include "auth/tc3_signer.h"
#include "tccc/signer.h"

namespace tccc {
namespace {

constexpr std::string_view kWithAction = "content-type;host;x-tc-action";

// One vector; texts are empty where the file gives none.
struct Vector {
  std::string name, secret_id, secret_key, token, method, host, service, content_type, query, body, action;
  std::string signed_headers, hashed_payload, canonical_request, hashed_canonical, string_to_sign, scope;
  std::string secret_signing, signature, authorization, signature_with_action, hashed_canonical_with_action;
  std::int64_t timestamp = 0;
  std::size_t body_bytes = 0;

  SignatureInput input(bool sign_action) const {
    SignatureInput made;
    made.host = host;
    made.payload = body;
    made.timestamp = timestamp;
    made.content_type = content_type;
    if (sign_action) made.signed_action = action;
    made.method = method;
    made.query = query;
    made.service = service;
    return made;
  }
  Credentials credentials() const { return {secret_id, Secret(secret_key), Secret(token)}; }
};

std::vector<Vector> vectors() {
  std::ifstream file(TCCC_TEST_DATA_DIR "/tc3_vectors.json");
  const auto document = nlohmann::json::parse(file);
  std::vector<Vector> made;
  for (const char* group : {"published", "ccc"}) {
    for (const auto& vector : document.at(group)) {
      const auto text = [&](const char* name) { return vector.value(name, std::string()); };
      Vector one;
      one.name = vector.at("name");
      one.secret_id = vector.at("secret_id");
      one.secret_key = vector.at("secret_key");
      one.token = text("token");
      one.method = vector.at("method");
      one.host = vector.at("host");
      one.service = vector.at("service");
      one.content_type = vector.at("ct");
      one.query = text("query");
      one.body = vector.at("body");
      one.action = vector.at("action");
      one.timestamp = vector.at("ts");
      one.signed_headers = vector.at("signed_headers");
      one.signature = vector.at("signature");
      one.hashed_canonical = vector.at("hashed_canonical");
      one.hashed_payload = text("hashed_payload");
      one.canonical_request = text("canonical_request");
      one.string_to_sign = text("string_to_sign");
      one.scope = text("scope");
      one.secret_signing = text("secret_signing");
      one.authorization = text("authorization");
      one.signature_with_action = text("signature_with_x_tc_action");
      one.hashed_canonical_with_action = text("hashed_canonical_with_x_tc_action");
      one.body_bytes = vector.value("body_bytes", std::size_t{0});
      made.push_back(one);
    }
  }
  return made;
}

std::string sha256_hex(std::string_view data) {
  detail::Sha256 sha256;
  detail::Sha256Bytes out{};
  EXPECT_TRUE(sha256.digest(data, out));
  return std::string(detail::as_text(detail::to_hex(out)));
}

// Hex of the signing key, derived step by step.
std::string signing_key(const Vector& vector) {
  detail::Sha256 sha256;
  std::string key = "TC3" + vector.secret_key;
  for (const std::string& step :
       {vector.scope.substr(0, vector.scope.find('/')), vector.service, std::string("tc3_request")}) {
    detail::HmacKey prepared;
    detail::Sha256Bytes out{};
    EXPECT_TRUE(sha256.set_key(key, prepared) && sha256.mac(prepared, step, out));
    key = detail::as_text(out);
  }
  detail::Sha256Bytes bytes{};
  std::copy(key.begin(), key.end(), reinterpret_cast<char*>(bytes.data()));
  return std::string(detail::as_text(detail::to_hex(bytes)));
}

TEST(Tc3Vectors, AreAllThere) {
  const std::vector<Vector> all = vectors();
  EXPECT_EQ(all.size(), 8U);
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const Vector& v) { return !v.signature_with_action.empty(); }), 5);
}

TEST(Tc3Vectors, GiveTheSignatureWithTheSignedHeadersOfTheVector) {
  for (const Vector& vector : vectors()) {
    const auto made = sign_tc3(vector.credentials(), vector.input(vector.signed_headers == kWithAction));
    ASSERT_TRUE(made) << vector.name;
    EXPECT_EQ(made->signature, vector.signature) << vector.name;
    EXPECT_EQ(sha256_hex(made->canonical_request), vector.hashed_canonical) << vector.name;
    const std::string credential = "TC3-HMAC-SHA256 Credential=" + vector.secret_id + "/";
    EXPECT_EQ(made->authorization.substr(0, credential.size()), credential) << vector.name;
    const std::string rest = ", SignedHeaders=" + vector.signed_headers + ", Signature=" + vector.signature;
    EXPECT_EQ(made->authorization.substr(made->authorization.size() - rest.size()), rest) << vector.name;
  }
}

TEST(Tc3Vectors, GiveEveryValueOnTheWay) {
  for (const Vector& vector : vectors()) {
    if (vector.canonical_request.empty()) continue;
    EXPECT_EQ(vector.body.size(), vector.body_bytes) << vector.name;
    EXPECT_EQ(sha256_hex(vector.body), vector.hashed_payload) << vector.name;
    EXPECT_EQ(signing_key(vector), vector.secret_signing) << vector.name;
    const auto made = sign_tc3(vector.credentials(), vector.input(false));
    ASSERT_TRUE(made) << vector.name;
    EXPECT_EQ(made->canonical_request, vector.canonical_request) << vector.name;
    EXPECT_EQ(made->string_to_sign, vector.string_to_sign) << vector.name;
    EXPECT_EQ(made->signature, vector.signature) << vector.name;
    EXPECT_EQ(made->authorization, vector.authorization) << vector.name;
  }
}

TEST(Tc3Vectors, GiveTheSignatureWithTheActionSigned) {
  for (const Vector& vector : vectors()) {
    if (vector.signature_with_action.empty()) continue;
    const auto made = sign_tc3(vector.credentials(), vector.input(true));
    ASSERT_TRUE(made) << vector.name;
    EXPECT_EQ(sha256_hex(made->canonical_request), vector.hashed_canonical_with_action) << vector.name;
    EXPECT_EQ(made->signature, vector.signature_with_action) << vector.name;
    EXPECT_EQ(made->authorization, "TC3-HMAC-SHA256 Credential=" + vector.secret_id + "/" + vector.scope +
                                       ", SignedHeaders=" + std::string(kWithAction) +
                                       ", Signature=" + vector.signature_with_action)
        << vector.name;
  }
}

// One signer keeps a day's key: it must not be kept across midnight, another key or another service, forth or back.
TEST(Tc3Vectors, GiveTheSameOnOneSignerInAnyOrder) {
  std::vector<Vector> all = vectors();
  detail::Tc3Signer signer;
  for (int order = 0; order < 2; ++order, std::reverse(all.begin(), all.end())) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = 0; j < all.size(); ++j) {
        for (const Vector& vector : {all[i], all[j], all[j]}) {
          const bool sign_action = vector.signed_headers == kWithAction;
          ASSERT_EQ(signer.sign(vector.credentials(), vector.input(sign_action)), detail::Tc3Signer::Status::signed_ok);
          ASSERT_EQ(signer.signature(), vector.signature) << vector.name;
        }
      }
    }
  }
}

TEST(Tc3Vectors, CrossMidnightInBothDirectionsOnOneSigner) {
  std::vector<Vector> nights;
  for (const Vector& vector : vectors()) {
    if (vector.timestamp == 1767225599 || vector.timestamp == 1767225600) nights.push_back(vector);
  }
  ASSERT_EQ(nights.size(), 2U);
  EXPECT_EQ(nights[0].scope.substr(0, 10), "2025-12-31");
  EXPECT_EQ(nights[1].scope.substr(0, 10), "2026-01-01");
  detail::Tc3Signer signer;
  for (const std::size_t i : {0U, 1U, 0U, 1U, 1U, 0U}) {
    ASSERT_EQ(signer.sign(nights[i].credentials(), nights[i].input(false)), detail::Tc3Signer::Status::signed_ok);
    EXPECT_EQ(signer.authorization(), nights[i].authorization);
  }
}

TEST(Tc3Vectors, NoticeAChangeOfKeyWithinADay) {
  const std::vector<Vector> all = vectors();
  const Vector& vector = all[3];
  Vector changed = vector;
  changed.secret_key.back() = 'X';
  detail::Tc3Signer signer;
  const Vector& other = changed;
  for (const Vector* one : {&vector, &other, &vector, &other}) {
    ASSERT_EQ(signer.sign(one->credentials(), one->input(false)), detail::Tc3Signer::Status::signed_ok);
    EXPECT_EQ(signer.signature() == vector.signature, one == &vector);
  }
}

// A zone eight hours ahead, in which the last second of ccc-3's day lies in the next.
class AheadOfUtc : public ::testing::Test {
 protected:
  AheadOfUtc() {
    if (const char* zone = getenv("TZ")) before_ = zone;
    setenv("TZ", "CST-8", 1);
    tzset();
  }
  ~AheadOfUtc() override {
    if (before_) {
      setenv("TZ", before_->c_str(), 1);
    } else {
      unsetenv("TZ");
    }
    tzset();
  }

 private:
  std::optional<std::string> before_;
};

TEST_F(AheadOfUtc, ScopesAreDatedInUtc) {
  for (const Vector& vector : vectors()) {
    if (vector.authorization.empty()) continue;
    const auto made = sign_tc3(vector.credentials(), vector.input(false));
    ASSERT_TRUE(made) << vector.name;
    EXPECT_EQ(made->authorization, vector.authorization) << vector.name;
  }
}

}  // namespace
}  // namespace tccc
