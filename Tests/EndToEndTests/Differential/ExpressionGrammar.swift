import TestSupport

/// Makes random expressions of the right types over the metrics of `RandomSeries`, as text that Prometheus 2.42 takes.
///
/// An expression is exact as long as every step gives the same bits whoever computes it. What tells values apart or rounds
/// them (comparisons, `floor`, `%`, `topk`) is laid over exact ones only: over others the last bit would decide.
struct ExpressionGrammar {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// The next expression: mostly an instant vector, now and then a scalar or a range vector.
    mutating func next() -> String {
        switch number(20) {
        case 0: scalar(2)
        case 1: window(isTame: false)
        case 2, 3: top()
        case 4, 5, 6: mistaken()
        case 7, 8, 9, 10, 11: exact(3)
        default: smooth(3)
        }
    }

    // MARK: - Chance

    private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    private mutating func pick(_ words: String...) -> String { words[number(words.count)] }

    // MARK: - Leaves

    private mutating func matchers() -> String {
        pick(
            "",
            "",
            "",
            "{}",
            "{a=\"x\"}",
            "{a!=\"x\"}",
            "{a=~\"x|y\"}",
            "{a!~\"x.*\"}",
            "{b=\"1\"}",
            "{b=\"\"}",
            "{c=~\".+\"}",
            "{a=~\".*\",b=~\"[12]\"}",
            "{a=\"none\"}"
        )
    }

    private mutating func shift() -> String {
        pick(
            "",
            "",
            "",
            "",
            " offset 1m",
            " offset -2m",
            " offset 45s",
            " @ 1700000900",
            " @ 1700000900.5 offset 1m",
            " @ end()",
            " @ start() offset 30s"
        )
    }

    private mutating func selector(isTame: Bool) -> String {
        let name = isTame ? pick("tame", "tame", "limit") : pick("wild", "tame", "made_total", "limit", "took_bucket")
        return name + matchers() + shift()
    }

    private mutating func length() -> String { pick("15s", "30s", "1m", "90s", "2m", "5m", "10m", "1m30s") }

    private mutating func window(isTame: Bool) -> String {
        let name = isTame ? pick("tame", "limit") : pick("wild", "tame", "made_total", "took_bucket")
        if number(4) > 0 { return "\(name)\(matchers())[\(length())]\(shift())" }
        let inner = isTame ? selector(isTame: true) : exact(1)
        return "(\(inner))[\(length()):\(pick("", "15s", "20s", "1m"))]\(shift())"
    }

    private mutating func grouping() -> String {
        pick(
            "",
            "",
            " by (a)",
            " by (b)",
            " by (a, b)",
            " by (c)",
            " without (a)",
            " without (b, c)",
            " by ()",
            " without ()"
        )
    }

    private mutating func literal() -> String {
        pick("0", "1", "2", "-1.5", "0.25", "10", "3", "-4", "1e3", "Inf", "-Inf", "NaN", "0x10")
    }

    private mutating func scalar(_ depth: Int) -> String {
        guard depth > 0 else { return literal() }
        switch number(6) {
        case 0: return "scalar(\(exact(depth - 1)))"
        case 1: return pick("time()", "pi()")
        case 2: return "(\(scalar(depth - 1)) \(pick("+", "-", "*", "/", "%", "^")) \(scalar(depth - 1)))"
        case 3: return "(\(scalar(depth - 1)) \(pick("==", "!=", ">", "<", ">=", "<=")) bool \(scalar(depth - 1)))"
        case 4: return "-\(scalar(depth - 1))"
        default: return literal()
        }
    }

    /// Numbers that keep a value exact.
    private mutating func small() -> String { pick("0", "1", "2", "-1.5", "0.25", "4", "-3") }

    // MARK: - Exact vectors

    private mutating func exact(_ depth: Int) -> String {
        guard depth > 0 else { return selector(isTame: false) }
        switch number(14) {
        case 0: return "(\(exact(depth - 1)))"
        case 1: return "\(pick("-", "+"))\(selector(isTame: false))"
        case 2: return matched(depth)
        case 3: return set(depth)
        case 4: return "\(exact(depth - 1)) \(pick("==", "!=", ">", "<", ">=", "<=")) \(pick("", "bool "))\(small())"
        case 5: return "\(exact(depth - 1)) \(pick("+", "-", "*")) \(small())"
        case 6:
            let name = pick("abs", "ceil", "floor", "sgn", "round", "timestamp", "absent")
            return "\(name)(\(exact(depth - 1)))"
        case 7: return number(3) == 0 ? "round(\(exact(depth - 1)), \(pick("1", "0.5", "4")))" : clamp(depth)
        case 8:
            let name = pick("sum", "min", "max", "count", "group")
            return name + grouping() + " (\(exact(depth - 1)))"
        case 9:
            let name = pick(
                "sum_over_time",
                "min_over_time",
                "max_over_time",
                "count_over_time",
                "last_over_time",
                "present_over_time",
                "changes",
                "resets",
                "idelta",
                "absent_over_time"
            )
            return "\(name)(\(window(isTame: false)))"
        case 10:
            let target = pick("a", "b", "d", "__name__")
            let replacement = pick("$1", "v-$1", "", "${1}q", "fixed")
            let (source, pattern) = (pick("a", "b", "c"), pick("(.*)", "(x|y)", "(.).*", "none"))
            let inner = exact(depth - 1)
            return "label_replace(\(inner), \"\(target)\", \"\(replacement)\", \"\(source)\", \"\(pattern)\")"
        case 11: return "label_join(\(exact(depth - 1)), \"\(pick("d", "a"))\", \"\(pick("-", ""))\", \"a\", \"b\")"
        case 12:
            let name = pick(
                "minute",
                "hour",
                "day_of_month",
                "day_of_week",
                "day_of_year",
                "days_in_month",
                "month",
                "year"
            )
            return "\(name)(\(pick("", "tame * 86400", "vector(time())", "made_total * 3600")))"
        default: return "vector(\(small()))"
        }
    }

