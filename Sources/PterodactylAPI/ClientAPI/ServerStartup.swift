/// How one server is started.
public struct ServerStartup<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// The variables, the command and the images.
    ///
    /// `GET client/servers/{server}/startup`; permission `startup.read`. Hidden variables do not come.
    public func get() -> Request<Startup, Sender> {
        let call = APICall(.client, "startup", .get, path("/startup"))
        return request(.document(call) { (document) throws(PanelError) in try Startup(document) })
    }

    /// Changes a variable, from the next start on.
    ///
    /// `PUT client/servers/{server}/startup/variable`; permission `startup.update`.
    /// - Parameters:
    ///   - environmentName: the variable's name in the environment, not the one for people.
    ///   - value: checked against the egg's rules; empty for none.
    /// - Throws: on sending, `refused` when it is hidden or read-only, `validation` (field `value`), and for a name that the
    ///   egg does not have `panelUnavailable` with 500 (recorded).
    public func set(_ environmentName: String, to value: String) -> Request<StartupChange, Sender> {
        let body: JSONValue = ["key": .string(environmentName), "value": .string(value)]
        let call = APICall(.client, "startup_variable", .put, path("/startup/variable"), json: body)
        return request(.document(call) { (document) throws(PanelError) in try StartupChange(document) })
    }
}
