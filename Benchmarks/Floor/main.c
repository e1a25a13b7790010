/* The least that a scrape can cost with libmicrohttpd as it is: one static buffer, one response object, the same bytes for
 * everybody, the kernel's own buffers.
 *
 *     scrape-floor FILE [NAME VALUE]...
 *
 * Listens on a free port of 127.0.0.1, prints `port N`, and answers every request with FILE and these header fields until
 * it is ended. Threads and limits are those of the server that it is the measure of. */

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct MHD_Response *response;

static enum MHD_Result
answer(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
       const char *body, size_t *body_length, void **slot)
{
    static int seen;
    (void)cls, (void)url, (void)method, (void)version, (void)body;
    /* The first call is for the headers alone. */
    if (*slot == NULL) {
        *slot = &seen;
        return MHD_YES;
    }
    *body_length = 0;
    return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

static void
fail(const char *what)
{
    perror(what);
    exit(1);
}

static void *
read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        fail(path);
    *length = (size_t)ftell(file);
    rewind(file);
    void *bytes = malloc(*length + 1);
    if (bytes == NULL || fread(bytes, 1, *length, file) != *length)
        fail(path);
    fclose(file);
    return bytes;
}

int
main(int count, char **arguments)
{
    if (count < 2 || count % 2 != 0) {
        fprintf(stderr, "usage: scrape-floor FILE [NAME VALUE]...\n");
        return 2;
    }
    size_t length = 0;
    void *bytes = read_whole(arguments[1], &length);
    response = MHD_create_response_from_buffer(length, bytes, MHD_RESPMEM_PERSISTENT);
    for (int index = 2; index < count; index += 2)
        MHD_add_response_header(response, arguments[index], arguments[index + 1]);

    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_EPOLL | MHD_USE_ITC, 0, NULL, NULL, answer, NULL,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
        MHD_OPTION_THREAD_POOL_SIZE, 2u,
        MHD_OPTION_CONNECTION_LIMIT, 512u,
        MHD_OPTION_CONNECTION_TIMEOUT, 60u,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(16 << 10),
        MHD_OPTION_END);
    if (daemon == NULL)
        fail("MHD_start_daemon");
    printf("port %u\n", (unsigned)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    for (;;)
        pause();
}
