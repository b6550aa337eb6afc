/* Which language each line of standard input is taken for: prints the code, or "-", a line each. */
#include "read/language.h"
#include "base/str.h"
#include <stdio.h>

int main(void)
{
    static char line[1 << 20];
    at_languages *l;
    at_err err;
    if (at_languages_open(&l, &err) != AT_OK) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    while (fgets(line, sizeof line, stdin)) {
        at_arena mem;
        at_arena_init(&mem, 0, NULL);
        at_language g = at_languages_guess(l, &mem, at_strz(line));
        printf("%.*s\n", g.code.n ? (int)g.code.n : 1, g.code.n ? g.code.p : "-");
        at_arena_release(&mem);
    }
    at_languages_close(l);
    return 0;
}
