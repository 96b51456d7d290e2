// TCP connections to a server of this machine.
#ifndef CONNECTION_H
#define CONNECTION_H
#include <stddef.h>

/**
 * A connection to a port of 127.0.0.1, without Nagle's delay; with segments of so many bytes at most, or 0 for what is
 * usual. Ends the program where it is refused.
 */
int connection_open(int port, int most_segment_bytes);

/** Sends all of something small, waiting where it must. */
void connection_send(int socket, const char *bytes, size_t length);
#endif
