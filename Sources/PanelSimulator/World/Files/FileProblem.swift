/// Why Wings does not do something with a file, with the status and the words that it answers.
///
/// Source: wings `router/middleware/request_error.go`, `router/router_server_files.go`.
enum FileProblem: Error, Equatable, Sendable {
    case notFound, isDirectory, notADirectory, alreadyThere, denied, diskFull, nameTooLong
    case noRoomForArchive, noRoomToUnpack, unknownArchive, nothingGiven(String), badMode, emptyBody
    case privateAddress

    /// Wings' status.
    var status: Int {
        switch self {
        case .notFound: 404
        case .denied: 403
        case .noRoomForArchive, .noRoomToUnpack: 409
        case .nothingGiven: 422
        default: 400
        }
    }

    /// Wings' words.
    var text: String {
        switch self {
        case .notFound: "The requested resources was not found on the system."
        case .isDirectory: "Cannot perform that action: file is a directory."
        case .notADirectory: "Part of the path being created is not a directory (ENOTDIR)."
        case .alreadyThere: "Cannot move or rename file, destination already exists."
        case .denied: "This file cannot be modified: present in egg denylist."
        case .diskFull: "There is not enough disk space available to perform that action."
        case .nameTooLong: "Cannot perform that action: file name is too long."
        case .noRoomForArchive:
            "This server does not have enough available disk space to generate a compressed archive."
        case .noRoomToUnpack: "This server does not have enough available disk space to decompress this archive."
        case .unknownArchive: "The archive provided is in a format Wings does not understand."
        case .nothingGiven(let text): text
        case .badMode: "Invalid file mode."
        case .emptyBody: "Missing Content-Length"
        case .privateAddress: "The address to download from is not a public one."
        }
    }
}
