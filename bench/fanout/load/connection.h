// TCP connections to a server of this machine.
#ifndef CONNECTION_H
#define CONNECTION_H
#include <stddef.h>

/** A connection to a port of 127.0.0.1, without Nagle's delay. Ends the program where it is refused. */
int connection_open(int port);

/** Sends all of something small, waiting where it must. */
void connection_send(int socket, const char *bytes, size_t length);
#endif
