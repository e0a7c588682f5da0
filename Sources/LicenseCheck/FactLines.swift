import Licensing
import Reporting

/// The facts of a use as reports show them.
extension UseFacts {
  /// Every stated or presumed fact, in a fixed order.
  var records: [AuditReport.FactRecord] {
    let names = origins.keys.sorted()
    return names.compactMap { name in
      guard let origin = origins[name], let value = value(of: name) else { return nil }
      return AuditReport.FactRecord(name: name.rawValue, value: value, origin: origin)
    }
  }

  /// The facts that a clause looked at; those nobody stated are shown as unknown.
  func records(of names: [FactName]) -> [AuditReport.FactRecord] {
    names.uniquedNames().compactMap { name in
      guard let origin = origins[name], let value = value(of: name) else { return nil }
      return AuditReport.FactRecord(name: name.rawValue, value: value, origin: origin)
    }
  }

  func value(of name: FactName) -> FactValue? {
    switch name {
    case .commercial: commercial.known.map(FactValue.bool)
    case .purpose: purpose.map { .list($0.map(\.rawValue).sorted()) }
    case .actorKind: actorKind.map { .text($0.rawValue) }
    case .domicile: domicile.map(FactValue.text)
    case .monthlyActiveUsers: monthlyActiveUsers.value
    case .annualRevenue: annualRevenue.value
    case .monthlyRevenue: monthlyRevenue.value
    case .regions: regions.map(FactValue.list)
    case .outputRegions: outputRegions.map(FactValue.list)
    case .fields: fields.map { .list($0.map(\.text)) }
    case .student: student.map { .list($0.map(\.rawValue).sorted()) }
    case .receivedAs: receivedAs.map { .text($0.rawValue) }
    case .litigation: litigation.map { .list($0.map { "\($0.claim.rawValue) about \($0.about ?? "?")" }) }
    case .agreements: .list(agreements.map(\.license))
    case .releaseName: releaseName.map { .text($0.value) }
    case .releaseLicense: releaseLicense.map { .text($0.value) }
    default: flagValue(of: name)
    }
  }

  private func flagValue(of name: FactName) -> FactValue? {
    for flag in Test.OutputFlag.allCases where name.rawValue == "outputs.train.\(flag.rawValue)" {
      return outputFlag(flag).known.map(FactValue.bool)
    }
    return nil
  }
}

extension FieldOfUse {
  var text: String {
    guard !qualifiers.isEmpty else { return field }
    let words = qualifiers.keys.sorted().map { "\($0): \(qualifiers[$0] == true ? "yes" : "no")" }
    return "\(field) (\(words.joined(separator: ", ")))"
  }
}

extension Measure {
  /// A plain number if there is one, else each scope and day in words.
  fileprivate var value: FactValue? {
    if everyScope.count == 1, let entry = everyScope.first, entry.date == nil { return .number(entry.value) }
    var words = everyScope.map { $0.text }
    for scope in MeasureScope.allCases { words += (scoped[scope] ?? []).map { "\(scope.rawValue) \($0.text)" } }
    return words.isEmpty ? nil : .list(words)
  }
}

extension Measure.Entry {
  fileprivate var text: String {
    let number = FactValue.number(value).text
    return date.map { "\(number) from \($0)" } ?? number
  }
}

extension [FactName] {
  fileprivate func uniquedNames() -> [FactName] {
    var seen: Set<FactName> = []
    return filter { seen.insert($0).inserted }
  }
}
