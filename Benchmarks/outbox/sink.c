// Takes webhooks and mails as fast as a process can, counts them and when the first and last came.
//   sink HTTP_PORT SMTP_PORT CONTROL_PORT
// Whoever connects to the control port gets "http N FIRST LAST smtp N FIRST LAST" (seconds).
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HTTP, SMTP, CONTROL, KINDS, BUFFER = 256 << 10 };

typedef struct {
  int descriptor, kind, is_listener, is_data;
  size_t length;
  char *bytes;
} peer;

static struct { long count; double first, last; } tally[2];

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void took(int kind) {
  double moment = now();
  if (tally[kind].count++ == 0) tally[kind].first = moment;
  tally[kind].last = moment;
}

static void say(peer *to, const char *text) {
  if (write(to->descriptor, text, strlen(text)) < 0) to->length = 0;
}

static void drop(peer *one) {
  close(one->descriptor);
  free(one->bytes);
  free(one);
}

// The bytes of one whole request at the beginning; 0 where it is not there yet.
static size_t request_length(const peer *one) {
  const char *end = memmem(one->bytes, one->length, "\r\n\r\n", 4);
  if (end == NULL) return 0;
  size_t head = (size_t)(end - one->bytes) + 4, body = 0;
  for (const char *line = one->bytes; line < end; line++)
    if (*line == '\n' && strncasecmp(line + 1, "content-length:", 15) == 0) body = strtoul(line + 16, NULL, 10);
  return one->length >= head + body ? head + body : 0;
}

static size_t smtp_step(peer *one) {
  if (one->is_data) {
    const char *end = memmem(one->bytes, one->length, "\r\n.\r\n", 5);
    if (end == NULL) return 0;
    one->is_data = 0;
    took(SMTP);
    say(one, "250 taken\r\n");
    return (size_t)(end - one->bytes) + 5;
  }
  const char *end = memchr(one->bytes, '\n', one->length);
  if (end == NULL) return 0;
  one->is_data = strncasecmp(one->bytes, "DATA", 4) == 0;
  say(one, one->is_data ? "354 go on\r\n" : strncasecmp(one->bytes, "QUIT", 4) == 0 ? "221 bye\r\n" : "250 ok\r\n");
  return (size_t)(end - one->bytes) + 1;
}

static void serve(peer *one) {
  ssize_t got = read(one->descriptor, one->bytes + one->length, BUFFER - one->length);
  if (got <= 0) return drop(one);
  one->length += (size_t)got;
  size_t used;
  while ((used = one->kind == HTTP ? request_length(one) : smtp_step(one)) > 0) {
    if (one->kind == HTTP) {
      took(HTTP);
      say(one, "HTTP/1.1 204 No Content\r\n\r\n");
    }
    memmove(one->bytes, one->bytes + used, one->length - used);
    one->length -= used;
  }
  if (one->length == BUFFER) drop(one);
}

static peer *add(int epoll, int descriptor, int kind, int is_listener) {
  peer *one = calloc(1, sizeof(peer));
  one->descriptor = descriptor;
  one->kind = kind;
  one->is_listener = is_listener;
  one->bytes = is_listener ? NULL : malloc(BUFFER);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};
  epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
  return one;
}

static void welcome(int epoll, const peer *listener) {
  int descriptor = accept(listener->descriptor, NULL, NULL), yes = 1;
  if (descriptor < 0) return;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (listener->kind == CONTROL) {
    dprintf(
      descriptor, "http %ld %.6f %.6f smtp %ld %.6f %.6f\n", tally[HTTP].count, tally[HTTP].first, tally[HTTP].last,
      tally[SMTP].count, tally[SMTP].first, tally[SMTP].last);
    close(descriptor);
    return;
  }
  peer *one = add(epoll, descriptor, listener->kind, 0);
  if (listener->kind == SMTP) say(one, "220 sink\r\n");
}

int main(int count, char **words) {
  if (count != KINDS + 1) return 2;
  int epoll = epoll_create1(0), yes = 1;
  for (int kind = 0; kind < KINDS; kind++) {
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(words[kind + 1])),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 || listen(descriptor, 512) != 0) return 1;
    add(epoll, descriptor, kind, 1);
  }
  puts("ready");
  fflush(stdout);
  for (;;) {
    struct epoll_event events[64];
    int ready = epoll_wait(epoll, events, 64, -1);
    for (int i = 0; i < ready; i++) {
      peer *one = events[i].data.ptr;
      if (one->is_listener) welcome(epoll, one);
      else serve(one);
    }
    if (ready < 0 && errno != EINTR) return 1;
  }
}
