import PanelSimulator
import PterodactylAPI
import Telemetry
import Testing

struct StartupTests {
    private var bench = Bench()

    private mutating func set(_ key: String, _ value: String, on server: String = "Survival") -> HTTPResponse {
        let body = #"{"key":"\#(key)","value":\#(value)}"#
        return bench.send(.put, bench.path(server) + "/startup/variable", body: body)
    }

    @Test mutating func `a value goes into the start-up command and into the log`() {
        let changed = set("SERVER_JARFILE", #""paper.jar""#).json
        #expect(changed["attributes"]["server_value"].text == "paper.jar")
        #expect(changed["attributes"]["default_value"].text == "server.jar")
        #expect(changed["meta"]["startup_command"].text.hasSuffix("-jar paper.jar"))
        #expect(changed["meta"]["raw_startup_command"].text.hasSuffix("-jar {{SERVER_JARFILE}}"))
        let whole = bench.send(.get, bench.path("Survival")).json["attributes"]
        #expect(whole["invocation"].text.hasSuffix("-jar paper.jar"))
        let entry = bench.newestActivity("Survival")["properties"]
        #expect(entry["old"].text == "server.jar")
        #expect(entry["new"].text == "paper.jar")
        let list = bench.send(.get, bench.path("Survival") + "/startup").json["data"].elements
        #expect(
            list.map { $0["attributes"]["env_variable"].text } == [
                "MINECRAFT_VERSION", "SERVER_JARFILE", "BUILD_NUMBER",
            ]
        )
    }

    @Test(arguments: [
        ("Survival", "SERVER_JARFILE", #""no jar""#, "regex", "The value format is invalid."),
        ("Survival", "SERVER_JARFILE", "null", "required", "The value field is required."),
        (
            "Survival", "MINECRAFT_VERSION", #""123456789012345678901""#, "max",
            "The value may not be greater than 20 characters."
        ),
        ("Survival", "BUILD_NUMBER", "12", "string", "The value must be a string."),
        ("Lobby Proxy", "BUNGEE_VERSION", #""1.2""#, "alpha_num", "The value may only contain letters and numbers."),
        ("Lobby Proxy", "BUNGEE_VERSION", #""latest1""#, "between", "The value must be between 1 and 6 characters."),
        ("Rust Vanilla", "MAX_PLAYERS", #""many""#, "integer", "The value must be an integer."),
    ])
    mutating func `the egg's rules decide`(
        _ server: String,
        _ key: String,
        _ value: String,
        _ rule: String,
        _ text: String
    ) {
        let refused = set(key, value, on: server)
        #expect(refused.status == 422)
        let error = refused.json["errors"][0]
        #expect(error["detail"].text == text)
        #expect(error["meta"]["rule"].text == rule)
    }

    @Test mutating func `a nullable value may be taken away, and numbers come as numbers or text`() {
        #expect(set("MINECRAFT_VERSION", "null").json["attributes"]["server_value"].text == "")
        #expect(set("MAX_PLAYERS", "80", on: "Rust Vanilla").json["attributes"]["server_value"].text == "80")
        #expect(set("MAX_PLAYERS", #""81""#, on: "Rust Vanilla").status == 200)
    }

    @Test mutating func `a hidden variable does not exist, one that is not there is the panel's own error`() {
        let hidden = set("DL_PATH", #""x""#)
        #expect(hidden.status == 400)
        #expect(
            hidden.json["errors"][0]["detail"].text == "The environment variable you are trying to edit does not exist."
        )
        #expect(set("NOPE", #""x""#).status == 500)
        #expect(
            bench.send(.put, bench.path("Survival") + "/startup/variable", body: "{}").json["errors"].elements.count
                == 2
        )
    }

    @Test mutating func `only the egg's images can be chosen`() {
        let path = bench.path("Survival") + "/settings/docker-image"
        let image = "ghcr.io/pterodactyl/yolks:java_17"
        #expect(bench.send(.put, path, body: #"{"docker_image":"\#(image)"}"#).status == 204)
        #expect(bench.send(.get, bench.path("Survival")).json["attributes"]["docker_image"].text == image)
        let refused = bench.send(.put, path, body: #"{"docker_image":"alpine:3"}"#).json["errors"][0]
        #expect(refused["detail"].text == "The selected docker image is invalid.")
    }

    @Test mutating func `a rename keeps a description that is not given`() {
        let path = bench.path("Survival")
        #expect(bench.send(.post, path + "/settings/rename", body: #"{"name":"  New Name "}"#).status == 204)
        var server = bench.send(.get, path).json["attributes"]
        #expect(server["name"].text == "New Name")
        #expect(server["description"].text == "Main survival world")
        #expect(
            bench.send(.post, path + "/settings/rename", body: #"{"name":"New Name","description":null}"#).status == 204
        )
        server = bench.send(.get, path).json["attributes"]
        #expect(server["description"].text == "")
        #expect(bench.activity("New Name").prefix(2) == ["server:settings.description", "server:settings.rename"])
        #expect(bench.send(.post, path + "/settings/rename", body: #"{"name":" "}"#).status == 422)
    }
}
