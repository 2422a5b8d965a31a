// SPDX-License-Identifier: Apache-2.0
// Reads the lists of calls of the service to their end.
#include "session/call_lists.h"

#include <vector>

#include "session/open_call_error.h"
#include "session/record_window.h"
#include "tccc/api/describe_pstn_active_session_list.h"

namespace tccc {
inline namespace v1 {
namespace detail {
namespace {

constexpr std::uint64_t kLivePage = 25;
constexpr std::int64_t kRecordPage = 100;
constexpr std::int64_t kMostPages = 10'000;

Error endless_list() {
  return open_call_error(ErrorCode::invalid_response, "the list of calls goes on for more than 10,000 pages");
}

// Rows may be fewer than asked for before the end, where the service tells how many there are in all.
bool is_last_page(std::int64_t rows, std::int64_t page_size, std::int64_t seen, std::optional<std::int64_t> total) {
  if (rows == 0) return true;
  return total && *total > 0 ? seen >= *total : rows < page_size;
}

}  // namespace

std::optional<Error> visit_live_calls(const Client& client, std::int64_t sdk_app_id, const RequestOptions& options,
                                      const Visit& visit) {
  DescribePSTNActiveSessionListRequest request;
  request.sdk_app_id = sdk_app_id;
  request.limit = kLivePage;
  for (std::int64_t page = 0; page < kMostPages; ++page) {
    const auto answer = client.send(request, options);
    if (!answer) return answer.error();
    for (const PSTNSessionInfo& session : answer->sessions) visit(sighting_of(session));
    request.offset += answer->sessions.size();
    if (is_last_page(static_cast<std::int64_t>(answer->sessions.size()), static_cast<std::int64_t>(kLivePage),
                     static_cast<std::int64_t>(request.offset), answer->total)) {
      return {};
    }
  }
  return endless_list();
}

std::optional<Error> visit_records(const Client& client, DescribeTelCdrRequest request, const RequestOptions& options,
                                   const Visit& visit) {
  request.page_size = kRecordPage;
  std::int64_t seen = 0;
  for (request.page_number = 0; request.page_number < kMostPages; ++request.page_number) {
    const auto answer = client.send(request, options);
    if (!answer) return answer.error();
    const std::vector<TelCdrInfo>& records = records_of(*answer);
    for (const TelCdrInfo& record : records) visit(sighting_of(record));
    const auto rows = static_cast<std::int64_t>(records.size());
    seen += rows;
    if (is_last_page(rows, kRecordPage, seen, answer->total_count)) return {};
  }
  return endless_list();
}

}  // namespace detail
}  // namespace v1
}  // namespace tccc
