/// Changes of single settings. The panel wants (and would reset) more than what changes, so each of these reads the server
/// first; what somebody else changes between the two calls is lost.
extension ApplicationServerCalls where Sender: EndpointSender {
    /// Changes some of its limits and allocations: `updateBuild { $0.limits.memory = .mebibytes(4096) }`.
    ///
    /// - Parameters:
    ///   - deadline: the time for each of the two calls; nil leaves each attempt its own time.
    ///   - change: changes the settings as read.
    /// - Returns: the server afterwards.
    /// - Throws: why one of the calls failed.
    @discardableResult
    public func updateBuild(
        within deadline: Duration? = nil,
        _ change: (inout ServerBuildSettings) -> Void
    ) async throws(PanelError) -> ApplicationServer {
        var settings = ServerBuildSettings(try await get().send(within: deadline))
        change(&settings)
        return try await build(settings).send(within: deadline)
    }

    /// Changes some of its name, owner, external id and description.
    ///
    /// - Parameters:
    ///   - deadline: the time for each of the two calls; nil leaves each attempt its own time.
    ///   - change: changes the settings as read.
    /// - Returns: the server afterwards.
    /// - Throws: why one of the calls failed.
    @discardableResult
    public func updateDetails(
        within deadline: Duration? = nil,
        _ change: (inout ServerDetailSettings) -> Void
    ) async throws(PanelError) -> ApplicationServer {
        var settings = ServerDetailSettings(try await get().send(within: deadline))
        change(&settings)
        return try await details(settings).send(within: deadline)
    }

    /// Changes some of its egg, image, startup command and variables.
    ///
    /// The variables are sent all, or, when none was changed, not at all: then the panel leaves them as they are.
    /// - Parameters:
    ///   - skipsScripts: whether installs of this server run no script. It must be said each time, since the panel never
    ///     tells what it is now: a wrong `true` breaks the next reinstall, a wrong `false` runs scripts that were switched off.
    ///   - deadline: the time for each of the two calls; nil leaves each attempt its own time.
    ///   - change: changes the settings as read.
    /// - Returns: the server afterwards.
    /// - Throws: why one of the calls failed.
    @discardableResult
    public func updateStartup(
        skipsScripts: Bool,
        within deadline: Duration? = nil,
        _ change: (inout ServerStartupSettings) -> Void
    ) async throws(PanelError) -> ApplicationServer {
        let server = try await get().send(within: deadline)
        var settings = ServerStartupSettings(server, skipsScripts: skipsScripts)
        settings.environment = server.variableValues
        change(&settings)
        if settings.environment == server.variableValues { settings.environment = [:] }
        return try await startup(settings).send(within: deadline)
    }
}
