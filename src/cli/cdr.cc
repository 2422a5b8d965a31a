// SPDX-License-Identifier: Apache-2.0
// `tccc cdr`: the records of calls that have ended.
#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>
#include <vector>

#include "cli/listing.h"
#include "cli/option_text.h"
#include "cli/records.h"
#include "cli/shown_text.h"
#include "cli/table.h"
#include "cli/verbs.h"
#include "tccc/phone_number.h"
#include "tccc/types/end_status.h"

namespace tccc::cli {

std::string shown_end(const TelCdrInfo& record) {
  if (!record.end_status) return record.end_status_string;
  const EndStatusInfo* info = find_end_status(*record.end_status);
  const std::string name =
      record.end_status_string.empty() && info != nullptr ? std::string(info->name) : record.end_status_string;
  return name + " (" + std::to_string(*record.end_status) + ")";
}

void print_records(const GlobalOptions& global, const Environment& environment,
                   const std::vector<TelCdrInfo>& records) {
  Table table({"STARTED", "CALLER", "CALLEE", "TALKED", "END", "SESSION"});
  for (const TelCdrInfo& record : records) {
    const auto number = [&](const std::string& own, const std::string& substitute) {
      return own.empty() ? substitute : shown_number(own, global.show_numbers);
    };
    table.add({local_time(record.start_timestamp ? record.start_timestamp : record.time),
               number(record.caller, record.protected_caller), number(record.callee, record.protected_callee),
               shown_duration(record.duration), shown_end(record), record.session_id});
  }
  table.print(environment.out, environment.is_out_terminal);
}

namespace {

// Numbers without country code are read as those of the mainland only for its customers.
Result<PhoneNumber> read_number(const GlobalOptions& global, const std::string& text) {
  return PhoneNumber::parse(text, global.site == Site::china ? "86" : "");
}

/// The numbers in each spelling that records may have: what the service compares is not documented.
std::vector<std::string> spellings_of(const GlobalOptions& global, const std::vector<std::string>& phones) {
  std::vector<std::string> spellings;
  const auto add = [&spellings](const std::string& spelling) {
    if (std::find(spellings.begin(), spellings.end(), spelling) == spellings.end()) spellings.push_back(spelling);
  };
  for (const std::string& phone : phones) {
    add(phone);
    const auto number = read_number(global, phone);
    if (!number) continue;
    add(number->canonical());
    add(number->e164());
    add(number->canonical().substr(2 + number->country_code().size()));
  }
  return spellings;
}

void explain_nothing_found(const GlobalOptions& global, std::ostream& err, const std::vector<std::string>& phones) {
  for (const std::string& phone : phones) {
    const auto number = read_number(global, phone);
    err << "note: no record of " << shown_number(number ? number->canonical() : phone, global.show_numbers)
        << " in this time; "
        << (number ? "asked for with 00, with + and without country code\n"
                   : "asked for as it stands, for it cannot be read: give it with 00 or + and its country code\n");
  }
}

}  // namespace

ExitStatus cdr(const GlobalOptions& global, const Cdr& command, const Environment& environment) {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  DescribeTelCdrRequest request;
  request.sdk_app_id = command.app;
  request.start_time_stamp = read_moment(command.since, now).value_or(now);
  request.end_time_stamp = command.until.empty() ? now : read_moment(command.until, now).value_or(now);
  request.page_size = 100;
  request.phones = spellings_of(global, command.phones);
  DescribeTelCdrResponse all;
  const auto status = read_all(global, environment, request, command.most, all.tel_cdr_list, all.total_count);
  if (status) return *status;
  if (all.tel_cdr_list.empty()) explain_nothing_found(global, environment.err, command.phones);
  if (global.output == OutputFormat::json) {
    print_response_json(global, environment, all);
  } else {
    print_records(global, environment, all.tel_cdr_list);
  }
  return ExitStatus::done;
}

}  // namespace tccc::cli
