import Collecting

extension SettingsDecoder {
    /// The words that `stream` may be.
    private static var streamWords: [String: StreamSelection] { ["auto": .automatic, "all": .all, "none": .none] }

    private static var allowedStream: String {
        "auto, all, none, or which servers: nodes and servers, each with a list of patterns"
    }

    /// Reads `sources` of a panel.
    ///
    /// - Parameters:
    ///   - wingsInterval: how often the nodes of all panels are asked.
    ///   - nodes: the panel's nodes, as they were read.
    mutating func sourcePlan(of panel: Fields, wingsInterval: Duration, nodes: [NodeSettings]) -> SourcePlan {
        let fields = fields("sources", of: panel, allowed: ["servers", "stream"])
        let urls = nodes.compactMap { node in node.url.map { (node.name, $0) } }
        return SourcePlan(
            polling: choice("servers", of: fields, default: .automatic),
            stream: stream(of: fields),
            wingsInterval: wingsInterval,
            wingsURLs: Dictionary(urls) { first, _ in first }
        )
    }

    /// Reads `collectors.wings`, which has no `enabled`: `sources.servers: panel` says so for each panel.
    mutating func wingsInterval(of collectors: Fields) -> Duration {
        duration(
            "interval",
            of: fields("wings", of: collectors, allowed: ["interval"]),
            default: SourcePlan.defaultWingsInterval,
            in: .milliseconds(50) ... .seconds(3_600)
        )
    }

    private mutating func stream(of fields: Fields) -> StreamSelection {
        guard let node = fields["stream"] else { return .automatic }
        let path = fields.path(to: "stream")
        switch node.content {
        case .scalar(let word, _):
            if let selection = Self.streamWords[word] { return selection }
            report(.isNot("a known word"), at: node, path: path, found: word, allowed: Self.allowedStream)
        case .mapping:
            return selector(of: node, at: path).map(StreamSelection.matching) ?? .automatic
        case .nothing, .sequence:
            report(
                .isNot("a word or a mapping"),
                at: node,
                path: path,
                found: node.kindName,
                allowed: Self.allowedStream
            )
        }
        return .automatic
    }

    /// Reads which servers are meant: at least one pattern.
    private mutating func selector(of node: YAMLNode, at path: String) -> ServerSelector? {
        let known = problems.count
        let fields = fields(of: node, at: path, allowed: ["nodes", "servers"])
        let selector = ServerSelector(
            nodes: patterns("nodes", of: fields, allowed: "a list of node names, in which * stands for any text"),
            servers: patterns(
                "servers",
                of: fields,
                allowed: "a list of short ids and names of servers, in which * stands for any text"
            )
        )
        // Where a key or a pattern is wrong, the emptiness is no mistake of its own.
        guard problems.count == known else { return nil }
        guard selector != ServerSelector() else {
            let allowed = "at least one pattern below nodes or servers, or the word none"
            report(.unusable("no server is chosen"), at: node, path: path, allowed: allowed)
            return nil
        }
        return selector
    }

    private mutating func patterns(_ key: String, of fields: Fields, allowed: String) -> [String] {
        (items(key, of: fields, allowed: allowed) ?? []).enumerated().compactMap { index, node in
            let path = "\(fields.path(to: key))[\(index)]"
            guard let text = text(of: node, at: path, allowed: allowed) else { return nil }
            if text.isEmpty { report(.isNot("a pattern"), at: node, path: path, found: "", allowed: allowed) }
            return text
        }
    }
}