    private mutating func clamp(_ depth: Int) -> String {
        switch number(3) {
        case 0: "clamp(\(exact(depth - 1)), \(small()), \(small()))"
        case 1: "clamp_min(\(exact(depth - 1)), \(small()))"
        default: "clamp_max(\(exact(depth - 1)), \(small()))"
        }
    }

    private mutating func matching(isSet: Bool) -> String {
        let on = pick("", " on(a)", " on(a, b)", " ignoring(b)", " ignoring(c)", " on()", " ignoring(a)")
        guard !isSet, !on.isEmpty else { return on }
        return on + pick("", "", " group_left", " group_right", " group_left(c)", " group_right(b)")
    }

    private mutating func matched(_ depth: Int) -> String {
        let symbol = pick("+", "-", "*", "==", "!= bool", "> bool", "<", ">=", "<= bool")
        return "(\(exact(depth - 1))) \(symbol)\(matching(isSet: false)) (\(exact(depth - 1)))"
    }

    private mutating func set(_ depth: Int) -> String {
        "(\(exact(depth - 1))) \(pick("and", "or", "unless"))\(matching(isSet: true)) (\(exact(depth - 1)))"
    }

    // MARK: - Smooth vectors

    /// Anything whose small errors stay small.
    private mutating func smooth(_ depth: Int) -> String {
        guard depth > 0 else { return ill() }
        switch number(12) {
        case 0: return "sum\(grouping()) (\(smooth(depth - 1)))"
        case 1: return "avg\(grouping()) (\(exact(depth - 1)))"
        case 2: return "\(pick("rate", "increase", "delta", "irate", "avg_over_time"))(\(window(isTame: false)))"
        case 3:
            let name = pick(
                "exp",
                "ln",
                "log2",
                "log10",
                "sqrt",
                "sin",
                "cos",
                "atan",
                "asin",
                "acos",
                "sinh",
                "cosh",
                "tanh"
            )
            return "\(name)(\(exact(depth - 1)))"
        case 4: return "\(pick("deg", "rad", "atanh", "asinh", "acosh", "tan"))(\(exact(depth - 1)))"
        case 5: return "\(smooth(depth - 1)) \(pick("*", "/")) \(pick("2", "0.25", "-3", "7"))"
        case 6: return "(\(exact(depth - 1))) \(pick("/", "%", "^"))\(matching(isSet: false)) (\(exact(depth - 1)))"
        case 7: return "(\(exact(depth - 1))) \(pick("/", "%", "^")) \(scalar(1))"
        case 8: return "\(scalar(1)) \(pick("/", "%", "^", "-", "*")) (\(exact(depth - 1)))"
        case 9: return "histogram_quantile(\(pick("0", "0.5", "0.9", "1", "2", "-1", "NaN")), \(histogram()))"
        case 10: return "quantile\(grouping()) (\(pick("0.5", "0.25", "1", "-1", "1.5")), \(selector(isTame: true)))"
        default: return ill()
        }
    }

    private mutating func histogram() -> String {
        pick(
            "took_bucket",
            "sum by (le) (took_bucket)",
            "rate(took_bucket[5m])",
            "sum by (le, a) (increase(took_bucket[2m]))",
            "took_bucket{le!=\"+Inf\"}",
            "took_bucket{a=\"x\"}",
            "tame"
        )
    }

    /// What is ill-conditioned, over values that are numbers.
    private mutating func ill() -> String {
        switch number(6) {
        case 0: "deriv(\(window(isTame: true)))"
        case 1: "predict_linear(\(window(isTame: true)), \(pick("60", "3600", "-30")))"
        case 2: "\(pick("stddev", "stdvar"))\(grouping()) (\(selector(isTame: true)))"
        case 3: "\(pick("stddev_over_time", "stdvar_over_time"))(\(window(isTame: true)))"
        case 4: "holt_winters(\(window(isTame: true)), \(pick("0.5", "0.1")), \(pick("0.5", "0.9")))"
        default: "quantile_over_time(\(pick("0.5", "0.9", "0", "1")), \(window(isTame: true)))"
        }
    }

    /// What chooses among series or counts their values.
    private mutating func top() -> String {
        switch number(4) {
        case 0:
            "\(pick("topk", "bottomk"))\(grouping()) (\(pick("1", "2", "3", "0", "-1", "1.9")), \(selector(isTame: true)))"
        case 1: "count_values\(grouping()) (\"\(pick("v", "a", "d"))\", \(exact(1)))"
        case 2: "\(pick("sort", "sort_desc"))(\(exact(1)))"
        default: "count(\(pick("topk", "bottomk")) (\(pick("2", "5")), \(exact(1))))"
        }
    }

    /// What is wrong in itself, or with these series.
    private mutating func mistaken() -> String {
        switch number(8) {
        case 0: "\(selector(isTame: false)) + \(window(isTame: false))"
        case 1: "rate(\(selector(isTame: false)))"
        case 2: "tame + on(a) tame"
        case 3: "limit * on(a) group_left(b) tame"
        case 4: "label_replace(tame, \"a\", \"same\", \"a\", \".*\")"
        case 5: "\(scalar(0)) and \(exact(0))"
        case 6: "count_values(\"1x\", tame)"
        default: "histogram_quantile(\(exact(0)), took_bucket)"
        }
    }
}
