// SPDX-License-Identifier: Apache-2.0
// Objects that are dear to make and used for a moment, kept for the next who needs one.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace tccc {
inline namespace v1 {
namespace detail {

/// Thread-safe. As many as were needed at once, up to a limit above which a burst is over and its memory given back.
template <class T>
class FreeList {
 public:
  FreeList() = default;
  FreeList(const FreeList&) = delete;
  FreeList& operator=(const FreeList&) = delete;

  /// One object, taken from and given back to the list.
  class Loan {
   public:
    explicit Loan(FreeList& list) : list_(list), object_(list.take()) {}
    ~Loan() { list_.put_back(std::move(object_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    T* operator->() const noexcept { return object_.get(); }
    T& operator*() const noexcept { return *object_; }

   private:
    FreeList& list_;
    std::unique_ptr<T> object_;
  };

 private:
  static constexpr std::size_t kMostIdle = 64;

  std::unique_ptr<T> take() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<T> object = std::move(idle_.back());
        idle_.pop_back();
        return object;
      }
    }
    return std::make_unique<T>();
  }

  void put_back(std::unique_ptr<T> object) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.size() < kMostIdle) idle_.push_back(std::move(object));
  }

  // Held for a push or pop, never while an object is used.
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> idle_;  // newest last
};

}  // namespace detail
}  // namespace v1
}  // namespace tccc
