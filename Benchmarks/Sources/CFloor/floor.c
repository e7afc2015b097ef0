#include "floor.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>

#include "json_tree.h"

typedef struct {
  xmlXPathCompExprPtr *expressions;
  int count;
  int is_condition;
} group;

struct floor_plan {
  group *answer, *shipment, *event;
  int answers, shipment_groups, event_groups;
  xmlXPathCompExprPtr shipments, events;
};

static group *compile(const floor_group *from, int count) {
  group *groups = calloc((size_t)count + 1, sizeof(group));
  for (int i = 0; i < count; i++) {
    groups[i].expressions = calloc((size_t)from[i].count + 1, sizeof(xmlXPathCompExprPtr));
    groups[i].count = from[i].count;
    groups[i].is_condition = from[i].is_condition;
    for (int k = 0; k < from[i].count; k++)
      groups[i].expressions[k] = xmlXPathCompile((const xmlChar *)from[i].expressions[k]);
  }
  return groups;
}

static void drop(group *groups, int count) {
  for (int i = 0; i < count; i++) {
    for (int k = 0; k < groups[i].count; k++) xmlXPathFreeCompExpr(groups[i].expressions[k]);
    free(groups[i].expressions);
  }
  free(groups);
}

static int complete(const group *groups, int count) {
  for (int i = 0; i < count; i++)
    for (int k = 0; k < groups[i].count; k++)
      if (groups[i].expressions[k] == NULL) return 0;
  return 1;
}

floor_plan *floor_plan_new(
  const floor_group *answer, int answers, const char *shipments, const floor_group *shipment, int shipment_groups,
  const char *events, const floor_group *event, int event_groups) {
  xmlInitParser();
  floor_plan *plan = calloc(1, sizeof(floor_plan));
  plan->answer = compile(answer, answers);
  plan->answers = answers;
  plan->shipment = compile(shipment, shipment_groups);
  plan->shipment_groups = shipment_groups;
  plan->event = compile(event, event_groups);
  plan->event_groups = event_groups;
  plan->shipments = xmlXPathCompile((const xmlChar *)shipments);
  plan->events = xmlXPathCompile((const xmlChar *)events);
  if (!complete(plan->answer, answers) || !complete(plan->shipment, shipment_groups) ||
      !complete(plan->event, event_groups) || !plan->shipments || !plan->events) {
    floor_plan_free(plan);
    return NULL;
  }
  return plan;
}

void floor_plan_free(floor_plan *plan) {
  drop(plan->answer, plan->answers);
  drop(plan->shipment, plan->shipment_groups);
  drop(plan->event, plan->event_groups);
  if (plan->shipments) xmlXPathFreeCompExpr(plan->shipments);
  if (plan->events) xmlXPathFreeCompExpr(plan->events);
  free(plan);
}

// The texts of all groups at one node.
static long texts(xmlXPathContextPtr context, xmlNodePtr node, const group *groups, int count) {
  long bytes = 0;
  for (int i = 0; i < count; i++) {
    for (int k = 0; k < groups[i].count; k++) {
      context->node = node;
      xmlXPathObjectPtr object = xmlXPathCompiledEval(groups[i].expressions[k], context);
      if (object == NULL) return bytes;
      if (groups[i].is_condition) {
        bytes += xmlXPathCastToBoolean(object);
        xmlXPathFreeObject(object);
        continue;
      }
      xmlChar *text = xmlXPathCastToString(object);
      int length = xmlStrlen(text);
      xmlFree(text);
      xmlXPathFreeObject(object);
      bytes += length;
      if (length > 0) break;
    }
  }
  return bytes;
}

static long evaluate(const floor_plan *plan, xmlDocPtr document) {
  xmlXPathContextPtr context = xmlXPathNewContext(document);
  xmlNodePtr root = xmlDocGetRootElement(document);
  long bytes = texts(context, root, plan->answer, plan->answers);
  context->node = root;
  xmlXPathObjectPtr shipments = xmlXPathCompiledEval(plan->shipments, context);
  for (int i = 0; shipments && shipments->nodesetval && i < shipments->nodesetval->nodeNr; i++) {
    xmlNodePtr shipment = shipments->nodesetval->nodeTab[i];
    bytes += texts(context, shipment, plan->shipment, plan->shipment_groups);
    context->node = shipment;
    xmlXPathObjectPtr events = xmlXPathCompiledEval(plan->events, context);
    for (int k = 0; events && events->nodesetval && k < events->nodesetval->nodeNr; k++)
      bytes += texts(context, events->nodesetval->nodeTab[k], plan->event, plan->event_groups);
    xmlXPathFreeObject(events);
  }
  xmlXPathFreeObject(shipments);
  xmlXPathFreeContext(context);
  return bytes;
}

long floor_read_xml(const floor_plan *plan, const char *bytes, size_t length) {
  xmlDocPtr document = xmlReadMemory(bytes, (int)length, NULL, NULL, XML_PARSE_NONET);
  if (document == NULL) return -1;
  long result = evaluate(plan, document);
  xmlFreeDoc(document);
  return result;
}

long floor_read_json(const floor_plan *plan, const char *bytes, size_t length) {
  xmlDocPtr document = json_tree(bytes, length);
  if (document == NULL) return -1;
  long result = evaluate(plan, document);
  xmlFreeDoc(document);
  return result;
}
