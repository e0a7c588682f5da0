extension AuditReport {
  /// A power that a licensor keeps over a component, or a side grant that has ended; it changes no verdict.
  package struct RiskRecord: Sendable, Equatable {
    package var id: String
    /// A power of the closed list (`restrict-remotely`, `amend`, …), or `right-ended`.
    package var power: String
    package var component: String
    package var license: String
    package var term: String?
    package var clause: String?
    package var summary: String?
    /// Whether it may strike somebody who keeps to the license: these are what a short report shows.
    package var isUnprovoked: Bool
    /// The clause in the user's own copy.
    package var evidence: [Place] = []
    package var uses: [String] = []
    /// Whether it concerns a use that decides.
    package var isDeciding = true

    package init(id: String, power: String, component: String, license: String, isUnprovoked: Bool) {
      self.id = id
      self.power = power
      self.component = component
      self.license = license
      self.isUnprovoked = isUnprovoked
    }
  }
}
