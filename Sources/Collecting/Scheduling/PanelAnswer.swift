public import PterodactylAPI

/// What came back of a call, decoded.
public enum PanelAnswer: Sendable {
    case account(Account)
    case servers(Page<Server>)
    case server(Server)
    case resources(ServerResources)
    case backups(Page<Backup>)
    case activity(Page<ActivityEntry>)
    case schedules([Schedule])
    case nodes(Page<Node>)
    case locations(Page<Location>)
    case applicationServers(Page<ApplicationServer>)
    case accepted
}

extension PanelCall {
    /// What to send.
    public var request: APICall { exchange.call }

    /// Turns the answer into the model, or into the error it stands for.
    public func interpret(_ response: HTTPResponse) -> Result<PanelAnswer, PanelError> {
        exchange.interpret(response)
    }

    private struct Exchange {
        let call: APICall
        let interpret: (HTTPResponse) -> Result<PanelAnswer, PanelError>

        init<Answer>(_ endpoint: Endpoint<Answer>, _ wrap: @escaping (Answer) -> PanelAnswer) {
            call = endpoint.call
            interpret = { response in
                do throws(PanelError) {
                    return .success(wrap(try endpoint.interpret(response)))
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    private var exchange: Exchange {
        switch self {
        case .account: Exchange(ClientAPI.account()) { .account($0) }
        case .serverList(let scope, let page): Exchange(ClientAPI.servers(scope, page: page)) { .servers($0) }
        case .server(let uuid): Exchange(ClientAPI.server(uuid)) { .server($0) }
        case .resources(let uuid): Exchange(ClientAPI.resources(uuid)) { .resources($0) }
        case .backups(let uuid, let page): Exchange(ClientAPI.backups(uuid, page: page)) { .backups($0) }
        case .activity(let uuid): Exchange(ClientAPI.activity(uuid)) { .activity($0) }
        case .schedules(let uuid): Exchange(ClientAPI.schedules(uuid)) { .schedules($0) }
        case .nodes(let page): Exchange(ApplicationAPI.nodes(page: page)) { .nodes($0) }
        case .locations(let page): Exchange(ApplicationAPI.locations(page: page)) { .locations($0) }
        case .applicationServers(let page): Exchange(ApplicationAPI.servers(page: page)) { .applicationServers($0) }
        case .power(let uuid, let signal): Exchange(ClientAPI.power(uuid, signal)) { _ in .accepted }
        }
    }
}
