/* io.h: files as bytes. */
#ifndef AT_BASE_IO_H
#define AT_BASE_IO_H
#include <attest.h>

/* Maps a file read-only. An empty file gives n = 0. Release with at_unmap. Errors: AT_EIO. */
AT_MUST_USE at_code at_map_file(at_str *out, const char *path, at_err *err);
void at_unmap(at_str *s);
/* Reads a file or stream descriptor whole onto the heap (free with at_free), at most `limit` bytes. Errors: AT_EIO, AT_ELIMIT, AT_ENOMEM. */
AT_MUST_USE at_code at_read_fd(at_str *out, int fd, size_t limit, at_err *err);
#endif
