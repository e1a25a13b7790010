import PanelSimulator
import PterodactylAPI

extension ContractCase {
    private static let readOnly = Key.limited(ApplicationRights(reading: Set(ApplicationResource.allCases)))

    static let applicationErrors: [ContractCase] = [
        call("error.401.bad-key", "/servers", key: .wrong),
        call("error.401.no-key", "/servers", key: .none),
        ContractCase(
            recording: "error.401.no-accept-header",
            target: "/api/application/servers",
            key: .none,
            accept: "*/*"
        ),
        call("error.403.bob-client-key-on-application-api", "/servers", key: .user),
        call("error.403.key-without-permission", "/servers", key: .limited(ApplicationRights())),
        call("error.403.readonly-key-write", .post, "/servers/1/suspend", key: readOnly),
        ContractCase(
            "error.2fa-required-for-admins.list",
            .get,
            "/api/application/servers",
            key: .application,
            options: SimulatorOptions(requiredTwoFactor: .admins)
        ),
        ContractCase(
            "error.2fa-required-for-all.list",
            .get,
            "/api/application/servers",
            key: .application,
            options: SimulatorOptions(requiredTwoFactor: .everybody)
        ),
        call("error.404.unknown-route", "/does/not/exist"),
        call("error.405.method-not-allowed", .delete, "/servers"),
        call("error.400.delete-allocation-in-use", .delete, "/nodes/1/allocations/1"),
        call("error.400.delete-location-with-nodes", .delete, "/locations/1"),
        call("error.400.delete-node-with-servers", .delete, "/nodes/1"),
        call("error.400.delete-user-with-servers", .delete, "/users/2"),
        call(
            "error.409.suspend-transferring",
            .post,
            "/servers/1/suspend",
            controls: { [.setTransferring($0, true)] }
        ),
        call("error.422.create-server", .post, "/servers", body: #"{"name": "x"}"#),
        call("error.422.create-user", .post, "/users", body: #"{"username": "bob", "email": "not-an-email"}"#),
        call(
            "error.422.location-too-long",
            .post,
            "/locations",
            body: #"{"short": "\#(String(repeating: "x", count: 70))", "long": ""}"#
        ),
        call("error.429.rate-limited", "/locations", controls: { _ in [.setPanelMode(.rateLimited)] }),
        call(
            "error.429.rate-limited.other-key-of-same-user",
            "/locations",
            key: readOnly,
            controls: { _ in [.setPanelMode(.rateLimited)] }
        ),
        call("error.500.database-down", "/servers", controls: { _ in [.setPanelMode(.databaseDown)] }),
        call("error.503.panel-maintenance", "/servers", controls: { _ in [.setPanelMode(.maintenance)] }),
        call(
            "error.delete_server.wings-down",
            .delete,
            "/servers/1",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        call(
            "error.wings-500.suspend",
            .post,
            "/servers/1/suspend",
            controls: { _ in [.setNodeMode(NodeID(1), .error(500))] }
        ),
        call(
            "error.wings-refuse.suspend",
            .post,
            "/servers/1/suspend",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        // A connection that breaks off is told like one that nobody takes.
        call(
            "error.wings-reset.suspend",
            .post,
            "/servers/1/suspend",
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
    ]

    static let applicationVariants: [ContractCase] = [
        ContractCase(
            recording: "ok.accept-vendor",
            target: "/api/application/servers?per_page=1",
            key: .application,
            accept: "Application/vnd.pterodactyl.v1+json"
        ),
        call("ok.admin-client-key-on-application-api", "/servers?per_page=1", key: .admin),
        ContractCase(
            recording: "ok.no-accept-header",
            target: "/api/application/servers?per_page=1",
            key: .application,
            accept: "*/*"
        ),
        // The real one's links had `http` where a proxy spoke TLS; here they have what the request was sent to.
        call("variant.links-behind-untrusted-proxy", "/servers?per_page=2"),
        // The real one's clock was in another zone; the application API's times are in UTC all the same.
        call("variant.timezone.node", "/nodes/1"),
        call("variant.timezone.server", "/servers/1"),
    ]
}
