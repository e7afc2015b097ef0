// The floor under reading an answer: what a program in C does that builds the tree and evaluates the same XPath
// expressions on it, and copies their texts. No table of codes, no times, no checks.
#ifndef FLOOR_H
#define FLOOR_H

#include <stddef.h>

// Alternatives, of which the first that is not blank counts; or a condition, which is true or false.
typedef struct {
  const char *const *expressions;
  int count;
  int is_condition;
} floor_group;

typedef struct floor_plan floor_plan;

// The shipments, the events in each, and what is asked of answer, shipment and event. NULL where one does not compile.
floor_plan *floor_plan_new(
  const floor_group *answer, int answers, const char *shipments, const floor_group *shipment, int shipment_groups,
  const char *events, const floor_group *event, int event_groups);
void floor_plan_free(floor_plan *plan);

// Reads one body; gives how many bytes of text came out, or -1 where the body is broken.
long floor_read_json(const floor_plan *plan, const char *bytes, size_t length);
long floor_read_xml(const floor_plan *plan, const char *bytes, size_t length);

#endif
