// SPDX-License-Identifier: Apache-2.0
// Exchanges over libcurl that share a multi handle, its connections and one thread.
#include "transport/curl_reactor.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "transport/newer_curl.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr long kMostConnections = 100;  // with HTTP/1.1
// With HTTP/2, and over TLS until it is known whether it is HTTP/2. libcurl opens a connection for every request that
// finds no free stream; more than one lets requests leave while another connection drains.
constexpr long kMostSharedConnections = 4;
constexpr long kMostStreams = 1000;  // of one connection, if the server allows as many
constexpr std::size_t kMostIdle = 1000;

// Each exchange has buffers of its own, and requests and answers are a few KB: in libcurl's 16 and 64 KB a thousand
// calls take three times the memory. These are the least that libcurl takes.
constexpr long kReadBuffer = 1024;
constexpr long kWriteBuffer = 16'384;

// Times beyond are cut to this, far from where the clock would overflow.
constexpr std::chrono::milliseconds kLongestExchange = std::chrono::hours(24 * 7);

/// HTTP/2 is agreed on in the TLS handshake, and nowhere else.
bool offers_http2(std::string_view url) noexcept {
  return has_request_hook() && url.rfind("https:", 0) == 0;
}

}  // namespace

std::unique_ptr<CurlReactor> CurlReactor::create(const CurlSettings& settings) {
  std::unique_ptr<CurlReactor> reactor(new (std::nothrow) CurlReactor(settings));
  return reactor != nullptr && reactor->configure() ? std::move(reactor) : nullptr;
}

CurlReactor::CurlReactor(const CurlSettings& settings) noexcept : settings_(settings), multi_(curl_multi_init()) {}

CurlReactor::~CurlReactor() {
  for (auto& [id, running] : running_) curl_multi_remove_handle(multi_, running.exchange->easy());
  running_.clear();
  idle_.clear();
  curl_multi_cleanup(multi_);
}

bool CurlReactor::configure() noexcept {
  // Without descriptors libcurl makes a multi handle all the same, but one that cannot be woken.
  return multi_ != nullptr && curl_multi_wakeup(multi_) == CURLM_OK &&
         curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, kMostSharedConnections) == CURLM_OK &&
         curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kMostConnections) == CURLM_OK &&
         curl_multi_setopt(multi_, CURLMOPT_MAX_CONCURRENT_STREAMS, kMostStreams) == CURLM_OK;
}

std::unique_ptr<CurlExchange> CurlReactor::take_idle() {
  if (idle_.empty()) {
    std::unique_ptr<CurlExchange> made = CurlExchange::create(settings_, HttpVersions::newest_offered);
    // The function to close is kept by the connections that the exchange makes, which may outlive it.
    const bool is_ready =
        made != nullptr && curl_easy_setopt(made->easy(), CURLOPT_BUFFERSIZE, kReadBuffer) == CURLE_OK &&
        curl_easy_setopt(made->easy(), CURLOPT_UPLOAD_BUFFERSIZE, kWriteBuffer) == CURLE_OK &&
        curl_easy_setopt(made->easy(), CURLOPT_CLOSESOCKETFUNCTION, &ParkedSockets::close_socket) == CURLE_OK &&
        curl_easy_setopt(made->easy(), CURLOPT_CLOSESOCKETDATA, static_cast<void*>(&parked_)) == CURLE_OK;
    return is_ready ? std::move(made) : nullptr;
  }
  std::unique_ptr<CurlExchange> exchange = std::move(idle_.back());
  idle_.pop_back();
  return exchange;
}

