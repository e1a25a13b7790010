import PterodactylAPI

private let servers = ClientAPI().servers
private let list = servers.list().page(1)

extension Claim {
    /// The panel itself, seen by the cheapest calls: keys, limits, outages, oddities of HTTP.
    static let clientPanel: [Claim] = [
        .error("error.401.no-key", "unauthenticated", list, also: paging),
        .error("error.401.bad-key", "unauthenticated", list, also: paging),
        .error("error.401.bad-key-while-rate-limited", "unauthenticated", list, also: paging),
        .error("error.401.right-identifier-wrong-secret", "unauthenticated", list, also: paging),
        .error("error.403.ip-not-allowed", "forbidden", list, also: paging),
        .error("error.403.application-key-on-client-api", "forbidden", list, also: paging),
        .error("error.2fa-required-for-admins.list", "two_factor_required", list, also: paging),
        .error("error.2fa-required-for-all.list", "two_factor_required", list, also: paging),
        .error("error.2fa-required-for-all.list-bob", "two_factor_required", list, also: paging),
        .error("error.429.rate-limited", "rate_limited", list, also: paging),
        .error("error.500.database-down", "panel_unavailable", list, also: paging),
        .error("error.500.redis-down", "panel_unavailable", list, also: paging),
        .error("error.502.nginx-php-fpm-down", "panel_unavailable", list, also: paging),
        .error("error.503.panel-maintenance", "panel_unavailable", list, also: paging),
        .answer("error.2fa-required-for-admins.list-bob", list, also: paging),
        .answer("error.wings-refuse.server-list-still-ok", servers.list(perPage: 1).page(1), also: ["page"]),
        .answer("error.wings-reset.server-list-still-ok", servers.list(perPage: 1).page(1), also: ["page"]),
        .answer("error.wings-500.server-list-still-ok", servers.list(perPage: 1).page(1), also: ["page"]),
        .answer("ok.client-while-application-limited", servers.list(perPage: 1).page(1), also: ["page"]),
        .answer("variant.gzip", servers.list(perPage: 1).page(1), also: ["page"]),
        .odd("ok.no-accept-header", .decodes, servers.list(perPage: 1).page(1), because: "Accept always goes along"),
        .odd("ok.accept-vendor", .decodes, servers.list(perPage: 1).page(1), because: "Accept is application/json"),
        .odd("error.401.no-accept-header", .fails("unexpected_body"), list, because: "Accept always goes along"),
        .odd("error.404.unknown-route", .fails("not_found"), list, because: "there is no such route"),
        .odd("error.405.method-not-allowed", .fails("not_found"), list, because: "the list is only read"),
        .odd("variant.HEAD", .fails("undecodable"), list, because: "HEAD is not used, and brings no body"),
        .odd("variant.double-slash", .fails("not_found"), list, because: "slashes are joined to one"),
        .odd(
            "variant.trailing-slash",
            .decodes,
            servers.list(perPage: 1).page(1),
            because: "paths end without a slash"
        ),
        .odd("variant.key-as-query", .fails("unauthenticated"), list, because: "the key goes into the header"),
        .answer("variant.key-with-whitespace", list, also: paging),
        .odd("variant.lowercase-bearer", .fails("unauthenticated"), list, because: "the header begins with Bearer"),
    ]
}
