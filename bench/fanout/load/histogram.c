#include "histogram.h"

static unsigned bucket_of(uint64_t us) {
  if (us < 64) return (unsigned)us;
  const unsigned shift = 63 - __builtin_clzll(us) - 5;
  return (shift + 1) * 32 + (unsigned)(us >> shift) - 32;
}

static uint64_t upper_end_of(unsigned bucket) {
  if (bucket < 64) return bucket;
  const unsigned shift = bucket / 32 - 1;
  return ((uint64_t)(bucket % 32 + 32 + 1) << shift) - 1;
}

void histogram_add(struct histogram *all, int64_t ns) {
  const uint64_t us = ns > 0 ? (uint64_t)ns / 1000 : 0;
  all->counts[bucket_of(us)] += 1;
  all->total += 1;
  if (us > all->max_us) all->max_us = us;
}

uint64_t histogram_quantile(const struct histogram *all, double part) {
  const uint64_t wanted = (uint64_t)(part * (double)all->total);
  uint64_t seen = 0;
  for (unsigned bucket = 0; bucket < HISTOGRAM_BUCKETS; bucket += 1) {
    seen += all->counts[bucket];
    if (seen > wanted) return upper_end_of(bucket) < all->max_us ? upper_end_of(bucket) : all->max_us;
  }
  return all->max_us;
}
