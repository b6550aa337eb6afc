/*
 * power.h: a disk in memory whose power can be cut: a VFS of SQLite. What was not synced when the power goes is lost, kept or torn, write by write, as a seed
 * says; what was synced stays. Every write, sync, truncation and deletion is a moment at which it can go; from then on all calls fail.
 */
#ifndef AT_TESTS_POWER_H
#define AT_TESTS_POWER_H
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { POWER_FILES = 8, POWER_REGIONS = 64, POWER_REGION = 32768 };

/* A change that no sync has made sure of; data NULL: the file was cut to `at` bytes. */
typedef struct {
    unsigned char *data;
    size_t at, n;
} power_change;

typedef struct {
    char name[128];
    bool there, was_there;             /* now; for sure */
    unsigned char *now, *sure;
    size_t n, sure_n;
    power_change *change;
    size_t changes;
} power_file;

static struct {
    power_file file[POWER_FILES];
    unsigned char *region[POWER_REGIONS];
    long moment, cut; /* moments so far; the one at which the power goes, 0: never */
    uint64_t seed;
    bool off;
} power;

typedef struct {
    sqlite3_file base;
    power_file *f;
    power_file own; /* of a file without a name */
    bool fresh;     /* a journal or log that was just made: with its first sync goes one of the folder, as in SQLite's unix VFS */
} power_open;

static inline uint64_t power_random(void)
{
    power.seed ^= power.seed << 13;
    power.seed ^= power.seed >> 7;
    power.seed ^= power.seed << 17;
    return power.seed * 0x2545F4914F6CDD1DULL;
}

/* False: the power is off, or goes now. */
static inline bool power_tick(void)
{
    if (!power.off && ++power.moment == power.cut)
        power.off = true;
    return !power.off;
}

static inline void power_write(unsigned char **p, size_t *n, const unsigned char *data, size_t at, size_t len)
{
    if (at + len > *n) {
        *p = realloc(*p, at + len);
        memset(*p + *n, 0, at + len - *n);
        *n = at + len;
    }
    memcpy(*p + at, data, len);
}

static inline void power_note(power_file *f, const void *data, size_t at, size_t n)
{
    f->change = realloc(f->change, (f->changes + 1) * sizeof *f->change);
    power_change *c = &f->change[f->changes++];
    *c = (power_change){NULL, at, n};
    if (data) {
        c->data = malloc(n + 1);
        memcpy(c->data, data, n);
    }
}

static inline void power_forget(power_file *f)
{
    for (size_t i = 0; i < f->changes; i++)
        free(f->change[i].data);
    free(f->change);
    f->change = NULL;
    f->changes = 0;
}

static inline void power_settle(power_file *f)
{
    power_forget(f);
    free(f->sure);
    f->sure = malloc(f->n + 1);
    if (f->n)
        memcpy(f->sure, f->now, f->n);
    f->sure_n = f->n;
    f->was_there = f->there;
}

/* The folder is synced: names that came are there, those that were deleted stay away. */
static inline void power_folder(void)
{
    for (size_t i = 0; i < POWER_FILES; i++) {
        power_file *f = &power.file[i];
        f->was_there = f->there;
        if (!f->there) {
            power_forget(f);
            f->sure_n = 0;
        }
    }
}

/* What the disk holds after the cut: each change that was not synced is there, is not, or is there in part. */
static inline void power_survive(power_file *f)
{
    if (!f->was_there && f->there && power_random() % 2)
        f->was_there = true; /* its name got through */
    for (size_t i = 0; i < f->changes; i++) {
        power_change *c = &f->change[i];
        unsigned way = (unsigned)(power_random() % 4);
        if (way == 0 || (way == 1 && i + 3 < f->changes)) /* the last ones are lost more often than not */
            continue;
        if (!c->data)
            f->sure_n = c->at < f->sure_n ? c->at : f->sure_n;
        else
            power_write(&f->sure, &f->sure_n, c->data, c->at, way == 3 ? power_random() % (c->n + 1) : c->n);
    }
    power_forget(f);
    f->there = f->was_there;
}

