import Foundation
import TestSupport
import Testing

/// The agent with sockets that were opened before it started, as systemd hands them over.
@Suite(.timeLimit(.minutes(3)))
struct SocketActivationTests {
    /// Opens two sockets, becomes the program that is named, and says their ports first.
    private static let activator = """
        import os, socket, sys
        names = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
        sockets = []
        for number, (family, host) in enumerate(names):
            one = socket.socket(family)
            one.bind((host, 0))
            one.listen()
            os.dup2(one.fileno(), 100 + number)
            sockets.append(one)
        print("ports", *[one.getsockname()[1] for one in sockets], file=sys.stderr, flush=True)
        for number in range(2):
            os.dup2(100 + number, 3 + number, inheritable=True)
        os.environ["LISTEN_PID"] = str(os.getpid())
        os.environ["LISTEN_FDS"] = "2"
        os.execv(sys.argv[1], sys.argv[1:])
        """

    @Test func `sockets of a service manager are served in place of any address`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=2", "--nodes=1"], in: folder) { simulator in
                let arguments =
                    ["-c", Self.activator, try Tools.pterowatch]
                    + (try Agent.arguments(simulator.configuration, in: folder)) + ["--web.systemd-socket"]
                try await RunningProcess.with("/usr/bin/python3", arguments) { process in
                    let first = try await Agent.address(in: process)
                    let ports = try await process.line { $0.hasPrefix("ports ") }.split(separator: " ").dropFirst()
                    #expect(first == "127.0.0.1:\(ports.first ?? "")")
                    for host in ["127.0.0.1:\(ports.first ?? "")", "[::1]:\(ports.last ?? "")"] {
                        let answer = try await Web.get("http://\(host)/-/healthy")
                        #expect(answer.status == 200)
                    }
                }
            }
        }
    }

    @Test func `without a socket the flag is refused`() async throws {
        try await Tools.withTemporaryFolder { folder in
            try await Simulator.with(["--servers=1", "--nodes=1"], in: folder) { simulator in
                let arguments = try Agent.arguments(simulator.configuration, in: folder) + ["--web.systemd-socket"]
                try await RunningProcess.with(try Tools.pterowatch, arguments) { process in
                    #expect(await process.exitStatus != 0)
                    #expect(await process.allOutput.contains("--web.systemd-socket: no socket was handed over"))
                }
            }
        }
    }
}
