// SPDX-License-Identifier: Apache-2.0
// One unsigned request, to see how far the way to an endpoint is open.
#include "cli/endpoint_probe.h"

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <memory>
#include <string_view>

#include <curl/curl.h>

namespace tccc::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::system_clock;

constexpr unsigned int kOldestCurl = 0x075000;  // as the library wants it

struct EasyDeleter {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;

struct Answer {
  std::string date;
  system_clock::time_point dated_at;
};

std::size_t ignore_body(char* /*bytes*/, std::size_t size, std::size_t count, void* /*unused*/) noexcept {
  return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* answer) noexcept {
  constexpr std::string_view kDate = "date:";
  constexpr std::size_t kLongest = 64;
  const std::string_view line(bytes, size * count);
  const bool is_date =
      line.size() > kDate.size() && line.size() < kLongest &&
      std::equal(kDate.begin(), kDate.end(), line.begin(), [](char own, char other) { return own == (other | 0x20); });
  if (is_date) {
    auto& kept = *static_cast<Answer*>(answer);
    kept.date = line.substr(kDate.size());
    kept.dated_at = system_clock::now();
  }
  return line.size();
}

ProbeStage failed_stage(CURLcode result) noexcept {
  switch (result) {
    case CURLE_OK:
      return ProbeStage::done;
    case CURLE_COULDNT_RESOLVE_HOST:
      return ProbeStage::name;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return ProbeStage::proxy;
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
      return ProbeStage::connection;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
      return ProbeStage::tls;
    default:
      return ProbeStage::answer;
  }
}

// `name:value` lines of libcurl.
std::string value_of(const curl_slist* lines, std::string_view name) {
  for (const curl_slist* line = lines; line != nullptr; line = line->next) {
    const std::string_view text(line->data);
    if (text.size() > name.size() && text.substr(0, name.size()) == name && text[name.size()] == ':') {
      return std::string(text.substr(name.size() + 1));
    }
  }
  return {};
}

std::vector<ProbedCertificate> read_chain(CURL* easy) {
  constexpr int kMost = 10;
  std::vector<ProbedCertificate> chain;
  curl_certinfo* info = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_CERTINFO, &info) != CURLE_OK || info == nullptr) return chain;
  for (int i = 0; i < info->num_of_certs && i < kMost; ++i) {
    const curl_slist* lines = info->certinfo[i];
    chain.push_back({value_of(lines, "Subject"), value_of(lines, "Issuer"), value_of(lines, "Expire date")});
  }
  return chain;
}

void set_up(CURL* easy, const ProbeTarget& target, Answer& answer) {
  constexpr long kOn = 1;
  curl_easy_setopt(easy, CURLOPT_URL, target.url.c_str());
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, kOn);
  curl_easy_setopt(easy, CURLOPT_CERTINFO, kOn);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(target.connect_timeout.count()));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(target.timeout.count()));
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, kOn);  // the clock of a proxy is another one
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &ignore_body);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, static_cast<void*>(&answer));
  if (!target.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, target.ca_file.c_str());
  if (target.bypasses_proxy) curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
}

}  // namespace

ProbeResult probe_endpoint(const ProbeTarget& target) {
  ProbeResult probed;
  const Easy easy(curl_easy_init());
  if (!easy) {
    probed.stage = ProbeStage::connection;
    probed.fault = "libcurl could not make a handle";
    return probed;
  }
  Answer answer;
  set_up(easy.get(), target, answer);
  const CURLcode result = curl_easy_perform(easy.get());
  probed.stage = failed_stage(result);
  if (result != CURLE_OK) probed.fault = curl_easy_strerror(result);  // the error buffer could quote a proxy's password

  const char* address = nullptr;
  long status = 0;
  long connect_status = 0;
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_PRIMARY_IP, &address);
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy.get(), CURLINFO_HTTP_CONNECTCODE, &connect_status);
  curl_easy_getinfo(easy.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
  if (address != nullptr) probed.address = address;
  probed.status = static_cast<int>(status);
  probed.used_http_proxy = connect_status != 0;
  if (probed.stage == ProbeStage::answer && connect_status / 100 > 2) probed.stage = ProbeStage::proxy;
  probed.took = milliseconds(microseconds / 1000);
  probed.chain = read_chain(easy.get());
  const std::time_t date = answer.date.empty() ? -1 : curl_getdate(answer.date.c_str(), nullptr);
  if (date != -1) {
    // Dates have whole seconds: the middle of that one.
    const auto dated = system_clock::from_time_t(date) + milliseconds(500);
    probed.clock_ahead = std::chrono::duration_cast<milliseconds>(answer.dated_at - dated);
  }
  return probed;
}

LibcurlFacts libcurl_facts() {
  const curl_version_info_data& curl = *curl_version_info(CURLVERSION_NOW);
  LibcurlFacts facts;
  facts.version = curl.version;
  facts.tls_library = curl.ssl_version == nullptr ? "" : curl.ssl_version;
  facts.is_new_enough = curl.version_num >= kOldestCurl;
  const char* authorities = curl.cainfo != nullptr ? curl.cainfo : curl.capath;
  if (authorities != nullptr) facts.authorities = authorities;
  if ((curl.features & CURL_VERSION_ASYNCHDNS) == 0) facts.lacks.emplace_back("asynchronous name look-ups");
  if ((curl.features & CURL_VERSION_HTTP2) == 0) facts.lacks.emplace_back("HTTP/2");
  return facts;
}

}  // namespace tccc::cli
