#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

#include <microhttpd.h>
#include <sys/socket.h>

/* Swift does not import variadic functions: each use of one is a function with typed arguments here. */

/** The callback that sees the request target as it came, before any decoding; gives the request's context. */
typedef void *(*pterowatch_target_callback)(void *cls, const char *target, struct MHD_Connection *connection);

/** What a daemon is started with. */
struct pterowatch_daemon_options {
    unsigned int flags;
    MHD_socket listen_socket;
    unsigned int threads;
    unsigned int connection_limit;
    unsigned int connections_per_address;
    unsigned int timeout_seconds;
    size_t connection_memory_bytes;
};

static inline struct MHD_Daemon *
pterowatch_start_daemon(
    struct pterowatch_daemon_options options,
    pterowatch_target_callback target,
    MHD_AccessHandlerCallback access,
    MHD_RequestCompletedCallback completed,
    void *cls)
{
    return MHD_start_daemon(
        options.flags, 0, NULL, NULL, access, cls,
        MHD_OPTION_LISTEN_SOCKET, options.listen_socket,
        MHD_OPTION_THREAD_POOL_SIZE, options.threads,
        MHD_OPTION_CONNECTION_LIMIT, options.connection_limit,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, options.connections_per_address,
        MHD_OPTION_CONNECTION_TIMEOUT, options.timeout_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, options.connection_memory_bytes,
        MHD_OPTION_URI_LOG_CALLBACK, target, cls,
        MHD_OPTION_NOTIFY_COMPLETED, completed, cls,
        MHD_OPTION_END);
}

/** The address of the other end; NULL when it is not known. */
static inline const struct sockaddr *
pterowatch_client_address(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info == NULL ? NULL : info->client_addr;
}

#endif
