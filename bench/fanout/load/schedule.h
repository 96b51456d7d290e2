// When which reading is due.
#ifndef SCHEDULE_H
#define SCHEDULE_H
#include <stdint.h>

/** `count` readings from number `first` on, one after another `interval_ns` from `start_ns` on. */
struct schedule {
  long first;
  long count;
  int64_t start_ns;
  double interval_ns;
};

static inline int64_t schedule_due(const struct schedule *all, long number) {
  return all->start_ns + (int64_t)((double)(number - all->first) * all->interval_ns);
}
#endif
