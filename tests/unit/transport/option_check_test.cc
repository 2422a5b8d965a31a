// SPDX-License-Identifier: Apache-2.0
// Which options of the built-in transport are refused, by which name, and that no password is repeated.
#include "transport/option_check.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace tccc {
namespace {

const std::string kPin = "sha256//YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU=";

void expect_refused(const std::optional<Error>& error, const std::string& field, const std::string& value) {
  ASSERT_TRUE(error) << value;
  EXPECT_EQ(error->code(), ErrorCode::invalid_argument);
  EXPECT_EQ(error->outcome(), Outcome::not_sent);
  EXPECT_EQ(error->field(), field) << value;
  EXPECT_EQ(error->message().substr(0, field.size()), field);
}

TEST(CheckTls, TakesDefaultsAndPins) {
  EXPECT_FALSE(detail::check_tls({}));
  for (const std::string& pins : {kPin, kPin + ";" + kPin}) {
    TlsOptions tls;
    tls.pinned_public_key = pins;
    EXPECT_FALSE(detail::check_tls(tls)) << pins;
  }
}

TEST(CheckTls, RefusesWhatLibcurlWouldTakeForAFileOrForNoPin) {
  for (const std::string& pins :
       {std::string("key.der"), std::string("sha256//"), kPin.substr(0, kPin.size() - 1), kPin + "=", kPin + ";",
        ";" + kPin, kPin + ";;" + kPin, kPin + ";key.der", "sha1//" + kPin.substr(8), kPin + std::string(1, '\0')}) {
    TlsOptions tls;
    tls.pinned_public_key = pins;
    expect_refused(detail::check_tls(tls), "tls.pinned_public_key", pins);
  }
}

TEST(CheckTls, WantsClientCertificateAndKeyToBeReadable) {
  std::string path = ::testing::TempDir() + "tccc-option-XXXXXX";
  const int file = mkstemp(path.data());
  ASSERT_EQ(write(file, "x", 1), 1);
  close(file);
  TlsOptions tls;
  tls.client_key_file = path;
  expect_refused(detail::check_tls(tls), "tls.client_certificate_file", "a key alone");
  tls.client_certificate_file = path;
  EXPECT_FALSE(detail::check_tls(tls));
  tls.client_key_file = "";
  EXPECT_FALSE(detail::check_tls(tls));
  tls.client_key_file = "/no/such/file";
  expect_refused(detail::check_tls(tls), "tls.client_key_file", "a missing key");
  tls.client_certificate_file = "/no/such/file";
  expect_refused(detail::check_tls(tls), "tls.client_certificate_file", "a missing certificate");
  tls = {};
  tls.client_key_password = Secret(std::string_view("a\0b", 3));
  expect_refused(detail::check_tls(tls), "tls.client_key_password", "NUL");
  std::remove(path.c_str());
}

TEST(CheckProxy, TakesHostAndPortOfThreeKinds) {
  EXPECT_FALSE(detail::check_proxy({}));
  for (const char* url :
       {"http://proxy.example:3128", "http://10.0.0.1:80/", "socks5://[::1]:1080", "socks5h://proxy_1.example:65535"}) {
    ProxyOptions proxy;
    proxy.url = url;
    EXPECT_FALSE(detail::check_proxy(proxy)) << url;
  }
}

TEST(CheckProxy, RefusesAnythingElseAndRepeatsNoPassword) {
  for (const char* url :
       {"proxy.example:3128", "https://proxy.example:443", "socks4://proxy.example:1080", "http://proxy.example",
        "http://proxy.example:0", "http://proxy.example:65536", "http://proxy.example:80x", "http://:80", "http://",
        "http://user@proxy.example:80", "http://user:proxy-password@proxy.example:80", "http://proxy.example:80/path",
        "http://proxy example:80", "http://[::1:80", "http://[proxy]:80", "http://proxy.example:80\r\n"}) {
    ProxyOptions proxy;
    proxy.url = url;
    const auto error = detail::check_proxy(proxy);
    expect_refused(error, "proxy.url", url);
    EXPECT_EQ(error->message().find("proxy-password"), std::string::npos);
  }
}

TEST(CheckProxy, RefusesCredentialsThatCannotBeTold) {
  const std::string nul("a\0b", 3);
  const std::string longest(255, 'x');
  const auto proxy = [](const char* url, const std::string& user, const std::string& password) {
    ProxyOptions options;
    options.url = url;
    options.user = user;
    options.password = Secret(password);
    return options;
  };
  const char* http = "http://proxy.example:80";
  const char* socks = "socks5h://proxy.example:80";
  expect_refused(detail::check_proxy(proxy("", "user", "")), "proxy.url", "a user for no proxy");
  expect_refused(detail::check_proxy(proxy("", "", "password")), "proxy.url", "a password for no proxy");
  for (const char* url : {http, socks}) {
    EXPECT_FALSE(detail::check_proxy(proxy(url, longest, longest)));
    expect_refused(detail::check_proxy(proxy(url, "", "password")), "proxy.user", "a password for no user");
    expect_refused(detail::check_proxy(proxy(url, nul, "")), "proxy.user", "NUL");
    expect_refused(detail::check_proxy(proxy(url, "user", nul)), "proxy.password", "NUL");
  }
  expect_refused(detail::check_proxy(proxy(http, "a:b", "")), "proxy.user", "a colon");
  EXPECT_FALSE(detail::check_proxy(proxy(socks, "a:b", "c:d")));
  EXPECT_FALSE(detail::check_proxy(proxy(http, longest + "x", longest + "x")));
  expect_refused(detail::check_proxy(proxy(socks, longest + "x", "")), "proxy.user", "256 bytes");
  expect_refused(detail::check_proxy(proxy(socks, "user", longest + "x")), "proxy.password", "256 bytes");
}

TEST(CheckProxy, RefusesControlBytesInNoProxy) {
  ProxyOptions proxy;
  proxy.no_proxy = "a.example, .b.example, 10.0.0.0/8";
  EXPECT_FALSE(detail::check_proxy(proxy));
  proxy.no_proxy.push_back('\0');
  expect_refused(detail::check_proxy(proxy), "proxy.no_proxy", "NUL");
}

TEST(CheckResolve, TakesAnyPortAndSeveralAddresses) {
  EXPECT_FALSE(detail::check_resolve({}));
  EXPECT_FALSE(detail::check_resolve(
      {"ccc.tencentcloudapi.com:443:10.0.0.1", "a:1:::1", "a:65535:[::1]", "a:80:10.0.0.1,[2001:db8::1]"}));
}

TEST(CheckResolve, RefusesAnythingElse) {
  for (const char* entry : {"", "host", "host:443", "host:443:", "host:0:127.0.0.1", "host:65536:127.0.0.1",
                            "host:x:127.0.0.1", ":443:127.0.0.1", "host:443:name", "host:443:127.0.0.1,",
                            "host:443:,127.0.0.1", "host:443:127.0.0.1:80", "-host:443:127.0.0.1",
                            "+host:443:127.0.0.1", "*:443:127.0.0.1", "host:443:[127.0.0.1]", "ho st:443:127.0.0.1"}) {
    expect_refused(detail::check_resolve({"good.example:443:127.0.0.1", entry}), "resolve", entry);
  }
}

}  // namespace
}  // namespace tccc
