// SPDX-License-Identifier: Apache-2.0
// A certificate authority for one test run: made in memory, trusted by nobody who is not told to.
#include "testing/throwaway_ca.h"

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <memory>
#include <string_view>
#include <utility>

#include <climits>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace tccc {
inline namespace v1 {
namespace testing {
namespace detail {
namespace {

template <auto free_function>
struct Freer {
  template <class T>
  void operator()(T* object) const noexcept {
    free_function(object);
  }
};

using BioPtr = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using BignumPtr = std::unique_ptr<BIGNUM, Freer<BN_free>>;
using CertificatePtr = std::unique_ptr<X509, Freer<X509_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using GeneralNamePtr = std::unique_ptr<GENERAL_NAME, Freer<GENERAL_NAME_free>>;
using GeneralNamesPtr = std::unique_ptr<GENERAL_NAMES, Freer<GENERAL_NAMES_free>>;
using IpAddressPtr = std::unique_ptr<ASN1_OCTET_STRING, Freer<ASN1_OCTET_STRING_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;

constexpr long kX509Version3 = 2;  // versions are numbered from 0 on the wire
constexpr int kSerialBits = 127;   // positive in 16 bytes, and far too many to meet the same one twice
constexpr std::size_t kMaxDnsName = 253;

Error failure(ErrorCode code, std::string message, std::string field = {}) {
  Error::Details details;
  details.code = code;
  details.outcome = Outcome::not_sent;
  details.message = std::move(message);
  details.field = std::move(field);
  return Error(std::move(details));
}

Error openssl_failure() {
  return failure(ErrorCode::resources_exhausted, "OpenSSL could not make the certificate");
}

KeyPtr make_key() {
  const KeyContextPtr context(EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nullptr));
  EVP_PKEY* key = nullptr;
  if (context == nullptr || EVP_PKEY_keygen_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), NID_X9_62_prime256v1) != 1 ||
      EVP_PKEY_CTX_set_ec_param_enc(context.get(), OPENSSL_EC_NAMED_CURVE) != 1 ||
      EVP_PKEY_keygen(context.get(), &key) != 1) {
    return nullptr;
  }
  return KeyPtr(key);
}

bool set_random_serial(X509& certificate) {
  const BignumPtr number(BN_new());
  return number != nullptr && BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
         BN_set_bit(number.get(), 0) == 1 &&  // never zero
         BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)) != nullptr;
}

bool set_validity(X509& certificate, const CertificateValidity& validity) {
  using std::chrono::system_clock;
  return ASN1_TIME_set(X509_getm_notBefore(&certificate), system_clock::to_time_t(validity.not_before)) != nullptr &&
         ASN1_TIME_set(X509_getm_notAfter(&certificate), system_clock::to_time_t(validity.not_after)) != nullptr;
}

bool add_name_part(X509_NAME& name, const char* part, std::string_view text) {
  return X509_NAME_add_entry_by_txt(&name, part, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()),
                                    static_cast<int>(text.size()), -1, 0) == 1;
}

