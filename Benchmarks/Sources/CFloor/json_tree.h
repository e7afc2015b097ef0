#include <libxml/tree.h>
#include <stddef.h>

// JSON as a tree through yajl: a member is an element, an array the element repeated. NULL where it is no JSON.
xmlDocPtr json_tree(const char *bytes, size_t length);
