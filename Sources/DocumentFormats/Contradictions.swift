import Diagnostics
import Inventory

extension Inventory {
  /// Tells where two claims name different licenses for one component; names that may mean the same are no contradiction.
  mutating func reportContradictions(_ names: LicenseNames) {
    for component in components {
      guard component.declared.count > 1, let first = component.declared.first else { continue }
      let stated = first.meanings(names)
      guard !stated.isEmpty else { continue }
      for other in component.declared.dropFirst() {
        let others = other.meanings(names)
        guard !others.isEmpty, stated.allSatisfy({ one in !others.contains { one.mayEqual($0) } }) else { continue }
        if let place = first.place, let rival = other.place {
          diagnostics.append(.licensesDisagree(first.title, place, other.title, rival))
        }
      }
    }
  }
}

extension LicenseNames.Meaning {
  fileprivate func mayEqual(_ other: Self) -> Bool {
    switch (self, other) {
    case (.license(let one), .license(let two)): one == two
    case (.license(let one), .family(let many)), (.family(let many), .license(let one)): many.contains(one)
    case (.family(let one), .family(let two)): one == two || one.contains(where: two.contains)
    case (.unknown, _), (_, .unknown): false
    }
  }
}

extension DeclaredLicense {
  /// What its names mean, as far as they are known; an expression is more than one name and is not compared.
  fileprivate func meanings(_ names: LicenseNames) -> [LicenseNames.Meaning] {
    let stated = self.names.map(\.value) + [freeName?.value].compactMap(\.self)
    return stated.map { names.meaning($0) }.filter { meaning in
      switch meaning {
      case .unknown: false
      case .license: true
      case .family(let candidates): !candidates.isEmpty
      }
    }
  }

  fileprivate var title: String { (freeName ?? names.first)?.value ?? "" }
  fileprivate var place: SourceSpan? { (freeName ?? names.first)?.span }
}

extension Diagnostic {
  fileprivate static func licensesDisagree(_ first: String, _ place: SourceSpan, _ second: String, _ rival: SourceSpan) -> Self {
    Self(
      "sources-disagree", .warning, "two places name different licenses: \(first.quoted) and \(second.quoted)",
      labels: [.init(place, "one license"), .init(rival, "another license")],
      help: "ask the publisher which one holds, and correct the other place")
  }
}
