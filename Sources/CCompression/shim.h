#ifndef CCOMPRESSION_SHIM_H
#define CCOMPRESSION_SHIM_H

#include <stdint.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

/* zlib's streams hold pointers to themselves and must not be moved: each use of one begins and ends in one function. */

/** The most bytes that `pterowatch_deflate` writes. */
static inline size_t
pterowatch_deflate_bound(size_t length)
{
    /* What zlib says for any setting, and room for the empty block of a flush. */
    return (size_t)compressBound((uLong)length) + 64;
}

/**
 * Compresses bytes to raw deflate blocks that begin and end at a byte and refer to nothing before them, such that more can
 * follow.
 *
 * Gives the number of bytes written; 0 when there is no memory or `capacity` is too small.
 */
static inline size_t
pterowatch_deflate(const uint8_t *bytes, size_t length, int level, uint8_t *target, size_t capacity)
{
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        return 0;
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)length;
    stream.next_out = target;
    stream.avail_out = (uInt)capacity;
    int result = deflate(&stream, Z_FULL_FLUSH);
    int is_whole = stream.avail_in == 0 && stream.avail_out > 0 && result == Z_OK;
    size_t written = capacity - stream.avail_out;
    deflateEnd(&stream);
    return is_whole ? written : 0;
}

#endif
