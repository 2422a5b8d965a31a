// SPDX-License-Identifier: Apache-2.0
// The exit statuses of the program, which scripts rely on.
#include "cli/exit_status.h"

namespace tccc::cli {
namespace {

ExitStatus status_of_refusal(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::auth:
      return ExitStatus::authentication;
    case ErrorKind::throttle:
    case ErrorKind::concurrency:
    case ErrorKind::quota:
    case ErrorKind::billing:
      return ExitStatus::rate_or_quota;
    default:
      return ExitStatus::rejected;
  }
}

ExitStatus status_of_unsent(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument:
      return ExitStatus::invalid;
    case ErrorCode::credentials_unavailable:
      return ExitStatus::authentication;
    case ErrorCode::limiter_refused:
      return ExitStatus::rate_or_quota;
    default:
      return ExitStatus::not_sent;
  }
}

}  // namespace

ExitStatus exit_status_of(const Error& error) noexcept {
  switch (error.outcome()) {
    case Outcome::unknown:
      return ExitStatus::unknown;
    case Outcome::rejected:
      return status_of_refusal(error.kind());
    case Outcome::not_sent:
      return status_of_unsent(error.code());
  }
  return ExitStatus::other;
}

const char* exit_status_help() noexcept {
  return "Exit status:\n"
         "  0  the call is being placed, or what was asked for is done\n"
         "  1  anything not listed here\n"
         "  2  wrong usage or an invalid request; nothing was sent\n"
         "  3  rejected by the service; no call was placed\n"
         "  4  authentication: keys missing, wrong or without permission; no call was\n"
         "     placed\n"
         "  5  rate or quota: too fast, too many at once, or a package used up; no call\n"
         "     was placed\n"
         "  6  outcome unknown: a phone may be ringing; do not dial again before looking\n"
         "     for the call\n"
         "  7  not sent: the request never left this machine";
}

}  // namespace tccc::cli
