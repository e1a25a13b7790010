extension Guard {
    /// Somebody works on the server at this time.
    static let maintenanceWindow = Guard(.maintenanceWindow) { context in
        guard let name = context.surroundings.window else { return .yes }
        return .no("the maintenance window \(name) is open")
    }
}
