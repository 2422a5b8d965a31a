// SPDX-License-Identifier: Apache-2.0
// What not every supported libcurl has, and what is done without it.
#include "transport/newer_curl.h"

#if LIBCURL_VERSION_NUM >= 0x075000 && !defined(TCCC_WITHOUT_PREREQ)
#define TCCC_HAS_PREREQ
#endif

namespace tccc {
inline namespace v1 {
namespace detail {

#if LIBCURL_VERSION_NUM >= 0x074d00
static_assert(kCurlProxyFailed == CURLE_PROXY && kCurlClientCertificate == CURLE_SSL_CLIENTCERT);
#endif

bool has_request_hook() noexcept {
#ifdef TCCC_HAS_PREREQ
  // Compiled with one that has it, a program may still run with one that has not. Asked once: libcurl composes the
  // texts of the answer anew each time.
  static const bool has_hook = curl_version_info(CURLVERSION_NOW)->version_num >= 0x075000;
  return has_hook;
#else
  return false;
#endif
}

bool set_request_hook([[maybe_unused]] CURL* easy, [[maybe_unused]] RequestHook hook,
                      [[maybe_unused]] void* context) noexcept {
#ifdef TCCC_HAS_PREREQ
  static_assert(kLetRequestGo == CURL_PREREQFUNC_OK && kStopRequest == CURL_PREREQFUNC_ABORT);
  return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, hook) == CURLE_OK &&
         curl_easy_setopt(easy, CURLOPT_PREREQDATA, context) == CURLE_OK;
#else
  return false;
#endif
}

bool allow_only_http(CURL* easy) noexcept {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK;
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS)) == CURLE_OK;
#endif
}

bool end_lookups_at_timeouts([[maybe_unused]] CURL* easy) noexcept {
#if LIBCURL_VERSION_NUM >= 0x075700
  const CURLcode result = curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, static_cast<long>(1));
  return result == CURLE_OK || result == CURLE_UNKNOWN_OPTION;  // running with an older one
#else
  return true;
#endif
}

const char* built_in_authorities([[maybe_unused]] const curl_version_info_data& curl) noexcept {
#if LIBCURL_VERSION_NUM >= 0x074600
  return curl.age >= CURLVERSION_SEVENTH ? curl.cainfo : nullptr;
#else
  return nullptr;
#endif
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
