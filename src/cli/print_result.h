// SPDX-License-Identifier: Apache-2.0
// How results and errors look to people and to scripts.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_line.h"
#include "cli/environment.h"
#include "tccc/error.h"

namespace tccc::cli {

/// Named values in the order they are printed.
using Members = std::vector<std::pair<std::string_view, std::string_view>>;

/// One JSON object on one line; bytes that are not UTF-8 are replaced.
void print_json(std::ostream& out, const Members& members);

/// The text as a JSON string, quotes included.
std::string json_text(std::string_view text);

/// A placed call: `{"SessionId":...,"RequestId":...}` or a line for each.
void print_response(std::ostream& out, OutputFormat format, std::string_view session_id, std::string_view request_id);

/// What a request was for.
enum class Purpose {
  place,  ///< A phone rings.
  order,  ///< A task is created, which has phones ring.
  start,  ///< Phones may ring: a task goes on, or nobody knows what the action does.
  act,    ///< Something happens to what is there.
  read,   ///< Nothing happens.
};

/// Whether it may have phones ring: it is asked about first.
constexpr bool may_ring(Purpose purpose) noexcept {
  return purpose == Purpose::place || purpose == Purpose::order || purpose == Purpose::start;
}

/// A failure: `{"Error":{...}}` on `out`, or as text with the next step on `err`.
void print_error(std::ostream& out, std::ostream& err, OutputFormat format, const Error& error,
                 Purpose purpose = Purpose::place);

/// The same where the environment has it; at a terminal in lines of its width. As text, too, where standard output does
/// not take the JSON.
void print_error(const Environment& environment, OutputFormat format, const Error& error,
                 Purpose purpose = Purpose::place);

/// What is left to say of a request that is about to leave, should the program be ended before it is known what became
/// of it.
std::string last_words(Purpose purpose);

/// What to do after a failed request, one line.
std::string next_step(const Error& error, Purpose purpose = Purpose::place);

/// The text with every byte that is not printable ASCII as `?`: what the service calls an id may hold anything.
std::string printable(std::string_view text);

}  // namespace tccc::cli
