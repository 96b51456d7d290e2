// Readings by number: which one it is stands in its TakenAt, a millisecond after the one before.
#ifndef READINGS_H
#define READINGS_H
#include <stddef.h>

/** To be called once, with the characters of the name, as in the options. */
void readings_begin(int name_length);

/** Appends a reading as JSON, 113 bytes of it when the name is plain; gives its length. */
size_t reading_write(char *to, long number);

/** The most that a reading takes. */
#define READING_BYTES 1200

/** The number of the reading that an event brings; -1 when it brings none (heartbeats, comments). */
long reading_number(const char *event, size_t length);
#endif
