import Licensing

/// What a name of a license turns out to be.
package enum LicenseResolution: Sendable {
  /// A text whose terms are known.
  case terms(LicenseTerms)
  /// A name that several texts share; it decides nothing.
  case family(name: String, candidates: [String], why: String)
  /// The license exists, but its terms were not written down here.
  case knownByName(name: String, why: String)
  case unknown(name: String)
}

/// Where the evaluator gets law from.
package protocol LicenseSource: Sendable {
  var vocabulary: Vocabulary { get }
  /// The terms of a catalog id, exactly.
  func terms(_ id: String) -> LicenseTerms?
  /// What a declared name means: an id, a Hub id, an SPDX id or an alias, in any case.
  func resolve(_ name: String) -> LicenseResolution
}
