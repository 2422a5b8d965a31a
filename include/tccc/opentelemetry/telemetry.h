// SPDX-License-Identifier: Apache-2.0
// Calls as spans and metrics of OpenTelemetry C++. Only where the library was built with TCCC_BUILD_OPENTELEMETRY.
#pragma once

#include <memory>

#include "tccc/telemetry.h"

namespace tccc {
inline namespace v1 {

/// For ClientOptions::telemetry. Spans go to the tracer provider and values to the meter provider that are global when
/// it is made. A call is a span of kind internal, named after its action, whose parent is the span that is active where
/// the call starts; each of its attempts is a child of kind client. Thread-safe.
std::shared_ptr<Telemetry> opentelemetry_telemetry();

}  // namespace v1
}  // namespace tccc
