// SPDX-License-Identifier: Apache-2.0
// The text form of Prometheus, read back.
#include "tccc/prometheus.h"

#include <locale.h>
#include <sys/wait.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <locale>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "../../loopback/temporary_directory.h"
#include "../client/call_fixture.h"

namespace tccc {
namespace {

using client_test::CallFixture;
using client_test::placing;
using testing::lost_answer;
using testing::success;

/// A text as a scraper reads it; fails the test where the text breaks the format.
struct Scrape {
  explicit Scrape(const std::string& text) {
    EXPECT_TRUE(text.empty() || text.back() == '\n');
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) read(line);
  }

  void read(const std::string& line) {
    std::istringstream words(line);
    std::string first;
    std::string kind;
    std::string name;
    if (line.rfind("# ", 0) == 0) {
      std::string type;
      words >> first >> kind >> name >> type;
      const bool is_first = kind == "TYPE" ? types.emplace(name, type).second : helps.emplace(name, line).second;
      EXPECT_TRUE(is_first) << "twice: " << line;
      return;
    }
    const std::size_t space = line.rfind(' ');
    ASSERT_NE(space, std::string::npos) << line;
    const std::string series = line.substr(0, space);
    char* end = nullptr;
    const double value = std::strtod(line.c_str() + space, &end);
    EXPECT_EQ(*end, '\0') << line;
    EXPECT_TRUE(values.emplace(series, value).second) << "twice: " << line;
    std::string family = series.substr(0, series.find('{'));
    for (const char* part : {"_bucket", "_sum", "_count"}) {
      const std::size_t at = family.rfind(part);
      if (at != std::string::npos && at + std::string(part).size() == family.size() && types.count(family) == 0) {
        family.resize(at);
      }
    }
    EXPECT_EQ(types.count(family), 1U) << "no TYPE before " << line;
    EXPECT_EQ(helps.count(family), 1U) << "no HELP before " << line;
  }

  double at(const std::string& series) const {
    const auto found = values.find(series);
    if (found != values.end()) return found->second;
    ADD_FAILURE() << "no " << series;
    return -1;
  }

  std::map<std::string, std::string> types;
  std::map<std::string, std::string> helps;
  std::map<std::string, double> values;
};

TEST(PrometheusMetrics, HaveNothingToTellBeforeTheFirstCall) {
  EXPECT_EQ(PrometheusMetrics().text(), "");
}

TEST(PrometheusMetrics, CountTheCallsOfAClient) {
  CallFixture fixture({success("a"), success("b"), lost_answer()});
  const auto metrics = std::make_shared<PrometheusMetrics>();
  fixture.options.telemetry = metrics;
  fixture.options.endpoint = "127.0.0.1:8443";
  const auto client = fixture.client();
  EXPECT_TRUE(client.send(placing()));
  EXPECT_TRUE(client.send(placing()));
  EXPECT_FALSE(client.send(placing()));
  const Scrape scrape(metrics->text());
  const std::string call = R"({tccc_action="CreateAIAgentCall",tccc_outcome=)";
  EXPECT_EQ(scrape.at("tccc_call_duration_seconds_count" + call + R"("success"})"), 2);
  EXPECT_EQ(scrape.at("tccc_call_duration_seconds_count" + call + R"("unknown",error_type="connection_lost"})"), 1);
  EXPECT_EQ(scrape.at(R"(tccc_calls_active{tccc_action="CreateAIAgentCall"})"), 0);
  EXPECT_EQ(scrape.at(R"(tccc_requests_total{tccc_action="CreateAIAgentCall",tccc_connection="none"})"), 3);
  EXPECT_EQ(scrape.at(R"(tccc_call_attempts_sum{tccc_action="CreateAIAgentCall"})"), 3);
  EXPECT_EQ(scrape.at(R"(http_client_request_duration_seconds_count{http_request_method="POST",)"
                      R"(server_address="127.0.0.1",server_port="8443",tccc_action="CreateAIAgentCall",)"
                      R"(http_response_status_code="200"})"),
            2);
  EXPECT_EQ(scrape.types.at("tccc_call_duration_seconds"), "histogram");
  EXPECT_EQ(scrape.types.at("tccc_calls_active"), "gauge");
  EXPECT_EQ(scrape.types.at("tccc_requests_total"), "counter");
  EXPECT_EQ(metrics->text().find("8613012340000"), std::string::npos);
}

TEST(PrometheusMetrics, KeepHistogramsCumulative) {
  PrometheusMetrics metrics;
  for (const int duration : {5, 6, 60, 20'000}) {
    CallEnd end;
    end.action = "CreateAICall";
    end.duration = std::chrono::milliseconds(duration);
    metrics.start_call({})->call_ended(end);
  }
  const Scrape scrape(metrics.text());
  const auto bucket = [&](const char* bound) {
    return scrape.at(R"(tccc_call_duration_seconds_bucket{tccc_action="CreateAICall",tccc_outcome="success",le=")" +
                     std::string(bound) + "\"}");
  };
  EXPECT_EQ(bucket("0.005"), 1);
  EXPECT_EQ(bucket("0.01"), 2);
  EXPECT_EQ(bucket("0.05"), 2);
  EXPECT_EQ(bucket("0.075"), 3);
  EXPECT_EQ(bucket("10"), 3);
  EXPECT_EQ(bucket("+Inf"), 4);
  EXPECT_NEAR(scrape.at(R"(tccc_call_duration_seconds_sum{tccc_action="CreateAICall",tccc_outcome="success"})"), 20.071,
              1e-9);
}

/// A locale with another decimal mark for C++ streams, which every standard library makes of a facet.
class StarMark final : public std::numpunct<char> {
  char do_decimal_point() const override { return '*'; }
  std::string do_grouping() const override { return "\1"; }
};

class PrometheusInALocale : public ::testing::Test {
 protected:
  void SetUp() override {
    CallEnd end;
    end.action = "CreateAICall";
    end.duration = std::chrono::milliseconds(1500);
    metrics_.start_call({})->call_ended(end);
    text_ = metrics_.text();
    ASSERT_NE(text_.find(" 1.5\n"), std::string::npos) << text_;
  }

