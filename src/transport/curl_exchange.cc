// SPDX-License-Identifier: Apache-2.0
// One libcurl easy handle: its settings, and one exchange at a time.
#include "transport/curl_exchange.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>

#include <openssl/crypto.h>

#include "transport/curl_result.h"
#include "transport/newer_curl.h"

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

// Wipes the text; libcurl takes a copy, which it does not wipe.
bool set_secret(CURL* easy, CURLoption option, std::string& text) noexcept {
  const bool is_set = set(easy, option, text.c_str());
  OPENSSL_cleanse(text.data(), text.size());
  return is_set;
}

void append_percent_encoded(std::string& text, std::string_view bytes) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (const char byte : bytes) {
    const auto code = static_cast<unsigned char>(byte);
    text.append({'%', kDigits[code >> 4], kDigits[code & 15]});
  }
}

std::chrono::microseconds read_time(CURL* easy, CURLINFO info) noexcept {
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy, info, &microseconds);
  return std::chrono::microseconds(microseconds);
}

bool is_over_tls(std::string_view url) noexcept {
  return url.substr(0, 6) == "https:";
}

bool is_sound_url(std::string_view url) noexcept {
  return !url.empty() && std::all_of(url.begin(), url.end(), [](char byte) { return byte > 0x20 && byte < 0x7f; });
}

HttpExchange unsent(ErrorCode code, std::string detail) {
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

std::unique_ptr<CurlExchange> CurlExchange::create(const CurlSettings& settings, HttpVersions versions) {
  std::unique_ptr<CurlExchange> exchange(new (std::nothrow) CurlExchange(settings, versions));
  if (exchange == nullptr || exchange->easy_ == nullptr || !exchange->configure()) return nullptr;
  return exchange;
}

CurlExchange::CurlExchange(const CurlSettings& settings, HttpVersions versions) noexcept
    : settings_(settings),
      versions_(SendFence::allows_reuse() ? versions : HttpVersions::one),
      easy_(curl_easy_init()) {}

CurlExchange::~CurlExchange() {
  curl_easy_cleanup(easy_);
  curl_slist_free_all(addresses_);
}

bool CurlExchange::configure() noexcept {
  const long version = versions_ == HttpVersions::one ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS;
  const bool has_basics =
      fence_.guard(easy_) && set(easy_, CURLOPT_ERRORBUFFER, error_text_) && set(easy_, CURLOPT_NOSIGNAL, kOn) &&
      set(easy_, CURLOPT_FOLLOWLOCATION, kOff) &&  // a signature is for one host only
      set(easy_, CURLOPT_HTTP_VERSION, version) && set(easy_, CURLOPT_OPENSOCKETFUNCTION, &CurlExchange::open_socket) &&
      set(easy_, CURLOPT_OPENSOCKETDATA, static_cast<void*>(this)) && set(easy_, CURLOPT_HTTP09_ALLOWED, kOff) &&
      set(easy_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED)) && set(easy_, CURLOPT_TCP_KEEPALIVE, kOn);
  const bool is_reused = settings_.idle_connection_limit.count() > 0 && SendFence::allows_reuse();
  const bool has_reuse = is_reused
                             ? set(easy_, CURLOPT_MAXAGE_CONN, clamp_to_int(settings_.idle_connection_limit.count()))
                             : set(easy_, CURLOPT_FRESH_CONNECT, kOn) && set(easy_, CURLOPT_FORBID_REUSE, kOn);
  const bool has_answers = set(easy_, CURLOPT_MAXFILESIZE_LARGE, to_offset(settings_.max_response_bytes)) &&
                           set(easy_, CURLOPT_HEADERFUNCTION, &CurlExchange::take_header) &&
                           set(easy_, CURLOPT_HEADERDATA, static_cast<void*>(this)) &&
                           set(easy_, CURLOPT_WRITEFUNCTION, &CurlExchange::take_body) &&
                           set(easy_, CURLOPT_WRITEDATA, static_cast<void*>(this));
  return has_basics && allow_only_http(easy_) && end_lookups_at_timeouts(easy_) && has_reuse && has_answers &&
         configure_proxy() && configure_trust() && configure_client_certificate() && configure_addresses();
}

