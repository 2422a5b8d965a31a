// SPDX-License-Identifier: Apache-2.0
// Learns the facts of an insurance claim on a call. The list of wanted facts becomes the request's extraction settings
// and a part of the prompt; the results come back as typed values, with what is missing or implausible named.
//
//     claim_intake call SDK_APP_ID CALLEE         places the call
//     claim_intake read < results                 reads results, one `name=value` a line
//
// Environment: keys as default_credentials() finds them, such as TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY;
// OPENAI_API_KEY, the model's. TCCC_ENDPOINT and TCCC_CA_FILE name another host and its authority, such as `tccc mock`.
// Exit status: 0 placed, or all required facts are known; 2 usage or options; 3 not placed; 6 a phone may be ringing;
// 8 facts are missing or implausible.
#include <tccc/tccc.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// [schema]
tccc::Result<tccc::ExtractionSchema> claim_schema() {
  tccc::ExtractionOptions options;
  options.home_country = "86";  // people say their number without country code
  return tccc::ExtractionSchema::create(
      {{"policy_holder", tccc::FactKind::text, "Full name of the policy holder"},
       {"damage", tccc::FactKind::choice, "What was damaged", {"vehicle", "building", "person"}},
       {"injured", tccc::FactKind::yes_no, "Whether anybody is injured"},
       {"vehicles", tccc::FactKind::number, "How many vehicles are involved"},
       {"happened_at", tccc::FactKind::date_time, "When it happened"},
       {"call_back", tccc::FactKind::phone, "Number for a call back"},
       {"mail", tccc::FactKind::email, "Address for the forms", {}, {}, false}},
      options);
}
// [schema]

int place(const tccc::ExtractionSchema& schema, std::int64_t app, const std::string& callee) {
  tccc::ClientOptions options;
  options.endpoint = environment("TCCC_ENDPOINT");  // empty: the service itself
  options.tls.ca_file = environment("TCCC_CA_FILE");
  const auto client = tccc::Client::create(tccc::default_credentials(), options);
  if (!client) {
    std::cerr << client.error() << '\n';
    return 2;
  }
  // [number]
  const auto number = tccc::PhoneNumber::parse(callee, "86");
  if (!number) {
    std::cerr << number.error() << '\n';
    return 2;
  }
  // [number]

  // [request]
  tccc::CreateAICallRequest request;
  request.sdk_app_id = app;
  request.callee = number->canonical();
  request.system_prompt = "You work for an insurance company and take down claims." + schema.prompt_text();
  request.extract = schema.extract_items();
  // [request]
  request.llm =
      tccc::OpenAILlm{"gpt-4o-mini", tccc::Secret(environment("OPENAI_API_KEY")), "https://api.openai.com/v1/"};
  request.voice = tccc::BuiltInVoice{"WeRose"};
  request.asr.languages = {tccc::language::en};
  const auto placed = client->send(request);
  if (!placed) {
    std::cerr << placed.error() << '\n';
    return placed.error().outcome() == tccc::Outcome::unknown ? 6 : 3;
  }
  std::cout << "calling " << *number << ": SessionId " << placed->session_id << '\n';
  return 0;
}

// The text of a result in the member where the service puts it for this kind.
tccc::ExtractedValue to_result(const tccc::ExtractionSchema& schema, const std::string& name, const std::string& text) {
  tccc::ExtractedValue result;
  result.name = name;
  result.text = text;
  for (const tccc::WantedFact& fact : schema.facts()) {
    if (fact.name != name) continue;
    if (fact.kind == tccc::FactKind::choice && !text.empty()) result.chosen = {text};
    if (fact.kind == tccc::FactKind::yes_no && !text.empty()) result.boolean = text == "yes";
    double number = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec == std::errc() && parsed.ptr == end) result.number = number;
  }
  return result;
}

std::vector<tccc::ExtractedValue> read_results(const tccc::ExtractionSchema& schema) {
  std::vector<tccc::ExtractedValue> results;
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) {
      results.push_back(to_result(schema, line.substr(0, equals), line.substr(equals + 1)));
    }
  }
  return results;
}

int show(const tccc::ExtractionSchema& schema) {
  const std::vector<tccc::ExtractedValue> results = read_results(schema);
  // [read]
  const tccc::ExtractionReport report = schema.read(results);
  for (const tccc::FactFinding& finding : report.facts) {
    std::cout << finding.name << ": " << to_string(finding.status);
    if (!finding.why.empty()) std::cout << ", it " << finding.why;
    std::cout << '\n';
  }
  if (const auto* happened_at = report.get<tccc::DateTime>("happened_at")) {
    std::cout << "happened at " << happened_at->to_string() << '\n';
  }
  if (const auto* call_back = report.get<tccc::PhoneNumber>("call_back")) {
    std::cout << "call back " << *call_back << '\n';  // printed masked; call_back->canonical() dials it
  }
  for (const std::string& name : report.open_facts()) std::cout << "ask again for " << name << '\n';
  // [read]
  return report.is_complete() ? 0 : 8;
}

}  // namespace

int main(int argc, char** argv) {
  const auto schema = claim_schema();
  if (!schema) {
    std::cerr << schema.error() << '\n';
    return 2;
  }
  const std::string_view verb = argc > 1 ? argv[1] : "";
  if (verb == "read" && argc == 2) return show(*schema);
  std::int64_t app = 0;
  if (verb == "call" && argc == 4) {
    const std::string_view id = argv[2];
    const auto parsed = std::from_chars(id.data(), id.data() + id.size(), app);
    if (parsed.ec == std::errc() && parsed.ptr == id.data() + id.size()) return place(*schema, app, argv[3]);
  }
  std::cerr << "usage: claim_intake call SDK_APP_ID CALLEE | claim_intake read\n";
  return 2;
}
