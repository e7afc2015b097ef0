// libxml2 for Swift.
#pragma once
#include <libxml/xmlversion.h>
// Debian's libxml2 is built with ICU; its headers would declare enums that clash with Foundation's own ICU.
// Only a field of a struct that nobody here looks into depends on it.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/dict.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxml/xmlerror.h>

// xmlFree is a global variable of function type, which Swift 6 does not let through.
static inline void cxml_free(void *memory) { xmlFree(memory); }

static void cxml_ignore(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

static inline void cxml_ignore_structured(void *context, xmlErrorPtr error) {
  (void)context;
  (void)error;
}

// Handlers are thread-local in libxml2: call this on each thread before a tree or an expression is touched.
// Without it every fault in a carrier's answer is printed on standard error.
static inline void cxml_silence(void) {
  xmlSetGenericErrorFunc(NULL, cxml_ignore);
  xmlSetStructuredErrorFunc(NULL, (xmlStructuredErrorFunc)cxml_ignore_structured);
}

static inline const char *cxml_context_error(xmlParserCtxtPtr context, int *line, int *column) {
  xmlErrorPtr error = (xmlErrorPtr)xmlCtxtGetLastError(context);
  if (error == NULL) return NULL;
  *line = error->line;
  *column = error->int2;
  return error->message;
}
