// The events of a stream as its bytes come, in pieces of any size.
#ifndef EVENTS_H
#define EVENTS_H
#include <stddef.h>

/** What has come of an event that isn't complete yet. */
struct events {
  char *bytes;
  unsigned length;
  unsigned capacity;
};

/** Takes a piece of the stream; `event` gets each complete one: its lines, without the empty one that ends it. */
void events_take(struct events *, const char *bytes, size_t length, void (*event)(void *, const char *, size_t), void *to);
#endif
