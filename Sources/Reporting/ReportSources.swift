import Diagnostics

extension AuditReport {
  /// The paths of everything a report can point at, as the user gave them.
  package var paths: Set<String> {
    var paths = Set(inputs.map(\.path))
    func add(_ places: [Place]) { for place in places { paths.insert(place.span.file.path) } }
    for component in components { add(component.evidence) }
    for finding in findings { add(finding.evidence) }
    for duty in duties { add(duty.evidence) }
    for record in waived { add(record.finding.evidence + [record.place].compactMap(\.self)) }
    for document in documents { if let document { paths.insert(document.path) } }
    for diagnostic in errors + notes {
      if let path = diagnostic.path { paths.insert(path) }
      for label in diagnostic.labels { paths.insert(label.span.file.path) }
    }
    return paths
  }
}
