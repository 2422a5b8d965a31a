// SPDX-License-Identifier: Apache-2.0
// Throw-away certificates are what strict clients accept: names, purposes, identifiers and times.
#include "testing/throwaway_ca.h"

#include <chrono>
#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace tccc {
namespace {

using std::chrono::hours;
using std::chrono::system_clock;
using testing::detail::ServerIdentity;
using testing::detail::ServerNames;
using testing::detail::ThrowawayCa;

using CertificatePtr = std::unique_ptr<X509, void (*)(X509*)>;
using KeyPtr = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;

CertificatePtr parse(const std::string& pem) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  return {PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free};
}

KeyPtr parse(const Secret& pem) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bio(BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.size())),
                                                &BIO_free);
  return {PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
}

// X509_V_OK, or why a strict client that trusts `authority` alone refuses `server` as a TLS server at that time.
int verify(X509& authority, X509& server, system_clock::time_point at = system_clock::now()) {
  const std::unique_ptr<X509_STORE, void (*)(X509_STORE*)> store(X509_STORE_new(), &X509_STORE_free);
  X509_STORE_add_cert(store.get(), &authority);
  const std::unique_ptr<X509_STORE_CTX, void (*)(X509_STORE_CTX*)> context(X509_STORE_CTX_new(), &X509_STORE_CTX_free);
  X509_STORE_CTX_init(context.get(), store.get(), &server, nullptr);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
  X509_STORE_CTX_set_time(context.get(), 0, system_clock::to_time_t(at));
  X509_verify_cert(context.get());
  return X509_STORE_CTX_get_error(context.get());
}

std::string serial_of(X509& certificate) {
  const std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> number(
      ASN1_INTEGER_to_BN(X509_get_serialNumber(&certificate), nullptr), &BN_free);
  char* const digits = BN_bn2hex(number.get());
  std::string text = digits;
  OPENSSL_free(digits);
  return text;
}

const ServerNames kNames = {{"localhost", "ccc.localhost"}, {"127.0.0.1", "::1"}};

class ThrowawayCaTest : public ::testing::Test {
 protected:
  const ThrowawayCa ca_ = ThrowawayCa::create().value();
  const ServerIdentity identity_ = ca_.issue(kNames).value();
  const CertificatePtr authority_ = parse(ca_.certificate_pem());
  const CertificatePtr server_ = parse(identity_.certificate_pem);
};

TEST_F(ThrowawayCaTest, IssuesWhatAStrictClientThatTrustsItAccepts) {
  EXPECT_EQ(verify(*authority_, *server_), X509_V_OK);
}

TEST_F(ThrowawayCaTest, IsNotTrustedThroughAnother) {
  const ThrowawayCa other = ThrowawayCa::create().value();
  EXPECT_NE(verify(*parse(other.certificate_pem()), *server_), X509_V_OK);
}

TEST_F(ThrowawayCaTest, NamesTheServerInTheAlternativeNamesOnly) {
  const auto matches_host = [this](const char* name) { return X509_check_host(server_.get(), name, 0, 0, nullptr); };
  const auto matches_ip = [this](const char* address) { return X509_check_ip_asc(server_.get(), address, 0); };
  EXPECT_EQ(matches_host("localhost"), 1);
  EXPECT_EQ(matches_host("ccc.localhost"), 1);
  EXPECT_EQ(matches_host("server"), 0);
  EXPECT_EQ(matches_host("127.0.0.1"), 0);
  EXPECT_EQ(matches_ip("127.0.0.1"), 1);
  EXPECT_EQ(matches_ip("::1"), 1);
  EXPECT_EQ(matches_ip("127.0.0.2"), 0);
}

TEST_F(ThrowawayCaTest, LimitsWhatEachCertificateMayDo) {
  EXPECT_EQ(X509_get_version(server_.get()), 2);
  EXPECT_EQ(X509_get_key_usage(authority_.get()), std::uint32_t{KU_KEY_CERT_SIGN | KU_CRL_SIGN});
  EXPECT_EQ(X509_get_key_usage(server_.get()), std::uint32_t{KU_DIGITAL_SIGNATURE});
  EXPECT_EQ(X509_get_extended_key_usage(server_.get()), std::uint32_t{XKU_SSL_SERVER});
  EXPECT_EQ(X509_check_ca(authority_.get()), 1);
  EXPECT_EQ(X509_check_ca(server_.get()), 0);
  EXPECT_EQ(X509_get_pathlen(authority_.get()), 0);
  for (X509* certificate : {authority_.get(), server_.get()}) {
    for (const int kind : {NID_basic_constraints, NID_key_usage}) {
      const int place = X509_get_ext_by_NID(certificate, kind, -1);
      ASSERT_GE(place, 0);
      EXPECT_EQ(X509_EXTENSION_get_critical(X509_get_ext(certificate, place)), 1);
    }
  }
}

