import PanelSimulator
import PterodactylAPI

extension ContractCase {
    private static let database = #"{"database":"mydb","remote":"%"}"#
    private static let made: [(HTTPRequest.Method, String)] = [(.post, S + "/databases " + database)]
    private static let assigned: [(HTTPRequest.Method, String)] = [(.post, S + "/network/allocations")]

    /// Databases and allocations.
    static let databasesAndNetwork: [ContractCase] = [
        ContractCase("servers.databases.list_databases.empty", .get, S + "/databases"),
        ContractCase("servers.databases.list_databases", .get, S + "/databases", before: made),
        ContractCase(
            "servers.databases.list_databases.with-password",
            .get,
            S + "/databases?include=password",
            before: made
        ),
        ContractCase("servers.databases.create_database", .post, S + "/databases", database),
        ContractCase("servers.databases.create_database.duplicate", .post, S + "/databases", database, before: made),
        ContractCase(
            "servers.databases.rotate_database_password",
            .post,
            S + "/databases/{D}/rotate-password",
            before: made
        ),
        ContractCase("servers.databases.delete_database", .delete, S + "/databases/{D}", before: made),
        ContractCase("error.400.database-limit-zero", .post, S + "/databases", database, server: "Lobby Proxy"),
        ContractCase("servers.network.list_allocations", .get, S + "/network/allocations"),
        ContractCase("servers.network.assign_allocation", .post, S + "/network/allocations"),
        ContractCase(
            "servers.network.set_allocation_note",
            .post,
            S + "/network/allocations/{A}",
            #"{"notes": "note here"}"#
        ),
        ContractCase(
            "servers.network.set_primary_allocation",
            .post,
            S + "/network/allocations/{A}/primary",
            before: assigned
        ),
        ContractCase("servers.network.unassign_allocation", .delete, S + "/network/allocations/{A}", before: assigned),
        ContractCase("error.400.unassign-primary-allocation", .delete, S + "/network/allocations/{P}"),
    ]
}
