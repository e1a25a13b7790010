import PanelSimulator
import PterodactylAPI

extension ContractCase {
    /// The list of servers.
    static let lists: [ContractCase] = [
        ContractCase(
            "servers.list_servers.admin-all.per_page2.page2",
            .get,
            "/api/client?type=admin-all&per_page=2&page=2"
        ),
        ContractCase("servers.list_servers.bob", .get, "/api/client?type=owner", key: .user),
        ContractCase("servers.list_servers.bob.type-admin-all", .get, "/api/client?type=admin-all", key: .user),
        ContractCase("servers.list_servers.carol-limited-subuser", .get, "/api/client?per_page=1", key: .user),
        ContractCase("servers.list_servers.filter-any", .get, "/api/client?filter%5B*%5D=surv"),
        ContractCase("servers.list_servers.filter-name", .get, "/api/client?filter%5Bname%5D=Surv"),
        ContractCase("servers.list_servers.include-unknown", .get, "/api/client?include=nope&per_page=1"),
        ContractCase("servers.list_servers.page_-1", .get, "/api/client?page=-1"),
        ContractCase("servers.list_servers.page_0", .get, "/api/client?page=0"),
        ContractCase("servers.list_servers.page_abc", .get, "/api/client?page=abc"),
        ContractCase("servers.list_servers.per_page2.page1", .get, "/api/client?per_page=2&page=1&type=admin-all"),
        ContractCase("servers.list_servers.per_page2.page4", .get, "/api/client?per_page=2&page=3&type=admin-all"),
        ContractCase("servers.list_servers.per_page2.page5", .get, "/api/client?per_page=2&page=5"),
        ContractCase("servers.list_servers.per_page_0", .get, "/api/client?per_page=0"),
        ContractCase("servers.list_servers.per_page_1000", .get, "/api/client?per_page=1000"),
        ContractCase("servers.list_servers.per_page_101", .get, "/api/client?per_page=101"),
        ContractCase("servers.list_servers.sort", .get, "/api/client?sort=-name&per_page=2&type=admin-all"),
        ContractCase("servers.list_servers.type-admin-all", .get, "/api/client?type=admin-all"),
        ContractCase("servers.list_servers.type-admin", .get, "/api/client?type=admin"),
        ContractCase("servers.list_servers.type-owner", .get, "/api/client?type=owner"),
        ContractCase("ok.client-while-application-limited", .get, "/api/client?per_page=1&type=admin-all"),
        ContractCase("variant.gzip", .get, "/api/client?per_page=1&type=admin-all"),
        ContractCase("variant.links-behind-untrusted-proxy", .get, "/api/client?per_page=2&type=admin-all"),
        ContractCase("variant.trailing-slash", .get, "/api/client/"),
        ContractCase("variant.key-with-whitespace", .get, "/api/client", key: .spaced),
        ContractCase("variant.key-as-query", .get, "/api/client?api_key=x", key: .none),
        ContractCase(
            recording: "ok.accept-vendor",
            target: "/api/client?per_page=1&type=admin-all",
            accept: "Application/vnd.pterodactyl.v1+json"
        ),
        ContractCase(
            "error.wings-500.server-list-still-ok",
            .get,
            "/api/client?per_page=1&type=admin-all",
            controls: { _ in [.setNodeMode(NodeID(1), .error(500))] }
        ),
        ContractCase(
            "error.wings-refuse.server-list-still-ok",
            .get,
            "/api/client?per_page=1&type=admin-all",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        ContractCase(
            "error.wings-reset.server-list-still-ok",
            .get,
            "/api/client?per_page=1&type=admin-all",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
    ]
}
