#define _GNU_SOURCE
#include "http.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void http_reset(struct http *answer) {
  answer->state = HTTP_HEAD;
  answer->status = 0;
  answer->remaining = 0;
  answer->head_length = 0;
}

/** The value of a header; NULL when it isn't there. */
static const char *header(const char *head, const char *name) {
  for (const char *line = strchr(head, '\n'); line && line[1] != '\r'; line = strchr(line + 1, '\n')) {
    const size_t length = strlen(name);
    if (strncasecmp(line + 1, name, length) == 0 && line[1 + length] == ':') {
      const char *value = line + 2 + length;
      return value + strspn(value, " ");
    }
  }
  return NULL;
}

static void take_head(struct http *answer) {
  answer->head[answer->head_length] = 0;
  answer->status = atoi(answer->head + strlen("HTTP/1.1 "));
  const char *encoding = header(answer->head, "Transfer-Encoding");
  const char *length = header(answer->head, "Content-Length");
  answer->remaining = 0;
  if (encoding && strncasecmp(encoding, "chunked", 7) == 0) {
    answer->state = HTTP_CHUNK_SIZE;
  } else if (length) {
    answer->remaining = strtoull(length, NULL, 10);
    answer->state = answer->remaining > 0 ? HTTP_LENGTH : HTTP_DONE;
  } else {
    answer->state = answer->status == 204 ? HTTP_DONE : HTTP_UNTIL_CLOSE;
  }
}

static void take_head_byte(struct http *answer, char byte) {
  if (answer->head_length + 1 >= sizeof answer->head) {
    fprintf(stderr, "load: the head of an answer has more than %zu bytes\n", sizeof answer->head);
    exit(1);
  }
  answer->head[answer->head_length++] = byte;
  if (byte == '\n' && answer->head_length >= 4 && memcmp(answer->head + answer->head_length - 4, "\r\n\r\n", 4) == 0)
    take_head(answer);
}

static void take_size_byte(struct http *answer, char byte) {
  if (byte == '\n') {
    answer->is_last_chunk = answer->remaining == 0;
    answer->state = answer->is_last_chunk ? HTTP_CHUNK_END : HTTP_CHUNK;
  } else if (byte != '\r') {
    answer->remaining = answer->remaining * 16 + (byte <= '9' ? byte - '0' : (byte | 32) - 'a' + 10);
  }
}

size_t http_take(struct http *answer, const char *bytes, size_t length, void (*body)(void *, const char *, size_t),
                 void *to) {
  size_t at = 0;
  while (at < length && answer->state != HTTP_DONE) {
    size_t piece = length - at;
    switch (answer->state) {
    case HTTP_HEAD:
      take_head_byte(answer, bytes[at++]);
      break;
    case HTTP_CHUNK_SIZE:
      take_size_byte(answer, bytes[at++]);
      break;
    case HTTP_CHUNK_END:
      if (bytes[at++] == '\n') answer->state = answer->is_last_chunk ? HTTP_DONE : HTTP_CHUNK_SIZE;
      break;
    case HTTP_UNTIL_CLOSE:
      body(to, bytes + at, piece);
      at += piece;
      break;
    case HTTP_LENGTH:
    case HTTP_CHUNK:
      if (piece > answer->remaining) piece = answer->remaining;
      body(to, bytes + at, piece);
      at += piece;
      answer->remaining -= piece;
      if (answer->remaining == 0) answer->state = answer->state == HTTP_CHUNK ? HTTP_CHUNK_END : HTTP_DONE;
      break;
    case HTTP_DONE:
      break;
    }
  }
  return at;
}
