// What the objects of the application API may bring along. Each needs the right to read it as well: without it the panel
// gives a null resource instead of an error, and the object's `included` has nil.

/// What a location may bring along.
public enum LocationInclude: String, Sendable, CaseIterable {
    case nodes, servers
}

/// What a nest may bring along.
public enum NestInclude: String, Sendable, CaseIterable {
    case eggs, servers
}

/// What an egg may bring along.
public enum EggInclude: String, Sendable, CaseIterable {
    case nest, servers
    /// The effective configuration of an egg that inherits it.
    case config
    /// The effective script of an egg that inherits it.
    case script
    case variables
}

/// What a node may bring along.
public enum NodeInclude: String, Sendable, CaseIterable {
    case allocations, location, servers
}

/// What an allocation may bring along.
public enum AllocationInclude: String, Sendable, CaseIterable {
    case node, server
}

/// What a server may bring along on the application API; `transfer`, which the panel advertises, answers 500 (recorded).
public enum ApplicationServerInclude: String, Sendable, CaseIterable {
    case allocations, user, subusers, nest, egg, variables, location, node, databases
}

/// What a database may bring along on the application API.
public enum ApplicationDatabaseInclude: String, Sendable, CaseIterable {
    case password, host
}

/// What a user may bring along.
public enum UserInclude: String, Sendable, CaseIterable {
    case servers
}
