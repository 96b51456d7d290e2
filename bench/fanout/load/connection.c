#include "connection.h"
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int connection_open(int port, int most_segment_bytes) {
  const struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  const int result = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  if (most_segment_bytes > 0)
    setsockopt(result, IPPROTO_TCP, TCP_MAXSEG, &most_segment_bytes, sizeof most_segment_bytes);
  if (result < 0 || connect(result, (const struct sockaddr *)&address, sizeof address) != 0) {
    perror("load: connect");
    exit(1);
  }
  setsockopt(result, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return result;
}

void connection_send(int socket, const char *bytes, size_t length) {
  if (send(socket, bytes, length, MSG_NOSIGNAL) == (ssize_t)length) return;
  perror("load: send");
  exit(1);
}