TEST_F(ThrowawayCaTest, LinksTheServerToTheAuthorityByKeyIdentifier) {
  const ASN1_OCTET_STRING* const own = X509_get0_subject_key_id(authority_.get());
  const ASN1_OCTET_STRING* const named = X509_get0_authority_key_id(server_.get());
  ASSERT_NE(own, nullptr);
  ASSERT_NE(named, nullptr);
  EXPECT_EQ(ASN1_OCTET_STRING_cmp(own, named), 0);
  EXPECT_NE(ASN1_OCTET_STRING_cmp(own, X509_get0_subject_key_id(server_.get())), 0);
}

TEST_F(ThrowawayCaTest, MakesAKeyOnP256ForEachCertificate) {
  const KeyPtr key = parse(identity_.private_key_pem);
  const KeyPtr ca_key = parse(ca_.private_key_pem());
  ASSERT_NE(key, nullptr);
  ASSERT_NE(ca_key, nullptr);
  EXPECT_EQ(EVP_PKEY_bits(key.get()), 256);
  EXPECT_EQ(EVP_PKEY_base_id(key.get()), EVP_PKEY_EC);
  EXPECT_EQ(X509_check_private_key(server_.get(), key.get()), 1);
  EXPECT_EQ(X509_check_private_key(authority_.get(), ca_key.get()), 1);
  EXPECT_NE(X509_check_private_key(server_.get(), ca_key.get()), 1);
}

TEST_F(ThrowawayCaTest, NeverUsesASerialOrAnAuthorityNameTwice) {
  const ServerIdentity again = ca_.issue(kNames).value();
  EXPECT_NE(serial_of(*server_), serial_of(*parse(again.certificate_pem)));
  EXPECT_NE(serial_of(*server_), serial_of(*authority_));
  EXPECT_GE(serial_of(*server_).size(), 20u);
  const CertificatePtr other = parse(ThrowawayCa::create().value().certificate_pem());
  EXPECT_NE(X509_NAME_cmp(X509_get_subject_name(authority_.get()), X509_get_subject_name(other.get())), 0);
}

TEST_F(ThrowawayCaTest, IsValidFromAnHourAgoFor30Days) {
  const auto now = system_clock::now();
  EXPECT_EQ(verify(*authority_, *server_, now - std::chrono::minutes(55)), X509_V_OK);
  EXPECT_EQ(verify(*authority_, *server_, now - std::chrono::minutes(65)), X509_V_ERR_CERT_NOT_YET_VALID);
  EXPECT_EQ(verify(*authority_, *server_, now + hours(24 * 30 - 1)), X509_V_OK);
  EXPECT_EQ(verify(*authority_, *server_, now + hours(24 * 30 + 1)), X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST_F(ThrowawayCaTest, IssuesForTheTimesItIsTold) {
  const auto now = system_clock::now();
  const CertificatePtr expired = parse(ca_.issue(kNames, {now - hours(2), now - hours(1)}).value().certificate_pem);
  EXPECT_EQ(verify(*authority_, *expired), X509_V_ERR_CERT_HAS_EXPIRED);
  const CertificatePtr early = parse(ca_.issue(kNames, {now + hours(1), now + hours(2)}).value().certificate_pem);
  EXPECT_EQ(verify(*authority_, *early), X509_V_ERR_CERT_NOT_YET_VALID);
}

TEST_F(ThrowawayCaTest, RefusesNamesThatAreNone) {
  const std::vector<ServerNames> wrong = {
      {},        {{""}, {}}, {{"a b"}, {}}, {{"a,DNS:b"}, {}}, {{std::string("a\0b", 3)}, {}}, {{}, {"localhost"}},
      {{}, {""}}};
  for (const ServerNames& names : wrong) {
    const auto issued = ca_.issue(names);
    ASSERT_FALSE(issued);
    EXPECT_EQ(issued.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(issued.error().field(), "names");
  }
}

TEST_F(ThrowawayCaTest, RefusesATimeThatEndsBeforeItBegins) {
  const auto now = system_clock::now();
  EXPECT_FALSE(ThrowawayCa::create({now, now}));
  EXPECT_FALSE(ca_.issue(kNames, {now, now - hours(1)}));
}

}  // namespace
}  // namespace tccc
