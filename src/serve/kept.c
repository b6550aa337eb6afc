#include "serve/kept.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    PLACES = 512,
    STALE = 20 /* an answer that took seconds (more than one: the clock counts whole ones) is given for so many times as long: reports may come in faster than a large record can be counted */
};

typedef struct {
    char *key;
    size_t n;
    int64_t state;
    time_t made, cost;
    struct MHD_Response *response;
} answer;

struct at__kept {
    pthread_mutex_t lock;
    answer all[PLACES]; /* by the hash of the key; a later one takes the place */
};

at__kept *at__kept_create(void)
{
    at__kept *k = calloc(1, sizeof *k);
    if (k)
        pthread_mutex_init(&k->lock, NULL);
    return k;
}

void at__kept_free(at__kept *k)
{
    if (!k)
        return;
    for (size_t i = 0; i < PLACES; i++) {
        free(k->all[i].key);
        if (k->all[i].response)
            MHD_destroy_response(k->all[i].response);
    }
    pthread_mutex_destroy(&k->lock);
    free(k);
}

void at__kept_key(at_buf *b, const at__req *r)
{
    at_buf_put(b, r->path);
    for (size_t i = 0; i < r->args.n; i++) {
        at_buf_putc(b, 1);
        at_buf_put(b, r->args.p[i].name);
        at_buf_putc(b, 2);
        at_buf_put(b, r->args.p[i].value);
    }
}

enum MHD_Result at__kept_send(at__kept *k, struct MHD_Connection *c, at_str key, int64_t state, bool *sent)
{
    enum MHD_Result done = MHD_NO;
    pthread_mutex_lock(&k->lock);
    answer *a = &k->all[at_hash(key) % PLACES];
    bool fresh = a->state == state || (a->cost > 1 && time(NULL) - a->made < STALE * a->cost);
    *sent = a->response && fresh && at_eq((at_str){a->key, a->n}, key);
    if (*sent)
        done = MHD_queue_response(c, MHD_HTTP_OK, a->response);
    pthread_mutex_unlock(&k->lock);
    return done;
}

void at__kept_put(at__kept *k, struct MHD_Response *m, at_buf *key, int64_t state, time_t cost)
{
    pthread_mutex_lock(&k->lock);
    answer *a = &k->all[at_hash((at_str){key->p, key->n}) % PLACES], old = *a;
    *a = (answer){key->p, key->n, state, time(NULL), cost, m};
    pthread_mutex_unlock(&k->lock);
    *key = (at_buf){0};
    free(old.key);
    if (old.response)
        MHD_destroy_response(old.response);
}
