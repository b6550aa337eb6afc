/* sha256.h: SHA-256 (FIPS 180-4), for ids and checksums that others can check. */
#ifndef AT_BASE_SHA256_H
#define AT_BASE_SHA256_H
#include <attest.h>

typedef struct {
    uint32_t h[8];
    uint64_t n;
    unsigned char block[64];
} at_sha256;

void at_sha256_init(at_sha256 *s);
void at_sha256_add(at_sha256 *s, at_str bytes);
void at_sha256_hex(at_sha256 *s, char out[65]); /* ends the sum; 64 lower-case hex digits and a NUL */
#endif
