/* server.h: what views need of the server besides their request. */
#ifndef AT_SERVE_SERVER_H
#define AT_SERVE_SERVER_H
#include "serve/request.h"

at_str at__server_token(const at_server *s); /* what a request that writes must bring */
at_str at__server_who(const at_server *s);   /* in whose name, unless the request says another */
at_str at__server_name(const at_server *s);  /* of the record: the file's name without its folder */
/* The reader, opened when it is first needed. */
AT_MUST_USE at_code at__server_reader(at_server *s, at_reader **out, at_err *err);
/* A number that changes with the record. */
int64_t at__server_state(at_server *s);
#endif
