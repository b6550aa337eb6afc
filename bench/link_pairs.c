/*
 * Prints the features of all pairs of units that linking compares, one line a pair: keys of all findings of both sides and the
 * numbers of score.h. For learning data/link.tsv: link_pairs RECORD.db
 */
#include "base/str.h"
#include "link/link.h"
#include "store/store.h"
#include <stdio.h>
#include <stdlib.h>

static void print(void *user, const at__unit *a, const at__unit *b, const double *x)
{
    (void)user;
    printf("%lld\t%lld", (long long)a->n, (long long)b->n);
    for (int i = 0; i < AT_LF_N; i++)
        printf("\t%.4g", x[i]);
    putchar('\n');
}

int main(int argc, char **argv)
{
    at_store *s;
    at_err err = {0};
    if (argc != 2) {
        fprintf(stderr, "usage: link_pairs RECORD.db\n");
        return 2;
    }
    if (at_store_open(&s, argv[1], &err) != AT_OK) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    at_sql q = {s->db, SQLITE_OK};
    fputs("a\tb", stdout);
    for (int i = 0; i < AT_LF_N; i++)
        printf("\t%s", at__link_feature_name((at__link_feature)i));
    putchar('\n');
    at_link_pairs(at_store_linker(s, &q), &q, print, NULL);
    at_store_close(s);
    return q.rc == SQLITE_OK ? 0 : 1;
}
