#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Functions of one value at a time.
enum MathFunctions {
    static let all: [Function] = [
        of("abs") { abs($0) },
        of("ceil") { $0.rounded(.up) },
        of("floor") { $0.rounded(.down) },
        of("exp") { exp($0) },
        of("ln") { log($0) },
        of("log2") { log2($0) },
        of("log10") { log10($0) },
        of("sqrt") { $0.squareRoot() },
        of("sgn") { $0 < 0 ? -1 : $0 > 0 ? 1 : $0 },
        of("deg") { $0 * 180 / .pi },
        of("rad") { $0 * .pi / 180 },
        of("sin") { sin($0) },
        of("cos") { cos($0) },
        of("tan") { tan($0) },
        of("asin") { asin($0) },
        of("acos") { acos($0) },
        of("atan") { atan($0) },
        of("sinh") { sinh($0) },
        of("cosh") { cosh($0) },
        of("tanh") { tanh($0) },
        of("asinh") { asinh($0) },
        of("acosh") { acosh($0) },
        of("atanh") { atanh($0) },
        Function(
            "round",
            [.vector, .scalar],
            optional: 1,
            .value { value, scalars in
                let inverse = 1 / (scalars.first ?? 1)
                return (value * inverse + 0.5).rounded(.down) / inverse
            }
        ),
        Function(
            "clamp",
            [.vector, .scalar, .scalar],
            .value { value, bounds in bounds[1] < bounds[0] ? nil : highest(bounds[0], lowest(bounds[1], value)) }
        ),
        Function("clamp_min", [.vector, .scalar], .value { value, bounds in highest(bounds[0], value) }),
        Function("clamp_max", [.vector, .scalar], .value { value, bounds in lowest(bounds[0], value) }),
        Function("pi", [], gives: .scalar, .whole { _ in .scalar(.pi) }),
        Function(
            "max_of",
            [.scalar, .scalar],
            gives: .scalar,
            .whole { .scalar(highest($0.scalar(0), $0.scalar(1))) }
        ),
        Function("min_of", [.scalar, .scalar], gives: .scalar, .whole { .scalar(lowest($0.scalar(0), $0.scalar(1))) }),
    ]

    private static func of(_ name: String, _ compute: @escaping @Sendable (Double) -> Double) -> Function {
        Function(name, [.vector], .value { value, _ in compute(value) })
    }

    /// The greater of two; not a number when one of them is none.
    private static func highest(_ first: Double, _ second: Double) -> Double {
        first.isNaN || second.isNaN ? .nan : max(first, second)
    }

    private static func lowest(_ first: Double, _ second: Double) -> Double {
        first.isNaN || second.isNaN ? .nan : min(first, second)
    }

    /// The remainder of a division with the sign of the dividend.
    static func remainder(_ dividend: Double, _ divisor: Double) -> Double { fmod(dividend, divisor) }

    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    static func logarithm10(_ value: Double) -> Double { log10(value) }

    static func angle(_ y: Double, _ x: Double) -> Double { atan2(y, x) }
}
