// SPDX-License-Identifier: Apache-2.0
// Idle handles: which is used next, and which is let go.
#include "transport/curl_handle_pool.h"

#include <chrono>
#include <memory>
#include <utility>

#include <gtest/gtest.h>

#include "transport/curl_global.h"

namespace tccc {
namespace {

using std::chrono::seconds;

class CurlHandlePoolTest : public ::testing::Test {
 protected:
  CurlHandlePoolTest() {
    EXPECT_TRUE(detail::start_curl());
    settings_.max_response_bytes = 1;
  }

  std::unique_ptr<detail::CurlHandle> make_handle() { return detail::CurlHandle::create(settings_); }

  detail::CurlSettings settings_;
  detail::CurlHandlePool pool_{seconds(45)};
  const detail::CurlHandlePool::TimePoint start_{};
};

TEST_F(CurlHandlePoolTest, HasNoneAtFirst) {
  EXPECT_EQ(pool_.take(), nullptr);
}

TEST_F(CurlHandlePoolTest, GivesTheHandlePutBackLast) {
  auto first = make_handle();
  auto second = make_handle();
  const auto* const first_address = first.get();
  const auto* const second_address = second.get();
  pool_.put_back(std::move(first), start_);
  pool_.put_back(std::move(second), start_);
  EXPECT_EQ(pool_.take().get(), second_address);
  EXPECT_EQ(pool_.take().get(), first_address);
  EXPECT_EQ(pool_.take(), nullptr);
}

TEST_F(CurlHandlePoolTest, LetsAHandleGoThatWasIdleForTooLong) {
  auto busy = make_handle();
  const auto* const busy_address = busy.get();
  pool_.put_back(make_handle(), start_);
  pool_.put_back(std::move(busy), start_ + seconds(46));
  const auto taken = pool_.take();
  EXPECT_EQ(taken.get(), busy_address);
  EXPECT_EQ(pool_.take(), nullptr);
}

TEST_F(CurlHandlePoolTest, KeepsAHandleThatWasNotIdleForTooLong) {
  pool_.put_back(make_handle(), start_);
  pool_.put_back(make_handle(), start_ + seconds(45));
  EXPECT_NE(pool_.take(), nullptr);
  EXPECT_NE(pool_.take(), nullptr);
}

TEST_F(CurlHandlePoolTest, KeepsTheOnlyHandleHoweverRarelyItIsUsed) {
  pool_.put_back(make_handle(), start_);
  auto handle = pool_.take();
  const auto* const address = handle.get();
  pool_.put_back(std::move(handle), start_ + seconds(3600));
  EXPECT_EQ(pool_.take().get(), address);
}

}  // namespace
}  // namespace tccc
