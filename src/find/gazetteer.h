/* gazetteer.h: the places of data/places.bin (format in data/README.md), mapped read-only and shared. */
#ifndef AT_FIND_GAZETTEER_H
#define AT_FIND_GAZETTEER_H
#include "find/ctx.h"

/* Errors: AT_EIO, AT_EPARSE (damaged). */
AT_MUST_USE at_code at_gazetteer_open(at_gazetteer **out, const char *path, at_err *err);
void at_gazetteer_close(at_gazetteer *g);
#endif
