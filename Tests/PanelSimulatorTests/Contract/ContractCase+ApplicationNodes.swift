import PanelSimulator
import PterodactylAPI

extension ContractCase {
    private static let secondPlace = (HTTPRequest.Method.post, #"/locations {"short":"us.nyc","long":"NewYork"}"#)

    static let applicationPlaces: [ContractCase] = [
        call("locations.list_locations", "/locations"),
        call("locations.list_locations.includes", "/locations?include=nodes%2Cservers"),
        call("locations.get_location_info", "/locations/1"),
        call("locations.get_location_info.404", "/locations/999"),
        call("locations.create", .post, "/locations", body: #"{"short": "us.nyc", "long": "New York"}"#),
        call(
            "locations.create_location.pydactyl",
            .post,
            "/locations",
            body: #"{"shortcode": "us.nyc", "description": "New York"}"#
        ),
        call(
            "locations.edit",
            .patch,
            "/locations/2",
            body: #"{"short": "us.nyc2", "long": "NYC"}"#,
            before: [secondPlace]
        ),
        call(
            "locations.edit_location",
            .patch,
            "/locations/2",
            body: #"{"shortcode": "us.nyc2", "description": "NYC"}"#,
            before: [secondPlace]
        ),
        call("locations.delete_location", .delete, "/locations/2", before: [secondPlace]),
    ]

    private static let nodeBody = #"""
        {"name": "node-c", "description": "third", "location_id": 1, "fqdn": "127.0.0.1", "memory": 1024, "disk": 1024,
        "memory_overallocate": 0, "disk_overallocate": 0, "behind_proxy": false, "daemon_base": "/srv/daemon-data",
        "daemon_sftp": 2022, "daemon_listen": 8803, "upload_size": 100, "public": true, "maintenance_mode": false,
        "scheme": "http"}
        """#

    static let applicationNodes: [ContractCase] = [
        call("nodes.list_nodes", "/nodes"),
        call("nodes.list_nodes.includes", "/nodes?include=allocations,location,servers"),
        call("nodes.list_nodes.per_page1.page2", "/nodes?per_page=1&page=2", before: [(.post, "/nodes \(nodeBody)")]),
        call("node-maintenance.nodes", "/nodes", controls: { _ in [.setNodeMode(NodeID(1), .maintenance)] }),
        call("nodes.get_node_details", "/nodes/1"),
        call("nodes.get_node_details.includes", "/nodes/1?include=location%2Cservers"),
        call("nodes.get_node_info", "/nodes/1"),
        call("nodes.get_node_config", "/nodes/1/configuration"),
        call(
            "nodes.get_node_config.readonly-key",
            "/nodes/1/configuration",
            key: .limited(ApplicationRights(reading: Set(ApplicationResource.allCases)))
        ),
        call("nodes.deployable", "/nodes/deployable?memory=1024&disk=1024"),
        call("nodes.create_node", .post, "/nodes", body: nodeBody),
        call(
            "nodes.edit_node",
            .patch,
            "/nodes/1",
            body: nodeBody,
            controls: { _ in [.setNodeMode(NodeID(1), .refuse)] }
        ),
        call("nodes.delete_node", .delete, "/nodes/2", before: [(.post, "/nodes \(nodeBody)")]),
    ]

    static let applicationAllocations: [ContractCase] = [
        call("nodes.list_node_allocations", "/nodes/1/allocations?include=node,server"),
        call("nodes.list_node_allocations.per_page2.page2", "/nodes/1/allocations?per_page=2&page=2"),
        call(
            "nodes.create_allocations",
            .post,
            "/nodes/1/allocations",
            body: #"{"ip": "10.0.0.3", "ports": ["3000-3002", "4000"], "alias": "alias"}"#
        ),
        call("nodes.delete_allocation", .delete, "/nodes/1/allocations/6", before: [freeAllocations]),
    ]

    static let applicationNests: [ContractCase] = [
        call("nests.list_nests", "/nests"),
        call("nests.list_nests.includes", "/nests?include=eggs%2Cservers"),
        call("nests.get_nest_info", "/nests/1"),
        call("nests.get_eggs_in_nest", "/nests/1/eggs"),
        call("nests.get_egg_info", "/nests/1/eggs/5?include=nest%2Cservers%2Cconfig%2Cscript%2Cvariables"),
    ]
}
