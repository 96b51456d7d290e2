#define _GNU_SOURCE
#include "events.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static void keep(struct events *part, const char *bytes, size_t length) {
  if (part->length + length > part->capacity) {
    part->capacity = (unsigned)(part->length + length + 256);
    part->bytes = realloc(part->bytes, part->capacity);
  }
  memcpy(part->bytes + part->length, bytes, length);
  part->length += (unsigned)length;
}

/** The empty line that ends an event; NULL when it hasn't come. All servers measured here end their lines with LF alone. */
static const char *empty_line(const char *bytes, size_t length) {
  const char *end = bytes + length;
  for (const char *line = bytes; (line = memchr(line, '\n', (size_t)(end - line))) && ++line < end;)
    if (*line == '\n') return line;
  return NULL;
}

/** Completes what was kept, if it can; gives how many bytes that took. */
static size_t complete(struct events *part, const char *bytes, size_t length, bool *is_complete) {
  *is_complete = true;
  if (part->bytes[part->length - 1] == '\n' && bytes[0] == '\n') return 1;
  const char *end = empty_line(bytes, length);
  *is_complete = end != NULL;
  const size_t size = end ? (size_t)(end - bytes) : length;
  keep(part, bytes, size);
  return end ? size + 1 : size;
}

void events_take(struct events *part, const char *bytes, size_t length, void (*event)(void *, const char *, size_t),
                 void *to) {
  const char *end = bytes + length;
  if (part->length > 0 && length > 0) {
    bool is_complete;
    bytes += complete(part, bytes, length, &is_complete);
    if (!is_complete) return;
    event(to, part->bytes, part->length);
    part->length = 0;
  }
  for (const char *line; bytes < end && (line = empty_line(bytes, (size_t)(end - bytes))); bytes = line + 1)
    event(to, bytes, (size_t)(line - bytes));
  if (bytes < end) keep(part, bytes, (size_t)(end - bytes));
}
