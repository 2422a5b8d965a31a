// SPDX-License-Identifier: Apache-2.0
// A server on loopback that speaks HTTP/2 over TLS. RFC 9113; no header field is decoded.
#include "http2_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "system_fault.h"

namespace tccc {
namespace loopback {
namespace {

constexpr std::size_t kFrameHead = 9;
constexpr std::size_t kPreface = 24;
constexpr unsigned char kData = 0;
constexpr unsigned char kHeaders = 1;
constexpr unsigned char kResetStream = 3;
constexpr unsigned char kSettings = 4;
constexpr unsigned char kPing = 6;
constexpr unsigned char kGoAway = 7;
constexpr unsigned char kWindowUpdate = 8;
constexpr unsigned char kEndStream = 1;  // of DATA and HEADERS
constexpr unsigned char kAck = 1;        // of SETTINGS and PING
constexpr unsigned char kEndHeaders = 4;
constexpr std::uint32_t kRefusedStream = 7;
constexpr std::uint32_t kCancel = 8;
constexpr char kStatus200 = '\x88';  // RFC 7541, the indexed field `:status: 200`

std::string number(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

std::uint32_t read_number(const char* bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::string frame(unsigned char type, unsigned char flags, std::uint32_t stream, std::string_view payload) {
  std::string text = number(static_cast<std::uint32_t>(payload.size())).substr(1);
  text.push_back(static_cast<char>(type));
  text.push_back(static_cast<char>(flags));
  return text.append(number(stream)).append(payload);
}

int choose_http2(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                 unsigned int size, void*) {
  static constexpr unsigned char kHttp2[] = {2, 'h', '2'};
  return SSL_select_next_proto(const_cast<unsigned char**>(chosen), length, kHttp2, sizeof(kHttp2), offered, size) ==
                 OPENSSL_NPN_NEGOTIATED
             ? SSL_TLSEXT_ERR_OK
             : SSL_TLSEXT_ERR_ALERT_FATAL;
}

SSL_CTX* make_context(const testing::detail::ServerIdentity& identity) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  BIO* certificate =
      BIO_new_mem_buf(identity.certificate_pem.data(), static_cast<int>(identity.certificate_pem.size()));
  const std::string_view key_pem = identity.private_key_pem.reveal();
  BIO* key = BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size()));
  X509* x509 = PEM_read_bio_X509(certificate, nullptr, nullptr, nullptr);
  EVP_PKEY* pkey = PEM_read_bio_PrivateKey(key, nullptr, nullptr, nullptr);
  SSL_CTX_use_certificate(context, x509);
  SSL_CTX_use_PrivateKey(context, pkey);
  X509_free(x509);
  EVP_PKEY_free(pkey);
  BIO_free(certificate);
  BIO_free(key);
  SSL_CTX_set_alpn_select_cb(context, &choose_http2, nullptr);
  return context;
}

}  // namespace

class Http2Server::Running {
 public:
  Running(const testing::detail::ServerIdentity& identity, std::string body, std::uint32_t most_streams,
          std::function<StreamFate(std::size_t)> fate)
      : body_(std::move(body)), most_streams_(most_streams), fate_(std::move(fate)), context_(make_context(identity)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    stopped_ = eventfd(0, EFD_CLOEXEC);
    released_ = eventfd(0, EFD_CLOEXEC);
    if (listener_ < 0 || stopped_ < 0 || released_ < 0) fail("socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, generic, size) != 0 || listen(listener_, SOMAXCONN) != 0) fail("bind");
    if (getsockname(listener_, generic, &size) != 0) fail("getsockname");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { accept_all(); });
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  ~Running() {
    set(stopped_);
    thread_.join();
    for (std::thread& connection : connections_) connection.join();
    for (const int descriptor : {listener_, stopped_, released_}) close(descriptor);
    SSL_CTX_free(context_);
  }

  static void set(int event) {
    const std::uint64_t one = 1;
    if (write(event, &one, sizeof(one)) != sizeof(one)) fail("eventfd");
  }

  std::uint16_t port_ = 0;
  int released_ = -1;
  mutable std::mutex mutex_;
  mutable std::condition_variable has_request_;
  std::size_t requests_ = 0;
  std::size_t accepted_ = 0;

 private:
  struct Connection {
    SSL* ssl = nullptr;
    std::string input = {};
    std::vector<std::uint32_t> held = {};
    std::uint32_t last_stream = 0;
    bool has_preface = false;
    bool is_over = false;
  };

  void accept_all() {
    sigset_t signals;
    sigfillset(&signals);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // for the connections' threads as well
    for (;;) {
      pollfd polled[] = {{listener_, POLLIN, 0}, {stopped_, POLLIN, 0}};
      poll(polled, 2, -1);
      if (polled[1].revents != 0) return;
      const int accepted = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) continue;
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        ++accepted_;
      }
      connections_.emplace_back([this, accepted] { serve(accepted); });
    }
  }

  void serve(int descriptor) {
    Connection connection;
    connection.ssl = SSL_new(context_);
    SSL_set_fd(connection.ssl, descriptor);
    if (wait_for(descriptor, false) && SSL_accept(connection.ssl) == 1) {
      send(connection, frame(kSettings, 0, 0, std::string({'\0', '\x03'}) + number(most_streams_)));
      converse(connection, descriptor);
    }
    SSL_shutdown(connection.ssl);
    SSL_free(connection.ssl);
    close(descriptor);
  }

