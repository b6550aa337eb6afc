#include "pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef enum { FREE, WAITING, BUSY, DONE } slot_state;

typedef struct {
    slot_state state;
    at_job job;
    at_report report; /* strings point into `bytes` */
    char *bytes, *file, *note;
} slot;

struct at_pool {
    at_reader *reader;
    unsigned flags;
    at_emit emit;
    void *user;
    pthread_mutex_t lock;
    pthread_cond_t work, room; /* a slot is WAITING; a slot is FREE or everything stops */
    slot *slots;
    size_t cap;
    size_t put, taken, out; /* jobs queued, handed to a thread, emitted; slot of job k is k % cap */
    bool emitting, closing, stopped;
    pthread_t *threads;
    size_t nthreads;
};

static void read_slot(at_pool *p, slot *s)
{
    if (s->job.code == AT_OK && !s->job.json && !s->note)
        s->job.code = at_read(p->reader, &s->job.json, &s->job.n, &s->report, p->flags, &s->job.err);
    free(s->bytes);
    s->bytes = NULL;
}

/* Emits what is done, in order. Called with the lock held; gives it up around emit. */
static void emit_done(at_pool *p)
{
    if (p->emitting)
        return;
    p->emitting = true;
    while (p->out < p->put && p->slots[p->out % p->cap].state == DONE) {
        slot *s = &p->slots[p->out % p->cap];
        if (!p->stopped) {
            pthread_mutex_unlock(&p->lock);
            bool go_on = p->emit(p->user, &s->job);
            pthread_mutex_lock(&p->lock);
            p->stopped |= !go_on;
        }
        at_free(s->job.json);
        free(s->file);
        free(s->note);
        memset(s, 0, sizeof *s);
        p->out++;
        pthread_cond_broadcast(&p->room);
    }
    p->emitting = false;
}

static void *worker(void *arg)
{
    at_pool *p = arg;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (p->taken == p->put && !p->closing)
            pthread_cond_wait(&p->work, &p->lock);
        if (p->taken == p->put)
            break;
        slot *s = &p->slots[p->taken++ % p->cap];
        s->state = BUSY;
        bool skip = p->stopped;
        pthread_mutex_unlock(&p->lock);
        if (!skip)
            read_slot(p, s);
        pthread_mutex_lock(&p->lock);
        free(s->bytes);
        s->bytes = NULL;
        s->state = DONE;
        emit_done(p);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

at_pool *at_pool_create(size_t threads, unsigned read_flags, at_emit emit, void *user)
{
    at_pool *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->flags = read_flags;
    p->emit = emit;
    p->user = user;
    p->cap = threads * 3 + 1;
    p->slots = calloc(p->cap, sizeof *p->slots);
    p->threads = calloc(threads, sizeof *p->threads);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    pthread_cond_init(&p->room, NULL);
    while (p->slots && p->threads && p->nthreads < threads && pthread_create(&p->threads[p->nthreads], NULL, worker, p) == 0)
        p->nthreads++;
    if (!p->nthreads) {
        at_pool_finish(p);
        return NULL;
    }
    return p;
}

void at_pool_set_reader(at_pool *p, at_reader *r)
{
    pthread_mutex_lock(&p->lock);
    p->reader = r;
    pthread_mutex_unlock(&p->lock);
}

bool at_pool_has_reader(const at_pool *p)
{
    return p->reader != NULL;
}

/* Waits for a free slot; NULL when the pool has stopped. Called with the lock held. */
static slot *free_slot(at_pool *p)
{
    while (p->put - p->out == p->cap && !p->stopped)
        pthread_cond_wait(&p->room, &p->lock);
    return p->stopped ? NULL : &p->slots[p->put % p->cap];
}

/* A copy with a NUL behind it, or NULL. */
static char *copy(const char *p, size_t n)
{
    char *z = malloc(n + 1);
    if (z && n)
        memcpy(z, p, n);
    if (z)
        z[n] = 0;
    return z;
}

/* Hands the filled slot to the threads and gives the lock back. */
static void queue(at_pool *p, slot *s, const char *file)
{
    s->file = copy(file, strlen(file));
    s->job.file = s->file ? s->file : "?";
    s->job.note = s->note;
    s->state = WAITING;
    p->put++;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->lock);
}

bool at_pool_fail(at_pool *p, const char *file, const at_err *err)
{
    pthread_mutex_lock(&p->lock);
    slot *s = free_slot(p);
    if (!s) {
        pthread_mutex_unlock(&p->lock);
        return false;
    }
    s->job.code = err->code;
    s->job.err = *err;
    queue(p, s, file);
    return true;
}

/* Copies all strings of a report into one block. False without memory. */
static bool copy_report(slot *s, const at_report *r)
{
    const at_str from[] = {r->name, r->url, r->publisher, r->byline, r->published, r->language, r->title, r->text,
                           r->charset, r->source, r->within, r->problem};
    at_str *to[] = {&s->report.name,      &s->report.url,      &s->report.publisher, &s->report.byline,
                    &s->report.published, &s->report.language, &s->report.title,     &s->report.text,
                    &s->report.charset,   &s->report.source,   &s->report.within,    &s->report.problem};
    size_t n = 0, count = sizeof from / sizeof *from;
    s->report.form = r->form;
    s->report.piece = r->piece;
    s->report.within_byte = r->within_byte;
    for (size_t i = 0; i < count; i++)
        n += from[i].n;
    char *p = s->bytes = malloc(n + 1);
    if (!p)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (from[i].n)
            memcpy(p, from[i].p, from[i].n);
        *to[i] = (at_str){p, from[i].n};
        p += from[i].n;
    }
    return true;
}

bool at_pool_put(at_pool *p, const char *file, const at_item *item)
{
    pthread_mutex_lock(&p->lock);
    slot *s = free_slot(p);
    if (!s) {
        pthread_mutex_unlock(&p->lock);
        return false;
    }
    bool ok;
    if (item->kind == AT_ITEM_RECORD) {
        s->job.json = copy(item->record.p, item->record.n);
        s->job.n = item->record.n;
        ok = s->job.json != NULL;
    } else if (item->kind == AT_ITEM_NOTE) {
        s->note = copy(item->note.p, item->note.n);
        ok = s->note != NULL;
    } else {
        ok = copy_report(s, &item->report);
    }
    if (!ok) {
        s->job.code = s->job.err.code = AT_ENOMEM;
        memcpy(s->job.err.msg, "out of memory", sizeof "out of memory");
    }
    queue(p, s, file);
    return true;
}

void at_pool_finish(at_pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->closing = true;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < p->nthreads; i++)
        pthread_join(p->threads[i], NULL);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->work);
    pthread_cond_destroy(&p->room);
    at_reader_close(p->reader);
    free(p->slots);
    free(p->threads);
    free(p);
}
