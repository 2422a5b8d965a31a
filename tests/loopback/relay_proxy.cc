// SPDX-License-Identifier: Apache-2.0
// A proxy on loopback that tells what it was asked and leads every connection to one port, whatever host was named.
#include "relay_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <openssl/evp.h>

#include "system_fault.h"

namespace tccc {
namespace loopback {
namespace {

constexpr std::size_t kReadSize = 16 * 1024;
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr char kSocksVersion = 5;
constexpr char kSocksLogin = 2;

sockaddr_in loopback_address(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

// A blocking socket. stop() may be called from another thread; it makes what is under way end.
class Socket {
 public:
  explicit Socket(int number) noexcept : number_(number) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (number_ >= 0) close(number_);
  }

  int get() const noexcept { return number_; }
  void stop() const noexcept { shutdown(number_, SHUT_RDWR); }

  bool write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t size = send(number_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (size <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
  }

  // Empty at the end of the stream.
  std::string read_some() const {
    char bytes[kReadSize];
    const ssize_t size = recv(number_, bytes, sizeof bytes, 0);
    return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
  }

 private:
  const int number_;
};

// Takes what it is asked for from the front of a stream.
class Reader {
 public:
  explicit Reader(const Socket& socket) noexcept : socket_(socket) {}

  std::optional<std::string> take(std::size_t size) {
    while (in_.size() < size) {
      if (!read_more()) return {};
    }
    return cut(size);
  }

  std::optional<unsigned char> take_byte() {
    const auto byte = take(1);
    if (!byte) return {};
    return static_cast<unsigned char>(byte->front());
  }

  // A length in one byte, and so many bytes.
  std::optional<std::string> take_counted() {
    const auto size = take_byte();
    if (!size) return {};
    return take(*size);
  }

  std::optional<std::string> take_head() {
    std::size_t end = in_.find(kHeadEnd);
    for (; end == std::string::npos; end = in_.find(kHeadEnd)) {
      if (!read_more()) return {};
    }
    return cut(end + kHeadEnd.size());
  }

  std::string rest() { return std::exchange(in_, {}); }

 private:
  bool read_more() {
    const std::string bytes = socket_.read_some();
    in_ += bytes;
    return !bytes.empty();
  }

  std::string cut(std::size_t size) {
    std::string taken = in_.substr(0, size);
    in_.erase(0, size);
    return taken;
  }

  const Socket& socket_;
  std::string in_;
};

std::string decode_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return {};
  bytes.resize(static_cast<std::size_t>(size));
  for (std::size_t i = text.size(); i > 0 && text[i - 1] == '='; --i) bytes.pop_back();  // decoded as NUL
  return bytes;
}

ProxyLogin read_login(std::string_view head) {
  constexpr std::string_view kField = "\r\nProxy-Authorization: Basic ";
  const std::size_t field = head.find(kField);
  if (field == std::string_view::npos) return {};
  const std::size_t start = field + kField.size();
  const std::string login = decode_base64(head.substr(start, head.find("\r\n", start) - start));
  const std::size_t colon = login.find(':');
  return {login.substr(0, colon), login.substr(colon + 1)};
}

bool same(const ProxyLogin& left, const ProxyLogin& right) {
  return left.user == right.user && left.password == right.password;
}

}  // namespace

class RelayProxy::Listener {
 public:
  Listener(ProxyProtocol protocol, std::uint16_t target_port, ProxyLogin login)
      : protocol_(protocol),
        target_port_(target_port),
        login_(std::move(login)),
        listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = loopback_address(0);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (listener_.get() < 0 || bind(listener_.get(), generic, size) != 0 || listen(listener_.get(), SOMAXCONN) != 0 ||
        getsockname(listener_.get(), generic, &size) != 0) {
      fail("listen");
    }
    port_ = ntohs(address.sin_port);
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);  // inherited by the threads of the connections
    thread_ = std::thread([this] { accept_all(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }

  ~Listener() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
      for (const Socket& socket : sockets_) socket.stop();
    }
    listener_.stop();
    thread_.join();
    for (std::thread& thread : connection_threads_) thread.join();
  }

  std::uint16_t port() const noexcept { return port_; }
  std::vector<ProxiedConnection> connections() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return connections_;
  }

