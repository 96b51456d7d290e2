#define _GNU_SOURCE
#include "clients.h"
#include "clock.h"
#include "connection.h"
#include "events.h"
#include "http.h"
#include "readings.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/** Fewer than any of the servers lets wait to be accepted. */
#define MOST_CONNECTING 200

#define READ_BYTES (256 * 1024)

/** A server that hasn't answered anyone for so long won't. */
#define MOST_SILENCE (30 * SECOND)

/** That of Ethernet. With that of the loopback the kernel takes megabytes before a server can see that a client stalls. */
#define SEGMENT_OF_STALLED 1460

struct client {
  int socket;
  struct http answer;
  struct events part;
  /** The number of the reading that comes next. */
  long next;
};

struct tally tally;
char first_id[128];

static const struct options *options;
static struct client *clients;
static int opened;
static int finished;
static int epoll_of_all;
static struct schedule expected;
static int64_t now;

static void remember_id(const char *event, size_t length) {
  const char *id = memmem(event, length, "id:", 3);
  if (!id) return;
  id += id[3] == ' ' ? 4 : 3;
  const char *end = memchr(id, '\n', length - (size_t)(id - event));
  snprintf(first_id, sizeof first_id, "%.*s", (int)(end ? end - id : 0), id);
}

static void take_event(void *to, const char *event, size_t length) {
  struct client *client = to;
  const long number = reading_number(event, length);
  if (number < expected.first || number >= expected.first + expected.count) return;
  if (client == clients && !first_id[0]) remember_id(event, length);
  if (number < client->next) {
    tally.duplicates += 1;
    return;
  }
  client->next = number + 1;
  if (client->next == expected.first + expected.count) finished += 1;
  tally.delivered += 1;
  histogram_add(&tally.latency, now - schedule_due(&expected, number));
}

static void take_body(void *to, const char *bytes, size_t length) {
  struct client *client = to;
  events_take(&client->part, bytes, length, take_event, client);
}

static void lose(struct client *client) {
  tally.lost += 1;
  close(client->socket);
  client->socket = -1;
}

static void open_one(const struct client *client) {
  opened += 1;
  if (client->answer.status != 200) {
    fprintf(stderr, "load: a stream was answered %d\n", client->answer.status);
    exit(1);
  }
  // Whoever stalls has its stream and then reads nothing any more.
  if (client - clients < options->stalled) epoll_ctl(epoll_of_all, EPOLL_CTL_DEL, client->socket, NULL);
}

void clients_read(const struct epoll_event *event) {
  static char bytes[READ_BYTES];
  struct client *client = &clients[event->data.u32];
  if (client->socket < 0) return;
  const ssize_t size = recv(client->socket, bytes, sizeof bytes, MSG_DONTWAIT);
  if (size < 0 && errno == EAGAIN) return;
  if (size <= 0) {
    lose(client);
    return;
  }
  now = now_ns();
  const bool was_open = client->answer.state != HTTP_HEAD;
  const uint64_t delivered = tally.delivered;
  http_take(&client->answer, bytes, (size_t)size, take_body, client);
  if (tally.delivered > delivered) tally.reads += 1;
  if (!was_open && client->answer.state != HTTP_HEAD) open_one(client);
  if (client->answer.state == HTTP_DONE) lose(client);
}

static void connect_one(int which) {
  struct client *client = &clients[which];
  http_reset(&client->answer);
  client->socket = connection_open(options->port, which < options->stalled ? SEGMENT_OF_STALLED : 0);
  char request[512];
  const int size = snprintf(request, sizeof request,
                            "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n%s%s%s\r\n",
                            options->stream_path, options->port, options->last_event_id[0] ? "Last-Event-ID: " : "",
                            options->last_event_id, options->last_event_id[0] ? "\r\n" : "");
  if (size >= (int)sizeof request) {
    fprintf(stderr, "load: a request of %d bytes is too long\n", size);
    exit(2);
  }
  connection_send(client->socket, request, (size_t)size);
  struct epoll_event wanted = {.events = EPOLLIN, .data.u32 = (uint32_t)which};
  epoll_ctl(epoll_of_all, EPOLL_CTL_ADD, client->socket, &wanted);
}

void clients_prepare(const struct options *given, int epoll) {
  options = given;
  epoll_of_all = epoll;
  clients = calloc((size_t)options->clients + 1, sizeof *clients);
}

void clients_open(void) {
  const int64_t start = now_ns();
  int64_t answered_at = start;
  struct epoll_event events[256];
  for (int connected = 0; opened < options->clients;) {
    const int before = opened;
    const double allowed = (double)(now_ns() - start) / SECOND * options->connect_rate + 1;
    while (connected < options->clients && connected < allowed && connected - opened < MOST_CONNECTING)
      connect_one(connected++);
    const int ready = epoll_wait(epoll_of_all, events, 256, 1);
    for (int each = 0; each < ready; each += 1) clients_read(&events[each]);
    if (tally.lost > 0) {
      fprintf(stderr, "load: a stream ended as it began\n");
      exit(1);
    }
    if (opened > before) answered_at = now_ns();
    if (now_ns() - answered_at > MOST_SILENCE) {
      fprintf(stderr, "load: %d of %d streams are not answered\n", connected - opened, options->clients);
      exit(1);
    }
  }
}

void clients_count(const struct schedule *schedule) {
  expected = *schedule;
  finished = 0;
  memset(&tally, 0, sizeof tally);
  for (int each = 0; each < options->clients; each += 1) clients[each].next = schedule->first;
}

int clients_reading(void) { return options->clients - options->stalled; }

bool clients_are_done(void) { return expected.count == 0 || finished >= clients_reading(); }
