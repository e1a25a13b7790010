import PromQL
import Testing

struct RoundTripTests {
    @Test func `what is printed parses to the same tree, for random expressions`() throws {
        var generator = ExpressionGenerator(seed: 20_240_607)
        for number in 0..<500 {
            let text = generator.vector(depth: 4)
            let expression = try #require(try? Expression(parsing: text), "case \(number): \(text)")
            let printed = expression.description
            let again = try #require(try? Expression(parsing: printed), "case \(number): \(text) printed as \(printed)")
            #expect(again == expression, "case \(number): \(text) printed as \(printed)")
            #expect(again.description == printed)
        }
    }

    @Test func `different random expressions are not equal`() throws {
        var generator = ExpressionGenerator(seed: 7)
        var seen: [String: Expression] = [:]
        for _ in 0..<100 {
            let expression = try Expression(parsing: generator.vector(depth: 3))
            for (printed, other) in seen where printed != expression.description { #expect(other != expression) }
            seen[expression.description] = expression
        }
        #expect(seen.count > 50)
    }
}
