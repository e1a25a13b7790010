import PterodactylAPI

private let servers = ApplicationAPI().servers
private let everything: [ApplicationServerInclude] = [
    .allocations, .user, .subusers, .nest, .egg, .variables, .location, .node, .databases,
]
private func server(_ number: Int) -> ApplicationServerCalls<Unsent> { servers(InternalServerID(number)) }

extension Claim {
    /// Reading servers and their databases on the application API.
    static let applicationServerReads: [Claim] = [
        .answer("servers.list_servers", servers.list().page(1), also: sortedPaging),
        .answer(
            "servers.list_servers.includes-all",
            servers.list(include: everything, perPage: 3).page(1),
            also: ["page", "sort"]
        ),
        .answer(
            "servers.list_servers.includes-without-permission",
            servers.list(include: [.allocations, .node, .egg, .user], perPage: 1).page(1),
            also: ["page", "sort"]
        ),
        .answer("servers.list_servers.per_page2.page1", servers.list(perPage: 2).page(1), also: ["sort"]),
        .answer("servers.list_servers.per_page2.page2", servers.list(perPage: 2).page(2), also: ["sort"]),
        .answer("servers.list_servers.per_page2.page7", servers.list(perPage: 2).page(7), also: ["sort"]),
        .answer("servers.list_servers.per_page2.page8", servers.list(perPage: 2).page(8), also: ["sort"]),
        .answer("servers.list_servers.per_page2.page99", servers.list(perPage: 2).page(99), also: ["sort"]),
        .answer("servers.list_servers.per_page_0", servers.list(perPage: 0).page(1), also: ["page", "sort"]),
        .answer("servers.list_servers.per_page_101", servers.list(perPage: 101).page(1), also: ["page", "sort"]),
        .answer(
            "servers.list_servers.per_page_100000",
            servers.list(perPage: 100_000).page(1),
            also: ["page", "sort"]
        ),
        .error(
            "servers.list_servers.per_page_-1",
            "panel_unavailable",
            servers.list(perPage: -1).page(1),
            also: ["page", "sort"]
        ),
        .odd(
            "servers.list_servers.per_page_abc",
            .fails("panel_unavailable"),
            servers.list().page(1),
            because: "a page size is a number"
        ),
        .odd(
            "servers.list_servers.include-transfer",
            .fails("panel_unavailable"),
            servers.list().page(1),
            because: "the one include that the panel cannot give has no value"
        ),
        .odd(
            "servers.list_servers.include-unknown",
            .decodes,
            servers.list().page(1),
            because: "an include that does not exist has no value"
        ),
        .answer(
            "servers.list_servers.filter-name",
            servers.list(filter: [.name("CSGO")]).page(1),
            also: sortedPaging
        ),
        .odd(
            "servers.list_servers.filter-bad",
            .fails("refused"),
            servers.list().page(1),
            because: "a filter that does not exist has no value"
        ),
        .answer(
            "servers.list_servers.sort-id-desc",
            servers.list(sort: .id.descending, perPage: 2).page(1),
            also: ["page"]
        ),
        .answer("servers.get_server_info", server(1).get()),
        .answer("servers.get_server_info.external", servers.external("ext-1")),
        .answer(
            "servers.get_server_info.includes",
            server(1)
                .get(include: [
                    .allocations, .node, .egg, .variables, .subusers, .user, .location, .nest, .databases,
                ])
        ),
        .error("servers.get_server_info.404", "not_found", server(9999).get()),
        .odd(
            "servers.get_server_info.by-short-uuid",
            .fails("not_found"),
            server(1).get(),
            because: "a server's number is no short id"
        ),
        .answer("servers.get_server_info.suspended", server(5).get()),
        .answer("servers.get_server_info.transferring", server(12).get(include: [.node])),
        .answer("servers.get_server_info.just-created", server(15).get()),
        .answer("servers.get_server_info.created-installed", server(15).get()),
        .answer("servers.update_server_startup", server(2).get(include: [.variables])),
        .answer("servers.list_server_databases.empty", server(1).databases.list()),
        .answer("servers.list_server_databases", server(1).databases.list(include: [.password, .host])),
        .answer(
            "servers.get_server_database_info",
            server(1).databases.get(ApplicationDatabaseID(1), include: [.password, .host])
        ),
    ]
}
