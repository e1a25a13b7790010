#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled regular expression. RE2 never changes one after compilation and may match with it on any thread, so its
/// handle is a plain number. 0 is no expression.
typedef uintptr_t cre2_expression;

/// Compiles a pattern in which a dot matches a newline too.
///
/// Gives 0 and writes a text of at most `capacity` bytes, its terminating zero included, to `error` when the pattern
/// is not valid. Give the result back with `cre2_free`.
cre2_expression cre2_compile(const char *pattern, size_t length, char *error, size_t capacity);

/// Frees an expression; 0 is let through.
void cre2_free(cre2_expression expression);

/// Whether the whole text matches.
bool cre2_matches(cre2_expression expression, const char *text, size_t length);

/// How many capture groups there are, the whole match not counted.
size_t cre2_group_count(cre2_expression expression);

/// The number of the capture group of a name; 0 when there is none.
size_t cre2_group_number(cre2_expression expression, const char *name, size_t length);

/// Matches the whole text and tells where the groups are.
///
/// Writes the start and end of groups 0 to `count` - 1, in bytes, to `bounds`, which has room for 2 * `count`; a group
/// that took no part gives 0 and 0. Without a match nothing is written.
bool cre2_capture(cre2_expression expression, const char *text, size_t length, size_t *bounds, size_t count);

#ifdef __cplusplus
}
#endif
