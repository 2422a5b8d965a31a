// SPDX-License-Identifier: Apache-2.0
// `tccc cdr`: the records of calls that have ended.
#include <chrono>
#include <string>

#include "cli/listing.h"
#include "cli/option_text.h"
#include "cli/records.h"
#include "cli/shown_text.h"
#include "cli/table.h"
#include "cli/verbs.h"
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

ExitStatus cdr(const GlobalOptions& global, const Cdr& command, const Environment& environment) {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  DescribeTelCdrRequest request;
  request.sdk_app_id = command.app;
  request.start_time_stamp = read_moment(command.since, now).value_or(now);
  request.end_time_stamp = command.until.empty() ? now : read_moment(command.until, now).value_or(now);
  request.page_size = 100;
  request.phones = command.phones;
  DescribeTelCdrResponse all;
  const auto status = read_all(global, environment, request, command.most, all.tel_cdr_list, all.total_count);
  if (status) return *status;
  if (global.output == OutputFormat::json) {
    print_response_json(global, environment, all);
  } else {
    print_records(global, environment, all.tel_cdr_list);
  }
  return ExitStatus::done;
}

}  // namespace tccc::cli
