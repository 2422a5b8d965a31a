// SPDX-License-Identifier: Apache-2.0
// libcurl used as directly as can be: the floors of the transport figures.
#pragma once

#include <string>

#include <curl/curl.h>

namespace tccc::benchmarks {

/// Where the benchmarks send to.
struct Server {
  std::string endpoint;  ///< Such as https://127.0.0.1:8443.
  std::string ca_file;
};

/// Sets an easy handle up for POSTs of `body` to the server, as a program would that keeps the handle. The body and the
/// list of headers are kept by pointer.
void configure_bare(CURL* easy, const Server& server, const std::string& body, curl_slist* headers,
                    std::string& answer);

/// As many headers as a signed request has.
curl_slist* typical_headers();

/// One kept easy handle and its connection. For one thread at a time.
class BareCurl {
 public:
  BareCurl(const Server& server, const std::string& body);
  ~BareCurl();
  BareCurl(const BareCurl&) = delete;
  BareCurl& operator=(const BareCurl&) = delete;

  /// Sends the request and reads the answer. False when anything but an answer with a SessionId came.
  bool send();
  /// Closes the connection after each request.
  void forbid_reuse();

 private:
  CURL* easy_;
  curl_slist* headers_;
  std::string answer_;
};

}  // namespace tccc::benchmarks
