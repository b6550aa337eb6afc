/*
 * slow.h: cuts off clients that trickle. libmicrohttpd closes a connection that is silent; one that sends or takes a byte now and then it
 * would keep for ever. Here each connection has a time by which what it is at must be done: the whole request sent, the whole answer taken.
 */
#ifndef AT_SERVE_SLOW_H
#define AT_SERVE_SLOW_H
#include <stdbool.h>

typedef struct at__slow at__slow;
typedef struct at__slow_place at__slow_place;

/* Looks four times a second, in a thread of its own. NULL: no memory or no thread. */
at__slow *at__slow_create(unsigned most);
void at__slow_free(at__slow *s);                          /* NULL allowed */
at__slow_place *at__slow_open(at__slow *s, int socket, unsigned seconds); /* NULL: there are as many as may be; it is cut off */
void at__slow_close(at__slow_place *p);                   /* before its socket is closed; NULL allowed */
void at__slow_until(at__slow_place *p, unsigned seconds); /* from now; 0: without limit. NULL allowed */
#endif
