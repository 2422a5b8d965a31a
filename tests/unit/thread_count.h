// SPDX-License-Identifier: Apache-2.0
// How many threads this process has. The system lists one that was joined for a moment longer, so ends are waited for.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <thread>

namespace tccc {

inline std::size_t thread_count() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

/// False when it does not come to that within 20 s.
inline bool thread_count_becomes(std::size_t count) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (thread_count() != count) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Of the threads that are there without the library: with the first of a program, a sanitizer starts one of its own.
inline std::size_t thread_count_before() {
  std::string task = "/proc/self/task/";
  std::thread([&] { task += std::to_string(::syscall(SYS_gettid)); }).join();
  while (std::filesystem::exists(task)) std::this_thread::yield();
  return thread_count();
}

}  // namespace tccc
