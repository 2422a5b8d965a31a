// SPDX-License-Identifier: Apache-2.0
// Gives a client a limiter that it shares with a fleet, as a service of several processes would.
#include <tccc/redis/rate_limiter.h>
#include <tccc/tccc.h>

#include <iostream>

int main() {
  const tccc::Credentials keys{"AKIDexample", tccc::Secret("not a real key"), {}};
  // [fleet_limiter]
  tccc::redis::RateLimiterOptions limit;
  limit.connection.host = "127.0.0.1";
  limit.identity = keys.secret_id;  // what the service counts by
  limit.fleet_size = 4;             // processes at most
  limit.log = tccc::stderr_log();
  auto limiter = tccc::redis::rate_limiter(limit);
  if (!limiter) {
    std::cerr << limiter.error() << "\n";
    return 1;
  }
  tccc::ClientOptions options;
  options.rate_limiter = *limiter;
  auto client = tccc::Client::create(tccc::static_credentials(keys), options);
  // [fleet_limiter]
  std::cout << (client ? "made" : "failed") << "\n";
  return client ? 0 : 1;
}
