// SPDX-License-Identifier: Apache-2.0
// Measured figures beside their floors.
#include "figures.h"

#include <algorithm>
#include <cstdio>

namespace tccc::benchmarks {
namespace {

constexpr double kNoise = 1.5;

bool is_far_off(const Figure& figure, double ratio) {
  const double wanted = figure.reached > 0 ? figure.reached : figure.goal;
  return figure.is_more_better ? ratio * kNoise < wanted : ratio > kNoise * wanted;
}

}  // namespace

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

bool print_figures(const std::vector<Figure>& figures) {
  bool is_good = true;
  std::printf("%-46s %-9s %12s %12s %7s %9s\n", "figure", "unit", "tccc", "floor", "ratio", "goal");
  for (const Figure& figure : figures) {
    const double ratio = figure.ours / figure.floor;
    const bool misses = is_far_off(figure, ratio);
    const char* remark = misses ? "  far off" : figure.reached > 0 ? "  not reached yet" : "";
    std::printf("%-46s %-9s %12.2f %12.2f %7.2f %s %.2f%s\n", figure.name.c_str(), figure.unit.c_str(), figure.ours,
                figure.floor, ratio, figure.is_more_better ? ">=" : "<=", figure.goal, remark);
    is_good = is_good && !misses;
  }
  return is_good;
}

}  // namespace tccc::benchmarks
