/* The weights file: a small good one opens, every way of damage is named with its byte, and nothing is read beyond it. */
#include "base/str.h"
#include "text/engine.h"
#include "text/weights.h"
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

enum { HEAD = 64, ENTRY = 96, N = 3, DATA = HEAD + N * ENTRY + 32 /* to a multiple of 64 */, SIZE = DATA + 3 * 64 };

static void put32(char *p, uint32_t v)
{
    memcpy(p, &v, 4);
}

static void put64(char *p, uint64_t v)
{
    memcpy(p, &v, 8);
}

static void entry(char *f, int i, const char *name, uint32_t type, uint32_t d0, uint32_t d1, uint64_t bytes)
{
    char *e = f + HEAD + i * ENTRY;
    memcpy(e, name, strlen(name));
    put32(e + 56, type);
    put32(e + 60, d1 ? 2 : 1);
    put32(e + 64, d0);
    put32(e + 68, d1);
    put64(e + 80, (uint64_t)(DATA + i * 64));
    put64(e + 88, bytes);
}

static void seal(char *f)
{
    put64(f + 24, at_hash((at_str){f + HEAD, SIZE - HEAD}));
}

/* meta, 4 floats, 2 x 3 bytes. */
static void make(char f[SIZE])
{
    memset(f, 0, SIZE);
    memcpy(f, "attestw", 8);
    put32(f + 8, 1);
    put32(f + 12, N);
    put64(f + 16, SIZE);
    entry(f, 0, "meta", 3, 9, 0, 9);
    entry(f, 1, "floats", 2, 4, 0, 16);
    entry(f, 2, "bytes", 1, 2, 3, 6);
    memcpy(f + DATA, "hidden=64", 9);
    const float x[4] = {1, 2, 3, 4};
    memcpy(f + DATA + 64, x, sizeof x);
    memcpy(f + DATA + 128, "\1\2\3\4\5\6", 6);
    seal(f);
}

static at_code open_bytes(at__weights *w, const char *f, size_t n, at_err *err, char path[32])
{
    memcpy(path, "/tmp/attest-weights-XXXXXX", 27);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, f, n), n);
    close(fd);
    return at__weights_open(w, path, err);
}

static void a_good_file_opens(void **state)
{
    (void)state;
    char f[SIZE], path[32];
    at__weights w;
    at_err err;
    const float *x;
    const int8_t *b;
    int v;
    make(f);
    assert_int_equal(open_bytes(&w, f, SIZE, &err, path), AT_OK);
    assert_str(at__weights_text(&w, "meta"), "hidden=64");
    assert_int_equal(at__weights_int(&w, "hidden", 1, 100, &v, &err), AT_OK);
    assert_int_equal(v, 64);
    assert_int_equal(at__weights_int(&w, "hidden", 1, 10, &v, &err), AT_EPARSE);
    assert_int_equal(at__weights_int(&w, "layers", 1, 10, &v, &err), AT_EPARSE);
    assert_int_equal(at__weights_f32(&w, "floats", 4, 0, 0, &x, &err), AT_OK);
    assert_true(x[3] > 3.5f);
    assert_int_equal(at__weights_i8(&w, "bytes", 2, 3, &b, &err), AT_OK);
    assert_int_equal(b[5], 6);
    assert_int_equal(at__weights_f32(&w, "floats", 5, 0, 0, &x, &err), AT_EPARSE);
    assert_int_equal(at__weights_f32(&w, "bytes", 2, 3, 0, &x, &err), AT_EPARSE);
    assert_int_equal(at__weights_f32(&w, "nothing", 4, 0, 0, &x, &err), AT_EPARSE);
    assert_non_null(strstr(err.msg, "nothing"));
    at__weights_close(&w);
    unlink(path);
}

static void damage_is_named(void **state)
{
    (void)state;
    static const struct {
        size_t at;      /* byte that is changed */
        uint64_t to;    /* to these 4 bytes, or 8 if `wide` */
        bool wide, sealed; /* sealed: the checksum is made good again */
        size_t pos;     /* byte that is reported */
    } rows[] = {
        {0, 0x41414141, false, false, 0},                            /* magic */
        {8, 2, false, false, 8},                                     /* version */
        {12, 100, false, false, 12},                                 /* tensors beyond the file */
        {12, UINT32_MAX, false, false, 12},
        {16, SIZE + 1, true, false, SIZE},                           /* size */
        {DATA, 1, false, false, 24},                                 /* data, checksum stale */
        {HEAD, 0, false, true, HEAD},                                /* a tensor without a name */
        {HEAD + 56, 9, false, true, HEAD + 56},                      /* its type */
        {HEAD + 60, 5, false, true, HEAD + 56},                      /* its number of dimensions */
        {HEAD + 64, 10, false, true, HEAD + 88},                     /* its shape */
        {HEAD + 80, DATA + 1, true, true, HEAD + 80},                /* its place: not aligned */
        {HEAD + ENTRY + 80, SIZE, true, true, HEAD + ENTRY + 80},    /* at the end */
        {HEAD + ENTRY + 80, UINT64_MAX - 63, true, true, HEAD + ENTRY + 80},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char f[SIZE], path[32];
        at__weights w;
        at_err err = {0};
        make(f);
        if (rows[i].wide)
            put64(f + rows[i].at, rows[i].to);
        else
            put32(f + rows[i].at, (uint32_t)rows[i].to);
        if (rows[i].sealed)
            seal(f);
        assert_int_equal(open_bytes(&w, f, SIZE, &err, path), AT_EPARSE);
        if (err.pos != rows[i].pos)
            fail_msg("row %zu: byte %zu reported, not %zu: %s", i, err.pos, rows[i].pos, err.msg);
        unlink(path);
    }
}

static void a_short_file_is_no_weights_file(void **state)
{
    (void)state;
    char f[SIZE], path[32];
    make(f);
    for (size_t n = 0; n < SIZE; n += 29) {
        at__weights w;
        at_err err;
        assert_int_equal(open_bytes(&w, f, n, &err, path), AT_EPARSE);
        unlink(path);
    }
}

static void the_engine_says_what_is_missing(void **state)
{
    (void)state;
    char f[SIZE], path[32];
    at__weights w;
    at_engine *e;
    at_err err;
    make(f);
    assert_int_equal(open_bytes(&w, f, SIZE, &err, path), AT_OK);
    at__weights_close(&w);
    assert_int_equal(at_engine_open(&e, path, NULL, &err), AT_EPARSE);
    assert_non_null(strstr(err.msg, "layers"));
    assert_null(e);
    unlink(path);
    assert_int_equal(at_engine_open(&e, path, NULL, &err), AT_EIO);
    assert_int_equal(at_engine_open(&e, path, "no such kernel", &err), AT_EUSAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_good_file_opens), cmocka_unit_test(damage_is_named),
                                       cmocka_unit_test(a_short_file_is_no_weights_file), cmocka_unit_test(the_engine_says_what_is_missing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
