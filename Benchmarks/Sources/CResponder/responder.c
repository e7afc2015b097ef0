#define _GNU_SOURCE
#include "responder.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS = 4096, REQUEST = 4096, SLOTS = 64 };

typedef struct {
  char bytes[REQUEST];
  size_t length;
} connection;

int responder_listen(uint16_t *port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) || listen(listener, 1024) ||
      getsockname(listener, (struct sockaddr *)&address, &size))
    return -1;
  *port = ntohs(address.sin_port);
  return listener;
}

typedef struct {
  char *text;
  size_t length;
  size_t slots[SLOTS];
  int count;
  size_t width;
} answer;

static answer prepare(const char *slot, const char *body, size_t length) {
  char head[160];
  int head_length = snprintf(
    head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n", length);
  answer a = {.length = (size_t)head_length + length, .width = strlen(slot)};
  a.text = malloc(a.length + 1);
  memcpy(a.text, head, (size_t)head_length);
  memcpy(a.text + head_length, body, length);
  a.text[a.length] = 0;
  for (char *at = a.text; (at = strstr(at, slot)) && a.count < SLOTS; at += a.width)
    a.slots[a.count++] = (size_t)(at - a.text);
  return a;
}

// Answers all complete requests that lie in the buffer; 0 where the connection has to go.
static int serve(int descriptor, connection *c, answer *a, const char *mark) {
  for (;;) {
    char *end = memmem(c->bytes, c->length, "\r\n\r\n", 4);
    if (!end) return c->length < REQUEST;
    char *number = memmem(c->bytes, (size_t)(end - c->bytes), mark, strlen(mark));
    if (!number || (size_t)(end - number) < strlen(mark) + a->width) return 0;
    number += strlen(mark);
    for (int i = 0; i < a->count; i++) memcpy(a->text + a->slots[i], number, a->width);
    for (size_t sent = 0; sent < a->length;) {
      ssize_t n = send(descriptor, a->text + sent, a->length - sent, MSG_NOSIGNAL);
      if (n <= 0) return 0;
      sent += (size_t)n;
    }
    size_t used = (size_t)(end + 4 - c->bytes);
    memmove(c->bytes, c->bytes + used, c->length - used);
    c->length -= used;
    if (c->length == 0) return 1;
  }
}

void responder_run(int listener, const char *mark, const char *slot, const char *body, size_t length) {
  answer a = prepare(slot, body, length);
  // Ends with the benchmark that started it, however that ends.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  connection **connections = calloc(CONNECTIONS, sizeof(connection *));
  int poll = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[256];
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int ready = epoll_wait(poll, events, 256, -1);
    if (ready < 0 && errno != EINTR) return;
    for (int i = 0; i < ready; i++) {
      int descriptor = events[i].data.fd;
      if (descriptor == listener) {
        int fresh = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fresh < 0) continue;
        if (fresh >= CONNECTIONS) { close(fresh); continue; }
        int on = 1;
        setsockopt(fresh, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connections[fresh] = calloc(1, sizeof(connection));
        event = (struct epoll_event){.events = EPOLLIN, .data.fd = fresh};
        epoll_ctl(poll, EPOLL_CTL_ADD, fresh, &event);
        continue;
      }
      connection *c = connections[descriptor];
      ssize_t n = recv(descriptor, c->bytes + c->length, REQUEST - c->length, 0);
      if (n > 0) c->length += (size_t)n;
      if (n <= 0 || !serve(descriptor, c, &a, mark)) {
        close(descriptor);
        free(c);
        connections[descriptor] = NULL;
      }
    }
  }
}
