// Durations, counted in buckets that are 1/32 of their value wide: a quantile is off by 3 % at most.
#ifndef HISTOGRAM_H
#define HISTOGRAM_H
#include <stdint.h>

#define HISTOGRAM_BUCKETS (64 * 32)

struct histogram {
  uint64_t counts[HISTOGRAM_BUCKETS];
  uint64_t total;
  uint64_t max_us;
};

/** A negative duration counts as none. */
void histogram_add(struct histogram *, int64_t ns);

/** The microseconds within which so much of all is: 0.99 for the 99th percentile. */
uint64_t histogram_quantile(const struct histogram *, double part);
#endif
