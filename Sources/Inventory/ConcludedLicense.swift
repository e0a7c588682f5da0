import Diagnostics
import Licensing

/// A human decision about the license of a component: kept apart from what is declared and what was found in texts.
package struct ConcludedLicense: Sendable, Equatable {
  package var license: Located<String>
  package var reason: String
  package var approvedBy: String
  package var date: CalendarDate
  /// Why the decision no longer holds, if it does not: what it was made about is not what lies here.
  package var whyVoid: String?

  package init(
    license: Located<String>, reason: String, approvedBy: String, date: CalendarDate, whyVoid: String? = nil
  ) {
    self.license = license
    self.reason = reason
    self.approvedBy = approvedBy
    self.date = date
    self.whyVoid = whyVoid
  }
}
