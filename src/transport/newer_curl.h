// SPDX-License-Identifier: Apache-2.0
// What not every supported libcurl has, and what is done without it.
#pragma once

#include <curl/curl.h>

// 7.68 is the first with curl_multi_wakeup().
#if LIBCURL_VERSION_NUM < 0x074400
#error "tccc needs libcurl 7.68 or newer"
#endif

namespace tccc {
inline namespace v1 {
namespace detail {

/// The oldest libcurl that this build can run with; 0xXXYYZZ, as in LIBCURL_VERSION_NUM. From 7.85 on the protocols are
/// set by an option that older ones do not know.
inline constexpr unsigned int kOldestCurl = LIBCURL_VERSION_NUM >= 0x075500 ? 0x075500 : 0x074400;

// Result codes by their numbers, which stay.
inline constexpr int kCurlProxyFailed = 97;        // CURLE_PROXY, 7.73
inline constexpr int kCurlClientCertificate = 98;  // CURLE_SSL_CLIENTCERT, 7.77

/// Whether libcurl asks before it writes a request: CURLOPT_PREREQFUNCTION, 7.80. Never in a build with
/// TCCC_WITHOUT_PREREQ, which is for testing what is done without.
bool has_request_hook() noexcept;

/// In the form of CURLOPT_PREREQFUNCTION; gives kLetRequestGo or kStopRequest.
using RequestHook = int (*)(void* context, char* peer_address, char* own_address, int peer_port, int own_port);
inline constexpr int kLetRequestGo = 0;
inline constexpr int kStopRequest = 1;

/// False where there is no such hook.
bool set_request_hook(CURL* easy, RequestHook hook, void* context) noexcept;

/// CURLOPT_PROTOCOLS_STR, 7.85; before that CURLOPT_PROTOCOLS, which newer ones call outdated.
bool allow_only_http(CURL* easy) noexcept;

/// CURLOPT_QUICK_EXIT, 7.87. Without it a timeout that strikes during the name look-up waits for the resolver as well:
/// measured, 10 s in place of 0.5 s when no name server answers. With it the look-up's thread ends by itself and frees
/// what it holds.
bool end_lookups_at_timeouts(CURL* easy) noexcept;

/// The file with the authorities that libcurl was built with; null before 7.70, where libcurl does not tell.
const char* built_in_authorities(const curl_version_info_data& curl) noexcept;

}  // namespace detail
}  // namespace v1
}  // namespace tccc
