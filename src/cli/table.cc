// SPDX-License-Identifier: Apache-2.0
// Rows and columns.
#include "cli/table.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "cli/shown_text.h"

namespace tccc::cli {

Table::Table(std::vector<std::string> headings) : rows_{std::move(headings)} {}

void Table::add(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = shown_text(cell);
  cells.resize(rows_.front().size());
  rows_.push_back(std::move(cells));
}

void Table::print(std::ostream& out, bool is_terminal) const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = (std::max)(widths[i], display_width(row[i]));
  }
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out << row[i];
      if (i + 1 == row.size()) break;
      out << (is_terminal ? std::string(widths[i] - display_width(row[i]) + 2, ' ') : std::string(1, '\t'));
    }
    out << '\n';
  }
}

}  // namespace tccc::cli
