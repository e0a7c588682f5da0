/// A standard use, as `uses.yaml` describes it.
package struct UseProfile: Sendable, Hashable {
  package var id: String
  package var title: String
  package var acts: ActSet
  package var commercial: Bool?
  package var purpose: Set<Purpose>?

  package init(id: String, title: String, acts: ActSet, commercial: Bool?, purpose: Set<Purpose>?) {
    self.id = id
    self.title = title
    self.acts = acts
    self.commercial = commercial
    self.purpose = purpose
  }
}

/// An intended use under test: what is done, and the facts around it.
package struct Use: Sendable {
  /// The id of the profile it came from, or `custom`.
  package var id: String
  package var acts: ActSet
  package var facts: UseFacts

  package init(id: String, acts: ActSet, facts: UseFacts) {
    self.id = id
    self.acts = acts
    self.facts = facts
  }

  package static let customID = "custom"
}

/// A named point on which lawyers differ, with the setting in force.
package struct Assumption: Sendable, Hashable {
  package var name: String
  package var question: String
  package var settings: [String]
  package var standard: String
  package var strict: String
  package var lenient: String

  /// Read by the judge itself, where a text says nothing about outputs.
  package static let outputsCarryTerms = "outputs-carry-terms"
  /// Read by the judge itself: without a copyright in weights, a license that rests on copyright alone has nothing to hold on to.
  package static let weightsAreCopyrightable = "weights-are-copyrightable"

  package init(name: String, question: String, settings: [String], standard: String, strict: String, lenient: String) {
    self.name = name
    self.question = question
    self.settings = settings
    self.standard = standard
    self.strict = strict
    self.lenient = lenient
  }
}

/// The rows of the default exposure table for one relationship (`exposure.yaml`).
package struct ExposureRow: Sendable, Hashable {
  package var states: [ExposureKey: ExposureValue]
  /// Acts on the child that reach the parent.
  package var passes: ActSet
  /// Acts on the child for which the parent itself is used, whatever the child is to it.
  package var uses: ActSet
  /// What whoever made the child did with the parent.
  package var ownActs: ActSet

  package init(states: [ExposureKey: ExposureValue], passes: ActSet, uses: ActSet, ownActs: ActSet) {
    self.states = states
    self.passes = passes
    self.uses = uses
    self.ownActs = ownActs
  }
}
