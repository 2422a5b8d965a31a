// SPDX-License-Identifier: Apache-2.0
// Rows and columns: aligned for people at a terminal, separated by tabs for everything else.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace tccc::cli {

class Table {
 public:
  explicit Table(std::vector<std::string> headings);

  /// As many cells as there are headings. What could steer a terminal is shown as `?`.
  void add(std::vector<std::string> cells);

  void print(std::ostream& out, bool is_terminal) const;

 private:
  std::vector<std::vector<std::string>> rows_;  // the headings first
};

}  // namespace tccc::cli
