// SPDX-License-Identifier: Apache-2.0
// Measured figures beside their floors, as a table, and the check that none is far from its goal.
#pragma once

#include <string>
#include <vector>

namespace tccc::benchmarks {

/// One row. `ours` and `floor` are of the same unit, measured in the same run.
struct Figure {
  std::string name;
  std::string unit;
  double ours = 0;
  double floor = 0;
  double goal = 0;              ///< Of ours / floor.
  bool is_more_better = false;  ///< Throughput: the ratio is to be at least the goal.
  double reached = 0;  ///< Where the goal is still far: the ratio that there is, from which it must not get worse.
};

/// The middle value; of an even number of values the upper one.
double median(std::vector<double> values);

/// Prints the rows to standard output. False when a ratio misses its goal, or what was reached of it, by more than
/// half: machines are noisy, and a fault is not.
bool print_figures(const std::vector<Figure>& figures);

}  // namespace tccc::benchmarks
