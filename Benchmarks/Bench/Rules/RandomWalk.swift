import Telemetry

/// Series of whole numbers, each of which walks up to ten steps up or down: no value is the one before for long.
enum RandomWalk {
    private static let series = 2_000
    /// Two hours, and as long again, so that the oldest have begun to go as they do in an agent that has run for a while.
    private static let columns = 960
    /// Columns go when a quarter of the two hours has come beyond it: the mean is that of two such rounds.
    private static let rounds = 240

    /// What a sample takes in the history, the newest columns included, in a history that is full.
    static func bytesPerSample() -> Double {
        var random = SeededGenerator(seed: 20_261_126)
        var history = History(retention: .seconds(7_200))
        var assembler = SnapshotAssembler()
        let family = MetricFamily("walk", .gauge, "A walk.")
        let labels = (0..<series).map { LabelSet(["series": "\($0)"]) }
        var values = [Double](repeating: 1_000, count: series)
        var shares: [Double] = []
        for column in 0..<columns {
            for index in values.indices { values[index] += Double(Int.random(in: -10...10, using: &random)) }
            let snapshot = assembler.assemble(at: Timestamp(millisecondsSince1970: Int64(column) * 15_000)) { draft in
                draft.setBlock("walk", version: 1) { block in
                    for (labels, value) in zip(labels, values) { block.set(family, labels, value) }
                }
            }
            history.record(snapshot)
            shares.append(Double(history.size.bytes) / Double(history.size.samples))
        }
        return shares.suffix(rounds).reduce(0, +) / Double(rounds)
    }
}