// `value` is in the syntax of OpenSSL's configuration files, so it is only ever one of the constants below.
bool add_extension(X509& certificate, X509& issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  return extension != nullptr && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

bool is_dns_name(std::string_view name) noexcept {
  const auto is_allowed = [](char byte) {
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           byte == '-' || byte == '.' || byte == '_' || byte == '*';
  };
  return !name.empty() && name.size() <= kMaxDnsName && std::all_of(name.begin(), name.end(), is_allowed);
}

GeneralNamePtr make_dns_name(std::string_view name) {
  if (!is_dns_name(name)) return nullptr;
  GeneralNamePtr general(GENERAL_NAME_new());
  ASN1_IA5STRING* const text = ASN1_IA5STRING_new();
  if (general == nullptr || text == nullptr || ASN1_STRING_set(text, name.data(), static_cast<int>(name.size())) != 1) {
    ASN1_IA5STRING_free(text);
    return nullptr;
  }
  GENERAL_NAME_set0_value(general.get(), GEN_DNS, text);
  return general;
}

GeneralNamePtr make_ip_name(const std::string& address) {
  IpAddressPtr octets(a2i_IPADDRESS(address.c_str()));
  GeneralNamePtr general(GENERAL_NAME_new());
  if (octets == nullptr || general == nullptr) return nullptr;
  GENERAL_NAME_set0_value(general.get(), GEN_IPADD, octets.release());
  return general;
}

bool append(GENERAL_NAMES& names, GeneralNamePtr name) {
  if (name == nullptr || sk_GENERAL_NAME_push(&names, name.get()) <= 0) return false;
  static_cast<void>(name.release());
  return true;
}

// Null when a name is not sound.
GeneralNamesPtr make_alternative_names(const ServerNames& names) {
  GeneralNamesPtr all(GENERAL_NAMES_new());
  if (all == nullptr) return nullptr;
  for (const std::string& name : names.dns_names) {
    if (!append(*all, make_dns_name(name))) return nullptr;
  }
  for (const std::string& address : names.ip_addresses) {
    if (!append(*all, make_ip_name(address))) return nullptr;
  }
  return all;
}

// A certificate with all that authorities and servers have in common.
CertificatePtr start_certificate(EVP_PKEY& key, std::string_view common_name, const CertificateValidity& validity) {
  CertificatePtr certificate(X509_new());
  if (certificate == nullptr || X509_set_version(certificate.get(), kX509Version3) != 1 ||
      !set_random_serial(*certificate) || !set_validity(*certificate, validity) ||
      X509_set_pubkey(certificate.get(), &key) != 1) {
    return nullptr;
  }
  X509_NAME& subject = *X509_get_subject_name(certificate.get());
  if (!add_name_part(subject, "O", "tccc tests, trust nothing") || !add_name_part(subject, "CN", common_name)) {
    return nullptr;
  }
  return certificate;
}

std::string read_all(BIO& bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(&bio, &bytes);
  return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

std::string to_pem(X509& certificate) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  return bio != nullptr && PEM_write_bio_X509(bio.get(), &certificate) == 1 ? read_all(*bio) : std::string();
}

Secret to_pem(EVP_PKEY& key) {
  const BioPtr bio(BIO_new(BIO_s_secmem()));  // wiped when freed
  if (bio == nullptr || PEM_write_bio_PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return Secret();
  }
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return size > 0 ? Secret(std::string_view(bytes, static_cast<std::size_t>(size))) : Secret();
}

CertificatePtr parse_certificate(const std::string& pem) {
  const BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return CertificatePtr(bio == nullptr ? nullptr : PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

KeyPtr parse_key(const Secret& pem) {
  const BioPtr bio(BIO_new_mem_buf(pem.reveal().data(), static_cast<int>(pem.size())));
  return KeyPtr(bio == nullptr ? nullptr : PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

// Two authorities must not share a subject: a chain builder may try either and then blame the signature.
std::string unique_authority_name() {
  const BignumPtr number(BN_new());
  if (number == nullptr || BN_rand(number.get(), 64, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) != 1) return {};
  char* const digits = BN_bn2hex(number.get());
  if (digits == nullptr) return {};
  std::string name = "throw-away CA ";
  name += digits;
  OPENSSL_free(digits);
  return name;
}

}  // namespace

CertificateValidity CertificateValidity::around_now() {
  const auto now = std::chrono::system_clock::now();
  return {now - std::chrono::hours(1), now + std::chrono::hours(24 * 30)};
}

ThrowawayCa::ThrowawayCa(std::string certificate_pem, Secret private_key_pem) noexcept
    : certificate_pem_(std::move(certificate_pem)), private_key_pem_(std::move(private_key_pem)) {}

Result<ThrowawayCa> ThrowawayCa::create(const CertificateValidity& validity) {
  if (validity.not_after <= validity.not_before) {
    return failure(ErrorCode::invalid_argument, "the certificate would end before it begins", "validity");
  }
  const KeyPtr key = make_key();
  const std::string name = unique_authority_name();
  if (key == nullptr || name.empty()) return openssl_failure();
  const CertificatePtr certificate = start_certificate(*key, name, validity);
  if (certificate == nullptr) return openssl_failure();
  X509& ca = *certificate;
  if (X509_set_issuer_name(&ca, X509_get_subject_name(&ca)) != 1 ||
      !add_extension(ca, ca, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") ||
      !add_extension(ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign") ||
      !add_extension(ca, ca, NID_subject_key_identifier, "hash") ||
      !add_extension(ca, ca, NID_authority_key_identifier, "keyid:always") ||
      X509_sign(&ca, key.get(), EVP_sha256()) <= 0) {
    return openssl_failure();
  }
  std::string certificate_pem = to_pem(ca);
  Secret private_key_pem = to_pem(*key);
  if (certificate_pem.empty() || private_key_pem.empty()) return openssl_failure();
  return ThrowawayCa(std::move(certificate_pem), std::move(private_key_pem));
}

Result<ServerIdentity> ThrowawayCa::issue(const ServerNames& names, const CertificateValidity& validity) const {
  if (validity.not_after <= validity.not_before) {
    return failure(ErrorCode::invalid_argument, "the certificate would end before it begins", "validity");
  }
  const GeneralNamesPtr alternative_names = make_alternative_names(names);
  if (alternative_names == nullptr || sk_GENERAL_NAME_num(alternative_names.get()) == 0) {
    return failure(ErrorCode::invalid_argument, "a server name is missing or is none", "names");
  }
  const CertificatePtr ca = parse_certificate(certificate_pem_);
  const KeyPtr ca_key = parse_key(private_key_pem_);
  const KeyPtr key = make_key();
  if (ca == nullptr || ca_key == nullptr || key == nullptr) return openssl_failure();
  const CertificatePtr certificate = start_certificate(*key, "server", validity);
  if (certificate == nullptr) return openssl_failure();
  X509& server = *certificate;
  if (X509_set_issuer_name(&server, X509_get_subject_name(ca.get())) != 1 ||
      !add_extension(server, *ca, NID_basic_constraints, "critical,CA:FALSE") ||
      !add_extension(server, *ca, NID_key_usage, "critical,digitalSignature") ||
      !add_extension(server, *ca, NID_ext_key_usage, "serverAuth") ||
      !add_extension(server, *ca, NID_subject_key_identifier, "hash") ||
      !add_extension(server, *ca, NID_authority_key_identifier, "keyid:always") ||
      X509_add1_ext_i2d(&server, NID_subject_alt_name, alternative_names.get(), 0, X509V3_ADD_DEFAULT) != 1 ||
      X509_sign(&server, ca_key.get(), EVP_sha256()) <= 0) {
    return openssl_failure();
  }
  ServerIdentity identity{to_pem(server), to_pem(*key)};
  if (identity.certificate_pem.empty() || identity.private_key_pem.empty()) return openssl_failure();
  return identity;
}

}  // namespace detail
}  // namespace testing
}  // namespace v1
}  // namespace tccc