  // Waits for input; false when the server stops. Also returns when what is held may go.
  bool wait_for(int descriptor, bool heeds_release) const {
    pollfd polled[] = {{descriptor, POLLIN, 0}, {stopped_, POLLIN, 0}, {released_, POLLIN, 0}};
    poll(polled, heeds_release ? 3 : 2, -1);
    return polled[1].revents == 0;
  }

  void converse(Connection& connection, int descriptor) {
    while (!connection.is_over) {
      if (SSL_pending(connection.ssl) == 0) {
        if (!wait_for(descriptor, !connection.held.empty())) return;
        pollfd released = {released_, POLLIN, 0};
        if (poll(&released, 1, 0) > 0) {
          for (const std::uint32_t stream : std::exchange(connection.held, {})) answer(connection, stream);
        }
        pollfd readable = {descriptor, POLLIN, 0};
        if (poll(&readable, 1, 0) <= 0) continue;
      }
      char bytes[16 * 1024];
      const int count = SSL_read(connection.ssl, bytes, sizeof(bytes));
      if (count <= 0) return;
      connection.input.append(bytes, static_cast<std::size_t>(count));
      read_frames(connection);
    }
  }

  void read_frames(Connection& connection) {
    std::string& input = connection.input;
    if (!connection.has_preface) {
      if (input.size() < kPreface) return;
      input.erase(0, kPreface);
      connection.has_preface = true;
    }
    while (!connection.is_over && input.size() >= kFrameHead) {
      const std::size_t length = read_number(input.data()) >> 8;
      if (input.size() < kFrameHead + length) return;
      const std::string whole = input.substr(0, kFrameHead + length);
      input.erase(0, whole.size());
      take_frame(connection, static_cast<unsigned char>(whole[3]), static_cast<unsigned char>(whole[4]),
                 read_number(whole.data() + 5), whole.substr(kFrameHead));
    }
  }

  void take_frame(Connection& connection, unsigned char type, unsigned char flags, std::uint32_t stream,
                  const std::string& payload) {
    if (type == kSettings && (flags & kAck) == 0) send(connection, frame(kSettings, kAck, 0, {}));
    if (type == kPing && (flags & kAck) == 0) send(connection, frame(kPing, kAck, 0, payload));
    if (type == kGoAway) connection.is_over = true;
    if (type == kResetStream) {
      auto& held = connection.held;
      held.erase(std::remove(held.begin(), held.end(), stream), held.end());
    }
    if (type == kData && !payload.empty()) {
      send(connection, frame(kWindowUpdate, 0, 0, number(static_cast<std::uint32_t>(payload.size()))));
    }
    if ((type == kData || type == kHeaders) && (flags & kEndStream) != 0) meet(connection, stream);
  }

  void meet(Connection& connection, std::uint32_t stream) {
    std::size_t index = 0;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      index = requests_++;
      has_request_.notify_all();
    }
    switch (fate_(index)) {
      case StreamFate::answered:
        answer(connection, stream);
        break;
      case StreamFate::held:
        connection.held.push_back(stream);
        break;
      case StreamFate::refused:
        send(connection, frame(kResetStream, 0, stream, number(kRefusedStream)));
        break;
      case StreamFate::reset:
        send(connection, frame(kResetStream, 0, stream, number(kCancel)));
        break;
      case StreamFate::shut_out:
        send(connection, frame(kGoAway, 0, 0, number(connection.last_stream) + number(0)));
        connection.is_over = true;
        return;
    }
    connection.last_stream = stream;
  }

  void answer(Connection& connection, std::uint32_t stream) {
    send(connection, frame(kHeaders, kEndHeaders, stream, std::string_view(&kStatus200, 1)) +
                         frame(kData, kEndStream, stream, body_));
  }

  static void send(Connection& connection, const std::string& bytes) {
    if (SSL_write(connection.ssl, bytes.data(), static_cast<int>(bytes.size())) <= 0) connection.is_over = true;
  }

  const std::string body_;
  const std::uint32_t most_streams_;
  const std::function<StreamFate(std::size_t)> fate_;
  SSL_CTX* const context_;
  int listener_ = -1;
  int stopped_ = -1;
  std::vector<std::thread> connections_;  // grown by thread_ alone
  std::thread thread_;
};

Http2Server::Http2Server(const testing::detail::ServerIdentity& identity, std::string body, std::uint32_t most_streams,
                         std::function<StreamFate(std::size_t)> fate)
    : running_(std::make_unique<Running>(identity, std::move(body), most_streams, std::move(fate))) {}

Http2Server::~Http2Server() = default;

std::uint16_t Http2Server::port() const noexcept {
  return running_->port_;
}

std::size_t Http2Server::connections() const {
  const std::lock_guard<std::mutex> lock(running_->mutex_);
  return running_->accepted_;
}

std::size_t Http2Server::requests() const {
  const std::lock_guard<std::mutex> lock(running_->mutex_);
  return running_->requests_;
}

bool Http2Server::wait_for_requests(std::size_t count) const {
  std::unique_lock<std::mutex> lock(running_->mutex_);
  return running_->has_request_.wait_for(lock, std::chrono::seconds(30), [&] { return running_->requests_ >= count; });
}

void Http2Server::release() {
  Running::set(running_->released_);
}

}  // namespace loopback
}  // namespace tccc
