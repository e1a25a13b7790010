import Foundation
import Settings

extension WebSettings {
    /// Where a browser reaches the agent: as configured, else the first address, with the machine's name where that is every
    /// address (Prometheus `--web.external-url`).
    var reachableURL: String {
        if let externalURL { return externalURL }
        let address = listenAddresses.first ?? .standard
        let given = address.host.flatMap { ["", "0.0.0.0", "::"].contains($0) ? nil : $0 }
        let host = given.map { $0.contains(":") ? "[\($0)]" : $0 } ?? Self.machineName
        return "\(isSecure ? "https" : "http")://\(host):\(address.port)"
    }

    private static var machineName: String {
        let name = try? String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
        let trimmed = name?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return trimmed.isEmpty ? "localhost" : trimmed
    }
}
