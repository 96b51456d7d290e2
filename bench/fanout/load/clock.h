// Time as this program counts it: nanoseconds.
#ifndef CLOCK_H
#define CLOCK_H
#include <stdint.h>
#include <time.h>

#define SECOND 1000000000LL

static inline int64_t clock_ns(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * SECOND + time.tv_nsec;
}

/** From any beginning; nobody can set it. */
static inline int64_t now_ns(void) { return clock_ns(CLOCK_MONOTONIC); }

/** CPU time that this program has used, user and system. */
static inline int64_t cpu_ns(void) { return clock_ns(CLOCK_PROCESS_CPUTIME_ID); }
#endif
