#include "read/unpack.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

enum { CHUNK = 64 << 10, WINDOW_LOG = 27 /* of zstd: 128 MiB, what browsers accept is 8 */ };

typedef enum { DONE, DAMAGED, TOO_MUCH, NO_MEMORY } outcome;

/* Room for one more chunk at the end of out, or why there is none. */
static outcome room(at_buf *out, size_t packed, size_t limit)
{
    static const char blank[CHUNK];
    if (out->n > limit || (out->n > AT_BOMB_FROM && out->n / AT_BOMB_RATIO > packed))
        return TOO_MUCH;
    at_buf_put(out, (at_str){blank, CHUNK});
    if (out->bad)
        return NO_MEMORY;
    out->n -= CHUNK;
    return DONE;
}

static outcome with_zlib(at_buf *out, at_str packed, int bits, size_t limit)
{
    z_stream z = {0};
    if (inflateInit2(&z, bits) != Z_OK)
        return NO_MEMORY;
    z.next_in = (Bytef *)(uintptr_t)packed.p;
    z.avail_in = (uInt)packed.n;
    outcome o;
    int r = Z_OK;
    while ((o = room(out, packed.n, limit)) == DONE && r == Z_OK) {
        z.next_out = (Bytef *)out->p + out->n;
        z.avail_out = CHUNK;
        r = inflate(&z, Z_NO_FLUSH);
        out->n += CHUNK - z.avail_out;
        if (r == Z_OK && !z.avail_in && z.avail_out)
            break;
    }
    (void)inflateEnd(&z);
    return o != DONE ? o : r == Z_STREAM_END ? DONE : r == Z_MEM_ERROR ? NO_MEMORY : DAMAGED;
}

static outcome with_brotli(at_buf *out, at_str packed, size_t limit)
{
    BrotliDecoderState *b = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!b)
        return NO_MEMORY;
    const uint8_t *in = (const uint8_t *)packed.p;
    size_t left = packed.n;
    outcome o;
    BrotliDecoderResult r = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while ((o = room(out, packed.n, limit)) == DONE && r == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        uint8_t *to = (uint8_t *)out->p + out->n;
        size_t free_bytes = CHUNK;
        r = BrotliDecoderDecompressStream(b, &left, &in, &free_bytes, &to, NULL);
        out->n += CHUNK - free_bytes;
    }
    BrotliDecoderDestroyInstance(b);
    return o != DONE ? o : r == BROTLI_DECODER_RESULT_SUCCESS ? DONE : DAMAGED;
}

static outcome with_zstd(at_buf *out, at_str packed, size_t limit)
{
    ZSTD_DStream *z = ZSTD_createDStream();
    if (!z)
        return NO_MEMORY;
    (void)ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, WINDOW_LOG);
    ZSTD_inBuffer in = {packed.p, packed.n, 0};
    outcome o;
    size_t r = 1;
    while ((o = room(out, packed.n, limit)) == DONE) {
        ZSTD_outBuffer to = {out->p + out->n, CHUNK, 0};
        r = ZSTD_decompressStream(z, &to, &in);
        out->n += to.pos;
        if (ZSTD_isError(r) || (in.pos == in.size && (r == 0 || to.pos < to.size)))
            break;
    }
    ZSTD_freeDStream(z);
    return o != DONE ? o : r == 0 ? DONE : DAMAGED;
}

at_code at_unpack(at_buf *out, at_str packed, at_packed how, size_t limit, at_err *err)
{
    out->n = 0;
    if (packed.n > UINT32_MAX)
        return at_fail(err, AT_ELIMIT, "more than 4 GiB of packed data");
    outcome o = how == AT_PACKED_BROTLI ? with_brotli(out, packed, limit)
                : how == AT_PACKED_ZSTD ? with_zstd(out, packed, limit)
                                        : with_zlib(out, packed, 47, limit);
    if (how == AT_PACKED_ZLIB && o == DAMAGED && !out->n) /* "deflate" without the zlib header, as some servers send it */
        o = with_zlib(out, packed, -15, limit);
    if (o == NO_MEMORY)
        return at_fail(err, AT_ENOMEM, "out of memory");
    if (o == TOO_MUCH || out->n > limit)
        return at_fail(err, AT_ELIMIT, "packed content unpacks to more than %zu MiB or %d times its size", limit >> 20, AT_BOMB_RATIO);
    return o == DONE ? AT_OK : at_fail(err, AT_EPARSE, "packed content is damaged after %zu bytes", out->n);
}
