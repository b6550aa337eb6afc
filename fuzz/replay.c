/* Runs a fuzz target over the files given, and over each cut short and with a byte changed, so that a corpus tests more than
 * itself. */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>

static unsigned runs;

static void run(const uint8_t *p, size_t n)
{
    uint8_t *copy = malloc(n ? n : 1); /* of exact size, so that a read past the end is seen */
    if (!copy)
        abort();
    if (n)
        memcpy(copy, p, n);
    (void)LLVMFuzzerTestOneInput(copy, n);
    free(copy);
    runs++;
}

static void run_file(const char *path)
{
    static uint8_t buf[1 << 20];
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(2);
    }
    size_t n = fread(buf, 1, sizeof buf, f);
    fclose(f);
    run(buf, n);
    size_t step = n / 16 + 1; /* sixteen cuts and sixteen changes */
    for (size_t i = 0; i < n; i += step)
        run(buf, i);
    for (size_t i = 0; i < n; i += step) {
        uint8_t was = buf[i];
        buf[i] = (uint8_t)(was ^ (0x80u >> (i % 8)));
        run(buf, n);
        buf[i] = was;
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        run_file(argv[i]);
    printf("%u runs\n", runs);
    return runs ? 0 : 1;
}
