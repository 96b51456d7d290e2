// What a run is told on the command line.
#ifndef OPTIONS_H
#define OPTIONS_H

struct options {
  int port;
  /** Where clients listen, and readings go. */
  const char *stream_path;
  const char *post_path;
  /** A whole line, or empty. */
  const char *post_header;
  int clients;
  /** Of them, those that read nothing once their stream is open. */
  int stalled;
  /** Connections a second. */
  int connect_rate;
  /** An id to continue after, or empty. */
  const char *last_event_id;
  /** Events that each client is to get without anything being published: a replay. */
  long expected;
  /** Readings a second on one connection, whatever the answers; or 0. */
  double rate;
  /** Connections that each post as soon as they are answered, or 0; and readings in a request. */
  int posters;
  int batch;
  double warm_up_seconds;
  double seconds;
  /** How long what is missing at the end is waited for. */
  double patience_seconds;
  /** The number of the first reading. */
  long first;
  /** Characters of a name that is four bytes a character; or 0 for a plain one. */
  int name_length;
};

/** Ends the program where it is given something unknown. */
struct options options_read(int count, char **given);
#endif
