import Diagnostics
import Licensing

/// Who did something with a component.
package enum Agent: String, Sendable, Hashable, CaseIterable { case us, upstream }

/// An edge of the lineage: this component came from, or uses, the target.
package struct Lineage: Sendable, Equatable {
  /// The id of the parent, as written.
  package var target: Located<String>
  package var relationship: Relationship
  /// `nil` where the document does not say: see `ComponentGraph.agent(of:)`.
  package var by: Agent?
  package var linkage: Linkage?
  /// The facts under which it was done, where they differ from those of the use.
  package var under: Circumstance?

  /// `under: {commercial, purpose, date}` of a manifest.
  package struct Circumstance: Sendable, Hashable {
    package var commercial: Bool?
    package var purpose: Set<Purpose>?
    package var date: CalendarDate?

    package init(commercial: Bool?, purpose: Set<Purpose>?, date: CalendarDate?) {
      self.commercial = commercial
      self.purpose = purpose
      self.date = date
    }
  }

  package init(
    target: Located<String>, relationship: Relationship, by: Agent? = nil, linkage: Linkage? = nil, under: Circumstance? = nil
  ) {
    self.target = target
    self.relationship = relationship
    self.by = by
    self.linkage = linkage
    self.under = under
  }
}

/// What kind of document a claim about a license was read from, from the strongest declaration to the weakest hint.
package enum ClaimSource: String, Sendable, Hashable, CaseIterable {
  case manifest
  case card
  case hubTag = "hub-tag"
  case configuration
  case prose
  case registry
}

/// A license that metadata declares for a component.
package struct DeclaredLicense: Sendable, Equatable {
  /// As written; several for a list without an operator.
  package var names: [Located<String>]
  package var source: ClaimSource
  /// `license_name` and `license_link` beside `license: other`.
  package var freeName: Located<String>?
  package var link: Located<String>?

  package init(names: [Located<String>], source: ClaimSource, freeName: Located<String>? = nil, link: Located<String>? = nil) {
    self.names = names
    self.source = source
    self.freeName = freeName
    self.link = link
  }
}

/// A license text found beside or inside a document.
package struct DetectedLicense: Sendable, Equatable {
  /// Catalog or SPDX ids that the text equals; empty when it matches nothing.
  package var ids: [String]
  /// `exact`, `equivalent`, `modified`, `partial`, `reference`, `unknown` (design contract, section 5).
  package var match: String
  /// Where the text stands; quotes of clauses are taken from here.
  package var span: SourceSpan
  /// `LICENSE`, `NOTICE`, `USE_POLICY`, `gated-prompt`, `manifest`: what the text was found as.
  package var role: String

  /// Where it differs from the license that it is otherwise.
  package var alterations: [Alteration] = []

  package init(ids: [String], match: String, span: SourceSpan, role: String) {
    self.ids = ids
    self.match = match
    self.span = span
    self.role = role
  }
}

/// One thing with its own license.
package struct Component: Sendable, Equatable {
  /// Unique in its graph.
  package var id: String
  package var kind: ComponentKind
  /// The name the world knows it by, for example a Hub id.
  package var name: String?
  package var span: SourceSpan?
  package var declared: [DeclaredLicense] = []
  package var detected: [DetectedLicense] = []
  /// License texts that stand beside it, but do not say that they cover it.
  package var neighboring: [DetectedLicense] = []
  package var modality: Set<String>?
  /// What the Model Openness Framework calls it, as a manifest names it.
  package var mofComponent: String?
  /// The family that a configuration states (`model_type`): a hint where names lie.
  package var family: Located<String>?
  package var isOurs = false
  /// The version, commit or release that is at hand, where a document says.
  package var revision: String?
  /// What a reviewer decided; it speaks before all other evidence while it holds.
  package var concluded: ConcludedLicense?
  package var receivedAs: ReceivedAs?
  package var lineage: [Lineage] = []
  /// False for a parent that is only named: no document at hand describes it.
  package var isDescribed = true
  /// Places of facts: card, LICENSE, configuration.
  package var evidence: [Evidence] = []

  package struct Evidence: Sendable, Equatable {
    /// `manifest`, `card`, `license-file`, `configuration`, `hub-record`, `registry`, …
    package var source: String
    package var span: SourceSpan

    package init(source: String, span: SourceSpan) {
      self.source = source
      self.span = span
    }
  }

  package init(id: String, kind: ComponentKind, name: String? = nil, span: SourceSpan? = nil) {
    self.id = id
    self.kind = kind
    self.name = name
    self.span = span
  }

  /// The name to show: the world's, else the id.
  package var title: String { name ?? id }
}
