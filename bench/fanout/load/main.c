// The load of the benchmark: thousands of SSE clients and the sender of readings in one thread that costs little, so that
// what is measured is the server. It tells its phases on standard output, a JSON object a line, and goes on with each when
// it is told to by a line on standard input: `open` (all streams are), `warm` (warmed up), `done`; then its result.
#define _GNU_SOURCE
#include "clients.h"
#include "clock.h"
#include "options.h"
#include "posts.h"
#include "readings.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#define READY_AT_ONCE 256

/** Files and connections beside the clients. */
#define OTHER_FILES 64

static int epoll;
static struct options options;

static void tell(const char *phase) {
  printf("{\"phase\":\"%s\"}\n", phase);
  fflush(stdout);
  for (int byte; (byte = getchar()) != '\n';)
    if (byte == EOF) exit(1);
}

/** Waits for something to happen, until a time at the latest, and sees to it. */
static void turn(int64_t until) {
  struct epoll_event events[READY_AT_ONCE];
  const int64_t left = until - now_ns();
  const struct timespec patience = {.tv_sec = left > 0 ? left / SECOND : 0, .tv_nsec = left > 0 ? left % SECOND : 0};
  const int ready = epoll_pwait2(epoll, events, READY_AT_ONCE, &patience, NULL);
  if (ready < 0 && errno != EINTR) {
    perror("load: epoll_pwait2, which takes Linux 5.11");
    exit(1);
  }
  for (int each = 0; each < ready; each += 1) {
    if (events[each].data.u32 < (uint32_t)options.clients) clients_read(&events[each]);
    else posts_ready(&events[each]);
  }
}

static int64_t earlier(int64_t one, int64_t other) { return one < other ? one : other; }

/** Publishes a schedule, and waits a while for what is still missing. */
static void publish(const struct schedule *schedule) {
  const int64_t end = schedule_due(schedule, schedule->first + schedule->count);
  const int64_t last = end + (int64_t)(options.patience_seconds * SECOND);
  for (int64_t now; (now = now_ns()) < last;) {
    const int64_t next = posts_due(schedule, now);
    if (next == INT64_MAX && clients_are_done() && posts_answered()) return;
    turn(earlier(next, last));
  }
}

/** Each connection posts as soon as it is answered. */
static void post_in_turn(long *next, double seconds) {
  const int64_t until = now_ns() + (int64_t)(seconds * SECOND);
  posts_begin_in_turn(next, until);
  const int64_t last = until + (int64_t)(options.patience_seconds * SECOND);
  while (now_ns() < last && (now_ns() < until || !posts_answered())) turn(last);
}

/** What is published in a while, or posted in turn. */
static void run(long *next, double seconds) {
  const struct schedule schedule = {.first = *next,
                                    .count = (long)(options.rate * seconds),
                                    .start_ns = now_ns(),
                                    .interval_ns = options.rate > 0 ? SECOND / options.rate : 0};
  clients_count(&schedule);
  posts_count();
  if (options.posters > 0) post_in_turn(next, seconds);
  else publish(&schedule);
  *next += schedule.count;
}

/** All clients connect and get what they missed: everything counts from the first connection on. */
static void replay(long first) {
  const struct schedule missed = {.first = first, .count = options.expected, .start_ns = now_ns()};
  clients_count(&missed);
  clients_open();
  const int64_t last = now_ns() + (int64_t)(options.patience_seconds * SECOND);
  while (!clients_are_done() && now_ns() < last) turn(last);
}

static void print_quantiles(const char *name, const struct histogram *all) {
  printf("\"%s\":{\"p50\":%" PRIu64 ",\"p99\":%" PRIu64 "},", name, histogram_quantile(all, 0.5),
         histogram_quantile(all, 0.99));
}

static void print_result(long expected, double seconds, double cpu_seconds) {
  const uint64_t whole = (uint64_t)clients_reading() * (uint64_t)expected;
  printf("{\"sent\":%" PRIu64 ",\"acknowledged\":%" PRIu64 ",\"refused\":%" PRIu64 ",", posts_tally.sent,
         posts_tally.acknowledged, posts_tally.refused);
  printf("\"delivered\":%" PRIu64 ",\"missing\":%" PRIu64 ",\"duplicates\":%" PRIu64 ",\"lost\":%" PRIu64 ",",
         tally.delivered, whole - tally.delivered, tally.duplicates, tally.lost);
  print_quantiles("latencyUs", &tally.latency);
  print_quantiles("answeredUs", &posts_tally.answered);
  printf("\"reads\":%" PRIu64 ",\"seconds\":%.6f,\"cpuShare\":%.4f,\"firstId\":\"%s\"}\n", tally.reads, seconds,
         cpu_seconds / seconds, first_id);
  fflush(stdout);
}

/** As many connections as the system lets us have at all. */
static void allow_connections(void) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  const rlim_t wanted = (rlim_t)(options.clients + options.posters + OTHER_FILES);
  if (files.rlim_max >= wanted) return;
  fprintf(stderr, "load: it takes %ju open files, and the system allows %ju: raise `ulimit -Hn`\n", (uintmax_t)wanted,
          (uintmax_t)files.rlim_max);
  exit(1);
}

int main(int count, char **given) {
  options = options_read(count, given);
  allow_connections();
  readings_begin(options.name_length);
  // Otherwise each due time would be met 50 µs late.
  prctl(PR_SET_TIMERSLACK, 1);
  epoll = epoll_create1(EPOLL_CLOEXEC);
  clients_prepare(&options, epoll);
  long next = options.first;
  const bool is_replay = options.expected > 0;
  if (!is_replay) {
    clients_open();
    posts_open(&options, epoll, (uint32_t)options.clients);
  }
  tell("open");
  if (options.warm_up_seconds > 0) run(&next, options.warm_up_seconds);
  tell("warm");
  const long first = next;
  const int64_t start = now_ns();
  const int64_t cpu_before = cpu_ns();
  if (is_replay) replay(first);
  else run(&next, options.seconds);
  const double seconds = (double)(now_ns() - start) / SECOND;
  const double cpu_seconds = (double)(cpu_ns() - cpu_before) / SECOND;
  tell("done");
  print_result(is_replay ? options.expected : options.posters > 0 ? 0 : next - first, seconds, cpu_seconds);
}
