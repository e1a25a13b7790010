import ArgumentParser
import Foundation
import Settings

/// The one place where errors become text and exit codes: 1 for whatever went wrong, 64 (ArgumentParser's) for usage.
enum Failure {
    /// Runs a command; an error is written to standard error, one line for each mistake, and ends the program with 1.
    static func reporting(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as ExitCode {
            throw error
        } catch is CancellationError {
            throw ExitCode.failure
        } catch {
            write("\(error)\n")
            throw ExitCode.failure
        }
    }

    /// Writes to standard error.
    static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
