#define _GNU_SOURCE
#include "readings.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

/** As many people as a house has. */
#define PEOPLE 1000

static char name[1000] = "Mass Roy";
static char day[16];

void readings_begin(int name_length) {
  // A day that is over: a reading of tomorrow would be refused.
  const time_t yesterday = time(NULL) - 24 * 60 * 60;
  strftime(day, sizeof day, "%Y-%m-%d", gmtime(&yesterday));
  if (name_length == 0) return;
  name[0] = 0;
  for (int each = 0; each < name_length && strlen(name) + 5 < sizeof name; each += 1) strcat(name, "😀");
}

size_t reading_write(char *to, long number) {
  return (size_t)sprintf(to,
                         "{\"Name\":\"%s\",\"Temparature\":\"36.%ldC\",\"RFID\":\"R%06ld\","
                         "\"TakenAt\":\"%sT%02ld:%02ld:%02ld.%03ldZ\",\"Status\":\"normal\"}",
                         name, number % 10, 100000 + number % PEOPLE, day, number / 3600000, number / 60000 % 60,
                         number / 1000 % 60, number % 1000);
}

static long digits(const char *at, int count) {
  long value = 0;
  for (int each = 0; each < count; each += 1) value = value * 10 + (at[each] - '0');
  return value;
}

long reading_number(const char *event, size_t length) {
  static const char FIELD[] = "TakenAt\":\"";
  static const size_t DATE = sizeof "2026-11-20T09:15:02.114" - 1;
  static const size_t TIME = sizeof "09:15:02.114" - 1;
  const char *end = memrchr(event, 'Z', length);
  const size_t before = DATE + sizeof FIELD - 1;
  if (!end || (size_t)(end - event) < before || memcmp(end - before, FIELD, sizeof FIELD - 1) != 0) return -1;
  const char *at = end - TIME;
  return ((digits(at, 2) * 60 + digits(at + 3, 2)) * 60 + digits(at + 6, 2)) * 1000 + digits(at + 9, 3);
}
