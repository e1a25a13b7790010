/// Whole numbers as bits: what a prediction was wrong by, with one run length for each stretch in which it was right.
///
/// The prediction is the number before (order 1) or the line through the two before (order 2, Prometheus' double
/// delta). An error other than 0 is zigzagged and written in exponential Golomb code of a width chosen for the list.
/// Arithmetic wraps around, so that every list of 64-bit numbers comes back as it was.
enum IntegerCodec {
    /// How a list is written.
    struct Plan {
        /// 1 or 2: how many numbers the prediction looks back to.
        let order: Int
        /// How many low bits are the same in all numbers: pages of memory are whole, and so are many seconds.
        let shift: Int
        /// How many low bits of an error stand as they are.
        let width: Int
        /// How many bits the errors and runs take, to within a few.
        let cost: Int
    }

    /// The cheaper order, and the best width for it.
    static func plan(for numbers: [Int64]) -> Plan {
        let start = numbers.first ?? 0
        let shift = min(numbers.reduce(0) { $0 | ($1 &- start) }.trailingZeroBitCount, 63)
        let first = plan(for: numbers, order: 1, shift: shift)
        // A list with few errors by order 1 has at most twice as many by order 2: no need to look.
        if first.cost <= numbers.count / 2 { return first }
        let second = plan(for: numbers, order: 2, shift: shift)
        return second.cost < first.cost ? second : first
    }

    private static func plan(for numbers: [Int64], order: Int, shift: Int) -> Plan {
        var widths = InlineCounts()
        var cost = 0
        var run = 0
        var predictor = Predictor(order: order, shift: shift, first: numbers.first ?? 0)
        for number in numbers.dropFirst() {
            let error = predictor.error(of: number)
            guard error != 0 else {
                run += 1
                continue
            }
            cost += gammaCost(UInt64(run) + 1)
            run = 0
            widths.add(UInt64.bitWidth - (error - 1).leadingZeroBitCount)
        }
        if run > 0 { cost += gammaCost(UInt64(run) + 1) }
        let (width, errorCost) = widths.bestWidth()
        return Plan(order: order, shift: shift, width: width, cost: cost + errorCost)
    }

    private static func gammaCost(_ value: UInt64) -> Int {
        2 * (UInt64.bitWidth - value.leadingZeroBitCount) - 1
    }

    /// Writes a list; its length is not written.
    static func write(_ numbers: [Int64], as plan: Plan, to writer: inout BitWriter) {
        guard let first = numbers.first else { return }
        writer.write(UInt64(plan.order - 1), bits: 1)
        writer.write(UInt64(plan.shift), bits: 6)
        writer.write(UInt64(plan.width), bits: 6)
        let start = zigzag(first)
        let startWidth = UInt64.bitWidth - start.leadingZeroBitCount
        writer.write(UInt64(startWidth), bits: 7)
        writer.write(start, bits: startWidth)
        var predictor = Predictor(order: plan.order, shift: plan.shift, first: first)
        var run: UInt64 = 0
        for number in numbers.dropFirst() {
            let error = predictor.error(of: number)
            guard error != 0 else {
                run += 1
                continue
            }
            writer.writeGamma(run + 1)
            run = 0
            writer.writeGamma((error - 1) >> UInt64(plan.width) + 1)
            writer.write(error - 1, bits: plan.width)
        }
        if run > 0 { writer.writeGamma(run + 1) }
    }

    /// Reads the first numbers of a list that has at least as many.
    static func read(_ count: Int, from reader: inout BitReader, _ body: (Int64) -> Void) {
        guard count > 0 else { return }
        let order = Int(reader.read(bits: 1)) + 1
        let shift = Int(reader.read(bits: 6))
        let width = Int(reader.read(bits: 6))
        let startWidth = Int(reader.read(bits: 7))
        let first = unzigzag(reader.read(bits: min(startWidth, 64)))
        body(first)
        var predictor = Predictor(order: order, shift: shift, first: first)
        var left = count - 1
        while left > 0 {
            let run = reader.readGamma() - 1
            for _ in 0..<min(run, UInt64(left)) { body(predictor.number(wrongBy: 0)) }
            guard run < UInt64(left) else { return }
            let high = (reader.readGamma() &- 1) << UInt64(width)
            body(predictor.number(wrongBy: (high | reader.read(bits: width)) &+ 1))
            left -= Int(run) + 1
        }
    }

    /// Small magnitudes of either sign as small numbers: 0, -1, 1, -2 become 0, 1, 2, 3.
    static func zigzag(_ number: Int64) -> UInt64 { UInt64(bitPattern: number << 1 ^ number >> 63) }

    /// The number that was zigzagged.
    static func unzigzag(_ number: UInt64) -> Int64 { Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1) }

    /// What comes next, if the series goes on as before.
    private struct Predictor {
        private let isLine: Bool
        private let shift: Int64
        private var last: Int64
        private var slope: Int64 = 0

        init(order: Int, shift: Int, first: Int64) {
            isLine = order == 2
            self.shift = Int64(shift)
            last = first
        }

        mutating func error(of number: Int64) -> UInt64 {
            let step = number &- last
            defer { if isLine { slope = step } }
            last = number
            return zigzag((step &- slope) >> shift)
        }

        mutating func number(wrongBy error: UInt64) -> Int64 {
            let step = slope &+ unzigzag(error) << shift
            if isLine { slope = step }
            last &+= step
            return last
        }
    }

    /// How many errors there are of each width.
    private struct InlineCounts {
        private var counts: [65 of Int] = .init(repeating: 0)
        private var widest = 0

        mutating func add(_ width: Int) {
            counts[width] += 1
            widest = max(widest, width)
        }

        /// The width of the low bits with which all errors take the fewest bits, and how many.
        func bestWidth() -> (width: Int, cost: Int) {
            var best = (width: 0, cost: Int.max)
            let errors = counts.indices.reduce(0) { $0 + counts[$1] }
            let total = (0...widest).reduce(0) { $0 + counts[$1] * $1 }
            // The best one is near the mean: not each of 64 is tried.
            let mean = total / max(errors, 1)
            for width in max(mean - 3, 0)...min(mean + 1, 63) {
                var cost = 0
                for needed in 0...widest where counts[needed] > 0 {
                    let high = needed - width
                    cost += counts[needed] * (width + (high == 1 ? 3 : max(1, 2 * high - 1)))
                }
                if cost < best.cost { best = (width, cost) }
            }
            return best
        }
    }
}
