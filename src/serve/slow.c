#include "serve/slow.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct at__slow_place {
    at__slow *of;
    int socket; /* -1: free */
    time_t end; /* 0: without limit */
};

struct at__slow {
    pthread_mutex_t lock;
    pthread_cond_t stop;
    pthread_t thread;
    bool stopping;
    unsigned most;
    at__slow_place places[];
};

static time_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static void *look(void *user)
{
    at__slow *s = user;
    pthread_mutex_lock(&s->lock);
    while (!s->stopping) {
        struct timespec t;
        time_t n = now();
        for (unsigned i = 0; i < s->most; i++)
            if (s->places[i].socket >= 0 && s->places[i].end && n >= s->places[i].end) {
                shutdown(s->places[i].socket, SHUT_RDWR); /* its thread sees that and closes it */
                s->places[i].end = 0;
            }
        clock_gettime(CLOCK_REALTIME, &t);
        t.tv_nsec += 250000000;
        t.tv_sec += t.tv_nsec / 1000000000;
        t.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&s->stop, &s->lock, &t);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

at__slow *at__slow_create(unsigned most)
{
    at__slow *s = calloc(1, sizeof *s + most * sizeof(at__slow_place));
    if (!s)
        return NULL;
    s->most = most;
    for (unsigned i = 0; i < most; i++)
        s->places[i] = (at__slow_place){s, -1, 0};
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->stop, NULL);
    if (pthread_create(&s->thread, NULL, look, s) == 0)
        return s;
    pthread_cond_destroy(&s->stop);
    pthread_mutex_destroy(&s->lock);
    free(s);
    return NULL;
}

void at__slow_free(at__slow *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_cond_signal(&s->stop);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    pthread_cond_destroy(&s->stop);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

at__slow_place *at__slow_open(at__slow *s, int socket, unsigned seconds)
{
    at__slow_place *p = NULL;
    pthread_mutex_lock(&s->lock);
    for (unsigned i = 0; i < s->most && !p; i++)
        p = s->places[i].socket < 0 ? &s->places[i] : NULL;
    if (p) {
        p->socket = socket;
        p->end = now() + seconds;
    } else {
        shutdown(socket, SHUT_RDWR);
    }
    pthread_mutex_unlock(&s->lock);
    return p;
}

void at__slow_close(at__slow_place *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->of->lock);
    p->socket = -1;
    p->end = 0;
    pthread_mutex_unlock(&p->of->lock);
}

void at__slow_until(at__slow_place *p, unsigned seconds)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->of->lock);
    p->end = seconds ? now() + seconds : 0;
    pthread_mutex_unlock(&p->of->lock);
}