bool CurlExchange::configure_proxy() {
  const ProxyOptions& proxy = settings_.proxy;
  // Our headers hold an authorization, which is none of a proxy's business; nor are its headers those of the answer.
  bool is_set = set(easy_, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE)) &&
                set(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, kOn) &&
                set(easy_, CURLOPT_PROXYAUTH, static_cast<long>(CURLAUTH_BASIC)) &&
                set(easy_, CURLOPT_SOCKS5_AUTH, static_cast<long>(CURLAUTH_BASIC));
  if (settings_.bypass_proxy) return is_set && set(easy_, CURLOPT_NOPROXY, "*");
  if (!proxy.url.empty()) is_set = is_set && set(easy_, CURLOPT_PROXY, proxy.url.c_str());
  if (!proxy.no_proxy.empty()) is_set = is_set && set(easy_, CURLOPT_NOPROXY, proxy.no_proxy.c_str());
  if (!proxy.user.empty()) {
    // Every libcurl decodes this option. CURLOPT_PROXYUSERNAME and CURLOPT_PROXYPASSWORD should be taken as they are,
    // but are decoded before 8.8 as well (curl issue 13265).
    std::string credentials;
    credentials.reserve(3 * (proxy.user.size() + proxy.password.size()) + 1);  // grows in one place, so one is wiped
    append_percent_encoded(credentials, proxy.user);
    credentials.push_back(':');
    append_percent_encoded(credentials, proxy.password.reveal());
    is_set = is_set && set_secret(easy_, CURLOPT_PROXYUSERPWD, credentials);
  }
  return is_set;
}

