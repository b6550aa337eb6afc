/*
 * weights.h: the weights file (docs/WEIGHTS.md) as typed views of a read-only mapping. Checks magic, version, size,
 * checksum and that every tensor lies inside the file and has the size its shape says; knows nothing of what they mean.
 *
 * Invariants: all views point into the mapping and die with at__weights_close; tensor data is aligned to 64 bytes.
 */
#ifndef AT_TEXT_WEIGHTS_H
#define AT_TEXT_WEIGHTS_H
#include "base/str.h"
#include "text/kernel.h"

typedef struct at__entry at__entry;

typedef struct {
    at_str file;            /* the mapping */
    const at__entry *dir;   /* n entries */
    uint32_t n;
} at__weights;

/* Maps and checks the file. Errors: AT_EIO, AT_EPARSE (pos is the byte). */
AT_MUST_USE at_code at__weights_open(at__weights *w, const char *path, at_err *err);
void at__weights_close(at__weights *w);

/* A text tensor, or {NULL, 0}. */
at_str at__weights_text(const at__weights *w, const char *name);
/* Value of `key=` in a text of such lines, or {NULL, 0}. */
at_str at__weights_meta(const at__weights *w, const char *key);
/* A number of the meta text. Errors: AT_EPARSE if absent or outside lo..hi. */
AT_MUST_USE at_code at__weights_int(const at__weights *w, const char *key, int64_t lo, int64_t hi, int *out, at_err *err);
/* The data of an f32 (i8) tensor of exactly this shape (d1 0: one dimension; d2 0: two). Errors: AT_EPARSE. */
AT_MUST_USE at_code at__weights_f32(const at__weights *w, const char *name, size_t d0, size_t d1, size_t d2, const float **out, at_err *err);
AT_MUST_USE at_code at__weights_i8(const at__weights *w, const char *name, size_t d0, size_t d1, const int8_t **out, at_err *err);
/* First dimension of a tensor; 0 if absent. */
size_t at__weights_rows(const at__weights *w, const char *name);
/* A packed linear layer `name`.w .scale .bias .csum with k inputs and at least n outputs. Errors: AT_EPARSE. */
AT_MUST_USE at_code at__weights_linear(const at__weights *w, const char *name, size_t k, size_t n, at__linear *out, at_err *err);
/* Name of tensor i, for finding heads that this program does not know by name. */
at_str at__weights_name(const at__weights *w, uint32_t i);
#endif
