/* unpack.h: packed content as a whole: gzip and deflate (zlib), brotli, zstd. Streams of gzip members are bytes.h's. */
#ifndef AT_READ_UNPACK_H
#define AT_READ_UNPACK_H
#include "base/buf.h"
#include "base/err.h"

#define AT_BOMB_FROM  ((size_t)16 << 20) /* what is unpacked may be larger than AT_BOMB_RATIO times its source only below this */
#define AT_BOMB_RATIO 250

typedef enum { AT_PACKED_ZLIB /* gzip, deflate with and without header */, AT_PACKED_BROTLI, AT_PACKED_ZSTD } at_packed;

/*
 * Unpacks into out (emptied first). Errors: AT_EPARSE (damaged or cut short: out holds what came before), AT_ELIMIT (more than limit bytes
 * or a bomb), AT_ENOMEM.
 */
AT_MUST_USE at_code at_unpack(at_buf *out, at_str packed, at_packed how, size_t limit, at_err *err);
#endif
