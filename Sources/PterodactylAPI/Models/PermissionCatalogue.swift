/// The rights that a panel knows, with what it says of them (`system_permissions`).
public struct PermissionCatalogue: Sendable, Hashable {
    /// The groups, sorted by name.
    public var groups: [Group]

    /// Makes a catalogue.
    public init(groups: [Group]) { self.groups = groups }

    /// Rights that belong together.
    public struct Group: Sendable, Hashable {
        /// The first part of its rights' names, such as `control`.
        public var name: String
        /// What the panel says of the group.
        public var description: String
        /// The rights, and what the panel says of each.
        public var permissions: [Permission: String]

        /// Makes a group.
        public init(name: String, description: String = "", permissions: [Permission: String]) {
            self.name = name
            self.description = description
            self.permissions = permissions
        }
    }

    /// Every right, sorted.
    public var permissions: [Permission] { groups.flatMap(\.permissions.keys).sorted() }

    /// What the panel says of a right; nil when it does not know it.
    public subscript(_ permission: Permission) -> String? {
        groups.lazy.compactMap { $0.permissions[permission] }.first
    }
}

extension PermissionCatalogue: PanelObject {
    init(attributes at: JSONReader) throws(PanelError) {
        let all = at["permissions"]
        guard let groups = all.value.object else { throw all.mismatch("an object") }
        self.init(
            groups: groups.sorted { $0.key < $1.key }.map { name, group in
                Group(
                    name: name,
                    description: group["description"]?.string ?? "",
                    permissions: Dictionary(
                        uniqueKeysWithValues: (group["keys"]?.object ?? [:]).map { key, text in
                            (Permission("\(name).\(key)"), text.string ?? "")
                        }
                    )
                )
            }
        )
    }
}
