import LicenseCatalog
import Licensing

/// Which terms of a license apply under the circumstances, and which exceptions take the others away; each is looked at once.
struct LiveTerms {
  /// Whether a term applies, and what was asked to find out.
  struct Live {
    var truth: Truth
    var open = OpenTests()
    /// A term whose unclear words keep the truth unknown.
    var doubt: Int?
  }

  /// A separate license that the user holds in place of this one.
  let agreement: Agreement?
  private let license: PreparedLicense
  private let circumstances: Circumstances
  private var memo: [Live?]

  init(_ license: PreparedLicense, circumstances: Circumstances) {
    self.license = license
    self.circumstances = circumstances
    agreement = circumstances.facts.agreement(insteadOf: license.terms.id, on: circumstances.date)
    memo = Array(repeating: nil, count: license.entries.count)
  }

  /// A term is live if its `when` holds and no live exception names it. Exceptions are acyclic, which the catalog check proves.
  mutating func term(_ index: Int, depth: Int = 0) -> Live {
    if let known = memo[index] { return known }
    guard depth < 16 else { return Live(truth: .unknown) }
    let entry = license.entries[index]
    var open = OpenTests()
    let truth = entry.term.condition.truth(in: circumstances, open: &open)
    var result = Live(truth: truth, open: open)
    if result.truth != .no {
      for lifter in entry.lifters where !(entry.isGrant && isCured(lifter)) {
        let exception = term(lifter, depth: depth + 1)
        result.open.formUnion(exception.open)
        result.doubt = result.doubt ?? exception.doubt
        if exception.truth == .yes, license.entries[lifter].term.unclear != nil {
          result.truth = result.truth && .unknown
          result.doubt = lifter
        } else {
          result.truth = result.truth && !exception.truth
        }
      }
    }
    if result.truth != .unknown { result = Live(truth: result.truth) }
    memo[index] = result
    return result
  }

  /// The exceptions that take away a term which would apply without them.
  mutating func lifters(of index: Int) -> [Int] {
    let entry = license.entries[index]
    var open = OpenTests()
    guard entry.term.condition.truth(in: circumstances, open: &open) != .no else { return [] }
    return entry.lifters.filter { !(entry.isGrant && isCured($0)) && term($0).truth == .yes }
  }

  /// The user holds another license in place of what this term takes away; but not in place of what a suit of theirs ends, unless
  /// the text itself offers that.
  func isCured(_ index: Int) -> Bool {
    agreement != nil && (license.entries[index].term.offersSeparateLicense || !license.entries[index].asksForSuits)
  }

  /// The exceptions that would take a grant away, or may, if the user held no separate license.
  mutating func cures(of grant: Int) -> [Int] {
    license.entries[grant].lifters.filter { isCured($0) && term($0).truth != .no }
  }

  /// Whether a suit takes a grant away, or may.
  mutating func isEndedBySuit(_ grant: Int) -> Bool {
    license.entries[grant].lifters.contains { !isCured($0) && term($0).truth != .no }
  }
}
