// SPDX-License-Identifier: Apache-2.0
// libcurl used as directly as can be.
#include "bare_curl.h"

namespace tccc::benchmarks {
namespace {

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* answer) {
  static_cast<std::string*>(answer)->append(bytes, size * count);
  return size * count;
}

}  // namespace

curl_slist* typical_headers() {
  curl_slist* list = nullptr;
  for (const char* line :
       {"Content-Type: application/json",
        "Authorization: TC3-HMAC-SHA256 Credential=AKIDxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/2025-01-01/ccc/tc3_request, "
        "SignedHeaders=content-type;host;x-tc-action, "
        "Signature=0000000000000000000000000000000000000000000000000000000000000000",
        "X-TC-Action: CreateAICall", "X-TC-Version: 2020-02-10", "X-TC-Timestamp: 1735689600",
        "X-TC-RequestClient: bare"}) {
    list = curl_slist_append(list, line);
  }
  return list;
}

void configure_bare(CURL* easy, const Server& server, const std::string& body, curl_slist* headers,
                    std::string& answer) {
  curl_easy_setopt(easy, CURLOPT_URL, (server.endpoint + "/").c_str());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(easy, CURLOPT_CAINFO, server.ca_file.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &append);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer);
}

BareCurl::BareCurl(const Server& server, const std::string& body)
    : easy_(curl_easy_init()), headers_(typical_headers()) {
  configure_bare(easy_, server, body, headers_, answer_);
}

BareCurl::~BareCurl() {
  curl_easy_cleanup(easy_);
  curl_slist_free_all(headers_);
}

bool BareCurl::send() {
  answer_.clear();
  return curl_easy_perform(easy_) == CURLE_OK && answer_.find("SessionId") != std::string::npos;
}

void BareCurl::forbid_reuse() {
  curl_easy_setopt(easy_, CURLOPT_FORBID_REUSE, 1L);
}

}  // namespace tccc::benchmarks
