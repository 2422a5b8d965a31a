// SPDX-License-Identifier: Apache-2.0
// Lists of the service, read to their end.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "cli/follow_up.h"
#include "tccc/pages.h"

namespace tccc::cli {

inline constexpr std::size_t kNoLimit = (std::numeric_limits<std::size_t>::max)();

/// Gathers the elements of a paged list, at most so many, and how many the service says there are. Gives an exit status
/// when the verb is over with that: an error was printed, or --dry-run showed the request of the first page.
template <class Request, class Total>
std::optional<ExitStatus> read_all(const GlobalOptions& global, const Environment& environment, const Request& request,
                                   std::size_t most, std::vector<typename PagesOf<Request>::Item>& items,
                                   std::optional<Total>& total) {
  if (global.dry_run) return show_call(global, environment, client_options(global, environment), request);
  ExitStatus status = ExitStatus::done;
  const auto client = open_client(global, environment, status);
  if (!client) return status;
  auto list = pages(*client, request);
  for (const auto& item : list) {
    if (items.size() >= most) {
      environment.err << "warning: there are more than " << most << "; --limit takes another number\n";
      break;
    }
    items.push_back(item);
  }
  // A service that tells too few, or nothing, is corrected by what it gave.
  total = static_cast<Total>((std::max)(static_cast<std::size_t>(list.total().value_or(0)), items.size()));
  if (list.error()) return fail_follow_up(global, environment, *list.error(), Purpose::read);
  return std::nullopt;
}

}  // namespace tccc::cli
