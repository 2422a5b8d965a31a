// SPDX-License-Identifier: Apache-2.0
// Help as a terminal of 80 columns shows it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace tccc::cli {

inline constexpr std::size_t kHelpColumns = 80;

/// Breaks descriptions between words, so that none is longer than kHelpColumns. Footers stand as they were written.
class HelpFormat final : public CLI::Formatter {
 public:
  HelpFormat();

  std::string make_option(const CLI::Option* option, bool is_positional) const override;
  std::string make_subcommand(const CLI::App* verb) const override;
};

/// The text in lines of at most `columns`, broken at blanks; those after the first begin with `indent` blanks, and the
/// first has `used` columns taken already. Without line end.
std::string wrapped(std::string_view text, std::size_t used, std::size_t indent, std::size_t columns);

}  // namespace tccc::cli
