// SPDX-License-Identifier: Apache-2.0
// SHA-256 by the examples of FIPS 180-4, HMAC by RFC 4231.
#include "auth/sha256.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace tccc {
namespace {

using detail::HmacKey;
using detail::Sha256;
using detail::Sha256Bytes;

std::string hex(const Sha256Bytes& bytes) {
  return std::string(detail::as_text(detail::to_hex(bytes)));
}

std::string digest(Sha256& sha256, std::string_view data) {
  Sha256Bytes out{};
  EXPECT_TRUE(sha256.digest(data, out));
  return hex(out);
}

std::string mac(Sha256& sha256, std::string_view key, std::string_view data) {
  HmacKey prepared;
  Sha256Bytes out{};
  EXPECT_TRUE(sha256.set_key(key, prepared));
  EXPECT_TRUE(sha256.mac(prepared, data, out));
  return hex(out);
}

TEST(Sha256, GivesTheDigestsOfTheStandard) {
  Sha256 sha256;
  EXPECT_EQ(digest(sha256, "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digest(sha256, ""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(digest(sha256, std::string_view()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(digest(sha256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(digest(sha256, std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, GivesTheSameDigestAgain) {
  Sha256 sha256;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(digest(sha256, "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}

TEST(Hmac, GivesTheCodesOfTheStandard) {
  Sha256 sha256;
  EXPECT_EQ(mac(sha256, std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(mac(sha256, "Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(mac(sha256, std::string(20, '\xaa'), std::string(50, '\xdd')),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(mac(sha256, std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, TakesKeysAndTextsOfEveryLength) {
  Sha256 sha256;
  for (std::size_t length = 0; length <= 200; ++length) {
    const std::string key(length, 'k');
    const std::string data(200 - length, 'd');
    Sha256Bytes expected{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(data.data()),
         data.size(), expected.data(), &size);
    ASSERT_EQ(mac(sha256, key, data), hex(expected)) << length;
  }
}

TEST(Hmac, UsesAKeyMoreThanOnceAmongOtherWork) {
  Sha256 sha256;
  HmacKey key;
  HmacKey other;
  ASSERT_TRUE(sha256.set_key("Jefe", key));
  ASSERT_TRUE(sha256.set_key(std::string(100, 'x'), other));
  for (int i = 0; i < 2; ++i) {
    Sha256Bytes out{};
    ASSERT_TRUE(sha256.mac(key, "what do ya want for nothing?", out));
    EXPECT_EQ(hex(out), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(digest(sha256, "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}

TEST(Hmac, ForgetsAKeyWhenItIsSetAnew) {
  Sha256 sha256;
  HmacKey key;
  ASSERT_TRUE(sha256.set_key(std::string(64, 'x'), key));
  ASSERT_TRUE(sha256.set_key("Jefe", key));
  Sha256Bytes out{};
  ASSERT_TRUE(sha256.mac(key, "what do ya want for nothing?", out));
  EXPECT_EQ(hex(out), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(ToHex, WritesLowerCaseDigitsInOrder) {
  Sha256Bytes bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(0xFF - i * 8);
  EXPECT_EQ(hex(bytes), "fff7efe7dfd7cfc7bfb7afa79f978f877f776f675f574f473f372f271f170f07");
}

}  // namespace
}  // namespace tccc
