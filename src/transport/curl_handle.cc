// SPDX-License-Identifier: Apache-2.0
// One libcurl easy handle: its settings, its connection, and one exchange at a time.
#include "transport/curl_handle.h"

#include <algorithm>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>

#include "transport/curl_result.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

// Integers in the widths libcurl's variadic setopt reads.
constexpr long kOff = 0;
constexpr long kOn = 1;
constexpr long kMatchHostName = 2;

template <class Value>
bool set(CURL* easy, CURLoption option, Value value) noexcept {
  return curl_easy_setopt(easy, option, value) == CURLE_OK;
}

template <class Integer>
long clamp_to_int(Integer value) noexcept {  // libcurl refuses times beyond the range of int
  constexpr auto kMax = static_cast<Integer>((std::numeric_limits<int>::max)());
  return static_cast<long>((std::min)(value, kMax));
}

curl_off_t to_offset(std::size_t size) noexcept {
  constexpr curl_off_t kMax = (std::numeric_limits<curl_off_t>::max)();
  return size > static_cast<std::make_unsigned_t<curl_off_t>>(kMax) ? kMax : static_cast<curl_off_t>(size);
}

bool is_sound_url(std::string_view url) noexcept {
  return !url.empty() && std::all_of(url.begin(), url.end(), [](char byte) { return byte > 0x20 && byte < 0x7f; });
}

HttpExchange not_sent(ErrorCode code, std::string detail) {
  HttpExchange exchange;
  exchange.code = code;
  exchange.detail = std::move(detail);
  return exchange;
}

bool is_about_trust(CURLcode result) noexcept {
  return result == CURLE_PEER_FAILED_VERIFICATION || result == CURLE_SSL_CACERT_BADFILE ||
         result == CURLE_SSL_ISSUER_ERROR;
}

}  // namespace

std::unique_ptr<CurlHandle> CurlHandle::create(const CurlHandleSettings& settings) {
  std::unique_ptr<CurlHandle> handle(new (std::nothrow) CurlHandle(settings));
  if (handle == nullptr || handle->easy_ == nullptr || !handle->configure()) return nullptr;
  return handle;
}

CurlHandle::CurlHandle(const CurlHandleSettings& settings) noexcept : settings_(settings), easy_(curl_easy_init()) {}

CurlHandle::~CurlHandle() {
  curl_easy_cleanup(easy_);
}

bool CurlHandle::configure() noexcept {
  const bool has_basics =
      fence_.guard(easy_) && set(easy_, CURLOPT_ERRORBUFFER, error_text_) && set(easy_, CURLOPT_NOSIGNAL, kOn) &&
      set(easy_, CURLOPT_POST, kOn) && set(easy_, CURLOPT_FOLLOWLOCATION, kOff) &&  // a signature is for one host only
      set(easy_, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) &&
      set(easy_, CURLOPT_HTTP09_ALLOWED, kOff) && set(easy_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED)) &&
      set(easy_, CURLOPT_TCP_KEEPALIVE, kOn);
#if LIBCURL_VERSION_NUM >= 0x075500
  const bool has_protocols = set(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  const bool has_protocols = set(easy_, CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
  // Otherwise a timeout that strikes during the name look-up waits for the resolver as well: measured, 10 s in place of
  // 0.5 s when no name server answers. The look-up's thread ends by itself and frees what it holds.
  const bool has_prompt_timeouts = set(easy_, CURLOPT_QUICK_EXIT, kOn);
#else
  const bool has_prompt_timeouts = true;
#endif
  // Our headers hold an authorization, which is none of a proxy's business; nor are its headers those of the answer.
  const bool has_proxy = set(easy_, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE)) &&
                         set(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, kOn) &&
                         (!settings_.bypass_proxy || set(easy_, CURLOPT_NOPROXY, "*"));
  const bool has_reuse = settings_.idle_connection_limit.count() > 0
                             ? set(easy_, CURLOPT_MAXAGE_CONN, clamp_to_int(settings_.idle_connection_limit.count()))
                             : set(easy_, CURLOPT_FORBID_REUSE, kOn);
  const bool has_answers = set(easy_, CURLOPT_MAXFILESIZE_LARGE, to_offset(settings_.max_response_bytes)) &&
                           set(easy_, CURLOPT_HEADERFUNCTION, &CurlHandle::take_header) &&
                           set(easy_, CURLOPT_HEADERDATA, static_cast<void*>(this)) &&
                           set(easy_, CURLOPT_WRITEFUNCTION, &CurlHandle::take_body) &&
                           set(easy_, CURLOPT_WRITEDATA, static_cast<void*>(this));
  return has_basics && has_protocols && has_prompt_timeouts && has_proxy && has_reuse && has_answers &&
         configure_trust();
}

