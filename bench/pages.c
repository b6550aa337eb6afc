/* For bench/pages.py: reads pages named one a line on standard input, prints one JSON object a page; the seconds that reading
 * took on standard error. */
#include "base/io.h"
#include "base/json.h"
#include "base/str.h"
#include "read/html.h"
#include <stdio.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void put(at_json *j, const char *key, at_str s)
{
    at_json_key(j, key);
    at_json_str(j, s);
}

int main(void)
{
    char path[4096], day[16];
    double spent = 0;
    size_t pages = 0;
    while (fgets(path, sizeof path, stdin)) {
        at_str bytes;
        at_err err;
        at_arena mem;
        at_kept k;
        at_buf out = {0};
        at_json j = {.out = &out};
        path[strcspn(path, "\n")] = 0;
        if (at_map_file(&bytes, path, &err) != AT_OK) {
            fprintf(stderr, "%s: %s\n", path, err.msg);
            return 2;
        }
        volatile char sum = 0; /* the pages of the file are in memory before the clock starts */
        for (size_t i = 0; i < bytes.n; i += 4096)
            sum = (char)(sum ^ bytes.p[i]);
        double start = now();
        at_arena_init(&mem, 0, NULL);
        const at_html_from from = {0};
        at__html_read(&k, &mem, bytes, &from);
        spent += now() - start;
        at_json_open(&j, '{');
        put(&j, "file", at_strz(path));
        put(&j, "title", k.said.title);
        put(&j, "byline", k.said.byline);
        put(&j, "publisher", k.said.publisher);
        put(&j, "language", k.said.language);
        put(&j, "url", k.said.url);
        if (k.day != AT_NODAY) {
            at_day_put(day, k.day);
            put(&j, "date", at_strz(day));
        }
        put(&j, "text", k.text);
        at_json_close(&j, '}');
        puts(out.p);
        at_buf_release(&out);
        at_arena_release(&mem);
        at_unmap(&bytes);
        pages++;
    }
    fprintf(stderr, "%.3f seconds, %zu pages, %.0f pages/s\n", spent, pages, (double)pages / spent);
    return 0;
}
