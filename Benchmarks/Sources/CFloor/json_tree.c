#include "json_tree.h"

#include <libxml/dict.h>
#include <string.h>
#include <yajl/yajl_parse.h>

enum { DEPTH = 64 };

typedef struct {
  xmlNodePtr node;
  // The name of the values to come here: the last key, or the array's own.
  const xmlChar *name;
  int is_array;
} level;

typedef struct {
  xmlDocPtr document;
  level levels[DEPTH];
  int depth;
} builder;

static xmlNodePtr place(builder *b) {
  level *top = &b->levels[b->depth];
  xmlNodePtr node = xmlNewDocNodeEatName(b->document, NULL, (xmlChar *)top->name, NULL);
  if (b->depth == 0) xmlDocSetRootElement(b->document, node);
  else xmlAddChild(top->node, node);
  return node;
}

static int scalar(builder *b, const unsigned char *text, size_t length) {
  xmlNodePtr node = place(b);
  if (length > 0) {
    xmlNodePtr content = xmlNewDocTextLen(b->document, text, (int)length);
    content->parent = node;
    node->children = node->last = content;
  }
  return 1;
}

static int on_null(void *c) { return scalar(c, NULL, 0); }
static int on_boolean(void *c, int value) {
  return scalar(c, (const unsigned char *)(value ? "true" : "false"), value ? 4 : 5);
}
static int on_number(void *c, const char *text, size_t length) {
  return scalar(c, (const unsigned char *)text, length);
}
static int on_string(void *c, const unsigned char *text, size_t length) { return scalar(c, text, length); }

static int on_key(void *c, const unsigned char *text, size_t length) {
  builder *b = c;
  b->levels[b->depth].name = xmlDictLookup(b->document->dict, text, (int)length);
  return 1;
}

static int on_start_map(void *c) {
  builder *b = c;
  if (b->depth + 1 >= DEPTH) return 0;
  xmlNodePtr node = place(b);
  b->levels[++b->depth] = (level){node, NULL, 0};
  return 1;
}

static int on_end(void *c) {
  ((builder *)c)->depth--;
  return 1;
}

static int on_start_array(void *c) {
  builder *b = c;
  if (b->depth + 1 >= DEPTH) return 0;
  level *top = &b->levels[b->depth];
  int nested = top->is_array || b->depth == 0;
  xmlNodePtr parent = nested ? place(b) : top->node;
  const xmlChar *name = nested ? xmlDictLookup(b->document->dict, (const xmlChar *)"item", 4) : top->name;
  b->levels[++b->depth] = (level){parent, name, 1};
  return 1;
}

static const yajl_callbacks callbacks = {
  on_null, on_boolean, NULL, NULL, on_number, on_string, on_start_map, on_key, on_end, on_start_array, on_end,
};

xmlDocPtr json_tree(const char *bytes, size_t length) {
  builder b = {.document = xmlNewDoc((const xmlChar *)"1.0")};
  b.document->dict = xmlDictCreate();
  b.levels[0].name = xmlDictLookup(b.document->dict, (const xmlChar *)"json", 4);
  yajl_handle parser = yajl_alloc(&callbacks, NULL, &b);
  int good = yajl_parse(parser, (const unsigned char *)bytes, length) == yajl_status_ok &&
             yajl_complete_parse(parser) == yajl_status_ok;
  yajl_free(parser);
  if (good) return b.document;
  xmlFreeDoc(b.document);
  return NULL;
}
