import Diagnostics
import DocumentFormats
import Evaluation
import Inventory
import LicenseMatching
import Licensing
import Reporting

/// Do the exact words that a clause prescribes stand where it wants them?
struct ShownWordsCheck {
  let owed: OwedDuty
  let text: String
  let at: OwedAt

  /// The places a clause may name that are files of a release; websites and interfaces are not.
  private static let visible: [String: Set<ReleaseFileRole>] = [
    "notice-file": [.notice], "license-file": [.license], "documentation": [.card, .documentation], "model-card": [.card],
    "source": [.notice, .credits],
  ]
  private static let everywhere: Set<ReleaseFileRole> = [.notice, .credits, .card, .documentation]

  private var roles: Set<ReleaseFileRole> {
    owed.duty.places.isEmpty ? Self.everywhere : owed.duty.places.reduce(into: []) { $0.formUnion(Self.visible[$1] ?? []) }
  }

  var finding: DutyFinding {
    let places = at.entries(roles)
    for entry in places {
      if let span = place(in: entry) { return .met("found in \(entry.file.path)", "file", span) }
    }
    if roles.isEmpty { return .unverified("no file shows what stands on \(owed.duty.places.joined(separator: ", "))") }
    for entry in at.entries(Self.everywhere) where !roles.contains(entry.role) {
      guard let span = place(in: entry) else { continue }
      return at.missing(
        "it stands in \(entry.file.path), but belongs into \(wanted)", in: [entry]
      ).with(AuditReport.Place(source: "file", span: span))
    }
    guard places.isEmpty else { return at.missing("not found in \(OwedAt.names(places))", in: places) }
    return at.missing("there is no \(wanted)", in: at.files)
  }

  private var wanted: String {
    roles == [.notice] ? "notice file" : roles == [.license] ? "license file" : roles == [.card] ? "model card" : "document"
  }

  /// A license quotes the words that it demands, and so does a card that asks to accept it; that is not showing them.
  private func place(in entry: ReleaseFiles.Entry) -> SourceSpan? {
    let stream = at.stream(entry)
    let run = AnchorRun(text)
    var from = 0
    while let found = stream.firstRange(of: run, from: from) {
      let span = stream.span(of: found)
      let quoting = at.texts(entry.file).filter { ["exact", "equivalent", "modified", "partial"].contains($0.match) }
      if !quoting.contains(where: { $0.span.range.overlaps(span.range) }) { return span }
      from = found.lowerBound + 1
    }
    return nil
  }
}

extension DutyFinding {
  func with(_ place: AuditReport.Place) -> Self {
    var copy = self
    copy.evidence.append(place)
    return copy
  }
}
