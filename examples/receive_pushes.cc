// SPDX-License-Identifier: Apache-2.0
// Receives the events that the service pushes, with cpp-httplib, and prints them with numbers masked and links hidden.
//
//     receive_pushes [PORT]         listens on http://127.0.0.1:PORT/pushes until it is killed; without PORT: any free
//     one tccc mock --push-url http://127.0.0.1:PORT/pushes --speed 60
//
// The service wants HTTPS: let the proxy in front of this speak TLS. Environment: TCCC_PUSH_USER and
// TCCC_PUSH_PASSWORD, those of the console; without them anybody is let in, which is for trying out.
// Exit status: 2 usage or options, 1 the port is taken.
#include <tccc/tccc.h>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include <httplib.h>

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// [handler]
// Where a backend would store the event. What is not stored must not return true: the service then forgets it.
bool print(const tccc::PushEvent& event) {
  std::cout << event.action << ' ' << tccc::redacted_push_json(event.content) << std::endl;
  return std::cout.good();
}
// [handler]

// [receive]
void receive(const tccc::PushReceiver& receiver, const httplib::Request& request, httplib::Response& response) {
  tccc::PushRequest push;
  push.method = request.method;
  push.query = request.target;
  for (const auto& [name, value] : request.headers) push.headers.push_back({name, value});
  push.body = request.body;
  const tccc::PushAnswer answer = receiver.receive(std::move(push));
  response.status = answer.status;
  for (const tccc::PushHeader& header : answer.headers) response.set_header(header.name, header.value);
  response.body = answer.body;
  if (!answer.reason.empty()) std::cerr << to_string(answer.verdict) << ": " << answer.reason << '\n';
}
// [receive]

}  // namespace

int main(int argc, char** argv) {
  int port = 0;
  if (argc > 1) {
    const std::string_view text = argv[1];
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    if (argc > 2 || read.ec != std::errc() || read.ptr != text.data() + text.size() || port < 0 || port > 65535) {
      std::cerr << "usage: receive_pushes [PORT]\n";
      return 2;
    }
  }
  // [options]
  tccc::PushReceiverOptions options;
  options.auth = tccc::BasicPushAuth{environment("TCCC_PUSH_USER"), tccc::Secret(environment("TCCC_PUSH_PASSWORD"))};
  options.handler = print;
  // [options]
  if (environment("TCCC_PUSH_USER").empty()) options.auth = tccc::NoPushAuth();
  const auto receiver = tccc::PushReceiver::create(options);
  if (!receiver) {
    std::cerr << receiver.error() << '\n';
    return 2;
  }

  httplib::Server server;
  server.set_payload_max_length(tccc::kMostPushBytes);
  server.Post("/pushes", [&](const httplib::Request& request, httplib::Response& response) {
    receive(*receiver, request, response);
  });
  const bool is_bound =
      port == 0 ? (port = server.bind_to_any_port("127.0.0.1")) > 0 : server.bind_to_port("127.0.0.1", port);
  if (!is_bound) {
    std::cerr << "the port is taken\n";
    return 1;
  }
  std::cout << "listening on http://127.0.0.1:" << port << "/pushes" << std::endl;
  server.listen_after_bind();
}
