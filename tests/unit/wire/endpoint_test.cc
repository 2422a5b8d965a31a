// SPDX-License-Identifier: Apache-2.0
// Where requests go, and where they must not.
#include "wire/endpoint.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "codec/text_check.h"

namespace tccc {
namespace {

using detail::Endpoint;
using detail::parse_endpoint;

Result<Endpoint> parsed(std::string text, bool allow_plain_http = false) {
  ClientOptions options;
  options.endpoint = std::move(text);
  options.allow_plain_http = allow_plain_http;
  return parse_endpoint(options);
}

std::string url_of(std::string text, bool allow_plain_http = false) {
  const auto endpoint = parsed(std::move(text), allow_plain_http);
  return endpoint ? endpoint->url : "refused";
}

TEST(Endpoint, IsThatOfTheSiteUnlessOneIsGiven) {
  ClientOptions options;
  EXPECT_EQ(parse_endpoint(options)->url, "https://ccc.tencentcloudapi.com/");
  EXPECT_EQ(parse_endpoint(options)->origin, "https://ccc.tencentcloudapi.com");
  EXPECT_EQ(parse_endpoint(options)->host, "ccc.tencentcloudapi.com");
  EXPECT_FALSE(parse_endpoint(options)->is_loopback);
  options.site = Site::international;
  EXPECT_EQ(parse_endpoint(options)->url, "https://ccc.intl.tencentcloudapi.com/");
  options.endpoint = "ccc.ap-guangzhou.tencentcloudapi.com";
  EXPECT_EQ(parse_endpoint(options)->url, "https://ccc.ap-guangzhou.tencentcloudapi.com/");
}

TEST(Endpoint, TakesHostsAddressesAndPorts) {
  EXPECT_EQ(url_of("127.0.0.1:8443"), "https://127.0.0.1:8443/");
  EXPECT_EQ(url_of("https://127.0.0.1:8443/"), "https://127.0.0.1:8443/");
  EXPECT_EQ(url_of("HTTPS://CCC.TencentCloudAPI.com"), "https://ccc.tencentcloudapi.com/");
  EXPECT_EQ(url_of("[::1]:8443"), "https://[::1]:8443/");
  EXPECT_EQ(url_of("https://[2001:DB8::1]"), "https://[2001:db8::1]/");
  EXPECT_EQ(url_of("ccc.localhost:1"), "https://ccc.localhost:1/");
  EXPECT_EQ(url_of("host_name-1.example"), "https://host_name-1.example/");
  EXPECT_EQ(url_of("host:65535"), "https://host:65535/");
}

TEST(Endpoint, NamesThePortInTheHostHeaderUnlessItIsTheSchemesOwn) {
  EXPECT_EQ(parsed("host:443")->host, "host");
  EXPECT_EQ(parsed("host:443")->url, "https://host/");
  EXPECT_EQ(parsed("host:80")->host, "host:80");
  EXPECT_EQ(parsed("http://localhost:80")->host, "localhost");
  EXPECT_EQ(parsed("http://localhost:443")->host, "localhost:443");
  EXPECT_EQ(parsed("host:0443")->host, "host");
  EXPECT_EQ(parsed("host:08443")->url, "https://host:8443/");
  EXPECT_EQ(parsed("[::1]:443")->host, "[::1]");
}

TEST(Endpoint, SpeaksPlainHttpToLoopbackOnly) {
  for (const char* local : {"http://localhost:8080", "http://127.0.0.1:8080", "http://127.255.1.2", "http://[::1]:8080",
                            "http://ccc.localhost:8080", "HTTP://LOCALHOST"}) {
    const auto endpoint = parsed(local);
    ASSERT_TRUE(endpoint) << local;
    EXPECT_TRUE(endpoint->is_loopback) << local;
  }
  for (const char* remote :
       {"http://ccc.tencentcloudapi.com", "http://127.0.0.1.example.com", "http://localhost.example.com",
        "http://notlocalhost", "http://127.example", "http://128.0.0.1", "http://[::2]", "http://[::ffff:127.0.0.1]",
        "http://127.0.0.1.", "http://127.1", "http://127.0.0.", "http://127.0.0.256", "http://127.0.0.08",
        "http://0.0.0.0", "http://10.0.0.1"}) {
    EXPECT_EQ(url_of(remote), "refused") << remote;
    const auto allowed = parsed(remote, true);
    ASSERT_TRUE(allowed) << remote;
    EXPECT_FALSE(allowed->is_loopback) << remote;
    EXPECT_EQ(allowed->url, std::string(remote) + "/");
  }
}

TEST(Endpoint, RefusesEverythingButSchemeHostAndPort) {
  for (const char* text : {"https://",
                           "http://",
                           "://host",
                           "ftp://host",
                           "https:/host",
                           "https//host",
                           "file:///etc/passwd",
                           "host/path",
                           "host//",
                           "https://host/?x=1",
                           "host?x",
                           "host#x",
                           "user@host",
                           "https://user:key@host",
                           "host:",
                           "host:0",
                           "host:65536",
                           "host:99999999999",
                           "host:-1",
                           "host:+1",
                           "host: 1",
                           "host:1 ",
                           "host:8443x",
                           "host:0x50",
                           ":8443",
                           ":",
                           "/",
                           "-host",
                           ".host",
                           "a..b",
                           "h\xC3\xB6st",
                           "host%41",
                           "host\\path",
                           "ho st",
                           " host",
                           "host ",
                           "::1",
                           "[]",
                           "[",
                           "]",
                           "[::1",
                           "::1]",
                           "[::1]x",
                           "[::1]8443",
                           "[::g]:1",
                           "[::1%25eth0]",
                           "https://https://host",
                           "host,host",
                           "host;host",
                           "*",
                           "host:1:2",
                           "[::1]:[::1]"}) {
    const auto endpoint = parsed(text, true);
    ASSERT_FALSE(endpoint) << text << " gave " << endpoint->url;
    EXPECT_EQ(endpoint.error().code(), ErrorCode::invalid_argument);
    EXPECT_EQ(endpoint.error().outcome(), Outcome::not_sent);
    EXPECT_EQ(endpoint.error().field(), "endpoint");
  }
}

TEST(Endpoint, NamesWhatIsTooMuchInIt) {
  for (const char* text : {"https://host:8443/path", "host/path", "host:8443//", "host:8443?x=1", "host:8443#x"}) {
    const std::string message = parsed(text).error().message();
    EXPECT_NE(message.find("endpoint has a path, query or fragment; leave it out"), std::string::npos) << message;
  }
  const std::string message = parsed("https://user:key@host:8443").error().message();
  EXPECT_NE(message.find("endpoint has a user before its host; leave it out"), std::string::npos) << message;
  EXPECT_NE(parsed("host:8443x").error().message().find("port"), std::string::npos);
}

TEST(Endpoint, RefusesEveryControlByteAtEveryPlace) {
  const std::string good = "https://ccc.example:8443/";
  for (unsigned byte = 0; byte <= 0xFF; ++byte) {
    if (byte >= 0x20 && byte < 0x7F) continue;
    for (std::size_t at = 0; at <= good.size(); ++at) {
      std::string text = good;
      text.insert(at, 1, static_cast<char>(byte));
      EXPECT_FALSE(parsed(text)) << byte << " at " << at;
    }
  }
  EXPECT_FALSE(parsed("host\r\nX-Evil: 1"));
}

TEST(Endpoint, RefusesNamesLongerThanTheDomainNameSystemTakes) {
  EXPECT_TRUE(parsed(std::string(253, 'a')));
  EXPECT_FALSE(parsed(std::string(254, 'a')));
}

TEST(Endpoint, GivesTextsThatFitAHeader) {
  for (const char* text : {"", "HOST:1", "[::1]:2", "http://localhost"}) {
    const auto endpoint = parsed(text);
    ASSERT_TRUE(endpoint);
    for (const std::string& part : {endpoint->url, endpoint->origin, endpoint->host}) {
      EXPECT_TRUE(detail::is_header_safe(part)) << part;
    }
    EXPECT_EQ(endpoint->url, endpoint->origin + "/");
  }
}

}  // namespace
}  // namespace tccc
