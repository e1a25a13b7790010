import PanelSimulator
import PterodactylAPI

extension Bench {
    /// Sends a request to the application API with the key that may do everything.
    mutating func application(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil) -> HTTPResponse {
        send(method, "/api/application" + path, key: panel.applicationKey, body: body)
    }

    /// The code of an application request's error; nothing for a success.
    mutating func code(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil) -> String {
        application(method, path, body).json["errors"][0]["code"].text
    }

    /// The fields and rules that a request breaks, as `field rule`.
    mutating func problems(_ method: HTTPRequest.Method, _ path: String, _ body: String) -> [String] {
        application(method, path, body).json["errors"].elements.map {
            "\($0["meta"]["source_field"].text) \($0["meta"]["rule"].text)"
        }
    }

    /// The names on a page of an application list.
    mutating func names(_ path: String, field: String = "name") -> [String] {
        application(.get, path).json["data"].elements.map { $0["attributes"][field].text }
    }

    /// Adds ports to the first node; returns the numbers of all free allocations there.
    mutating func addPorts(_ ports: String, node: Int = 1, ip: String = "10.0.9.1") -> [Int] {
        _ = application(.post, "/nodes/\(node)/allocations", #"{"ip":"\#(ip)","ports":["\#(ports)"]}"#)
        let list = application(.get, "/nodes/\(node)/allocations?filter[server_id]=0&per_page=1000").json["data"]
        return list.elements.map { Int($0["attributes"]["id"].number) }
    }

    /// A body of a new server; what a test wants different comes first, where the first of two members counts.
    static func newServer(
        _ name: String = "New",
        user: Int = 1,
        place: String,
        memory: Int = 2_048,
        environment: String = #"{"MINECRAFT_VERSION":"1.21","SERVER_JARFILE":"server.jar","BUILD_NUMBER":"7"}"#,
        more: String = ""
    ) -> String {
        #"""
        {\#(more)"name":"\#(name)","user":\#(user),"egg":5,"docker_image":"ghcr.io/pterodactyl/yolks:java_21",
        "startup":"java -jar {{SERVER_JARFILE}}","environment":\#(environment),
        "limits":{"memory":\#(memory),"swap":0,"disk":10240,"io":500,"cpu":100},
        "feature_limits":{"databases":1,"allocations":2,"backups":2},\#(place)}
        """#
    }
}
