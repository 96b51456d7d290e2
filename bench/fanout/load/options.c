#include "options.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *value_of(int *at, int count, char **given) {
  if (*at + 1 < count) return given[++*at];
  fprintf(stderr, "load: %s needs a value\n", given[*at]);
  exit(2);
}

struct options options_read(int count, char **given) {
  struct options all = {
      .stream_path = "/events", .post_path = "/api/readings", .post_header = "", .last_event_id = "",
      .connect_rate = 2000,     .batch = 1,                   .patience_seconds = 2,
  };
  for (int at = 1; at < count; at += 1) {
    const char *name = given[at];
    const char *value = value_of(&at, count, given);
    if (strcmp(name, "--port") == 0) all.port = atoi(value);
    else if (strcmp(name, "--stream-path") == 0) all.stream_path = value;
    else if (strcmp(name, "--post-path") == 0) all.post_path = value;
    else if (strcmp(name, "--post-header") == 0) all.post_header = value;
    else if (strcmp(name, "--clients") == 0) all.clients = atoi(value);
    else if (strcmp(name, "--stalled") == 0) all.stalled = atoi(value);
    else if (strcmp(name, "--connect-rate") == 0) all.connect_rate = atoi(value);
    else if (strcmp(name, "--last-event-id") == 0) all.last_event_id = value;
    else if (strcmp(name, "--expected") == 0) all.expected = atol(value);
    else if (strcmp(name, "--rate") == 0) all.rate = atof(value);
    else if (strcmp(name, "--posters") == 0) all.posters = atoi(value);
    else if (strcmp(name, "--batch") == 0) all.batch = atoi(value);
    else if (strcmp(name, "--warm-up") == 0) all.warm_up_seconds = atof(value);
    else if (strcmp(name, "--seconds") == 0) all.seconds = atof(value);
    else if (strcmp(name, "--patience") == 0) all.patience_seconds = atof(value);
    else if (strcmp(name, "--first") == 0) all.first = atol(value);
    else if (strcmp(name, "--name-length") == 0) all.name_length = atoi(value);
    else {
      fprintf(stderr, "load: there is no %s\n", name);
      exit(2);
    }
  }
  return all;
}
