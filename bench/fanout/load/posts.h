// Publishing: readings on one connection at their due time whatever the answers (pipelined), or on several, each as soon as
// the request before it has been answered.
#ifndef POSTS_H
#define POSTS_H
#include "histogram.h"
#include "options.h"
#include "schedule.h"
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

struct posts_tally {
  /** Readings, sent and answered with success. */
  uint64_t sent;
  uint64_t acknowledged;
  /** Requests answered otherwise. */
  uint64_t refused;
  /** From sending a request to its answer; of unpipelined ones only. */
  struct histogram answered;
};

extern struct posts_tally posts_tally;

/** Connects those that the options ask for. In epoll they are known by `data.u32`, from `id` on. */
void posts_open(const struct options *, int epoll, uint32_t id);

/** Begins to count anew. */
void posts_count(void);

/** Sends what is due by now of the schedule; gives when the next is, or INT64_MAX. */
int64_t posts_due(const struct schedule *, int64_t now);

/** Lets each connection post its first reading, and the next ones from `*next` on, until `until`. */
void posts_begin_in_turn(long *next, int64_t until);

/** A connection is ready. */
void posts_ready(const struct epoll_event *);

/** Whether all that was sent has been answered. */
bool posts_answered(void);
#endif
