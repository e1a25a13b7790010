import PterodactylAPI

private let servers = ClientAPI().servers

extension Claim {
    /// The list of servers: scopes, pages, filters, includes; the catalogue of rights.
    static let clientList: [Claim] = [
        .answer("servers.list_servers", servers.list().page(1), also: paging),
        .answer("servers.list_servers.bob", servers.list().page(1), also: paging),
        .answer("servers.list_servers.carol-limited-subuser", servers.list().page(1), also: paging),
        .answer("servers.list_servers.type-owner", servers.list(.owner).page(1), also: paging),
        .answer("servers.list_servers.type-admin", servers.list(.admin).page(1), also: paging),
        .answer("servers.list_servers.type-admin-all", servers.list(.adminAll).page(1), also: paging),
        .answer("servers.list_servers.bob.type-admin-all", servers.list(.adminAll).page(1), also: paging),
        .answer("servers.list_servers.admin-all.per_page2.page2", servers.list(.adminAll, perPage: 2).page(2)),
        .answer("servers.list_servers.per_page2.page1", servers.list(perPage: 2).page(1)),
        .answer("servers.list_servers.per_page2.page2", servers.list(perPage: 2).page(2)),
        .answer("servers.list_servers.per_page2.page4", servers.list(perPage: 2).page(4)),
        .answer("servers.list_servers.per_page2.page5", servers.list(perPage: 2).page(5)),
        .answer("servers.list_servers.per_page2.page99", servers.list(perPage: 2).page(99)),
        .answer("servers.list_servers.per_page_0", servers.list(perPage: 0).page(1), also: ["page"]),
        .answer("servers.list_servers.per_page_101", servers.list(perPage: 101).page(1), also: ["page"]),
        .answer("servers.list_servers.per_page_1000", servers.list(perPage: 1000).page(1), also: ["page"]),
        .error(
            "servers.list_servers.per_page_-1",
            "panel_unavailable",
            servers.list(perPage: -1).page(1),
            also: ["page"]
        ),
        .answer("servers.list_servers.page_0", servers.list().page(0), also: ["per_page"]),
        .answer("servers.list_servers.page_-1", servers.list().page(-1), also: ["per_page"]),
        .odd("servers.list_servers.page_abc", .decodes, servers.list().page(1), because: "a page is a number"),
        .odd("servers.list_servers.per_page_abc", .decodes, servers.list().page(1), because: "a page is a number"),
        .answer("servers.list_servers.filter-name", servers.list(filter: [.name("Crea")]).page(1), also: paging),
        .answer("servers.list_servers.filter-any", servers.list(filter: [.any("surv")]).page(1), also: paging),
        .odd(
            "servers.list_servers.filter-bad",
            .fails("refused"),
            servers.list().page(1),
            because: "there is no filter of that name"
        ),
        .odd(
            "servers.list_servers.sort",
            .decodes,
            servers.list().page(1),
            because: "the panel does not sort servers, so that we do not ask"
        ),
        .odd(
            "servers.list_servers.include-unknown",
            .decodes,
            servers.list().page(1),
            because: "what can be included is listed"
        ),
        .answer(
            "servers.list_servers.include-egg-subusers",
            servers.list(include: [.egg, .subusers], perPage: 2).page(1),
            also: ["page"]
        ),
        .answer("variant.links-behind-untrusted-proxy", servers.list(perPage: 2).page(1), also: ["page"]),
        .answer("servers.list_permissions", ClientAPI().permissions()),
    ]
}
