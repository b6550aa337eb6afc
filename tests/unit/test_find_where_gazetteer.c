/* The gazetteer: keys, look-up, regions, and refusal of damaged files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/str.h"
#include "find/gazetteer.h"


static at_gazetteer *g;
static at_arena mem;
static jmp_buf fail;

static const char *path(void)
{
    return AT_SOURCE_DIR "/data/places.bin";
}

static int open_all(void **state)
{
    (void)state;
    at_err err;
    at_arena_init(&mem, 1 << 24, &fail);
    return at_gazetteer_open(&g, path(), &err) == AT_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    at_gazetteer_close(g);
    at_arena_release(&mem);
    return 0;
}

/* The largest place of that name which is no smaller a class than `from`. */
static at_g_place first(const char *name, at_g_class from)
{
    at_g_hit hit[8];
    size_t n = at_gazetteer_find(g, at_gazetteer_key(&mem, at_strz(name)), hit, 8);
    for (size_t i = 0; i < n; i++)
        if (at_gazetteer_place(g, hit[i].place).cls >= from)
            return at_gazetteer_place(g, hit[i].place);
    return (at_g_place){.name = {"", 0}};
}

static void keys(void **state)
{
    (void)state;
    const char *of[][2] = {{"São Paulo", "sao paulo"}, {"Nur-Sultan", "nur sultan"}, {"St. John's", "st johns"}, {"Łódź", "lodz"}, {"Al\n Hamza ",
        "al hamza"}, {"", ""}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        assert_true(at_eq(at_gazetteer_key(&mem, at_strz(of[i][0])), at_strz(of[i][1])));
}

static void towns(void **state)
{
    (void)state;
    at_g_place p = first("Almaty", AT_G_CAPITAL);
    assert_int_equal(p.geonames, 1526384);
    assert_string_equal(at_gazetteer_iso(g, p.country), "KAZ");
    assert_true(p.lat > 43.2 && p.lat < 43.3 && p.lon > 76.8 && p.lon < 77.0);
    assert_int_equal(first("Nur-Sultan", AT_G_CAPITAL).cls, AT_G_CAPITAL);
    assert_string_equal(at_gazetteer_iso(g, first("Алматы", AT_G_CAPITAL).country), "KAZ");
    assert_true(first("Shanghai", AT_G_CAPITAL).population > 1e7);
}

static void regions(void **state)
{
    (void)state;
    at_g_place p = first("Helmand", AT_G_ADM1);
    assert_int_equal(p.cls, AT_G_ADM1);
    assert_int_equal(at_gazetteer_place(g, p.parent).cls, AT_G_COUNTRY);
    uint32_t c = at_gazetteer_country(g, AT_S("AFG"));
    assert_int_equal(p.parent, c);
    assert_int_equal(at_gazetteer_country(g, AT_S("ZZZ")), AT_NONE);
}

static void absent(void **state)
{
    (void)state;
    at_g_hit hit[2];
    assert_int_equal(at_gazetteer_find(g, AT_S("no such place anywhere"), hit, 2), 0);
    assert_int_equal(at_gazetteer_find(g, AT_S(""), hit, 2), 0);
    assert_int_equal(at_gazetteer_find(NULL, AT_S("paris"), hit, 2), 0);
    assert_int_equal(at_gazetteer_find(g, AT_S("san jose"), hit, 2), 2); /* never more than asked for */
}

/* A copy of the file with n bytes kept and the byte at `flip` changed must be refused. */
static void refused(size_t keep, size_t flip)
{
    at_str file;
    at_err err;
    assert_int_equal(at_map_file(&file, path(), &err), AT_OK);
    if (keep > file.n)
        keep = file.n;
    char name[] = "/tmp/attest_places_XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    char *copy = malloc(keep + 1);
    memcpy(copy, file.p, keep);
    if (flip < keep)
        copy[flip] = (char)(copy[flip] ^ 0x40);
    assert_int_equal(write(fd, copy, keep), (ssize_t)keep);
    close(fd);
    at_gazetteer *bad = NULL;
    assert_int_equal(at_gazetteer_open(&bad, name, &err), AT_EPARSE);
    assert_null(bad);
    free(copy);
    unlink(name);
    at_unmap(&file);
}

static void damaged(void **state)
{
    (void)state;
    refused(10, SIZE_MAX);            /* shorter than its head */
    refused(5000, SIZE_MAX);          /* cut */
    refused(SIZE_MAX, 0);             /* not this format */
    refused(SIZE_MAX, 8);             /* another version */
    refused(SIZE_MAX, 200000);        /* a flipped bit */
    at_err err;
    at_gazetteer *none = NULL;
    assert_int_equal(at_gazetteer_open(&none, "/nonexistent/places.bin", &err), AT_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keys), cmocka_unit_test(towns), cmocka_unit_test(regions), cmocka_unit_test(absent),
                                       cmocka_unit_test(damaged)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