 private:
  // The sockets live until the end, so that whoever stops them never meets a number used again. Null when stopping.
  const Socket* keep(int number) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const Socket& socket = sockets_.emplace_back(number);
    return stopping_ ? nullptr : &socket;
  }

  void accept_all() {
    for (;;) {
      const int number = accept(listener_.get(), nullptr, nullptr);
      if (number < 0) return;
      const Socket* const client = keep(number);
      if (client == nullptr) return;
      connection_threads_.emplace_back([this, client] {
        serve(*client);
        client->stop();
      });
    }
  }

  void note(ProxiedConnection connection) {
    const std::lock_guard<std::mutex> lock(mutex_);
    connections_.push_back(std::move(connection));
  }

  void serve(const Socket& client) {
    Reader reader(client);
    if (protocol_ == ProxyProtocol::http) {
      serve_http(client, reader);
    } else {
      serve_socks(client, reader);
    }
  }

  void serve_http(const Socket& client, Reader& reader) {
    const auto head = reader.take_head();
    if (!head) return;
    const std::size_t method_end = head->find(' ');
    const std::size_t target_end = head->find(' ', method_end + 1);
    ProxiedConnection connection;
    connection.destination = head->substr(method_end + 1, target_end - method_end - 1);
    connection.login = read_login(*head);
    const bool let_in = login_.user.empty() || same(connection.login, login_);
    note(std::move(connection));
    if (!let_in) {
      client.write_all("HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n");
    } else if (head->substr(0, method_end) != "CONNECT") {
      relay(client, *head + reader.rest(), "");
    } else {
      relay(client, reader.rest(), "HTTP/1.1 200 Go\r\n\r\n");
    }
  }

  void serve_socks(const Socket& client, Reader& reader) {
    ProxiedConnection connection;
    const auto version = reader.take_byte();
    const auto methods = reader.take_counted();
    if (!version || !methods) return;
    const char method = login_.user.empty() ? '\0' : kSocksLogin;
    client.write_all(std::string{kSocksVersion, method});
    if (method == kSocksLogin) {
      const auto login_version = reader.take_byte();
      const auto user = reader.take_counted();
      const auto password = reader.take_counted();
      if (!login_version || !user || !password) return;
      connection.login = {*user, *password};
      const bool let_in = same(connection.login, login_);
      if (!let_in) note(connection);
      client.write_all(std::string{1, let_in ? '\0' : '\1'});
      if (!let_in) return;
    }
    const auto start = reader.take(4);
    if (!start) return;
    connection.by_name = (*start)[3] == 3;
    const auto host = connection.by_name ? reader.take_counted() : reader.take((*start)[3] == 1 ? 4 : 16);
    const auto port = reader.take(2);
    if (!host || !port) return;
    const int number = static_cast<unsigned char>((*port)[0]) * 256 + static_cast<unsigned char>((*port)[1]);
    char text[INET6_ADDRSTRLEN] = {};
    if (!connection.by_name) inet_ntop(host->size() == 4 ? AF_INET : AF_INET6, host->data(), text, sizeof text);
    connection.destination = (connection.by_name ? *host : std::string(text)) + ":" + std::to_string(number);
    note(std::move(connection));
    relay(client, reader.rest(), std::string{kSocksVersion, 0, 0, 1, 0, 0, 0, 0, 0, 0});
  }

  // Connects to the target, then says so to the client and carries bytes both ways.
  void relay(const Socket& client, const std::string& to_target, const std::string& to_client) {
    const int number = socket(AF_INET, SOCK_STREAM, 0);
    if (number < 0) return;
    const Socket* const target = keep(number);
    const sockaddr_in address = loopback_address(target_port_);
    if (target == nullptr || connect(number, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    if (!client.write_all(to_client) || !target->write_all(to_target)) return;
    pollfd ends[] = {{client.get(), POLLIN, 0}, {target->get(), POLLIN, 0}};
    for (bool open = true; open;) {
      if (poll(ends, 2, -1) < 0) break;
      if (ends[0].revents != 0) open = carry(client, *target);
      if (open && ends[1].revents != 0) open = carry(*target, client);
    }
    target->stop();
  }

  static bool carry(const Socket& from, const Socket& to) {
    const std::string bytes = from.read_some();
    return !bytes.empty() && to.write_all(bytes);
  }

  const ProxyProtocol protocol_;
  const std::uint16_t target_port_;
  const ProxyLogin login_;
  const Socket listener_;
  std::uint16_t port_ = 0;

  mutable std::mutex mutex_;
  bool stopping_ = false;                       // guarded by mutex_
  std::list<Socket> sockets_;                   // guarded by mutex_
  std::vector<ProxiedConnection> connections_;  // guarded by mutex_

  std::vector<std::thread> connection_threads_;  // thread_'s until it has ended
  std::thread thread_;
};

RelayProxy::RelayProxy(ProxyProtocol protocol, std::uint16_t target_port, ProxyLogin login)
    : listener_(std::make_unique<Listener>(protocol, target_port, std::move(login))) {}

RelayProxy::~RelayProxy() = default;

std::string RelayProxy::url(const std::string& scheme) const {
  return scheme + "://127.0.0.1:" + std::to_string(listener_->port());
}

std::vector<ProxiedConnection> RelayProxy::connections() const {
  return listener_->connections();
}

}  // namespace loopback
}  // namespace tccc