void CurlReactor::start(Id id, const HttpRequest& request) {
  std::unique_ptr<CurlExchange> exchange = take_idle();
  if (exchange == nullptr) {
    HttpExchange unsent;
    unsent.code = ErrorCode::resources_exhausted;
    unsent.detail = "libcurl could not make a handle";
    ended_.push_back({id, std::move(unsent)});
    return;
  }
  if (std::optional<HttpExchange> refused = exchange->begin(request)) {
    ended_.push_back({id, std::move(*refused)});
    idle_.push_back(std::move(exchange));
    return;
  }
  if (!offers_http2(request.url)) allow_connections_without_streams();
  // What may throw comes first: the request of a handle that libcurl has may leave. A deadline of none is passed over.
  deadlines_.set(id, std::chrono::steady_clock::now() + (std::min)(request.timeout, kLongestExchange));
  Running& running = running_[id];
  running.id = id;
  running.exchange = std::move(exchange);
  running.round = round_;
  CURL* const easy = running.exchange->easy();
  if (curl_easy_setopt(easy, CURLOPT_PRIVATE, static_cast<void*>(&running)) != CURLE_OK ||
      curl_multi_add_handle(multi_, easy) != CURLM_OK) {
    return end(id, {});
  }
  has_new_ = true;
}

void CurlReactor::allow_connections_without_streams() noexcept {
  if (std::exchange(has_only_streams_, false)) {
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, kMostConnections);
  }
}

void CurlReactor::end(Id id, CurlEnding ending) {
  const auto found = running_.find(id);
  if (found == running_.end()) return;
  std::unique_ptr<CurlExchange> exchange = std::move(found->second.exchange);
  ending.has_begun = found->second.round < round_;
  if (ending.result == CURLE_OK) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(exchange->easy(), CURLINFO_ACTIVESOCKET, &socket);
    if (socket != CURL_SOCKET_BAD) parked_.park(socket, exchange->own_port());
    long version = CURL_HTTP_VERSION_NONE;
    curl_easy_getinfo(exchange->easy(), CURLINFO_HTTP_VERSION, &version);
    if (version == CURL_HTTP_VERSION_1_0 || version == CURL_HTTP_VERSION_1_1) allow_connections_without_streams();
  }
  curl_multi_remove_handle(multi_, exchange->easy());  // ends the stream or connection when the exchange is not over
  running_.erase(found);
  deadlines_.remove(id);
  ended_.push_back({id, exchange->conclude(ending)});
  if (idle_.size() < kMostIdle) idle_.push_back(std::move(exchange));
}

void CurlReactor::cancel(Id id) {
  CurlEnding ending;
  ending.is_cancelled = true;
  end(id, ending);
}

void CurlReactor::end_finished() {
  int more = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &more)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* entry = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &entry);
    CurlEnding ending;
    ending.result = message->data.result;
    end(static_cast<const Running*>(static_cast<void*>(entry))->id, ending);
  }
}

void CurlReactor::end_overdue() {
  for (const Id id : deadlines_.take_due(std::chrono::steady_clock::now())) {
    CurlEnding ending;
    ending.result = CURLE_OPERATION_TIMEDOUT;
    end(id, ending);
  }
}

void CurlReactor::settle_parked() {
  parked_.settle([this](int port) {
    return std::any_of(running_.begin(), running_.end(),
                       [port](const auto& entry) { return entry.second.exchange->own_port() == port; });
  });
}

void CurlReactor::advance(std::vector<EndedExchange>& ended) {
  if (!running_.empty()) {
    ++round_;
    if (std::exchange(has_new_, false)) settle_parked();
    int still_running = 0;
    const bool works = curl_multi_perform(multi_, &still_running) == CURLM_OK;
    end_finished();
    end_overdue();
    if (!works) {
      std::vector<Id> lost;
      for (const auto& [id, running] : running_) lost.push_back(id);
      for (const Id id : lost) end(id, {});
    }
  }
  std::move(ended_.begin(), ended_.end(), std::back_inserter(ended));
  ended_.clear();
}

void CurlReactor::wait(std::chrono::milliseconds longest) {
  using std::chrono::milliseconds;
  if (!ended_.empty()) return;
  if (const auto next = deadlines_.next()) {
    const auto left = std::chrono::ceil<milliseconds>(*next - std::chrono::steady_clock::now());
    longest = (std::min)(longest, (std::max)(left, milliseconds::zero()));
  }
  constexpr milliseconds kLongestPoll = std::chrono::hours(1);
  curl_multi_poll(multi_, nullptr, 0, static_cast<int>((std::min)(longest, kLongestPoll).count()), nullptr);
}

void CurlReactor::wake() noexcept {
  curl_multi_wakeup(multi_);
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