/* A new, empty disk. cut: moment at which its power goes. */
static inline void power_new(long cut, uint64_t seed)
{
    for (size_t i = 0; i < POWER_FILES; i++) {
        power_forget(&power.file[i]);
        free(power.file[i].now);
        free(power.file[i].sure);
    }
    for (size_t i = 0; i < POWER_REGIONS; i++)
        free(power.region[i]);
    memset(&power, 0, sizeof power);
    power.cut = cut;
    power.seed = seed * 0x9E3779B97F4A7C15ULL + 1;
}

static inline power_file *power_find(const char *name, bool make)
{
    for (size_t i = 0; i < POWER_FILES; i++)
        if (!strcmp(power.file[i].name, name))
            return &power.file[i];
    for (size_t i = 0; make && i < POWER_FILES; i++)
        if (!power.file[i].name[0]) {
            strncpy(power.file[i].name, name, sizeof power.file[i].name - 1);
            return &power.file[i];
        }
    return NULL;
}

/* ---- methods ---- */

static inline int power_close(sqlite3_file *x)
{
    power_open *o = (power_open *)x;
    if (o->f == &o->own) {
        power_forget(&o->own);
        free(o->own.now);
    }
    return SQLITE_OK;
}

static inline int power_read(sqlite3_file *x, void *to, int n, sqlite3_int64 at)
{
    const power_file *f = ((power_open *)x)->f;
    size_t have = (size_t)at < f->n ? f->n - (size_t)at : 0;
    if (power.off)
        return SQLITE_IOERR_READ;
    have = have < (size_t)n ? have : (size_t)n;
    if (have)
        memcpy(to, f->now + at, have);
    memset((char *)to + have, 0, (size_t)n - have);
    return have == (size_t)n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static inline int power_put(sqlite3_file *x, const void *from, int n, sqlite3_int64 at)
{
    power_open *o = (power_open *)x;
    if (power.off)
        return SQLITE_IOERR_WRITE;
    power_write(&o->f->now, &o->f->n, from, (size_t)at, (size_t)n);
    if (o->f != &o->own)
        power_note(o->f, from, (size_t)at, (size_t)n);
    return power_tick() ? SQLITE_OK : SQLITE_IOERR_WRITE; /* it may have got through, but nobody is told */
}

static inline int power_truncate(sqlite3_file *x, sqlite3_int64 n)
{
    power_open *o = (power_open *)x;
    if (power.off)
        return SQLITE_IOERR_TRUNCATE;
    o->f->n = (size_t)n < o->f->n ? (size_t)n : o->f->n;
    power_note(o->f, NULL, (size_t)n, 0);
    return power_tick() ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static inline int power_sync(sqlite3_file *x, int flags)
{
    (void)flags;
    if (!power_tick())
        return SQLITE_IOERR_FSYNC;
    power_open *o = (power_open *)x;
    power_settle(o->f);
    if (o->fresh)
        power_folder();
    o->fresh = false;
    return SQLITE_OK;
}

static inline int power_size(sqlite3_file *x, sqlite3_int64 *n)
{
    *n = (sqlite3_int64)((power_open *)x)->f->n;
    return power.off ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

static inline int power_lock(sqlite3_file *x, int level)
{
    (void)x;
    (void)level;
    return SQLITE_OK;
}

static inline int power_reserved(sqlite3_file *x, int *held)
{
    (void)x;
    *held = 0;
    return SQLITE_OK;
}

static inline int power_control(sqlite3_file *x, int op, void *arg)
{
    (void)x;
    (void)op;
    (void)arg;
    return SQLITE_NOTFOUND;
}

static inline int power_sector(sqlite3_file *x)
{
    (void)x;
    return 4096;
}

static inline int power_device(sqlite3_file *x)
{
    (void)x;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE; /* as SQLite takes the disks of this system to be: a torn write harms nothing beside it */
}

static inline int power_shm_map(sqlite3_file *x, int region, int size, int extend, void volatile **to)
{
    (void)x;
    *to = NULL;
    if (size != POWER_REGION || region >= POWER_REGIONS)
        return SQLITE_IOERR_SHMMAP;
    if (!power.region[region] && extend)
        power.region[region] = calloc(1, POWER_REGION);
    *to = power.region[region];
    return SQLITE_OK;
}

static inline int power_shm_lock(sqlite3_file *x, int at, int n, int flags)
{
    (void)x;
    (void)at;
    (void)n;
    (void)flags;
    return SQLITE_OK;
}

static inline void power_shm_barrier(sqlite3_file *x)
{
    (void)x;
}

static inline int power_shm_unmap(sqlite3_file *x, int gone)
{
    (void)x;
    (void)gone;
    return SQLITE_OK;
}

static inline int power_vfs_open(sqlite3_vfs *v, const char *name, sqlite3_file *x, int flags, int *out)
{
    static const sqlite3_io_methods methods = {2, power_close, power_read, power_put, power_truncate, power_sync, power_size, power_lock, power_lock, power_reserved,
                                               power_control, power_sector, power_device, power_shm_map, power_shm_lock, power_shm_barrier, power_shm_unmap, NULL, NULL};
    power_open *o = (power_open *)x;
    (void)v;
    memset(o, 0, sizeof *o);
    o->f = name ? power_find(name, (flags & SQLITE_OPEN_CREATE) != 0) : &o->own;
    if (power.off || !o->f || (!o->f->there && name && !(flags & SQLITE_OPEN_CREATE)))
        return SQLITE_CANTOPEN;
    o->fresh = name && !o->f->there && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL));
    o->f->there = true;
    o->base.pMethods = &methods;
    if (out)
        *out = flags;
    return SQLITE_OK;
}

static inline int power_vfs_delete(sqlite3_vfs *v, const char *name, int sync)
{
    power_file *f = power_find(name, false);
    (void)v;
    if (!f || !f->there)
        return SQLITE_IOERR_DELETE_NOENT;
    f->there = false;
    f->n = 0;
    if (!power_tick())
        return SQLITE_IOERR_DELETE;
    if (sync)
        power_folder();
    return SQLITE_OK;
}

static inline int power_vfs_access(sqlite3_vfs *v, const char *name, int flags, int *yes)
{
    const power_file *f = power_find(name, false);
    (void)v;
    *yes = f && f->there && (flags != SQLITE_ACCESS_EXISTS || f->n);
    return SQLITE_OK;
}

static inline int power_vfs_path(sqlite3_vfs *v, const char *name, int n, char *out)
{
    (void)v;
    strncpy(out, name, (size_t)n);
    return SQLITE_OK;
}

/* From here on every record is on the disk in memory (on) or on the system's again. */
static inline void power_use(bool on)
{
    static sqlite3_vfs v, *own;
    if (!own) {
        own = sqlite3_vfs_find(NULL);
        v = *own; /* its clock, its random bytes */
        v.zName = "power";
        v.szOsFile = sizeof(power_open);
        v.xOpen = power_vfs_open;
        v.xDelete = power_vfs_delete;
        v.xAccess = power_vfs_access;
        v.xFullPathname = power_vfs_path;
    }
    sqlite3_vfs_register(on ? &v : own, 1);
}

/* Writes what survives to real files of the same names. The shared memory's is missing, torn or noise. */
static inline void power_write_out(const char *path)
{
    char shm[160];
    for (size_t i = 0; i < POWER_FILES; i++) {
        power_file *f = &power.file[i];
        if (!f->name[0])
            continue;
        power_survive(f);
        remove(f->name);
        FILE *out = f->there ? fopen(f->name, "wb") : NULL;
        if (out) {
            if (f->sure_n)
                fwrite(f->sure, 1, f->sure_n, out);
            fclose(out);
        }
    }
    (void)snprintf(shm, sizeof shm, "%s-shm", path);
    remove(shm);
    FILE *out = power_random() % 3 ? fopen(shm, "wb") : NULL;
    for (size_t i = 0; out && i < POWER_REGION / 8; i++) {
        uint64_t noise = power_random();
        fwrite(power.region[0] && noise % 4 ? (const void *)(power.region[0] + i * 8) : (const void *)&noise, 1, 8, out);
    }
    if (out)
        fclose(out);
}
#endif