bool CurlExchange::configure_trust() noexcept {
  const CaSource& ca = settings_.ca;
  const TlsOptions& tls = settings_.tls;
  const long least_version =
      tls.least_version == TlsVersion::tls_1_3 ? CURL_SSLVERSION_TLSv1_3 : CURL_SSLVERSION_TLSv1_2;
  const bool verifies =
      set(easy_, CURLOPT_SSL_VERIFYPEER, kOn) && set(easy_, CURLOPT_SSL_VERIFYHOST, kMatchHostName) &&
      set(easy_, CURLOPT_SSLVERSION, least_version) &&
      (tls.pinned_public_key.empty() || set(easy_, CURLOPT_PINNEDPUBLICKEY, tls.pinned_public_key.c_str()));
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

bool CurlExchange::configure_client_certificate() {
  const TlsOptions& tls = settings_.tls;
  if (tls.client_certificate_file.empty()) return true;
  const std::string& key_file = tls.client_key_file.empty() ? tls.client_certificate_file : tls.client_key_file;
  // An empty password is set, too: without one, OpenSSL would ask for it on the terminal.
  std::string password(tls.client_key_password.reveal());
  return set_secret(easy_, CURLOPT_KEYPASSWD, password) &&
         set(easy_, CURLOPT_SSLCERT, tls.client_certificate_file.c_str()) && set(easy_, CURLOPT_SSLCERTTYPE, "PEM") &&
         set(easy_, CURLOPT_SSLKEY, key_file.c_str()) && set(easy_, CURLOPT_SSLKEYTYPE, "PEM");
}

bool CurlExchange::configure_addresses() noexcept {
  for (const std::string& entry : settings_.resolve) {
    curl_slist* const longer = curl_slist_append(addresses_, entry.c_str());
    if (longer == nullptr) return false;
    addresses_ = longer;
  }
  return addresses_ == nullptr || set(easy_, CURLOPT_RESOLVE, addresses_);
}

std::optional<HttpExchange> CurlExchange::begin(const HttpRequest& request) {
  if (!is_sound_url(request.url)) return unsent(ErrorCode::invalid_argument, "the URL holds a forbidden byte");
  if (const HttpHeader* header = find_invalid_header(request.headers)) {
    const auto index = static_cast<std::size_t>(header - request.headers.data());
    return unsent(ErrorCode::invalid_argument, "header " + std::to_string(index + 1) + " holds a forbidden byte");
  }
  if (request.connect_timeout.count() <= 0 || request.timeout.count() <= 0) {
    return unsent(ErrorCode::deadline_exceeded, "no time was left to send");
  }
  if (!load(request)) return unsent(ErrorCode::resources_exhausted, "libcurl could not take the request");

  fence_.arm(request.cancellation);
  head_.clear();
  body_.clear();
  body_too_large_ = false;
  has_no_socket_ = false;
  error_text_[0] = '\0';
  return {};
}

bool CurlExchange::load(const HttpRequest& request) {
  if (url_ != request.url) {
    url_ = request.url;
    // Rather one connection with many streams than a connection for each. Without TLS there are no streams, which
    // libcurl finds out only from the first answer: everybody would wait for it.
    const bool may_share = versions_ == HttpVersions::newest_offered && is_over_tls(url_);
    if (!set(easy_, CURLOPT_URL, url_.c_str()) || !set(easy_, CURLOPT_PIPEWAIT, may_share ? kOn : kOff)) {
      url_.clear();
      return false;
    }
  }
  headers_.assign(request.headers);
  return load_method(request) && set(easy_, CURLOPT_HTTPHEADER, headers_.list()) &&
         set(easy_, CURLOPT_CONNECTTIMEOUT_MS, clamp_to_int(request.connect_timeout.count())) &&
         set(easy_, CURLOPT_TIMEOUT_MS, clamp_to_int(request.timeout.count()));
}

bool CurlExchange::load_method(const HttpRequest& request) noexcept {
  if (request.method == HttpMethod::get) return set(easy_, CURLOPT_HTTPGET, kOn);
  // An empty view may hold null, which libcurl reads as "ask the read callback".
  const char* body = request.body.empty() ? "" : request.body.data();
  return set(easy_, CURLOPT_POST, kOn) && set(easy_, CURLOPT_POSTFIELDS, body) &&
         set(easy_, CURLOPT_POSTFIELDSIZE_LARGE, to_offset(request.body.size()));
}

HttpExchange CurlExchange::conclude(const CurlEnding& ending) {
  const CURLcode result = ending.result;
  headers_.wipe();
  HttpExchange exchange;
  if (ending.has_begun) fence_.settle(easy_, is_over_tls(url_));
  // The fence knows; that an answer came is proof of its own, should a libcurl ever not ask the fence.
  exchange.request_left = fence_.request_left() || head_.started() || result == CURLE_OK;
  if (ending.has_begun) exchange.timing = read_timing(exchange.request_left);
  if (ending.is_cancelled || fence_.was_unwanted()) {
    exchange.code = ErrorCode::cancelled;
    exchange.detail = exchange.request_left ? "cancelled after it was sent" : "cancelled before it was sent";
  } else if (head_.too_long()) {
    exchange.code = ErrorCode::invalid_response;
    exchange.detail = "the header of the answer is too long";
  } else if (body_too_large_) {
    exchange.code = ErrorCode::response_too_large;
    exchange.detail = "the answer is longer than " + std::to_string(settings_.max_response_bytes) + " bytes";
  } else if (fence_.replay_refused()) {
    exchange.code = ErrorCode::connection_lost;
    exchange.detail = "the connection was closed without an answer; the request was not sent again";
  } else if (result == CURLE_OK && !head_.complete()) {
    // libcurl takes a header that was cut off for a whole one.
    exchange.code = ErrorCode::connection_lost;
    exchange.detail = "the answer ended within its header";
  } else if (result == CURLE_OUT_OF_MEMORY && head_.started() && !head_.complete()) {
    // What libcurl says of a header line beyond its own limit of 100 KB.
    exchange.code = ErrorCode::invalid_response;
    exchange.detail = "the header of the answer is too long";
  } else if (has_no_socket_ && !exchange.request_left) {
    exchange.code = ErrorCode::resources_exhausted;
    exchange.detail = "no descriptor or memory was left for a connection";
  } else if (result != CURLE_OK) {
    exchange.code = classify_curl_result(result, exchange.request_left);
    exchange.is_final = !exchange.request_left && is_final_curl_result(result);
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

ExchangeTiming CurlExchange::read_timing(bool request_left) const noexcept {
  long new_connections = 0;
  curl_easy_getinfo(easy_, CURLINFO_NUM_CONNECTS, &new_connections);
  ExchangeTiming timing;
  timing.name_lookup = read_time(easy_, CURLINFO_NAMELOOKUP_TIME_T);
  timing.connect = read_time(easy_, CURLINFO_CONNECT_TIME_T);
  timing.tls = read_time(easy_, CURLINFO_APPCONNECT_TIME_T);
  if (request_left) timing.request_sent = read_time(easy_, CURLINFO_PRETRANSFER_TIME_T);
  if (head_.started()) timing.first_byte = read_time(easy_, CURLINFO_STARTTRANSFER_TIME_T);
  timing.total = read_time(easy_, CURLINFO_TOTAL_TIME_T);
  timing.is_reused_connection = request_left && new_connections == 0;
  return timing;
}

std::string CurlExchange::describe_fault(CURLcode result) const {
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

curl_socket_t CurlExchange::open_socket(void* exchange, curlsocktype /*purpose*/, curl_sockaddr* address) noexcept {
  auto& self = *static_cast<CurlExchange*>(exchange);
  const curl_socket_t opened = socket(address->family, address->socktype, address->protocol);
  if (opened < 0) {
    self.has_no_socket_ = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
    return CURL_SOCKET_BAD;
  }
  fcntl(opened, F_SETFD, FD_CLOEXEC);  // no business of programs that the application starts
  return opened;
}

std::size_t CurlExchange::take_header(char* line, std::size_t size, std::size_t count, void* exchange) noexcept {
  auto& self = *static_cast<CurlExchange*>(exchange);
  const std::size_t bytes = size * count;
  return self.head_.add_line(std::string_view(line, bytes)) ? bytes : 0;
}

std::size_t CurlExchange::take_body(char* bytes, std::size_t size, std::size_t count, void* exchange) noexcept {
  auto& self = *static_cast<CurlExchange*>(exchange);
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
