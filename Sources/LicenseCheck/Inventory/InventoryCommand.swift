import Diagnostics
import DocumentFormats
import Evaluation
import Files
import Inventory
import LicenseCatalog
import Reporting

/// `inventory PATH…`: what was understood, from which file and line, and what was left aside; nothing is judged.
package enum InventoryCommand {
  package static func run(_ options: CheckOptions) -> CommandOutput {
    guard ["text", "json"].contains(options.format) else {
      return LicenseCommands.failure(
        "unknown format `\(HostileText.singleLine(options.format))`; there are text and json")
    }
    do throws(DiagnosticError) {
      var reading = options
      reading.format = "text"
      reading.paths = try PathList.read(options)
      reading.pathList = nil
      let input = try AuditInput.read(reading)
      let overview = InventoryOverview(input, reading.paths, readsIgnored: options.readsIgnored)
      let status: Int32 = input.errors.isEmpty ? 0 : 2
      guard options.format == "text" else { return CommandOutput(InventoryJSON.text(overview), status: status) }
      return CommandOutput(InventoryText(options.text).text(overview), status: status)
    } catch {
      return options.failure(error)
    }
  }
}

/// What an inventory shows: subjects in the order of their paths, and the files that say nothing.
struct InventoryOverview {
  struct Subject {
    var inventory: Inventory
    var components: [Entry]
  }

  struct Entry {
    var component: Component
    var conclusion: LicenseConclusion
    var contradictions: [Contradiction]
  }

  struct Unread {
    var path: String
    var reason: String
  }

  var subjects: [Subject]
  var unread: [Unread]
  /// What belongs to no subject.
  var diagnostics: [Diagnostic]

  init(_ input: AuditInput, _ paths: [String], readsIgnored: Bool) {
    var concluder = LicenseConcluder(catalog: ShippedCatalog.catalog)
    subjects = input.inventories.sorted { $0.path < $1.path }.map { inventory in
      let entries = Audit.components(of: inventory).map { component in
        Entry(
          component: component, conclusion: concluder.conclusion(for: component),
          contradictions: concluder.contradictions(of: component))
      }
      return Subject(inventory: inventory, components: entries)
    }
    diagnostics = input.diagnostics + concluder.diagnostics
    unread = Self.unread(in: paths, besides: input.inventories, readsIgnored)
  }

  /// Files of the walked folders that no subject was read from.
  private static func unread(in paths: [String], besides inventories: [Inventory], _ readsIgnored: Bool) -> [Unread] {
    let read = Set(
      inventories.flatMap { $0.sources.map(\.path) + $0.headers.map(\.path) }.map(FilePath.normalized))
    var result: [Unread] = []
    var seen: Set<String> = []
    for path in paths where path != "-" && PathScope.isFolder(path) {
      guard let scope = try? PathScope(around: path) else { continue }
      let walk = DirectoryWalk(path, scope: scope, honorsIgnoreFiles: !readsIgnored)
      for folder in walk.folders {
        for name in folder.files {
          let file = FilePath.join(folder.path, name)
          guard !read.contains(FilePath.normalized(file)), seen.insert(FilePath.normalized(file)).inserted else { continue }
          result.append(Unread(path: file, reason: FolderContents.whyUnread(name)))
        }
      }
      for file in walk.ignored where seen.insert(FilePath.normalized(file)).inserted {
        result.append(Unread(path: file, reason: "left out by .gitignore"))
      }
    }
    return result.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

extension LicenseConclusion {
  /// The license, or why none could be concluded.
  var words: String {
    guard case .open(let constraint, _) = self else { return title }
    return constraint.detail.map { "\(constraint.rule): \($0)" } ?? constraint.rule
  }
}
