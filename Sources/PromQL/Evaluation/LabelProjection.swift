internal import Telemetry

/// A choice of labels by name: what elements are grouped or matched by, without a set of labels made for each of them.
struct LabelProjection {
    private let names: [String]
    /// Whether the named labels are the chosen ones, or all others.
    private let isInclusive: Bool
    /// Whether the metric's identity is left out besides.
    private let dropped: Dropped

    private enum Dropped {
        case nothing, name, identity
    }

    /// What a grouping keeps.
    init(_ grouping: Grouping) {
        names = grouping.labels
        switch grouping {
        case .by: (isInclusive, dropped) = (true, .nothing)
        case .without: (isInclusive, dropped) = (false, .identity)
        }
    }

    /// What a matching looks at.
    init(_ matching: VectorMatching.Labels) {
        switch matching {
        case .on(let names): (self.names, isInclusive, dropped) = (names, true, .nothing)
        case .ignoring(let names): (self.names, isInclusive, dropped) = (names, false, .name)
        }
    }

    /// The chosen labels as a set.
    func labels(of labels: LabelSet) -> LabelSet {
        labels.filter(includes)
    }

    /// A number that is the same for label sets whose chosen labels are.
    func hash(of labels: LabelSet) -> Int {
        var hasher = Hasher()
        for label in labels.labels where includes(label.name) { label.hash(into: &hasher) }
        return hasher.finalize()
    }

    /// Whether the chosen labels of both are the same.
    func areEqual(_ one: LabelSet, _ other: LabelSet) -> Bool {
        let (left, right) = (one.labels, other.labels)
        var (here, there) = (0, 0)
        while true {
            while here < left.count, !includes(left[here].name) { here += 1 }
            while there < right.count, !includes(right[there].name) { there += 1 }
            guard here < left.count, there < right.count else { return here == left.count && there == right.count }
            guard left[here] == right[there] else { return false }
            here += 1
            there += 1
        }
    }

    private func includes(_ name: String) -> Bool {
        switch dropped {
        case .nothing: break
        case .name: if Self.isSame(name, LabelSet.metricName) { return false }
        case .identity: if MetricIdentity.isPart(name) { return false }
        }
        for known in names where Self.isSame(known, name) { return isInclusive }
        return !isInclusive
    }

    /// Whether both have the same bytes; texts of different length, which most are, are told apart at once.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        one.utf8.count == other.utf8.count && one == other
    }
}

/// Numbers groups of label sets, in order of first appearance.
struct LabelGroups {
    private let projection: LabelProjection
    /// The first label set of each group.
    private(set) var members: [LabelSet] = []
    private var hashes: [Int] = []
    /// Group numbers by hash, each in the first free place from there on; -1 where there is none.
    private var table: [Int32]

    /// Makes a numbering without groups.
    init(by projection: LabelProjection, expected count: Int = 8) {
        self.projection = projection
        var size = 16
        while size < 2 * count { size *= 2 }
        table = [Int32](repeating: -1, count: size)
    }

    /// The group of a label set; nil when none has come that it belongs to.
    func find(_ labels: LabelSet) -> Int? {
        let group = table[place(of: labels, projection.hash(of: labels))]
        return group < 0 ? nil : Int(group)
    }

    /// The group of a label set, and whether it is the first one of it.
    mutating func insert(_ labels: LabelSet) -> (group: Int, isNew: Bool) {
        let hash = projection.hash(of: labels)
        let place = place(of: labels, hash)
        if table[place] >= 0 { return (Int(table[place]), false) }
        let group = members.count
        table[place] = Int32(truncatingIfNeeded: group)
        members.append(labels)
        hashes.append(hash)
        if 2 * members.count > table.count { grow() }
        return (group, true)
    }

    /// The chosen labels of a group.
    func labels(of group: Int) -> LabelSet { projection.labels(of: members[group]) }

    /// Where a label set's group stands in the table, or would.
    private func place(of labels: LabelSet, _ hash: Int) -> Int {
        let mask = table.count - 1
        var place = hash & mask
        while table[place] >= 0 {
            let group = Int(table[place])
            if hashes[group] == hash, projection.areEqual(members[group], labels) { break }
            place = (place + 1) & mask
        }
        return place
    }

    private mutating func grow() {
        table = [Int32](repeating: -1, count: 2 * table.count)
        let mask = table.count - 1
        for (group, hash) in hashes.enumerated() {
            var place = hash & mask
            while table[place] >= 0 { place = (place + 1) & mask }
            table[place] = Int32(truncatingIfNeeded: group)
        }
    }
}
