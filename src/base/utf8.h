/* utf8.h: UTF-8 decoding, checking and case. Knows code points, nothing of words. */
#ifndef AT_BASE_UTF8_H
#define AT_BASE_UTF8_H
#include "arena.h"
#include <attest.h>
#include <stdbool.h>

#define AT_BADCP 0xFFFFFFFFu

/*
 * Decodes the code point at s.p[i] (i < s.n) and sets *len (1..4). Malformed bytes give AT_BADCP with *len the length
 * of the maximal bad part as Unicode recommends (1..3), so that a loop always moves on. Surrogates and overlong forms
 * are malformed.
 */
uint32_t at_utf8(at_str s, size_t i, unsigned *len);
size_t at_utf8_put(char out[4], uint32_t cp);    /* bytes written; cp must be valid */
size_t at_utf8_next(at_str s, size_t i);         /* start of the code point after the one at i */
size_t at_utf8_prev(at_str s, size_t i);         /* start of the code point before i (i > 0) */
bool at_utf8_boundary(at_str s, size_t i);       /* does a code point start (or the text end) at i? */
/* First malformed byte, or SIZE_MAX if s is valid UTF-8 throughout. */
size_t at_utf8_bad(at_str s);
bool at_cp_letter(uint32_t cp);
bool at_cp_upper(uint32_t cp);
bool at_cp_lower(uint32_t cp);
unsigned at_cp_width(uint32_t cp); /* columns on a terminal: 0, 1 or 2 */
bool at_cp_space(uint32_t cp); /* any Unicode blank, line end or NBSP */
at_str at_utf8_lower(at_arena *a, at_str s);
/* Lowercase without accents, as keys of names: NFD, marks dropped, lowercased; typographic quotes and dashes made ASCII. */
at_str at_utf8_key(at_arena *a, at_str s);
#endif
