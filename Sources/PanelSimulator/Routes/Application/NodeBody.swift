/// The fields of a node, as `POST nodes` and `PATCH nodes/{id}` take them: what is required is so each time.
///
/// Source: panel `app/Models/Node.php`, `StoreNodeRequest`. A description is not among the fields and is dropped.
struct NodeBody {
    let input: JSON

    /// Takes a request's input.
    init(_ input: JSON) { self.input = input }

    /// Checks the fields.
    func check(in world: World) throws(PanelFailure) {
        let locations = Set(world.locations.map(\.id))
        var validator = Validator(input)
        validator.check("name", .required, .matches(#"^([\w .-]{1,100})$"#))
        validator.check(
            "location_id",
            as: "Location",
            rules: [.required, .exists { $0.wholeNumber.map(locations.contains) ?? false }]
        )
        validator.check("public", as: "Node Visibility", rules: [.boolean])
        validator.check("fqdn", .required, .string)
        validator.check("scheme", .required, .oneOf(["http", "https"]))
        validator.check("behind_proxy", .boolean)
        for name in ["memory", "disk"] {
            validator.check(name, .required, .numeric, .min(1))
            validator.check(name + "_overallocate", .required, .numeric, .min(-1))
        }
        if input["daemon_base"] != nil {
            validator.check(
                "daemon_base",
                as: "Daemon Base Path",
                rules: [.required, .matches(#"^([\/][\d\w.\-\/]+)$"#)]
            )
        }
        for name in ["daemon_sftp", "daemon_listen"] {
            validator.check(name, .required, .numeric, .between(1, 65_535))
        }
        validator.check("maintenance_mode", .boolean)
        validator.check("upload_size", as: "File Upload Size Limit", rules: [.integer, .between(1, 1_024)])
        try validator.finish()
        for name in ["memory", "memory_overallocate", "disk", "disk_overallocate"] {
            try ServerRules.checkColumn(input[name])
        }
    }

    /// Writes the fields; of those that are not required the ones that are left out stay, but for the path.
    func write(into node: inout SimulatedNode) {
        node.name = input["name"]?.scalarText ?? node.name
        node.locationID = input["location_id"]?.wholeNumber ?? node.locationID
        node.isPublic = input["public"]?.flag ?? node.isPublic
        node.fqdn = input["fqdn"]?.string ?? node.fqdn
        node.scheme = input["scheme"]?.string ?? node.scheme
        node.isBehindProxy = input["behind_proxy"]?.flag ?? node.isBehindProxy
        node.isUnderMaintenance = input["maintenance_mode"]?.flag ?? node.isUnderMaintenance
        node.memoryMiB = number("memory") ?? node.memoryMiB
        node.memoryOverallocate = number("memory_overallocate") ?? node.memoryOverallocate
        node.diskMiB = number("disk") ?? node.diskMiB
        node.diskOverallocate = number("disk_overallocate") ?? node.diskOverallocate
        node.uploadSizeMiB = number("upload_size") ?? node.uploadSizeMiB
        node.listenPort = number("daemon_listen") ?? node.listenPort
        node.sftpPort = number("daemon_sftp") ?? node.sftpPort
        node.volumesPath = input["daemon_base"]?.string ?? SimulatedNode.defaultVolumesPath
    }

    /// A number; its column holds whole ones.
    private func number(_ name: String) -> Int? {
        input[name]?.anyNumber.flatMap { Int(exactly: $0.rounded()) }
    }
}
