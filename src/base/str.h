/*
 * str.h: byte-string views. No function allocates unless it takes an arena; none needs a NUL.
 * "fold" means ASCII case folding only; for full Unicode case see utf8.h.
 */
#ifndef AT_BASE_STR_H
#define AT_BASE_STR_H
#include "arena.h"
#include <attest.h>
#include <stdbool.h>
#include <string.h>

#define AT_S(lit) ((at_str){("" lit), sizeof(lit) - 1}) /* a view of a string literal */
#define AT_FMT(s) (int)(s).n, (s).p                     /* for "%.*s" */

static inline at_str at_strz(const char *z)
{
    return z ? (at_str){z, strlen(z)} : (at_str){"", 0};
}

bool at_eq(at_str a, at_str b);
bool at_eq_fold(at_str a, at_str b);
int at_cmp(at_str a, at_str b); /* bytes, shorter first on a tie */
bool at_starts(at_str s, at_str head);
bool at_ends(at_str s, at_str tail);
bool at_starts_fold(at_str s, at_str head);
size_t at_index(at_str s, at_str what, size_t from); /* first place at or after `from`, or SIZE_MAX */
size_t at_index_char(at_str s, char c, size_t from);
at_str at_sub(at_str s, size_t beg, size_t end);    /* clamped */
at_str at_trim(at_str s);                           /* ASCII blanks and line ends off both sides */
/* Cuts s at the first c: *head gets what stands before it, *s what follows; false at the end of input (when *s was used up). */
bool at_cut(at_str *s, char c, at_str *head);
bool at_in_list(at_str list, char sep, at_str item); /* is item one of the sep-separated parts of list? */
bool at_one_of(at_str s, const char *const *words);  /* is s one of these? NULL ends them */
/* Adds the word to the phrase in buf, after a blank if one stands there: its new length, or 0 if it has no room (buf is then as it was). */
size_t at_phrase_add(char *buf, size_t n, size_t room, at_str word);
at_str at_lower_ascii(at_arena *a, at_str s);
/* A decimal number that is all of s; false if it is none or overflows. */
bool at_to_i64(at_str s, int64_t *out);
uint64_t at_hash(at_str s); /* XXH3-64 */
#endif
