import Diagnostics
import Files

/// `--files-from`: paths that are too many for a command line.
enum PathList {
  static func read(_ options: CheckOptions) throws(DiagnosticError) -> [String] {
    guard let file = options.pathList else { return options.paths }
    if file == "-", options.paths.contains("-") {
      throw mistake("standard input cannot be a document and the list of paths too", "put the list into a file", nil)
    }
    let source =
      file == "-" ? try StandardInput.read(name: options.stdinName) : try InputFile.read(file, limit: FileReader.Limit.text)
    var paths: [String] = []
    for part in source.bytes.split(separator: options.hasNullEndings ? 0 : 0x0A) {
      // A line may end with CR LF; a name may not end with CR then.
      let bytes = !options.hasNullEndings && part.last == 0x0D ? part.dropLast() : part
      guard !bytes.isEmpty else { continue }
      guard let path = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
        throw mistake(
          "the list of paths has a name that is not UTF-8, or a NUL byte", "pass -0 if NUL bytes end its paths", source.path)
      }
      paths.append(path)
    }
    return options.paths + paths
  }

  private static func mistake(_ message: String, _ help: String, _ path: String?) -> DiagnosticError {
    DiagnosticError(Diagnostic("bad-option", .error, message, help: help, path: path))
  }
}
