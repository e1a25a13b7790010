/* Counts what a program allocates: linked into one, it takes the place of the C library's functions. */

#pragma once

/* From now on every allocation of every thread is counted, from zero. */
void allocations_begin(void);

/* How many there were since; no more are counted. */
long allocations_end(void);
