// SPDX-License-Identifier: Apache-2.0
// Calls as spans and metrics of OpenTelemetry C++: which attributes and values, tccc/telemetry.h says.
#include "tccc/opentelemetry/telemetry.h"

#include <opentelemetry/common/attribute_value.h>
#include <opentelemetry/context/context.h>
#include <opentelemetry/metrics/meter.h>
#include <opentelemetry/metrics/meter_provider.h>
#include <opentelemetry/metrics/provider.h>
#include <opentelemetry/metrics/sync_instruments.h>
#include <opentelemetry/nostd/shared_ptr.h>
#include <opentelemetry/nostd/string_view.h>
#include <opentelemetry/nostd/unique_ptr.h>
#include <opentelemetry/trace/provider.h>
#include <opentelemetry/trace/span.h>
#include <opentelemetry/trace/span_metadata.h>
#include <opentelemetry/trace/span_startoptions.h>
#include <opentelemetry/trace/tracer.h>
#include <opentelemetry/trace/tracer_provider.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "tccc/version.h"

namespace tccc {
inline namespace v1 {
namespace {

namespace otel = opentelemetry;
using otel::common::AttributeValue;
using SpanPointer = otel::nostd::shared_ptr<otel::trace::Span>;

// nostd::string_view is a type of its own, or std::string_view, as OpenTelemetry was built.
otel::nostd::string_view spelt(std::string_view text) {
  return {text.data(), text.size()};
}

AttributeValue value_of(const TelemetryAttribute& attribute) {
  if (const auto* text = std::get_if<std::string_view>(&attribute.value)) return AttributeValue(spelt(*text));
  if (const auto* number = std::get_if<std::int64_t>(&attribute.value)) return AttributeValue(*number);
  return AttributeValue(std::get<bool>(attribute.value));
}

std::vector<std::pair<otel::nostd::string_view, AttributeValue>> spelt(const TelemetryAttributes& attributes) {
  std::vector<std::pair<otel::nostd::string_view, AttributeValue>> spelt_ones;
  spelt_ones.reserve(attributes.size());
  for (const TelemetryAttribute& attribute : attributes) {
    spelt_ones.emplace_back(spelt(attribute.name), value_of(attribute));
  }
  return spelt_ones;
}

void end_span(otel::trace::Span& span, const TelemetryAttributes& attributes, ErrorCode code) {
  for (const TelemetryAttribute& attribute : attributes) span.SetAttribute(spelt(attribute.name), value_of(attribute));
  if (code != ErrorCode::ok) span.SetStatus(otel::trace::StatusCode::kError, spelt(describe(code).meaning));
  span.End();
}

/// The metrics of instrument_table(), in its order.
class Instruments {
 public:
  explicit Instruments(otel::metrics::Meter& meter) {
    for (const Instrument& instrument : instrument_table()) {
      Made& made = made_.emplace_back();
      const auto name = spelt(instrument.name);
      const auto description = spelt(instrument.description);
      const auto unit = spelt(instrument.unit);
      switch (instrument.kind) {
        case InstrumentKind::histogram:
          made.histogram = meter.CreateDoubleHistogram(name, description, unit);
          break;
        case InstrumentKind::counter:
          made.counter = meter.CreateDoubleCounter(name, description, unit);
          break;
        case InstrumentKind::up_down_counter:
          made.up_down_counter = meter.CreateDoubleUpDownCounter(name, description, unit);
          break;
      }
    }
  }

  /// `context` holds the span that the values belong to.
  void record(const std::vector<Measurement>& measurements, const otel::context::Context& context) {
    for (const Measurement& measurement : measurements) {
      Made& made = made_[static_cast<std::size_t>(measurement.instrument - instrument_table().first)];
      const auto attributes = spelt(measurement.attributes);
      if (made.histogram) made.histogram->Record(measurement.value, attributes, context);
      if (made.counter) made.counter->Add(measurement.value, attributes, context);
      if (made.up_down_counter) made.up_down_counter->Add(measurement.value, attributes, context);
    }
  }

 private:
  /// One of them is set.
  struct Made {
    otel::nostd::unique_ptr<otel::metrics::Histogram<double>> histogram = {};
    otel::nostd::unique_ptr<otel::metrics::Counter<double>> counter = {};
    otel::nostd::unique_ptr<otel::metrics::UpDownCounter<double>> up_down_counter = {};
  };

  std::vector<Made> made_;
};

class SpanTrace final : public CallTrace {
 public:
  SpanTrace(otel::nostd::shared_ptr<otel::trace::Tracer> tracer, std::shared_ptr<Instruments> instruments,
            SpanPointer call)
      : tracer_(std::move(tracer)), instruments_(std::move(instruments)), call_(std::move(call)) {}

  void attempt_started(const AttemptStart& attempt) noexcept override {
    otel::trace::StartSpanOptions options;
    options.kind = otel::trace::SpanKind::kClient;
    options.parent = call_->GetContext();  // attempts run on any thread, where another span may be active
    attempt_ = tracer_->StartSpan(spelt(kAttemptSpanName), spelt(span_attributes(attempt)), options);
  }

  void attempt_ended(const AttemptEnd& attempt) noexcept override {
    instruments_->record(measurements(attempt), context_of(attempt_));
    end_span(*attempt_, span_attributes(attempt), attempt.code);
  }

  void call_ended(const CallEnd& call) noexcept override {
    instruments_->record(measurements(call), context_of(call_));
    end_span(*call_, span_attributes(call), call.code);
  }

 private:
  /// Lets exemplars of metrics name the span.
  static otel::context::Context context_of(const SpanPointer& span) {
    return otel::context::Context(otel::trace::kSpanKey, span);
  }

  const otel::nostd::shared_ptr<otel::trace::Tracer> tracer_;
  const std::shared_ptr<Instruments> instruments_;
  const SpanPointer call_;
  SpanPointer attempt_;
};

class OpenTelemetry final : public Telemetry {
 public:
  OpenTelemetry()
      : tracer_(otel::trace::Provider::GetTracerProvider()->GetTracer("tccc", spelt(version()))),
        meter_(otel::metrics::Provider::GetMeterProvider()->GetMeter("tccc", spelt(version()))),
        instruments_(std::make_shared<Instruments>(*meter_)) {}

  std::unique_ptr<CallTrace> start_call(const CallStart& call) noexcept override {
    instruments_->record(measurements(call), otel::context::Context());
    // Without a parent in its options a span becomes a child of the one that is active on this thread.
    return std::unique_ptr<CallTrace>(new (std::nothrow) SpanTrace(
        tracer_, instruments_, tracer_->StartSpan(spelt(call.action), spelt(span_attributes(call)))));
  }

 private:
  const otel::nostd::shared_ptr<otel::trace::Tracer> tracer_;
  const otel::nostd::shared_ptr<otel::metrics::Meter> meter_;  // the instruments are of it
  const std::shared_ptr<Instruments> instruments_;
};

}  // namespace

std::shared_ptr<Telemetry> opentelemetry_telemetry() {
  return std::make_shared<OpenTelemetry>();
}

}  // namespace v1
}  // namespace tccc
