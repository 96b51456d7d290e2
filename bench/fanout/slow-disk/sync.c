// Preloaded into a server, it makes the disk as slow as the environment's SYNC_US: each sync takes so many µs at least.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

static void wait_until(struct timespec end) {
  // Otherwise each would be 50 µs late.
  prctl(PR_SET_TIMERSLACK, 1);
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR) continue;
}

static int slowly(const char *name, int file) {
  const char *least = getenv("SYNC_US");
  int (*const sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  const int64_t nanoseconds = end.tv_nsec + (least ? atoll(least) : 0) * 1000;
  end.tv_sec += nanoseconds / 1000000000;
  end.tv_nsec = nanoseconds % 1000000000;
  const int result = sync(file);
  const int failure = errno;
  wait_until(end);
  errno = failure;
  return result;
}

int fsync(int file) { return slowly("fsync", file); }

int fdatasync(int file) { return slowly("fdatasync", file); }
