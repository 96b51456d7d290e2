#define _GNU_SOURCE
#include "posts.h"
#include "clock.h"
#include "connection.h"
#include "http.h"
#include "readings.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/** Readings in a request. */
#define MOST_BATCH 1000

struct post {
  int socket;
  struct http answer;
  /** Written and not yet taken by the operating system. */
  char *bytes;
  size_t start;
  size_t end;
  size_t capacity;
  int64_t sent_at;
  bool waits_to_send;
};

struct posts_tally posts_tally;

static struct post *posts;
static const struct options *options;
static int epoll_of_all;
static uint32_t first_id_of_all;
static uint64_t unanswered;
static bool in_turn;
static long *next_in_turn;
static int64_t until_in_turn;

void posts_open(const struct options *given, int epoll, uint32_t id) {
  if (given->batch > MOST_BATCH) {
    fprintf(stderr, "load: at most %d readings go into a request\n", MOST_BATCH);
    exit(2);
  }
  options = given;
  epoll_of_all = epoll;
  first_id_of_all = id;
  const int count = given->posters > 0 ? given->posters : given->rate > 0 ? 1 : 0;
  posts = calloc((size_t)count + 1, sizeof *posts);
  for (int each = 0; each < count; each += 1) {
    posts[each].socket = connection_open(given->port, 0);
    http_reset(&posts[each].answer);
    struct epoll_event wanted = {.events = EPOLLIN, .data.u32 = id + (uint32_t)each};
    epoll_ctl(epoll, EPOLL_CTL_ADD, posts[each].socket, &wanted);
  }
}

void posts_count(void) { memset(&posts_tally, 0, sizeof posts_tally); }

static void make_room(struct post *post, size_t length) {
  if (post->start > 0 && post->start == post->end) post->start = post->end = 0;
  if (post->end + length <= post->capacity) return;
  if (post->start > 0) memmove(post->bytes, post->bytes + post->start, post->end - post->start);
  post->end -= post->start;
  post->start = 0;
  if (post->end + length <= post->capacity) return;
  post->capacity = (post->end + length) * 2;
  post->bytes = realloc(post->bytes, post->capacity);
}

/** Writes a request with the readings from a number on. */
static void write_request(struct post *post, long number) {
  static char body[MOST_BATCH * READING_BYTES];
  size_t length = 0;
  if (options->batch > 1) body[length++] = '[';
  for (int each = 0; each < options->batch; each += 1) {
    if (each > 0) body[length++] = ',';
    length += reading_write(body + length, number + each);
  }
  if (options->batch > 1) body[length++] = ']';
  make_room(post, length + 512);
  post->end += (size_t)sprintf(post->bytes + post->end,
                               "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n%s%s"
                               "Content-Length: %zu\r\n\r\n",
                               options->post_path, options->port, options->post_header,
                               options->post_header[0] ? "\r\n" : "", length);
  memcpy(post->bytes + post->end, body, length);
  post->end += length;
  post->sent_at = now_ns();
  posts_tally.sent += (uint64_t)options->batch;
  unanswered += 1;
}

static void wait_to_send(struct post *post, bool waits) {
  if (post->waits_to_send == waits) return;
  post->waits_to_send = waits;
  struct epoll_event wanted = {.events = EPOLLIN | (waits ? EPOLLOUT : 0),
                               .data.u32 = first_id_of_all + (uint32_t)(post - posts)};
  epoll_ctl(epoll_of_all, EPOLL_CTL_MOD, post->socket, &wanted);
}

static void flush(struct post *post) {
  if (post->start < post->end) {
    const ssize_t size =
        send(post->socket, post->bytes + post->start, post->end - post->start, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (size < 0 && errno != EAGAIN) {
      perror("load: the server doesn't take readings any more");
      exit(1);
    }
    if (size > 0) post->start += (size_t)size;
  }
  wait_to_send(post, post->start < post->end);
}

int64_t posts_due(const struct schedule *schedule, int64_t now) {
  static long next;
  static long of_first = -1;
  if (of_first != schedule->first) next = of_first = schedule->first;
  const long end = schedule->first + schedule->count;
  if (next >= end) return INT64_MAX;
  const long before = next;
  for (; next < end && schedule_due(schedule, next) <= now; next += 1) write_request(posts, next);
  if (next > before) flush(posts);
  return next < end ? schedule_due(schedule, next) : INT64_MAX;
}

static void post_in_turn(struct post *post) {
  if (now_ns() >= until_in_turn) return;
  write_request(post, *next_in_turn);
  *next_in_turn += options->batch;
  flush(post);
}

void posts_begin_in_turn(long *next, int64_t until) {
  in_turn = true;
  next_in_turn = next;
  until_in_turn = until;
  for (int each = 0; each < options->posters; each += 1) post_in_turn(&posts[each]);
}

static void ignore(void *to, const char *bytes, size_t length) {
  (void)to;
  (void)bytes;
  (void)length;
}

static void take_answer(struct post *post) {
  unanswered -= 1;
  if (post->answer.status / 100 == 2) posts_tally.acknowledged += (uint64_t)options->batch;
  else posts_tally.refused += 1;
  http_reset(&post->answer);
  if (!in_turn) return;
  histogram_add(&posts_tally.answered, now_ns() - post->sent_at);
  post_in_turn(post);
}

void posts_ready(const struct epoll_event *event) {
  static char bytes[64 * 1024];
  struct post *post = &posts[event->data.u32 - first_id_of_all];
  if (event->events & EPOLLOUT) flush(post);
  if (!(event->events & ~(uint32_t)EPOLLOUT)) return;
  const ssize_t size = recv(post->socket, bytes, sizeof bytes, MSG_DONTWAIT);
  if (size < 0 && errno == EAGAIN) return;
  if (size <= 0) {
    fprintf(stderr, "load: the server ended a connection that readings are sent on\n");
    exit(1);
  }
  for (size_t at = 0; at < (size_t)size;) {
    at += http_take(&post->answer, bytes + at, (size_t)size - at, ignore, NULL);
    if (post->answer.state == HTTP_DONE) take_answer(post);
  }
}

bool posts_answered(void) { return unanswered == 0; }
