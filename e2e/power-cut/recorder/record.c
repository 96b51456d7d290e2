// Preloaded into a server, records in RECORD_TO every operation that changes a file below RECORD_DATA, every sync of one, and
// everything that is sent to a TCP peer.
//
// A write is recorded before it is made, under the same lock, so that the record has all threads' writes in the order in which
// they were made. A sync is recorded before it begins and after it has ended, and is made without the lock: it covers the writes
// that were recorded before its beginning, and is known to have covered them only after its end.
//
// SQLite's `-shm` files are memory shared by processes and are built anew after a power cut, so they are left out.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

// As in operations.ts.
enum kind { WRITE = 1, TRUNCATE, SYNC_BEGIN, SYNC_END, CREATE, UNLINK, RENAME, SENT };

// `at` is a write's offset, a new length, a sync's number or a peer's port.
struct head {
  uint32_t kind;
  uint32_t path_bytes;
  uint64_t at;
  uint64_t data_bytes;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t syncs = 0;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int record_file(void) {
  static int file = -1;
  if (file < 0) file = (int)syscall(SYS_openat, AT_FDCWD, getenv("RECORD_TO"), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) abort();
  return file;
}

static void append(const struct iovec *parts, int count) {
  uint64_t whole = 0;
  for (int part = 0; part < count; part++) whole += parts[part].iov_len;
  // A record that is not written whole would make the images untrue.
  if (count > 0 && syscall(SYS_writev, record_file(), parts, count) != (long)whole) abort();
}

// To be called with the lock.
static void record(enum kind kind, const char *path, uint64_t at, const struct iovec *data, int parts) {
  struct head head = {kind, (uint32_t)strlen(path), at, 0};
  for (int part = 0; part < parts; part++) head.data_bytes += data[part].iov_len;
  append((struct iovec[]){{&head, sizeof head}, {(void *)path, head.path_bytes}}, 2);
  append(data, parts);
}

static int is_data_path(const char *path) {
  const char *folder = getenv("RECORD_DATA");
  const size_t length = folder ? strlen(folder) : 0;
  if (length == 0 || strncmp(path, folder, length) != 0 || (path[length] != '/' && path[length] != 0)) return 0;
  const char *end = path + strlen(path);
  return !(end - path > 4 && strcmp(end - 4, "-shm") == 0) && strstr(path, " (deleted)") == NULL;
}

// The path of an open file or folder of the data; 0 for anything else.
static int data_path(int file, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_data_path(path);
}

// The port of a TCP peer; 0 for anything else.
static uint16_t peer_port(int file) {
  struct sockaddr_storage peer;
  socklen_t length = sizeof peer;
  if (getpeername(file, (struct sockaddr *)&peer, &length) != 0) return 0;
  if (peer.ss_family == AF_INET) return ntohs(((struct sockaddr_in *)&peer)->sin_port);
  if (peer.ss_family == AF_INET6) return ntohs(((struct sockaddr_in6 *)&peer)->sin6_port);
  return 0;
}

static void record_sent(int file, const struct iovec *data, int parts) {
  const int saved = errno;
  const uint16_t port = peer_port(file);
  if (port != 0) {
    pthread_mutex_lock(&lock);
    record(SENT, "", port, data, parts);
    pthread_mutex_unlock(&lock);
  }
  errno = saved;
}

static off_t write_offset(int file) {
  const int flags = (int)syscall(SYS_fcntl, file, F_GETFL);
  return lseek(file, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
}

// `offset` < 0: where the file stands.
#define RECORDED_WRITE(file, offset, data, parts, call)                       \
  char path[PATH_MAX];                                                        \
  if (!data_path(file, path)) {                                               \
    record_sent(file, data, parts);                                           \
    return call;                                                              \
  }                                                                           \
  pthread_mutex_lock(&lock);                                                  \
  const off_t at = (offset) < 0 ? write_offset(file) : (off_t)(offset);       \
  record(WRITE, path, (uint64_t)at, data, parts);                             \
  const ssize_t result = call;                                                \
  const int failure = errno;                                                  \
  pthread_mutex_unlock(&lock);                                                \
  errno = failure;                                                            \
  return result

ssize_t write(int file, const void *bytes, size_t size) {
  const struct iovec data = {(void *)bytes, size};
  RECORDED_WRITE(file, -1, &data, 1, syscall(SYS_write, file, bytes, size));
}

ssize_t writev(int file, const struct iovec *data, int parts) {
  RECORDED_WRITE(file, -1, data, parts, syscall(SYS_writev, file, data, parts));
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
  const struct iovec data = {(void *)bytes, size};
  RECORDED_WRITE(file, offset, &data, 1, syscall(SYS_pwrite64, file, bytes, size, offset));
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) { return pwrite64(file, bytes, size, offset); }

ssize_t pwritev(int file, const struct iovec *data, int parts, off_t offset) {
  RECORDED_WRITE(file, offset, data, parts, REAL(pwritev)(file, data, parts, offset));
}

ssize_t sendmsg(int file, const struct msghdr *message, int flags) {
  record_sent(file, message->msg_iov, (int)message->msg_iovlen);
  return syscall(SYS_sendmsg, file, message, flags);
}

int ftruncate64(int file, off64_t length) {
  char path[PATH_MAX];
  if (!data_path(file, path)) return (int)syscall(SYS_ftruncate, file, length);
  pthread_mutex_lock(&lock);
  record(TRUNCATE, path, (uint64_t)length, NULL, 0);
  const int result = (int)syscall(SYS_ftruncate, file, length);
  const int failure = errno;
  pthread_mutex_unlock(&lock);
  errno = failure;
  return result;
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int synced(int file, long number) {
  char path[PATH_MAX];
  if (!data_path(file, path)) return (int)syscall(number, file);
  pthread_mutex_lock(&lock);
  const uint64_t sync = ++syncs;
  record(SYNC_BEGIN, path, sync, NULL, 0);
  pthread_mutex_unlock(&lock);
  const int result = (int)syscall(number, file);
  const int failure = errno;
  if (result == 0) {
    pthread_mutex_lock(&lock);
    record(SYNC_END, path, sync, NULL, 0);
    pthread_mutex_unlock(&lock);
  }
  errno = failure;
  return result;
}

int fsync(int file) { return synced(file, SYS_fsync); }

int fdatasync(int file) { return synced(file, SYS_fdatasync); }

static int opened(const char *path, int flags, mode_t mode) {
  const int is_there = access(path, F_OK) == 0;
  const int creates = flags & O_CREAT && !is_there;
  const int truncates = flags & O_TRUNC && is_there && !(flags & O_EXCL);
  if (!(creates || truncates) || !is_data_path(path)) return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  pthread_mutex_lock(&lock);
  record(creates ? CREATE : TRUNCATE, path, 0, NULL, 0);
  const int result = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
  const int failure = errno;
  pthread_mutex_unlock(&lock);
  errno = failure;
  return result;
}

static mode_t mode_in(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_in(flags, rest);
  va_end(rest);
  return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_in(flags, rest);
  va_end(rest);
  return opened(path, flags | O_LARGEFILE, mode);
}

int unlink(const char *path) {
  if (!is_data_path(path)) return (int)syscall(SYS_unlink, path);
  pthread_mutex_lock(&lock);
  if (access(path, F_OK) == 0) record(UNLINK, path, 0, NULL, 0);
  const int result = (int)syscall(SYS_unlink, path);
  const int failure = errno;
  pthread_mutex_unlock(&lock);
  errno = failure;
  return result;
}

// The new path is the data.
int rename(const char *from, const char *to) {
  const struct iovec data = {(void *)to, strlen(to)};
  if (!is_data_path(from) && !is_data_path(to)) return (int)syscall(SYS_rename, from, to);
  pthread_mutex_lock(&lock);
  record(RENAME, from, 0, &data, 1);
  const int result = (int)syscall(SYS_rename, from, to);
  const int failure = errno;
  pthread_mutex_unlock(&lock);
  errno = failure;
  return result;
}
