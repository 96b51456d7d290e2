// The clients of a stream: what each has got, what it hasn't, and how late it was.
#ifndef CLIENTS_H
#define CLIENTS_H
#include "histogram.h"
#include "options.h"
#include "schedule.h"
#include <stdbool.h>
#include <sys/epoll.h>

/** What all clients that read have got together since the counting began. */
struct tally {
  uint64_t delivered;
  uint64_t duplicates;
  /** Reads that brought events. */
  uint64_t reads;
  /** Connections that ended. */
  uint64_t lost;
  struct histogram latency;
};

extern struct tally tally;

/** The id of the first event that the first client got; empty until then. */
extern char first_id[128];

/** To be called once, before anything else. In epoll clients are known by `data.u32`, from 0 on. */
void clients_prepare(const struct options *, int epoll);

/**
 * Connects them all, at the given rate, and waits until each has its answer's head. Ends the program where one is refused,
 * or isn't answered.
 */
void clients_open(void);

/** Begins to count anew; latency is counted from when a reading was due by the schedule. */
void clients_count(const struct schedule *);

/** A connection of one of them has something to be read. */
void clients_read(const struct epoll_event *);

/** Whether everyone that reads has got the last reading of the schedule, after which none can come. */
bool clients_are_done(void);

/** How many read. */
int clients_reading(void);
#endif
