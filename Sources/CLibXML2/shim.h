// Debian's libxml2 headers include ICU's, which clash with the ICU inside Foundation: hide them before anything else.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>

// xmlFree is a mutable global, which Swift 6 refuses to touch.
static inline void lc_xmlFree(void *p) { xmlFree(p); }
