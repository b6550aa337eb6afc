/* map.h: places on outlines of countries, drawn as SVG here; no tiles, no requests. */
#ifndef AT_SERVE_MAP_H
#define AT_SERVE_MAP_H
#include "serve/request.h"

void at__map_small(at__req *r); /* of the events in scope, as a link to /map; nothing if no place is known */
#endif
