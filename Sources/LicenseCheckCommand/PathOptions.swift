import ArgumentParser
import LicenseCheck

/// Long lists of paths, and how they are walked.
struct PathOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read paths from this file, one a line; `-` is standard input.", valueName: "file"))
  var filesFrom: String?

  @Flag(name: [.customShort("0"), .customLong("null")], help: "Paths of --files-from end with a NUL byte instead of a line end.")
  var endsWithNull = false

  @Flag(help: "Read also what a .gitignore leaves out of the folders that are walked.")
  var noIgnore = false

  @Option(name: .shortAndLong, help: "How many processors may be used; the output is the same for every number.")
  var jobs: Int = 1

  @Option(help: "A line on the terminal while a run takes long: auto, never.")
  var progress: ProgressChoice = .auto

  func validate() throws {
    if jobs < 1 { throw ValidationError("`--jobs \(jobs)`: at least one processor is needed") }
    if endsWithNull, filesFrom == nil { throw ValidationError("`-0` says how --files-from is read; name its file too") }
  }

  func add(to options: inout CheckOptions) {
    options.pathList = filesFrom
    options.hasNullEndings = endsWithNull
    options.readsIgnored = noIgnore
  }
}