  PrometheusMetrics metrics_;
  std::string text_;
};

TEST_F(PrometheusInALocale, IsWrittenTheSameWhateverTheLocaleOfStreams) {
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new StarMark));
  std::ostringstream shown;
  shown << 1.5;
  const std::string text = metrics_.text();
  std::locale::global(before);
  EXPECT_EQ(shown.str(), "1*5");
  EXPECT_EQ(text, text_);
}

// Which locales a C library has, and how it keeps them, is its own affair. Of glibc the way is known, so that a test
// needs no locale to be installed. Of others, those are tried that are usual; musl has but one decimal mark, so that
// none can go wrong there, and the test says that of it.
#if defined(__GLIBC__)
constexpr const char* kLocales[] = {"marked"};

/// Makes a locale whose decimal mark is the Arabic one, of two bytes.
void make_locales(const loopback::TemporaryDirectory& directory) {
  // As glibc keeps LC_NUMERIC: what it is, the number of its fields, where they begin, and they: mark, thousands
  // separator, grouping, the two in wide characters, and the character set.
  constexpr std::uint32_t kMarkAt = 32;
  const std::uint32_t head[] = {
      0x20031115U ^ LC_NUMERIC, 6, kMarkAt, kMarkAt + 3, kMarkAt + 4, kMarkAt + 8, kMarkAt + 12, kMarkAt + 16};
  const std::uint32_t wide[] = {0x66B, 0};
  std::string text(reinterpret_cast<const char*>(head), sizeof head);
  text.append("\331\253\0\0\0\0\0\0", 8).append(reinterpret_cast<const char*>(wide), sizeof wide).append("UTF-8", 6);
  std::filesystem::create_directory(directory.path() + "/marked");
  directory.write("marked/LC_NUMERIC", text);
  setenv("LOCPATH", directory.path().c_str(), 1);
}
#else
constexpr const char* kLocales[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ru_RU.UTF-8", "ar_EG.UTF-8"};

void make_locales(const loopback::TemporaryDirectory& /*directory*/) {}
#endif

TEST_F(PrometheusInALocale, IsWrittenTheSameWhateverTheLocaleOfC) {
  const loopback::TemporaryDirectory directory;
  // In a process of its own: the C library keeps the path to its locales for good, which is no leak of ours. Ends with
  // how many of the locales have another mark, or with 100 where the text is not the same.
  const auto count_marks = [&] {
    make_locales(directory);
    int marks = 0;
    for (const char* name : kLocales) {
      const locale_t made = newlocale(LC_NUMERIC_MASK, name, nullptr);
      if (made == locale_t{}) continue;
      uselocale(made);
      char digits[16];
      std::snprintf(digits, sizeof digits, "%.1f", 1.5);
      if (digits != std::string("1.5")) ++marks;
      if (metrics_.text() != text_) return 100;
    }
    return marks;
  };
#if defined(__GLIBC__)
  EXPECT_EXIT(std::_Exit(count_marks()), ::testing::ExitedWithCode(1), "");
#else
  const auto is_the_same = [](int status) {
    std::cout << "locales of C with another decimal mark: " << WEXITSTATUS(status) << "\n";
    return WIFEXITED(status) && WEXITSTATUS(status) < 100;
  };
  EXPECT_EXIT(std::_Exit(count_marks()), is_the_same, "");
#endif
}

TEST(PrometheusMetrics, EscapeWhatStandsInLabels) {
  PrometheusMetrics metrics;
  AttemptEnd end;
  end.action = "CreateAICall";
  end.server.address = "a\"b\\c\nd";
  metrics.start_call({})->attempt_ended(end);
  EXPECT_NE(metrics.text().find(R"(server_address="a\"b\\c\nd",)"), std::string::npos) << metrics.text();
  const Scrape scrape(metrics.text());
}

TEST(PrometheusMetrics, CountCallsOfSeveralThreads) {
  PrometheusMetrics metrics;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&metrics] {
      for (int call = 0; call < 100; ++call) {
        CallEnd end;
        end.action = "HangUpCall";
        metrics.start_call({"HangUpCall"})->call_ended(end);
        if (call % 50 == 0) static_cast<void>(metrics.text());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const Scrape scrape(metrics.text());
  EXPECT_EQ(scrape.at(R"(tccc_call_duration_seconds_count{tccc_action="HangUpCall",tccc_outcome="success"})"), 400);
  EXPECT_EQ(scrape.at(R"(tccc_calls_active{tccc_action="HangUpCall"})"), 0);
}

}  // namespace
}  // namespace tccc
