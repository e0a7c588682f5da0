import Diagnostics
import Inventory
import LicenseCatalog
import Licensing
import Reporting

/// `registry`: what is known of models and data sets by their ids.
package enum RegistryCommands {
  /// What is asked, and where records are looked for.
  package struct Request: Sendable {
    package var registries: [String]
    package var format: String
    package var style: TerminalStyle

    package init(registries: [String], format: String, style: TerminalStyle) {
      self.registries = registries
      self.format = format
      self.style = style
    }
  }

  /// `registry list`: everything, or what has a piece of text in its id.
  package static func list(_ piece: String?, kind: String?, _ request: Request) -> CommandOutput {
    if let kind, ComponentKind(rawValue: kind) == nil {
      return LicenseCommands.failure("there is no kind `\(HostileText.singleLine(kind))`; there are weights, data")
    }
    return answer(request) { sources in
      var seen: Set<String> = []
      let all = sources.flatMap(\.everything).filter { seen.insert("\($0.kind.rawValue) \($0.id.value.lowercased())").inserted }
      let wanted = piece?.lowercased() ?? ""
      let chosen = all.filter { facts in
        (kind.map { $0 == facts.kind.rawValue } ?? true) && (wanted.isEmpty || facts.id.value.lowercased().contains(wanted))
      }
      let sorted = chosen.sorted { ($0.id.value.lowercased(), $0.kind.rawValue) < ($1.id.value.lowercased(), $1.kind.rawValue) }
      return CommandOutput(
        request.format == "json"
          ? RegistryJSON.list(sorted, sources) : RegistryText(sources, request.style).list(sorted, of: all.count))
    }
  }

  /// `registry resolve ID…`: a line each, or a JSON list.
  package static func resolve(_ ids: [String], _ request: Request) -> CommandOutput {
    answer(request) { sources in
      let found = ids.map { (id: $0, facts: known($0, sources)) }
      return CommandOutput(
        request.format == "json"
          ? RegistryJSON.resolved(found, sources) : RegistryText(sources, request.style).resolved(found))
    }
  }

  /// `registry explain ID`: where the facts are from, what the licenses mean, and the lineage as far as it is known.
  package static func explain(_ id: String, _ request: Request) -> CommandOutput {
    answer(request) { sources in
      let found = known(id, sources)
      if request.format == "json" {
        return CommandOutput(RegistryJSON.resolved([(id, found)], sources), status: found.isEmpty ? 2 : 0)
      }
      guard !found.isEmpty else {
        return LicenseCommands.failure(
          "nothing is known of `\(HostileText.singleLine(id))`; ids are compared without case, and `registry list PIECE` searches them"
        )
      }
      return CommandOutput(found.map { RegistryText(sources, request.style).explained($0) }.joined(separator: "\n"))
    }
  }

  private static func answer(_ request: Request, _ body: ([any AssetSource]) -> CommandOutput) -> CommandOutput {
    guard ["text", "json"].contains(request.format) else {
      return LicenseCommands.failure("unknown format `\(HostileText.singleLine(request.format))`; there are text and json")
    }
    do throws(DiagnosticError) {
      return body(try UserRegistry.sources(request.registries))
    } catch {
      return CommandOutput(errors: error.diagnostics.map(MessageStyle(request.style.options()).text).joined(), status: 2)
    }
  }

  /// A model and a data set may have the same id.
  private static func known(_ id: String, _ sources: [any AssetSource]) -> [AssetFacts] {
    let name = id.hasPrefix("datasets/") ? String(id.dropFirst("datasets/".count)) : id
    let kinds: [ComponentKind] = id.hasPrefix("datasets/") ? [.data] : [.weights, .data, .code, .documentation]
    let resolver = AssetResolver(sources)
    return kinds.compactMap { resolver.facts(of: name, kind: $0) }
  }
}

extension AssetFacts {
  /// The names that the strongest claim gives, as written.
  var licenseNames: [String] {
    guard let claim = declared.first else { return [] }
    return claim.freeName.map { [$0.value] } ?? claim.names.map(\.value)
  }
}
