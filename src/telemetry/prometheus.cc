// SPDX-License-Identifier: Apache-2.0
// Sums of measurements, and their text form.
#include "tccc/prometheus.h"

#include <charconv>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "error/contain.h"

namespace tccc {
inline namespace v1 {
namespace {

/// In the alphabet of Prometheus.
std::string spelt(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c == '.') c = '_';
  }
  return text;
}

std::string spelt(const Instrument& instrument) {
  std::string text = spelt(instrument.name);
  if (instrument.unit == "s") text += "_seconds";
  if (instrument.kind == InstrumentKind::counter) text += "_total";
  return text;
}

std::string_view type_name(InstrumentKind kind) {
  switch (kind) {
    case InstrumentKind::histogram:
      return "histogram";
    case InstrumentKind::counter:
      return "counter";
    case InstrumentKind::up_down_counter:
      break;
  }
  return "gauge";
}

constexpr int kDigitsOfValue = 17;  // it is read back the same
constexpr int kDigitsOfBound = 6;   // as short as it is written: 0.005 is not 0.0050000000000000001

// The locale of the application has no say in it.
void append_number(std::string& text, double number, int most_digits) {
  char digits[32];  // the longest takes 24
  text.append(digits,
              std::to_chars(digits, digits + sizeof digits, number, std::chars_format::general, most_digits).ptr);
}

void append_escaped(std::string& text, std::string_view value) {
  for (const char c : value) {
    if (c == '\n') {
      text += "\\n";
    } else {
      if (c == '\\' || c == '"') text += '\\';
      text += c;
    }
  }
}

std::string text_of(const TelemetryAttribute& attribute) {
  if (const auto* text = std::get_if<std::string_view>(&attribute.value)) return std::string(*text);
  if (const auto* number = std::get_if<std::int64_t>(&attribute.value)) return std::to_string(*number);
  return std::get<bool>(attribute.value) ? "true" : "false";
}

/// `tccc_action="CreateAICall",tccc_outcome="success"`
std::string labels_of(const TelemetryAttributes& attributes) {
  std::string labels;
  for (const TelemetryAttribute& attribute : attributes) {
    if (!labels.empty()) labels += ',';
    labels.append(spelt(attribute.name)).append("=\"");
    append_escaped(labels, text_of(attribute));
    labels += '"';
  }
  return labels;
}

/// What has been recorded under one set of labels.
struct Series {
  double sum = 0;
  std::uint64_t count = 0;
  std::vector<std::uint64_t> buckets = {};  // not cumulative; what is above the last bound is in none
};

void append_sample(std::string& text, const std::string& name, const std::string& labels, double value) {
  text.append(name);
  if (!labels.empty()) text.append("{").append(labels).append("}");
  text += ' ';
  append_number(text, value, kDigitsOfValue);
  text += '\n';
}

void append_histogram(std::string& text, const std::string& name, const std::string& labels,
                      const Instrument& instrument, const Series& series) {
  std::uint64_t below = 0;
  for (std::size_t i = 0; i <= instrument.bound_count; ++i) {
    std::string with_bound = labels + (labels.empty() ? "" : ",") + "le=\"";
    if (i < instrument.bound_count) {
      below += series.buckets[i];
      append_number(with_bound, instrument.bounds[i], kDigitsOfBound);
    } else {
      below = series.count;
      with_bound += "+Inf";
    }
    append_sample(text, name + "_bucket", with_bound + "\"", static_cast<double>(below));
  }
  append_sample(text, name + "_sum", labels, series.sum);
  append_sample(text, name + "_count", labels, static_cast<double>(series.count));
}

}  // namespace

class PrometheusMetrics::Registry {
 public:
  void record(const std::vector<Measurement>& made) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const Measurement& measurement : made) {
      const Instrument& instrument = *measurement.instrument;
      Series& series = series_[&instrument][labels_of(measurement.attributes)];
      series.sum += measurement.value;
      ++series.count;
      series.buckets.resize(instrument.bound_count);
      for (std::size_t i = 0; i < instrument.bound_count; ++i) {
        if (measurement.value > instrument.bounds[i]) continue;
        ++series.buckets[i];
        break;
      }
    }
  }

  std::string text() const {
    std::string text;
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [instrument, all] : series_) {
      const std::string name = spelt(*instrument);
      text.append("# HELP ").append(name).append(" ").append(instrument->description).append("\n");
      text.append("# TYPE ").append(name).append(" ").append(type_name(instrument->kind)).append("\n");
      for (const auto& [labels, series] : all) {
        if (instrument->kind == InstrumentKind::histogram) {
          append_histogram(text, name, labels, *instrument, series);
        } else {
          append_sample(text, name, labels, series.sum);
        }
      }
    }
    return text;
  }

 private:
  mutable std::mutex mutex_;
  std::map<const Instrument*, std::map<std::string, Series>> series_;  // in the order of instrument_table()
};

class PrometheusMetrics::Trace final : public CallTrace {
 public:
  explicit Trace(std::shared_ptr<Registry> registry) : registry_(std::move(registry)) {}

  void attempt_started(const AttemptStart&) noexcept override {}
  void attempt_ended(const AttemptEnd& attempt) noexcept override {
    detail::contain([&] { registry_->record(measurements(attempt)); });
  }
  void call_ended(const CallEnd& call) noexcept override {
    detail::contain([&] { registry_->record(measurements(call)); });
  }

 private:
  const std::shared_ptr<Registry> registry_;
};

PrometheusMetrics::PrometheusMetrics() : registry_(std::make_shared<Registry>()) {}

PrometheusMetrics::~PrometheusMetrics() = default;

std::unique_ptr<CallTrace> PrometheusMetrics::start_call(const CallStart& call) noexcept {
  std::unique_ptr<CallTrace> trace;
  const bool is_counted = detail::contain([&] {
    trace = std::make_unique<Trace>(registry_);
    registry_->record(measurements(call));
  });
  return is_counted ? std::move(trace) : nullptr;
}

std::string PrometheusMetrics::text() const {
  return registry_->text();
}

}  // namespace v1
}  // namespace tccc
