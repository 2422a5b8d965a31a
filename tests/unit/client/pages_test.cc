// SPDX-License-Identifier: Apache-2.0
// Long lists, page by page.
#include "tccc/pages.h"

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include "call_fixture.h"

namespace tccc {
namespace client_test {
namespace {

using nlohmann::json;
using testing::not_connected;
using testing::service_error;

HttpExchange answer(const json& members) {
  HttpExchange exchange = testing::success("x");
  exchange.body = json{{"Response", members}}.dump();
  return exchange;
}

std::string id(std::uint64_t row) {
  return "session-" + std::to_string(row);
}

json records(std::uint64_t first, std::uint64_t count) {
  json list = json::array();
  for (std::uint64_t row = first; row < first + count; ++row) list.push_back({{"SessionId", id(row)}});
  return list;
}

// A service with so many records, which tells their number or does not, and gives no more of them than `most` at once.
testing::ScriptedTransport::Answer service_with(std::uint64_t rows, bool tells_total = true, std::uint64_t most = 100) {
  return [=](const HttpRequest& request) {
    const json body = json::parse(request.body);
    const auto size = (std::min)(most, body.at("PageSize").get<std::uint64_t>());
    const std::uint64_t first = (std::min)(rows, body.at("PageNumber").get<std::uint64_t>() * size);
    json members = {{"TelCdrList", records(first, (std::min)(size, rows - first))}};
    if (tells_total) members["TotalCount"] = rows;
    return answer(members);
  };
}

DescribeTelCdrRequest asking(std::int64_t page_size = 0) {
  DescribeTelCdrRequest request;
  request.sdk_app_id = 1400000000;
  request.start_time_stamp = TimePoint(std::chrono::seconds(1700000000));
  request.end_time_stamp = TimePoint(std::chrono::seconds(1700003600));
  request.page_size = page_size;
  return request;
}

template <class Request>
std::vector<std::string> ids_of(Pages<Request>& pages) {
  std::vector<std::string> ids;
  for (const auto& item : pages) ids.push_back(item.session_id);
  return ids;
}

std::vector<std::string> ids_from(std::uint64_t first, std::uint64_t end) {
  std::vector<std::string> ids;
  for (; first < end; ++first) ids.push_back(id(first));
  return ids;
}

TEST(Pages, GiveEveryElementOnceInOrder) {
  for (const bool tells_total : {true, false}) {
    for (const std::uint64_t rows : {0U, 1U, 9U, 10U, 11U, 20U, 25U}) {
      const CallFixture fixture(service_with(rows, tells_total));
      auto walk = pages(fixture.client().client(), asking(10));
      EXPECT_EQ(ids_of(walk), ids_from(0, rows)) << rows;
      EXPECT_FALSE(walk.error());
      const std::size_t needed = rows == 0 ? 1 : (rows + 9) / 10;
      const bool ends_full = rows > 0 && rows % 10 == 0;  // then nobody knows without the total
      EXPECT_EQ(fixture.transport->requests().size(), needed + (ends_full && !tells_total ? 1 : 0)) << rows;
    }
  }
}

TEST(Pages, AreReadInTheLoopItself) {
  const CallFixture fixture(service_with(3));
  std::size_t count = 0;
  for (const auto& record : pages(fixture.client().client(), asking())) {
    static_assert(std::is_same_v<decltype(record), const TelCdrInfo&>);
    EXPECT_EQ(record.session_id, id(count++));
  }
  EXPECT_EQ(count, 3U);
}

TEST(Pages, AskForAsManyRowsAsThereCanBeUnlessTold) {
  const CallFixture fixture(service_with(3));
  auto walk = pages(fixture.client().client(), asking());
  EXPECT_EQ(ids_of(walk).size(), 3U);
  EXPECT_EQ(json::parse(fixture.transport->requests().at(0).body).at("PageSize"), 100);
}

TEST(Pages, AreFetchedOnlyWhenTheyAreReached) {
  const CallFixture fixture(service_with(30));
  auto walk = pages(fixture.client().client(), asking(10));
  EXPECT_TRUE(fixture.transport->requests().empty());
  std::size_t count = 0;
  for (const auto& record : walk) {
    EXPECT_EQ(fixture.transport->requests().size(), count / 10 + 1) << record.session_id;
    if (++count == 15) break;
  }
  EXPECT_EQ(walk.request().page_number, 1);
  EXPECT_EQ(walk.begin()->session_id, id(14)) << "a walk that was left early is where it was left";
}

TEST(Pages, StopAtAnErrorAndGoOnFromItsPage) {
  bool is_down = true;
  const auto service = service_with(25);
  const CallFixture fixture([&](const HttpRequest& request) {
    if (is_down && json::parse(request.body).at("PageNumber") == 1) return service_error("InvalidParameterValue");
    return service(request);
  });
  auto walk = pages(fixture.client().client(), asking(10));
  EXPECT_EQ(ids_of(walk), ids_from(0, 10));
  ASSERT_TRUE(walk.error());
  EXPECT_EQ(walk.error()->service_code(), "InvalidParameterValue");
  EXPECT_TRUE(ids_of(walk).empty()) << "an error is final";
  EXPECT_EQ(fixture.transport->requests().size(), 2U);

  is_down = false;
  auto rest = pages(fixture.client().client(), walk.request());
  EXPECT_EQ(ids_of(rest), ids_from(10, 25));
  EXPECT_FALSE(rest.error());
}

TEST(Pages, TellAnErrorOfTheFirstPage) {
  CallFixture fixture([](const HttpRequest&) { return not_connected(); });
  fixture.options.retry.max_attempts = 1;
  auto walk = pages(fixture.client().client(), asking());
  EXPECT_TRUE(ids_of(walk).empty());
  EXPECT_EQ(walk.error()->code(), ErrorCode::connect_failed);
  EXPECT_EQ(walk.request().page_number, 0);
}

TEST(Pages, TellThatARequestIsNotComplete) {
  const CallFixture fixture(service_with(1));
  auto walk = pages(fixture.client().client(), DescribeTelCdrRequest());
  EXPECT_TRUE(ids_of(walk).empty());
  EXPECT_EQ(walk.error()->field(), "SdkAppId");
}

TEST(Pages, EndOnAServerThatDoesNot) {
  const CallFixture fixture([](const HttpRequest&) { return answer({{"TelCdrList", records(0, 10)}}); });
  PageOptions options;
  options.most_pages = 7;
  auto walk = pages(fixture.client().client(), asking(10), options);
  EXPECT_EQ(ids_of(walk).size(), 70U);
  EXPECT_EQ(walk.error()->code(), ErrorCode::invalid_argument);
  EXPECT_EQ(walk.error()->field(), "most_pages");
  EXPECT_EQ(walk.request().page_number, 7);
  EXPECT_EQ(fixture.transport->requests().size(), 7U);
}

TEST(Pages, AreFewerThanTheLimitWithoutAnError) {
  const CallFixture fixture(service_with(20));
  PageOptions options;
  options.most_pages = 2;
  auto walk = pages(fixture.client().client(), asking(10), options);
  EXPECT_EQ(ids_of(walk).size(), 20U);
  EXPECT_FALSE(walk.error());
}

TEST(Pages, TellHowManyElementsTheListHas) {
  const CallFixture fixture(service_with(25));
  auto walk = pages(fixture.client().client(), asking(10));
  EXPECT_FALSE(walk.total()) << "before anything was read";
  (void)walk.begin();
  EXPECT_EQ(walk.total(), 25U);
}

TEST(Pages, EndOnAServerThatGivesTheSamePageAgain) {
  const CallFixture fixture([](const HttpRequest&) {
    return answer({{"TelCdrList", records(0, 10)}, {"TotalCount", 25}});
  });
  auto walk = pages(fixture.client().client(), asking(10));
  EXPECT_EQ(ids_of(walk).size(), 30U);
  EXPECT_FALSE(walk.error());
}

TEST(Pages, EndOnAnEmptyPageWhateverTheTotal) {
  const CallFixture fixture([](const HttpRequest&) { return answer({{"TotalCount", 1000000}}); });
  auto walk = pages(fixture.client().client(), asking(10));
  EXPECT_TRUE(ids_of(walk).empty());
  EXPECT_FALSE(walk.error());
  EXPECT_EQ(fixture.transport->requests().size(), 1U);
}

TEST(Pages, GoOnAfterPagesThatAreShorterThanAskedFor) {
  const CallFixture fixture(service_with(25, true, 10));
  auto walk = pages(fixture.client().client(), asking(50));
  EXPECT_EQ(ids_of(walk), ids_from(0, 25));
}

TEST(Pages, DoNotBelieveATotalOfNothing) {
  const CallFixture fixture([](const HttpRequest& request) {
    const bool is_first = json::parse(request.body).at("PageNumber") == 0;
    return answer({{"TelCdrList", records(is_first ? 0 : 10, is_first ? 10 : 3)}, {"TotalCount", 0}});
  });
  auto walk = pages(fixture.client().client(), asking(10));
  EXPECT_EQ(ids_of(walk), ids_from(0, 13));
}

TEST(Pages, ReadTheOlderNameOfTheList) {
  const CallFixture fixture([](const HttpRequest&) { return answer({{"TelCdrs", records(0, 2)}}); });
  auto walk = pages(fixture.client().client(), asking(10));
  EXPECT_EQ(ids_of(walk), ids_from(0, 2));
}

TEST(Pages, CountFromThePageTheyStartAt) {
  const CallFixture fixture(service_with(25));
  DescribeTelCdrRequest request = asking(10);
  request.page_number = 2;
  auto walk = pages(fixture.client().client(), request);
  EXPECT_EQ(ids_of(walk), ids_from(20, 25));
  EXPECT_EQ(fixture.transport->requests().size(), 1U);
}

TEST(Pages, StopWhenTheyAreNoLongerWanted) {
  CancellationSource source;
  const CallFixture fixture(service_with(25));
  PageOptions options;
  options.request.cancellation = source.token();
  auto walk = pages(fixture.client().client(), asking(10), options);
  std::size_t count = 0;
  for (const auto& record : walk) {
    EXPECT_FALSE(record.session_id.empty());
    if (++count == 5) source.cancel();
  }
  EXPECT_EQ(count, 10U);
  EXPECT_EQ(walk.error()->code(), ErrorCode::cancelled);
}

TEST(Pages, OfCallsThatAreUpGoByRows) {
  const CallFixture fixture([](const HttpRequest& request) {
    const json body = json::parse(request.body);
    const auto offset = body.at("Offset").get<std::uint64_t>();
    EXPECT_EQ(body.at("Limit"), 25);
    const std::uint64_t count = (std::min<std::uint64_t>)(20, 45 - offset);  // fewer than asked for
    json list = json::array();
    for (std::uint64_t row = offset; row < offset + count; ++row) list.push_back({{"SessionID", id(row)}});
    return answer({{"Total", 45}, {"Sessions", list}});
  });
  DescribePSTNActiveSessionListRequest request;
  request.sdk_app_id = 1400000000;
  auto walk = pages(fixture.client().client(), request);
  EXPECT_EQ(ids_of(walk), ids_from(0, 45));
  EXPECT_EQ(walk.request().offset, 40U);
}

TEST(Pages, OfAgentsAndTasksAreReadTheSameWay) {
  const CallFixture fixture([](const HttpRequest& request) {
    const bool is_first = json::parse(request.body).at("PageNumber") == 0;
    const int number = is_first ? 1 : 2;
    return answer(
        {{"TotalCount", 2}, {"AIAgentInfoList", {{{"AIAgentId", number}}}}, {"Tasks", {{{"TaskId", number}}}}});
  });
  DescribeAIAgentInfoListRequest agents;
  agents.sdk_app_id = 1400000000;
  agents.page_size = 1;
  std::vector<std::uint64_t> ids;
  for (const AIAgentInfo& agent : pages(fixture.client().client(), agents)) ids.push_back(*agent.ai_agent_id);
  DescribeAutoCalloutTasksRequest tasks;
  tasks.sdk_app_id = 1400000000;
  tasks.page_size = 1;
  for (const AutoCalloutTaskInfo& task : pages(fixture.client().client(), tasks)) ids.push_back(*task.task_id);
  EXPECT_EQ(ids, (std::vector<std::uint64_t>{1, 2, 1, 2}));
}

}  // namespace
}  // namespace client_test
}  // namespace tccc
