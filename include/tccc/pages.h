// SPDX-License-Identifier: Apache-2.0
// Reading a long list page by page, one element at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "tccc/api/describe_ai_agent_info_list.h"
#include "tccc/api/describe_auto_callout_tasks.h"
#include "tccc/api/describe_pstn_active_session_list.h"
#include "tccc/api/describe_tel_cdr.h"
#include "tccc/client.h"
#include "tccc/export.h"
#include "tccc/request_options.h"

namespace tccc {
inline namespace v1 {

/// Settings of a walk through pages.
struct PageOptions {
  RequestOptions request = {};    ///< Of each page's request.
  std::size_t most_pages = 1000;  ///< A list that goes on beyond is an error: no server can keep a walk from ending.
};

/// Specialised for each action that answers by pages: which members hold the page, its size, the elements and their
/// number in all.
template <class Request>
struct PagesOf;

namespace detail {

TCCC_API Error too_many_pages(const Action& action, std::size_t most_pages);

// Page and page size are numbers of their own.
template <class Request>
struct NumberedPages {
  static auto& size(Request& request) { return request.page_size; }
  static std::uint64_t first_row(const Request& request) {
    return static_cast<std::uint64_t>(request.page_number) * static_cast<std::uint64_t>(request.page_size);
  }
  static void go_on(Request& request, std::size_t /*rows*/) { ++request.page_number; }
};

}  // namespace detail

template <>
struct PagesOf<DescribeTelCdrRequest> : detail::NumberedPages<DescribeTelCdrRequest> {
  using Item = TelCdrInfo;
  static constexpr std::int64_t most_rows = 100;
  static std::vector<Item>& items(DescribeTelCdrResponse& page) {
    return page.tel_cdr_list.empty() ? page.tel_cdrs : page.tel_cdr_list;
  }
  static auto total(const DescribeTelCdrResponse& page) { return page.total_count; }
};

template <>
struct PagesOf<DescribeAIAgentInfoListRequest> : detail::NumberedPages<DescribeAIAgentInfoListRequest> {
  using Item = AIAgentInfo;
  static constexpr std::int64_t most_rows = 100;
  static std::vector<Item>& items(DescribeAIAgentInfoListResponse& page) { return page.ai_agent_info_list; }
  static auto total(const DescribeAIAgentInfoListResponse& page) { return page.total_count; }
};

template <>
struct PagesOf<DescribeAutoCalloutTasksRequest> : detail::NumberedPages<DescribeAutoCalloutTasksRequest> {
  using Item = AutoCalloutTaskInfo;
  static constexpr std::uint64_t most_rows = 100;  // no most is documented
  static std::vector<Item>& items(DescribeAutoCalloutTasksResponse& page) { return page.tasks; }
  static auto total(const DescribeAutoCalloutTasksResponse& page) { return page.total_count; }
};

template <>
struct PagesOf<DescribePSTNActiveSessionListRequest> {
  using Item = PSTNSessionInfo;
  static constexpr std::uint64_t most_rows = 25;
  static auto& size(DescribePSTNActiveSessionListRequest& request) { return request.limit; }
  static std::uint64_t first_row(const DescribePSTNActiveSessionListRequest& request) { return request.offset; }
  static void go_on(DescribePSTNActiveSessionListRequest& request, std::size_t rows) { request.offset += rows; }
  static std::vector<Item>& items(DescribePSTNActiveSessionListResponse& page) { return page.sessions; }
  static auto total(const DescribePSTNActiveSessionListResponse& page) { return page.total; }
};

/// The elements of a list that the service gives by pages; made by pages(). Fetches a page when the one before is used
/// up, on the thread that iterates. To be walked through once, by one thread.
template <class Request>
class Pages {
 public:
  /// What the list is of.
  using Item = typename PagesOf<Request>::Item;

  /// An input iterator; all of one Pages are the same place in the list.
  class Iterator {
   public:
    /// For algorithms.
    using iterator_category = std::input_iterator_tag;
    /// For algorithms.
    using value_type = Item;
    /// For algorithms.
    using difference_type = std::ptrdiff_t;
    /// For algorithms.
    using pointer = const Item*;
    /// For algorithms.
    using reference = const Item&;

    /// Valid until the iterator moves on.
    reference operator*() const { return pages_->items_[pages_->index_]; }
    /// Valid until the iterator moves on.
    pointer operator->() const { return &**this; }
    /// Moves on; blocks for the next page when this one is used up.
    Iterator& operator++() {
      ++pages_->index_;
      settle();
      return *this;
    }
    /// Moves on.
    void operator++(int) { ++*this; }
    /// Whether both are at the end, or neither.
    friend bool operator==(const Iterator& left, const Iterator& right) { return left.pages_ == right.pages_; }
    /// The opposite.
    friend bool operator!=(const Iterator& left, const Iterator& right) { return left.pages_ != right.pages_; }

   private:
    friend class Pages;
    explicit Iterator(Pages* pages) : pages_(pages) {
      if (pages_ != nullptr) settle();
    }
    void settle() {
      if (!pages_->find_item()) pages_ = nullptr;
    }

    Pages* pages_;
  };

  /// See pages(). Sends nothing before begin().
  Pages(Client client, Request request, PageOptions options)
      : client_(std::move(client)), request_(std::move(request)), options_(std::move(options)) {
    auto& size = PagesOf<Request>::size(request_);
    if (size == 0) size = PagesOf<Request>::most_rows;
    rows_before_ = PagesOf<Request>::first_row(request_);
  }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;
  ~Pages() = default;

  /// The first element; after a walk that was left early, the one it was left at.
  Iterator begin() { return Iterator(this); }
  /// Where the list or the walk ends.
  Iterator end() { return Iterator(nullptr); }

  /// Why the walk ended before the list did; empty when it did not.
  const std::optional<Error>& error() const noexcept { return error_; }

  /// How many elements the list has, as the page read last told it; empty when that told none, or nothing was read.
  const std::optional<std::uint64_t>& total() const noexcept { return total_; }

  /// The request of the page in hand, or of the one that failed: pages() goes on from there.
  const Request& request() const noexcept { return request_; }

 private:
  using Of = PagesOf<Request>;

  // Whether there is an element at index_, of this page or the next that has one.
  bool find_item() {
    while (index_ >= items_.size()) {
      if (is_over_) return false;
      if (pages_read_ > 0) {
        rows_before_ += items_.size();
        Of::go_on(request_, items_.size());
      }
      load();
    }
    return true;
  }

  void load() {
    index_ = 0;
    items_.clear();
    is_over_ = true;  // until the page says that there is another
    if (pages_read_ >= options_.most_pages) {
      error_ = detail::too_many_pages(ActionOf<Request>::action(), options_.most_pages);
      return;
    }
    auto page = client_.send(request_, options_.request);
    if (!page) {
      error_ = page.error();
      return;
    }
    ++pages_read_;
    items_ = std::move(Of::items(*page));
    total_.reset();
    if (const auto total = Of::total(*page)) total_ = *total > 0 ? static_cast<std::uint64_t>(*total) : 0;
    // A total is believed over the length of the page: a service may give fewer rows than were asked for.
    const bool has_more = total_.value_or(0) > 0 ? rows_before_ + items_.size() < *total_
                                                 : items_.size() >= static_cast<std::uint64_t>(Of::size(request_));
    is_over_ = items_.empty() || !has_more;
  }

  Client client_;
  Request request_;
  PageOptions options_;
  std::vector<Item> items_;
  std::size_t index_ = 0;
  std::size_t pages_read_ = 0;
  std::uint64_t rows_before_ = 0;  // in the list, before the page in hand
  std::optional<std::uint64_t> total_;
  bool is_over_ = false;
  std::optional<Error> error_;
};

/// All elements of a list, page after page from the page in `request` on; a page size of 0 stands for the most the
/// service gives. An error ends the walk, so look at error() after it:
///
///     auto records = tccc::pages(*client, request);
///     for (const tccc::TelCdrInfo& record : records) use(record);
///     if (records.error()) go_on_later_from(records.request());
///
/// What begins or ends meanwhile shifts the rows that follow: an element may come twice or not at all.
template <class Request>
Pages<Request> pages(const Client& client, Request request, PageOptions options = {}) {
  static_assert(is_request_v<Request>, "pages takes a request type of tccc/api");
  return Pages<Request>(client, std::move(request), std::move(options));
}

}  // namespace v1
}  // namespace tccc
