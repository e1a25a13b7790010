import PterodactylAPI

private let locations = ApplicationAPI().locations.list().page(1)
private let servers = ApplicationAPI().servers
private let list = servers.list().page(1)
private let one = servers.list(perPage: 1).page(1)

extension Claim {
    /// What the application API answers when the key, the panel or the limit forbid it.
    static let applicationErrors: [Claim] = [
        .odd("error.401.no-key", .fails("unauthenticated"), list, because: "a key always goes along"),
        .error("error.401.bad-key", "unauthenticated", list, also: sortedPaging),
        .odd(
            "error.401.no-accept-header",
            .fails("unexpected_body"),
            list,
            because: "the header that asks for JSON always goes along"
        ),
        .odd(
            "error.404.unknown-route",
            .fails("not_found"),
            list,
            because: "a route that does not exist has no request"
        ),
        .odd(
            "error.405.method-not-allowed",
            .fails("not_found"),
            list,
            because: "nothing deletes all servers"
        ),
        .error("error.403.bob-client-key-on-application-api", "forbidden", list, also: sortedPaging),
        .error("error.403.key-without-permission", "forbidden", list, also: sortedPaging),
        .error("error.2fa-required-for-admins.list", "two_factor_required", list, also: sortedPaging),
        .error("error.2fa-required-for-all.list", "two_factor_required", list, also: sortedPaging),
        .error("error.503.panel-maintenance", "panel_unavailable", list, also: sortedPaging),
        .error("error.500.database-down", "panel_unavailable", list, also: sortedPaging),
        .error("error.429.rate-limited", "rate_limited", locations, also: sortedPaging),
        .error("error.429.rate-limited.other-key-of-same-user", "rate_limited", locations, also: sortedPaging),
    ]

    /// What the application API answers to the same calls in other surroundings.
    static let applicationVariants: [Claim] = [
        .odd("ok.no-accept-header", .decodes, one, because: "the header that asks for JSON always goes along"),
        .odd("ok.accept-vendor", .decodes, one, because: "we ask for JSON by its plain name"),
        .answer("ok.admin-client-key-on-application-api", one, also: ["page", "sort"]),
        .answer("variant.timezone.server", servers(InternalServerID(1)).get()),
        .answer("variant.links-behind-untrusted-proxy", servers.list(perPage: 2).page(1), also: ["page", "sort"]),
    ]
}
