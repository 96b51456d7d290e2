// What the kernel asks for: one thread with a loop of write() over all who listen, and no HTTP but what it takes. A client
// that doesn't take a whole event at once is cut off. Tells its port on its first line.
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_CONNECTIONS 65536
#define READ_BYTES (64 * 1024)

static const char HEAD[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
static const char CREATED[] = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
static const char END_OF_HEAD[] = "\r\n\r\n";
static const char LENGTH[] = "\r\nContent-Length: ";

/** What has come of requests that aren't complete, by the connection's number. */
static struct pending {
  char *bytes;
  size_t length;
} pending[MOST_CONNECTIONS];

static int listeners[MOST_CONNECTIONS];
static int listening;
static long id;

static void publish(const char *data, size_t length) {
  static char frame[READ_BYTES];
  if (length + 64 > sizeof frame) return;
  const int size = sprintf(frame, "id: %ld\nevent: message\ndata: %.*s\n\n", ++id, (int)length, data);
  for (int each = 0; each < listening; each += 1)
    if (write(listeners[each], frame, (size_t)size) != size) shutdown(listeners[each], SHUT_RDWR);
}

static void answer(int client, const char *bytes, size_t length) {
  if (write(client, bytes, length) != (ssize_t)length) shutdown(client, SHUT_RDWR);
}

/** Takes a request that is complete; gives its length, or 0. */
static size_t take_request(int client, const char *bytes, size_t length) {
  const char *end = memmem(bytes, length, END_OF_HEAD, sizeof END_OF_HEAD - 1);
  if (!end) return 0;
  const size_t head = (size_t)(end - bytes) + sizeof END_OF_HEAD - 1;
  const char *size = memmem(bytes, head, LENGTH, sizeof LENGTH - 1);
  if (!size) {
    listeners[listening++] = client;
    answer(client, HEAD, sizeof HEAD - 1);
    return head;
  }
  const size_t body = strtoul(size + sizeof LENGTH - 1, NULL, 10);
  if (length < head + body) return 0;
  publish(bytes + head, body);
  answer(client, CREATED, sizeof CREATED - 1);
  return head + body;
}

static void leave(int client) {
  for (int each = 0; each < listening; each += 1)
    if (listeners[each] == client) listeners[each--] = listeners[--listening];
  free(pending[client].bytes);
  pending[client] = (struct pending){0};
  close(client);
}

static void take(int client) {
  static char bytes[READ_BYTES];
  const ssize_t size = read(client, bytes, sizeof bytes);
  if (size <= 0) {
    leave(client);
    return;
  }
  struct pending *part = &pending[client];
  part->bytes = realloc(part->bytes, part->length + (size_t)size);
  memcpy(part->bytes + part->length, bytes, (size_t)size);
  part->length += (size_t)size;
  size_t at = 0;
  for (size_t taken; (taken = take_request(client, part->bytes + at, part->length - at)) > 0;) at += taken;
  part->length -= at;
  memmove(part->bytes, part->bytes + at, part->length);
}

static void let_in(int server, int epoll) {
  const int client = accept4(server, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
  const int on = 1;
  if (client < 0) return;
  setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  struct epoll_event wanted = {.events = EPOLLIN, .data.fd = client};
  epoll_ctl(epoll, EPOLL_CTL_ADD, client, &wanted);
}

/** Listens on any free port of 127.0.0.1 and tells it. */
static int announce(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  const int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (bind(server, (struct sockaddr *)&address, size) != 0 || listen(server, 2048) != 0) {
    perror("loop");
    exit(1);
  }
  getsockname(server, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return server;
}

/** As many as the system lets us have, and there is room for. */
static void allow_connections(void) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max < MOST_CONNECTIONS ? files.rlim_max : MOST_CONNECTIONS;
  setrlimit(RLIMIT_NOFILE, &files);
}

int main(void) {
  allow_connections();
  signal(SIGPIPE, SIG_IGN);
  const int epoll = epoll_create1(EPOLL_CLOEXEC);
  const int server = announce();
  struct epoll_event wanted = {.events = EPOLLIN, .data.fd = server};
  epoll_ctl(epoll, EPOLL_CTL_ADD, server, &wanted);
  for (;;) {
    struct epoll_event events[256];
    const int ready = epoll_wait(epoll, events, 256, -1);
    for (int each = 0; each < ready; each += 1) {
      if (events[each].data.fd == server) let_in(server, epoll);
      else take(events[each].data.fd);
    }
  }
}
