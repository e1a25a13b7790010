package import Telemetry

/// What nodes do with signed addresses, for tests and for the nodes' own front.
extension SimulatedPanel {
    /// What a node gives for a signed address, once: the bytes of a file or of a backup's archive.
    ///
    /// Nil for an address that was used, has expired or never was one, and for a file that is not there.
    package mutating func download(_ url: String, at now: Timestamp) -> [UInt8]? {
        advance(to: now)
        guard let mark = url.firstRange(of: "?token="),
            let use = world.redeem(token: String(url[mark.upperBound...]), at: clock)
        else { return nil }
        do throws(FileProblem) {
            return try world.download(use).bytes
        } catch {
            return nil
        }
    }

    /// What a node does with a form of one file that comes to a signed address: true when it keeps the file.
    package mutating func upload(
        _ content: [UInt8],
        named name: String,
        into directory: String = "/",
        to url: String,
        at now: Timestamp
    ) -> Bool {
        advance(to: now)
        guard let mark = url.firstRange(of: "?token="),
            let use = world.redeem(token: String(url[mark.upperBound...]), at: clock)
        else { return false }
        do throws(FileProblem) {
            try world.receive(content, named: name, into: directory, for: use, at: clock)
            return true
        } catch {
            return false
        }
    }
}
