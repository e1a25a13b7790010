import Foundation

/// Where the programs are that are measured.
enum Programs {
    /// The product, from the build that the bench belongs to.
    static var pterowatch: URL {
        get throws {
            let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            return try program(folder.appendingPathComponent("pterowatch"), "swift build -c release")
        }
    }

    /// The bare libmicrohttpd program of `Benchmarks/Floor`, from the build that the bench belongs to.
    static var scrapeFloor: URL {
        get throws {
            let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            return try program(folder.appendingPathComponent("scrape-floor"), "make bench")
        }
    }

    /// Debian's Prometheus, which `.ci/tools.sh` unpacks below the package's folder.
    static var prometheus: URL {
        get throws { try program(URL(fileURLWithPath: ".build/tools/bin/prometheus"), ".ci/tools.sh") }
    }

    /// The exporter that `.ci/peers.sh` installs, below the package's folder.
    static var peerExporter: URL {
        get throws {
            let path = ".build/bench-venv/bin/pterodactyl_exporter"
            return try program(URL(fileURLWithPath: path), ".ci/peers.sh")
        }
    }

    /// The Python that has the peers' libraries.
    static var peerPython: URL {
        get throws { try program(URL(fileURLWithPath: ".build/bench-venv/bin/python"), ".ci/peers.sh") }
    }

    /// A peer of `Benchmarks/peers.txt` with the version that is installed by it, such as `pterodactyl-exporter 1.0.7`.
    static func pinned(_ name: String) -> String {
        let pins = (try? String(contentsOfFile: "Benchmarks/peers.txt", encoding: .utf8)) ?? ""
        let pin = pins.split(separator: "\n").first { $0.hasPrefix(name + "==") }
        return pin.map { String($0).replacing("==", with: " ") } ?? name
    }

    private static func program(_ file: URL, _ remedy: String) throws -> URL {
        guard FileManager.default.isExecutableFile(atPath: file.path) else {
            throw BenchError("no executable at \(file.path): run \(remedy)")
        }
        return file
    }
}
