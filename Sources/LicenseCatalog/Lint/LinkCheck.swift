import Diagnostics
import Documents
import Licensing

/// What terms name: other terms, documents, licenses.
struct LinkCheck {
  let file: ExaminedLicense
  /// The files that incorporate this one.
  let incorporators: [ExaminedLicense]
  let files: [String: ExaminedLicense]
  let isKnownLicense: (String) -> Bool

  func found() -> [Diagnostic] {
    file.terms.flatMap { term -> [Diagnostic] in
      switch term.statement {
      case .lifts(let labels): lifted(labels, by: term)
      case .may(let permission): subjection(permission.subjectTo, of: term)
      case .must(let duty): document(duty, of: term) + accepted(duty, of: term)
      case .define, .mustNot, .reserves: []
      }
    } + cycles()
  }

  private func lifted(_ labels: [String], by term: Term) -> [Diagnostic] {
    let node = file.node(term)
    if labels.isEmpty { return [file.diagnostic("lifts-nothing", .error, "`lifts` names no term", at: node, "lifts")] }
    return labels.flatMap { label -> [Diagnostic] in
      if let target = file.terms.first(where: { $0.label == label }) {
        if target.canBeLifted { return [] }
        return [file.diagnostic("lifts-nothing", .error, "`\(label)` permits, forbids and demands nothing", at: node, "lifts")]
      }
      let lacking = incorporators.filter { !$0.terms.contains { $0.label == label } }
      if !incorporators.isEmpty, lacking.isEmpty { return [] }
      let place = incorporators.isEmpty ? "this file" : "this file or in \(lacking.map(\.id).sorted().joined(separator: ", "))"
      return [file.diagnostic("lifts-nothing", .error, "no term `\(label)` in \(place)", at: node, "lifts")]
    }
  }

  private func subjection(_ subjection: Permission.Subjection, of term: Term) -> [Diagnostic] {
    guard case .terms(let labels) = subjection else { return [] }
    let known = Set(file.terms.map(\.label) + incorporators.flatMap { $0.terms.map(\.label) })
    return labels.filter { !known.contains($0) }.map { label in
      file.diagnostic("subject-to-nothing", .error, "no term `\(label)` in this file", at: file.node(term), "subject-to")
    }
  }

  private func document(_ duty: Duty, of term: Term) -> [Diagnostic] {
    let node = file.node(term)
    guard let document = duty.document else { return [] }
    if duty.kind != .usePolicy {
      return [file.diagnostic("stray-document", .error, "only `use-policy` incorporates a document", at: node, "document")]
    }
    if let target = files[document.id] {
      if target.license.kind == .policy { return [] }
      return [file.diagnostic("stray-document", .error, "`\(document.id)` is a license, not a policy", at: node, "document")]
    }
    if document.isExternal { return [] }
    return [
      file.diagnostic(
        "unknown-document", .error, "there is no file `\(document.id).yaml`, and the document is not external", at: node,
        "document")
    ]
  }

  private func accepted(_ duty: Duty, of term: Term) -> [Diagnostic] {
    let node = file.node(term)
    let takesLicenses = duty.kind == .shareAlike || duty.kind == .flowDown
    if takesLicenses, duty.accepts.isEmpty {
      return [file.diagnostic("accepts-nothing", .error, "`\(duty.kind.rawValue)` says which licenses it accepts", at: node)]
    }
    if !takesLicenses, !duty.accepts.isEmpty {
      return [file.diagnostic("stray-key", .error, "`accepts` belongs to `share-alike` and `flow-down`", at: node, "accepts")]
    }
    return duty.accepts.compactMap { acceptance in
      guard case .license(let id) = acceptance, !isKnownLicense(id) else { return nil }
      return file.diagnostic("unknown-license", .error, "`\(id)` is no license that is known here", at: node, "accepts")
    }
  }

  // MARK: Cycles

  private func cycles() -> [Diagnostic] {
    let lifts = file.terms.map { term -> [Int] in
      guard case .lifts(let labels) = term.statement else { return [] }
      return file.terms.indices.filter { labels.contains(file.terms[$0].label) }
    }
    var states = [Int](repeating: 0, count: lifts.count)
    var found: [Diagnostic] = []
    func visit(_ index: Int) {
      states[index] = 1
      for next in lifts[index] {
        if states[next] == 1 {
          let labels = "`\(file.terms[index].label)` and `\(file.terms[next].label)`"
          found.append(
            file.diagnostic("lift-cycle", .error, "\(labels) lift each other", at: file.node(file.terms[index]), "lifts"))
        } else if states[next] == 0 {
          visit(next)
        }
      }
      states[index] = 2
    }
    for index in lifts.indices where states[index] == 0 { visit(index) }
    return found
  }
}
