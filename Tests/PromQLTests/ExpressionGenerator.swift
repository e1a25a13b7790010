/// Makes random expressions that are valid, as text.
struct ExpressionGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }

    private mutating func pick(_ words: [String]) -> String { words[next(words.count)] }

    private mutating func space() -> String { pick(["", "", " ", "\n  ", " # note\n"]) }

    private mutating func labels() -> String {
        let names = pick(["", "a", "a, b", "\"x.y\"", "by,on,"])
        return "(\(space())\(names))"
    }

    private mutating func duration() -> String { pick(["5m", "1h30m", "90", "250ms", "2d", "1y2w", "0.5"]) }

    private mutating func selector() -> String {
        let name = pick([
            "up", "a:b", "min", "rate", "start", "offset", "by", "{\"dotted.name\"}", "{x=~\"a.+\",y!=\"\"}",
        ])
        if name.hasPrefix("{") { return name }
        let value = pick(["\"v\"", "'q\"q'", "`raw\\d`", "\"\\n\\t\\\\\\\\d\"", "\"\u{e9}\"", "\"\""])
        let matcher = pick(["a=", "b!=", "on=~", "\"d.d\"!~"])
        return name + pick(["", "{}", "{\(matcher)\(value)}", "{\(matcher)\(value),c=\(value),}"])
    }

    private mutating func shift() -> String {
        pick(["", "", "", " offset 5m", " offset -1h", " @ 1.5", " @ -7 offset 1m", " offset 1m @ end()", " @ start()"])
    }

    private mutating func scalar(depth: Int) -> String {
        guard depth > 0 else {
            return pick(["1", "-2.5", "0x1F", "1e30", "Inf", "-Inf", "NaN", "5m", "1_000", ".5", "1e-9"])
        }
        switch next(6) {
        case 0: return "scalar(\(vector(depth: depth - 1)))"
        case 1: return "(\(scalar(depth: depth - 1)))"
        case 2: return "\(pick(["+", "-", "- "]))\(scalar(depth: depth - 1))"
        case 3:
            let symbol = pick(["+", "-", "*", "/", "%", "^", "atan2", "== bool", "< bool"])
            return "\(scalar(depth: depth - 1)) \(symbol) \(scalar(depth: depth - 1))"
        case 4: return pick(["time()", "pi()"])
        default: return scalar(depth: 0)
        }
    }

    private mutating func matrix(depth: Int) -> String {
        if next(3) > 0 { return "\(selector())[\(duration())]\(shift())" }
        let step = pick(["", "30s", "15"])
        return "(\(vector(depth: depth - 1)))[\(duration()):\(step)]\(shift())"
    }

    mutating func vector(depth: Int) -> String {
        guard depth > 0 else { return selector() + shift() }
        switch next(10) {
        case 0: return "(\(space())\(vector(depth: depth - 1)))"
        case 1: return "\(pick(["+", "-"]))\(vector(depth: depth - 1))"
        case 2, 3: return operation(depth)
        case 4:
            let symbol = pick(["+", "*", "^", ">", "<= bool", "atan2", "%", "</"])
            return next(2) == 0
                ? "\(vector(depth: depth - 1)) \(symbol) \(scalar(depth: depth - 1))"
                : "\(scalar(depth: depth - 1)) \(symbol) (\(vector(depth: depth - 1)))"
        case 5: return "\(pick(["rate", "avg_over_time", "deriv"]))(\(matrix(depth: depth)))"
        case 6: return "clamp(\(vector(depth: depth - 1)), \(scalar(depth: 1)),\(space())\(scalar(depth: 0)))"
        case 7: return "label_replace(\(vector(depth: depth - 1)), \"a\", '$1', \"b\", `(.*)`)"
        case 8:
            let grouping = pick(["", " by \(labels())", " without \(labels())"])
            let inner = vector(depth: depth - 1)
            let (name, arguments) =
                next(3) == 0
                ? (pick(["topk", "quantile"]), "(\(scalar(depth: 1)), \(inner))")
                : (pick(["sum", "MAX", "count", "group"]), "(\(inner))")
            return next(2) == 0 ? name + grouping + arguments : name + arguments + grouping
        default: return vector(depth: 0)
        }
    }

    private mutating func operation(_ depth: Int) -> String {
        let isSet = next(3) == 0
        let symbol =
            isSet ? pick(["and", "OR", "unless"]) : pick(["+", "-", "*", "/", "==", "!= bool", ">", "^", ">/"])
        var matching = pick(["", "", " on\(labels())", " ignoring\(labels())"])
        if !isSet, !matching.isEmpty {
            matching += pick(["", " group_right(\"z.z\", q)", " group_left()"])
        }
        // A modifier may not meet a scalar, which a neighbour could bring.
        let (left, right) = (vector(depth: depth - 1), vector(depth: depth - 1))
        return matching.isEmpty ? "\(left) \(symbol) \(right)" : "(\(left)) \(symbol)\(matching) (\(right))"
    }
}
