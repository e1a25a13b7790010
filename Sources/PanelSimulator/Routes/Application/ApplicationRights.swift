/// What the bits of an application key are about (panel `app/Services/Acl/Api/AdminAcl.php`).
package enum ApplicationResource: String, Sendable, CaseIterable {
    /// What the paths of the same names are about.
    case servers, nodes, allocations, users, locations, nests, eggs
    /// The hosts that databases are put on; they only come as includes.
    case databaseHosts = "database_hosts"
    /// The databases of servers.
    case serverDatabases = "server_databases"
}

/// The bits of an application key: for each resource nothing, reading, writing or both.
///
/// A root admin's account key has all of them. An include that is not allowed gives a null resource, not an error.
package struct ApplicationRights: Sendable, Equatable {
    /// What may be read.
    package var readable: Set<ApplicationResource>
    /// What may be written.
    package var writable: Set<ApplicationResource>

    /// Makes rights; without arguments, none.
    package init(reading: Set<ApplicationResource> = [], writing: Set<ApplicationResource> = []) {
        readable = reading
        writable = writing
    }

    /// Everything.
    package static let all = ApplicationRights(
        reading: Set(ApplicationResource.allCases),
        writing: Set(ApplicationResource.allCases)
    )
}