bool CurlHandle::configure_trust() noexcept {
  const CaSource& ca = settings_.ca;
  const bool verifies = set(easy_, CURLOPT_SSL_VERIFYPEER, kOn) && set(easy_, CURLOPT_SSL_VERIFYHOST, kMatchHostName) &&
                        set(easy_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!ca.file.empty()) {
    // libcurl keeps the parsed file between connections only when there is no directory to look into as well. Builds
    // that know no directory refuse the setting, which is as good.
    curl_easy_setopt(easy_, CURLOPT_CAPATH, nullptr);
    return verifies && set(easy_, CURLOPT_CAINFO, ca.file.c_str());
  }
  if (!ca.directory.empty()) {
    curl_easy_setopt(easy_, CURLOPT_CAINFO, nullptr);
    return verifies && set(easy_, CURLOPT_CAPATH, ca.directory.c_str());
  }
  return verifies;
}

HttpExchange CurlHandle::send(const HttpRequest& request) {
  if (!is_sound_url(request.url)) return not_sent(ErrorCode::invalid_argument, "the URL holds a forbidden byte");
  if (const HttpHeader* header = find_invalid_header(request.headers)) {
    const auto index = static_cast<std::size_t>(header - request.headers.data());
    return not_sent(ErrorCode::invalid_argument, "header " + std::to_string(index + 1) + " holds a forbidden byte");
  }
  if (request.connect_timeout.count() <= 0 || request.timeout.count() <= 0) {
    return not_sent(ErrorCode::deadline_exceeded, "no time was left to send");
  }
  if (!load(request)) return not_sent(ErrorCode::resources_exhausted, "libcurl could not take the request");

  fence_.arm();
  head_.clear();
  body_.clear();
  body_too_large_ = false;
  error_text_[0] = '\0';
  const CURLcode result = curl_easy_perform(easy_);
  headers_.wipe();
  return conclude(result);
}

bool CurlHandle::load(const HttpRequest& request) {
  if (url_ != request.url) {
    url_ = request.url;
    if (!set(easy_, CURLOPT_URL, url_.c_str())) {
      url_.clear();
      return false;
    }
  }
  headers_.assign(request.headers);
  // An empty view may hold null, which libcurl reads as "ask the read callback".
  const char* body = request.body.empty() ? "" : request.body.data();
  return set(easy_, CURLOPT_HTTPHEADER, headers_.list()) && set(easy_, CURLOPT_POSTFIELDS, body) &&
         set(easy_, CURLOPT_POSTFIELDSIZE_LARGE, to_offset(request.body.size())) &&
         set(easy_, CURLOPT_CONNECTTIMEOUT_MS, clamp_to_int(request.connect_timeout.count())) &&
         set(easy_, CURLOPT_TIMEOUT_MS, clamp_to_int(request.timeout.count()));
}

HttpExchange CurlHandle::conclude(CURLcode result) {
  HttpExchange exchange;
  // The fence knows; that an answer came is proof of its own, should a libcurl ever not ask the fence.
  exchange.request_left = fence_.request_left() || head_.started() || result == CURLE_OK;
  if (head_.too_long()) {
    exchange.code = ErrorCode::invalid_response;
    exchange.detail = "the header of the answer is too long";
  } else if (body_too_large_) {
    exchange.code = ErrorCode::response_too_large;
    exchange.detail = "the answer is longer than " + std::to_string(settings_.max_response_bytes) + " bytes";
  } else if (fence_.replay_refused()) {
    exchange.code = ErrorCode::connection_lost;
    exchange.detail = "the connection was closed without an answer; the request was not sent again";
  } else if (result != CURLE_OK) {
    exchange.code = classify_curl_result(result, exchange.request_left);
    exchange.detail = describe_fault(result);
  } else {
    exchange.body = std::move(body_);
  }
  if (exchange.request_left) {
    exchange.status = head_.status();
    exchange.date = head_.date();
    exchange.retry_after = head_.retry_after();
  }
  return exchange;
}

std::string CurlHandle::describe_fault(CURLcode result) const {
  std::string text = error_text_;
  // libcurl quotes a proxy URL it does not understand, and that may hold a password.
  const bool may_quote_url = text.find("://") != std::string::npos || text.find('@') != std::string::npos;
  if (text.empty() || may_quote_url) text = curl_easy_strerror(result);
  // Certificates can put bytes of their own into libcurl's text; a log line takes printable ones only.
  std::replace_if(
      text.begin(), text.end(), [](char byte) { return byte < 0x20 || byte > 0x7e; }, '?');
  if (is_about_trust(result)) text += " (trusted authorities: " + describe(settings_.ca) + ")";
  return text;
}

std::size_t CurlHandle::take_header(char* line, std::size_t size, std::size_t count, void* handle) noexcept {
  auto& self = *static_cast<CurlHandle*>(handle);
  const std::size_t bytes = size * count;
  return self.head_.add_line(std::string_view(line, bytes)) ? bytes : 0;
}

std::size_t CurlHandle::take_body(char* bytes, std::size_t size, std::size_t count, void* handle) noexcept {
  auto& self = *static_cast<CurlHandle*>(handle);
  const std::size_t added = size * count;
  if (added > self.settings_.max_response_bytes - self.body_.size()) {
    self.body_too_large_ = true;
    return 0;
  }
  self.body_.append(bytes, added);
  return added;
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
