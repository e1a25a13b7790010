/// One server on the application API.
///
/// It has no live state, and it answers in every state of the server but for suspending while transferring (409).
public struct ApplicationServerCalls<Sender: Sendable>: CallGroup {
    let sender: Sender
    /// `/api/application/servers/{server}`.
    let path: String

    /// Its databases.
    public var databases: ApplicationServerDatabases<Sender> {
        ApplicationServerDatabases(sender: sender, path: path + "/databases")
    }

    /// The server.
    ///
    /// `GET application/servers/{server}`; right `servers: read`.
    public func get(include: [ApplicationServerInclude] = []) -> Request<ApplicationServer, Sender> {
        request(.item(APICall(.application, "application_server", .get, path, query: APICall.including(include))))
    }

    /// Changes its name, owner, external id and description, all of them; `updateDetails` changes some.
    ///
    /// `PATCH application/servers/{server}/details`; right `servers: write`.
    public func details(_ settings: ServerDetailSettings) -> Request<ApplicationServer, Sender> {
        request(.item(call("details", .patch, "/details", settings.json)))
    }

    /// Changes its limits and allocations, all of them; `updateBuild` changes some.
    ///
    /// `PATCH application/servers/{server}/build`; right `servers: write`. The container gets the limits at its next start
    /// at the latest; a node that does not answer is told later.
    /// - Throws: on sending, `refused` when the primary allocation is not the server's, or is to be taken away.
    public func build(_ settings: ServerBuildSettings) -> Request<ApplicationServer, Sender> {
        request(.item(call("build", .patch, "/build", settings.json, isWingsBacked: true)))
    }

    /// Changes its egg, image, startup command and variables; `updateStartup` changes some.
    ///
    /// `PATCH application/servers/{server}/startup`; right `servers: write`. It counts at the next start.
    /// - Throws: on sending, `validation`, of a variable under `environment.NAME`.
    public func startup(_ settings: ServerStartupSettings) -> Request<ApplicationServer, Sender> {
        request(.item(call("startup", .patch, "/startup", settings.json)))
    }

    /// Suspends it: its process is stopped, and its users can do nothing.
    ///
    /// `POST application/servers/{server}/suspend`; right `servers: write`. Whatever other status it has is overwritten;
    /// nothing happens to one that is suspended.
    /// - Throws: on sending, `conflict(.other)` while it is being transferred; `nodeUnreachable`: then it is not suspended.
    public func suspend() -> Request<Accepted, Sender> {
        request(.accepted(call("suspend", .post, "/suspend", isWingsBacked: true)))
    }

    /// Takes a suspension back; the server stays offline.
    ///
    /// `POST application/servers/{server}/unsuspend`; right `servers: write`. Nothing happens to one that is not suspended.
    /// - Throws: as `suspend`.
    public func unsuspend() -> Request<Accepted, Sender> {
        request(.accepted(call("unsuspend", .post, "/unsuspend", isWingsBacked: true)))
    }

    /// Stops it and runs its egg's install script again; its files stay unless the script touches them.
    ///
    /// `POST application/servers/{server}/reinstall`; right `servers: write`.
    /// - Throws: on sending, `nodeError` with status 409 while a power action is under way.
    public func reinstall() -> Request<Accepted, Sender> {
        request(.accepted(call("reinstall", .post, "/reinstall", isWingsBacked: true)))
    }

    /// Deletes it with its files and databases.
    ///
    /// `DELETE application/servers/{server}`, with `/force` at the end for `force`; right `servers: write`.
    /// - Parameter force: whether to delete it from the panel even if its node cannot be told (its files then stay there).
    ///   A node that does not know the server is no hindrance in either case (recorded).
    /// - Throws: on sending, without `force`, `nodeUnreachable` and `nodeError`: then the server is still there.
    public func delete(force: Bool = false) -> Request<Accepted, Sender> {
        request(.accepted(call("delete", .delete, force ? "/force" : "", isWingsBacked: true)))
    }

    private func call(
        _ name: String,
        _ method: HTTPRequest.Method,
        _ rest: String,
        _ json: JSONValue? = nil,
        isWingsBacked: Bool = false
    ) -> APICall {
        APICall(
            .application,
            "application_server_" + name,
            method,
            path + rest,
            json: json,
            isWingsBacked: isWingsBacked
        )
    }
}
