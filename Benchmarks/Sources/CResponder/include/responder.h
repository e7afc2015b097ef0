// A carrier on loopback: answers every request with a prepared body that bears the number asked for.
#ifndef RESPONDER_H
#define RESPONDER_H

#include <stddef.h>
#include <stdint.h>

// Listens on 127.0.0.1; gives the descriptor and the port, or -1.
int responder_listen(uint16_t *port);

// Serves until the process ends. `mark` stands in the target right before the number; each `slot` in the body is
// overwritten by the number, which must be as long as it is.
void responder_run(int listener, const char *mark, const char *slot, const char *body, size_t length);

#endif
