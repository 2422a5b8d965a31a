// SPDX-License-Identifier: Apache-2.0
// How results and errors look to people and to scripts.
#include "cli/print_result.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iterator>
#include <sstream>
#include <utility>

#include <nlohmann/json.hpp>

#include "cli/help_format.h"

namespace tccc::cli {
namespace {

using nlohmann::ordered_json;

std::string dump(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json error_json(const Error& error) {
  return {
      {"code", std::string(to_string(error.code()))},
      {"service_code", error.service_code()},
      {"outcome", std::string(to_string(error.outcome()))},
      {"message", error.message()},
      {"request_id", error.request_id()},
      {"http_status", error.http_status()},
      {"attempts", error.attempts()},
      {"field", error.field()},
  };
}

// Faults in what the user gave need no code and no outcome beside them, only the place and the reason.
std::string headline(const Error& error) {
  if (error.code() != ErrorCode::invalid_argument || error.outcome() != Outcome::not_sent) return error.to_string();
  const bool named = error.field().empty() || error.message().find(error.field()) != std::string::npos;
  return named ? error.message() : error.field() + ": " + error.message();
}

// To the second, as call records show it.
std::string utc_text(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm utc{};
  char text[32];
  const bool known = gmtime_r(&seconds, &utc) != nullptr;
  return known ? std::string(text, std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc)) : std::string();
}

// Of what neither places a call nor creates a task.
std::string next_step_without_call(const Error& error, Purpose purpose) {
  switch (error.outcome()) {
    case Outcome::unknown:
      if (purpose == Purpose::read) return "Nothing was changed: run the command again.";
      if (purpose == Purpose::act) return "It may have taken effect: look before you run the command again.";
      return "It may have taken effect, and phones may be ringing: look before you run the command again.";
    case Outcome::rejected:
      return describe(error.code()).redial == Redial::after_delay
                 ? "Nothing was changed. Wait a little, then run the command again."
                 : "Nothing was changed.";
    case Outcome::not_sent:
      break;
  }
  return "Nothing was sent. Run the command again.";
}

std::string next_step_after_refusal(Redial redial) {
  switch (redial) {
    case Redial::after_delay:
      return "No call was placed. Wait a little, then you may dial again.";
    case Redial::after_fix:
      return "No call was placed. Remove the cause, then you may dial again.";
    case Redial::no:
      return "No call was placed. The same call will be refused again.";
    case Redial::yes:
    case Redial::ambiguous:
      break;
  }
  return "No call was placed.";
}

std::string next_step_after_unsent(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
      return "Nothing was sent. Correct it and run the command again; --help shows how.";
    case ErrorCode::credentials_unavailable:
      return "Nothing was sent. Run `tccc configure`, or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (and "
             "TENCENTCLOUD_TOKEN for temporary keys).";
    case ErrorCode::tls_failed:
      return "Nothing was sent. Check --ca-file and the host name, then you may dial again; `tccc doctor` tells more.";
    case ErrorCode::name_resolution_failed:
    case ErrorCode::connect_failed:
    case ErrorCode::proxy_failed:
      return "Nothing was sent and no phone rings: you may dial again. `tccc doctor` tells what is in the way.";
    default:
      return "Nothing was sent and no phone rings: you may dial again.";
  }
}

}  // namespace

void print_json(std::ostream& out, const Members& members) {
  ordered_json json = ordered_json::object();
  for (const auto& [name, value] : members) json[std::string(name)] = std::string(value);
  out << dump(json) << '\n';
}

std::string json_text(std::string_view text) {
  return dump(std::string(text));
}

void print_response(std::ostream& out, OutputFormat format, std::string_view session_id, std::string_view request_id) {
  if (format == OutputFormat::json) {
    print_json(out, {{"SessionId", session_id}, {"RequestId", request_id}});
    return;
  }
  out << "SessionId: " << printable(session_id) << "\nRequestId: " << printable(request_id) << '\n';
}

void print_error(std::ostream& out, std::ostream& err, OutputFormat format, const Error& error, Purpose purpose) {
  if (format == OutputFormat::json) {
    ordered_json json;
    json["Error"] = error_json(error);
    if (error.outcome() == Outcome::unknown && error.first_sent_at()) {
      json["Error"]["sent_at"] = utc_text(*error.first_sent_at());
    }
    out << dump(json) << '\n';
    return;
  }
  err << "error: " << headline(error) << '\n';
  const ErrorInfo& info = describe(error.code());
  if (!info.service_code.empty() && info.meaning != error.message()) err << "meaning: " << info.meaning << '\n';
  if (error.outcome() == Outcome::unknown && error.first_sent_at()) {
    err << "sent: " << utc_text(*error.first_sent_at()) << '\n';
  }
  err << "next: " << next_step(error, purpose) << '\n';
}

void print_error(const Environment& environment, OutputFormat format, const Error& error, Purpose purpose) {
  constexpr std::size_t kIndent = 2;
  std::ostringstream text;
  print_error(environment.out, text, format, error, purpose);
  // A failure that nobody is told of may be dialled again.
  const bool is_lost = format == OutputFormat::json && !environment.out.flush();
  if (is_lost) print_error(environment.out, text, OutputFormat::text, error, purpose);
  std::istringstream lines(text.str());
  for (std::string line; std::getline(lines, line);) {
    if (environment.is_err_terminal) line = wrapped(line, 0, kIndent, kHelpColumns);
    const std::size_t heading = line.rfind("error:", 0) == 0 && environment.is_err_terminal && environment.has_colour
                                    ? std::string_view("error:").size()
                                    : 0;
    if (heading > 0) environment.err << "\033[31m" << line.substr(0, heading) << "\033[0m";
    environment.err << line.substr(heading) << '\n';
  }
}

std::string last_words(Purpose purpose) {
  Error::Details details;
  details.code = ErrorCode::cancelled;
  details.outcome = Outcome::unknown;
  details.message = "ended before it was known what became of the request";
  details.first_sent_at = std::chrono::system_clock::now();
  std::ostringstream none;
  std::ostringstream text;
  print_error(none, text, OutputFormat::text, Error(std::move(details)), purpose);
  return text.str();
}

std::string next_step(const Error& error, Purpose purpose) {
  constexpr ErrorCode kSameForAll[] = {ErrorCode::invalid_argument, ErrorCode::credentials_unavailable};
  const bool is_same = error.outcome() == Outcome::not_sent &&
                       std::find(std::begin(kSameForAll), std::end(kSameForAll), error.code()) != std::end(kSameForAll);
  const bool places = purpose == Purpose::place || purpose == Purpose::order;
  if (!places && !is_same) return next_step_without_call(error, purpose);
  switch (error.outcome()) {
    case Outcome::unknown:
      if (purpose == Purpose::order) {
        return "The task may exist and phones may be ringing: do not create it again before `tccc task show`, which "
               "lists all tasks, shows that it is not there.";
      }
      return "A phone may be ringing: do not dial again before you have looked for the call in the call records. "
             "`tccc reconcile` does that, with the request and --sent.";
    case Outcome::rejected:
      if (error.kind() == ErrorKind::auth) {
        return "No call was placed. Remove the cause, then you may dial again; `tccc doctor --live` tries the keys.";
      }
      return next_step_after_refusal(describe(error.code()).redial);
    case Outcome::not_sent:
      return next_step_after_unsent(error.code());
  }
  return {};
}

std::string printable(std::string_view text) {
  std::string shown(text);
  for (char& c : shown) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7e) c = '?';
  }
  return shown;
}

}  // namespace tccc::cli
