#ifndef CCRYPT_SHIM_H
#define CCRYPT_SHIM_H

#include <crypt.h>
#include <stdlib.h>
#include <string.h>

/**
 * Whether a password is the one that a hash was made of; -1 where there is no memory.
 *
 * The time it takes says nothing of how much of the hash is right; what was computed is wiped.
 */
static inline int
pterowatch_password_matches(const char *password, const char *hash)
{
    struct crypt_data *data = (struct crypt_data *)calloc(1, sizeof(struct crypt_data));
    if (data == NULL) return -1;
    const char *made = crypt_r(password, hash, data);
    size_t length = strlen(hash);
    unsigned char difference = 1;
    if (made != NULL && made[0] != '*' && strlen(made) == length) {
        difference = 0;
        for (size_t i = 0; i < length; i++) difference |= (unsigned char)(made[i] ^ hash[i]);
    }
    explicit_bzero(data, sizeof(struct crypt_data));
    free(data);
    return difference == 0;
}

#endif
