// An HTTP/1.1 answer as its bytes come, in pieces of any size: RFC 9112, as much of it as servers of streams use.
#ifndef HTTP_H
#define HTTP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum http_state { HTTP_HEAD, HTTP_UNTIL_CLOSE, HTTP_LENGTH, HTTP_CHUNK_SIZE, HTTP_CHUNK, HTTP_CHUNK_END, HTTP_DONE };

struct http {
  enum http_state state;
  int status;
  /** Of the body or its current chunk, not come yet. */
  uint64_t remaining;
  /** Whether this chunk is the empty one that ends the body. */
  bool is_last_chunk;
  char head[1536];
  unsigned head_length;
};

/** Makes ready for the next answer. */
void http_reset(struct http *);

/** Takes bytes up to the answer's end and gives how many; `body` gets each piece of the body, without any framing. */
size_t http_take(struct http *, const char *bytes, size_t length, void (*body)(void *, const char *, size_t), void *to);
#endif
