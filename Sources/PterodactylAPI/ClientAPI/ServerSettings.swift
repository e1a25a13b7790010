/// What an owner may change of one server.
public struct ServerSettings<Sender: Sendable>: CallGroup {
    let sender: Sender
    let path: ClientServerPath

    /// What becomes of a server's description when it is renamed.
    public enum Description: Sendable, Hashable {
        /// It stays.
        case unchanged
        /// There is none any more.
        case none
        /// It is this one.
        case text(String)
    }

    /// Changes the name, and if wanted the description.
    ///
    /// `POST client/servers/{server}/settings/rename`; permission `settings.rename`.
    /// - Parameter name: 1 to 191 characters.
    public func rename(_ name: String, description: Description = .unchanged) -> Request<Accepted, Sender> {
        var members: [String: JSONValue] = ["name": .string(name)]
        switch description {
        case .unchanged: break
        case .none: members["description"] = .null
        case .text(let text): members["description"] = .string(text)
        }
        return request(
            .accepted(APICall(.client, "server_rename", .post, path("/settings/rename"), json: .object(members)))
        )
    }

    /// Installs the server anew: stops it (killing it after 10 s), then runs the egg's install script over its files.
    ///
    /// `POST client/servers/{server}/settings/reinstall`; permission `settings.reinstall`. The status is `installing` until the
    /// node reports back.
    /// - Throws: on sending, `nodeError` with 409 while a power action runs.
    public func reinstall() -> Request<Accepted, Sender> {
        request(
            .accepted(
                APICall(.client, "server_reinstall", .post, path("/settings/reinstall"), isWingsBacked: true)
            )
        )
    }

    /// Chooses another image for the container, from the next start on.
    ///
    /// `PUT client/servers/{server}/settings/docker-image`; permission `startup.docker-image`.
    /// - Parameter image: one of the egg's (`Startup.dockerImages`).
    /// - Throws: on sending, `validation` for another one, `refused` when an admin has set an image of its own.
    public func setDockerImage(_ image: String) -> Request<Accepted, Sender> {
        let body: JSONValue = ["docker_image": .string(image)]
        return request(
            .accepted(APICall(.client, "server_docker_image", .put, path("/settings/docker-image"), json: body))
        )
    }
}
