// SPDX-License-Identifier: Apache-2.0
// One line on standard error that tells how far something is; only at a terminal.
#pragma once

#include <cstddef>
#include <string>

#include "cli/environment.h"
#include "cli/shown_text.h"

namespace tccc::cli {

class ProgressLine {
 public:
  /// `environment` must outlive it.
  explicit ProgressLine(const Environment& environment) : environment_(environment) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  void show(const std::string& text) {
    if (!environment_.is_err_terminal) return;
    clear();
    environment_.err << text << std::flush;
    width_ = display_width(text);
  }

  void clear() {
    if (width_ > 0) environment_.err << '\r' << std::string(width_, ' ') << '\r' << std::flush;
    width_ = 0;
  }

 private:
  const Environment& environment_;
  std::size_t width_ = 0;
};

}  // namespace tccc::cli
