/* Lexicon tables and the map; every table in data/ is well formed. */
#include "base/map.h"
#include "base/str.h"
#include "base/table.h"
#include <dirent.h>
#include <sys/stat.h>

#include "test.h"

static at_arena mem;

static int setup(void **state)
{
    (void)state;
    at_arena_init(&mem, 0, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    at_arena_release(&mem);
    return 0;
}

static void parses(void **state)
{
    (void)state;
    at_table t;
    at_err err;
    assert_int_equal(at_table_parse(&t, &mem, AT_S("x.tsv"), AT_S("# words\n\na\tb\tc\r\n1\t-\t 3 \n# note\n\n4\n"), &err),
                     AT_OK);
    assert_int_equal(t.ncols, 3);
    assert_int_equal(t.nrows, 2);
    uint32_t a = at_table_col(&t, "a"), b = at_table_col(&t, "b"), c = at_table_col(&t, "c");
    assert_int_equal(at_table_col(&t, "d"), AT_NONE);
    assert_str(at_cell(&t, 0, a), "1");
    assert_str(at_cell(&t, 0, b), "");
    assert_str(at_cell(&t, 0, c), "3");
    assert_str(at_cell(&t, 1, a), "4");
    assert_str(at_cell(&t, 1, c), "");
    assert_str(at_cell(&t, 1, AT_NONE), "");
    assert_int_equal(t.lines[0], 4);
    assert_int_equal(t.lines[1], 7);
}

static void too_many_cells(void **state)
{
    (void)state;
    at_table t;
    at_err err = {0};
    assert_int_equal(at_table_parse(&t, &mem, AT_S("x.tsv"), AT_S("a\tb\n1\t2\n1\t2\t3\n"), &err), AT_EPARSE);
    assert_non_null(strstr(err.msg, "x.tsv:3"));
}

static void empty_tables(void **state)
{
    (void)state;
    at_table t;
    at_err err;
    assert_int_equal(at_table_parse(&t, &mem, AT_S("x"), (at_str){NULL, 0}, &err), AT_OK);
    assert_int_equal(t.nrows, 0);
    assert_int_equal(at_table_parse(&t, &mem, AT_S("x"), AT_S("# only words\n"), &err), AT_OK);
    assert_int_equal(t.ncols, 0);
}

static void map_keeps_all(void **state)
{
    (void)state;
    at_map m;
    at_map_init(&m, &mem);
    assert_int_equal(at_map_get(&m, AT_S("x")), AT_NONE);
    for (uint32_t i = 0; i < 20000; i++)
        at_map_set(&m, at_arena_fmt(&mem, "key %u", i), i);
    assert_int_equal(m.n, 20000);
    assert_true(m.cap >= 2 * m.n);
    for (uint32_t i = 0; i < 20000; i++)
        assert_int_equal(at_map_get(&m, at_arena_fmt(&mem, "key %u", i)), i);
    assert_int_equal(at_map_get(&m, AT_S("key 20000")), AT_NONE);
    at_map_set(&m, AT_S("key 7"), 1);
    assert_int_equal(at_map_get(&m, AT_S("key 7")), 1);
    assert_int_equal(m.n, 20000);
    at_map_set(&m, (at_str){NULL, 0}, 5); /* the empty key is a key */
    assert_int_equal(at_map_get(&m, AT_S("")), 5);
}

static at_str slurp(const char *path)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(stat(path, &st), 0);
    char *p = at_alloc(&mem, (size_t)st.st_size + 1);
    assert_int_equal(fread(p, 1, (size_t)st.st_size, f), (size_t)st.st_size);
    fclose(f);
    return (at_str){p, (size_t)st.st_size};
}

/* No row has more cells than columns, every file is UTF-8 and has rows. */
static void tables_of_data(void **state)
{
    (void)state;
    DIR *d = opendir(AT_SOURCE_DIR "/data");
    unsigned seen = 0;
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        char path[512];
        at_table t;
        at_err err = {0};
        if (!at_ends(at_strz(e->d_name), AT_S(".tsv")))
            continue;
        (void)snprintf(path, sizeof path, AT_SOURCE_DIR "/data/%s", e->d_name);
        if (at_table_parse(&t, &mem, at_strz(e->d_name), slurp(path), &err) != AT_OK)
            fail_msg("%s", err.msg);
        if (!t.nrows)
            fail_msg("%s has no rows", e->d_name);
        seen++;
    }
    closedir(d);
    assert_true(seen > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses),        cmocka_unit_test(too_many_cells), cmocka_unit_test(empty_tables),
        cmocka_unit_test(map_keeps_all), cmocka_unit_test(tables_of_data),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
