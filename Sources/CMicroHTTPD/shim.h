#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <microhttpd.h>
#include <sys/socket.h>

/* Swift does not import variadic functions: each use of one is a function with typed arguments here. */

/** The callback that sees the request target as it came, before any decoding; gives the request's context. */
typedef void *(*pterowatch_target_callback)(void *cls, const char *target, struct MHD_Connection *connection);

/** What a daemon is started with. */
struct pterowatch_daemon_options {
    unsigned int flags;
    unsigned int connection_limit;
    unsigned int timeout_seconds;
    size_t connection_memory_bytes;
};

/** The daemon's own credentials hold no certificate: each connection is given its credentials when it begins. */
static inline int
pterowatch_no_certificate(
    gnutls_session_t session, const gnutls_datum_t *names, int names_count, const gnutls_pk_algorithm_t *algorithms,
    int algorithms_count, gnutls_pcert_st **certificates, unsigned int *certificates_count, gnutls_privkey_t *key)
{
    (void)session, (void)names, (void)names_count, (void)algorithms, (void)algorithms_count;
    *certificates = NULL, *certificates_count = 0, *key = NULL;
    return -1;
}

static inline struct MHD_Daemon *
pterowatch_start_daemon(
    struct pterowatch_daemon_options options,
    pterowatch_target_callback target,
    MHD_AccessHandlerCallback access,
    MHD_RequestCompletedCallback completed,
    MHD_NotifyConnectionCallback connection,
    void *cls)
{
    struct MHD_OptionItem tls[] = {
        { MHD_OPTION_HTTPS_CERT_CALLBACK, 0, (void *)&pterowatch_no_certificate },
        { MHD_OPTION_END, 0, NULL },
    };
    struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };
    return MHD_start_daemon(
        options.flags, 0, NULL, NULL, access, cls,
        MHD_OPTION_CONNECTION_LIMIT, options.connection_limit,
        MHD_OPTION_CONNECTION_TIMEOUT, options.timeout_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, options.connection_memory_bytes,
        MHD_OPTION_URI_LOG_CALLBACK, target, cls,
        MHD_OPTION_NOTIFY_COMPLETED, completed, cls,
        MHD_OPTION_NOTIFY_CONNECTION, connection, cls,
        MHD_OPTION_ARRAY, (options.flags & MHD_USE_TLS) != 0 ? tls : none,
        MHD_OPTION_END);
}

/* Declared here, because the C library hides it unless all modules ask for its extensions alike. */
extern int accept4(int listening, struct sockaddr *name, socklen_t *length, int flags);

/** Takes a connection in that waits, as one that does not block and no child inherits. */
static inline int
pterowatch_accept(int listening, struct sockaddr_storage *name, socklen_t *length)
{
    return accept4(listening, (struct sockaddr *)name, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

/** Hands a connection over to a daemon, which closes it when it cannot take it. */
static inline enum MHD_Result
pterowatch_add_connection(
    struct MHD_Daemon *daemon, int connection, const struct sockaddr_storage *name, socklen_t length)
{
    return MHD_add_connection(daemon, connection, (const struct sockaddr *)name, length);
}

/** The socket of a connection; -1 when it is not known. */
static inline int
pterowatch_connection_socket(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == NULL ? -1 : info->connect_fd;
}

/** The address of the other end; NULL when it is not known. */
static inline const struct sockaddr *
pterowatch_client_address(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info == NULL ? NULL : info->client_addr;
}

/** The TLS session of a connection; NULL where it has none. */
static inline gnutls_session_t
pterowatch_tls_session(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info == NULL ? NULL : (gnutls_session_t)info->tls_session;
}

#endif
