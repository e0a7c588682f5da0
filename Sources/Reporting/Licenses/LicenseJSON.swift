import Documents
import LicenseCatalog
import Licensing

/// Licenses as JSON: `licensecheck.licenses/1` (a list), `licensecheck.license/1` (one), `licensecheck.license-diff/1`.
package enum LicenseJSON {
  package static func list(_ profiles: [LicenseProfile]) -> String {
    document("licensecheck.licenses/1") { writer in
      writer.array("licenses") { writer in
        for profile in profiles { writer.object { self.profile(profile, &$0) } }
      }
    }
  }

  package static func page(
    _ terms: LicenseTerms, profile: LicenseProfile, matrix: UsesMatrix, silence: [(act: String, meaning: Silence)],
    incorporatedBy: [String]
  ) -> String {
    document("licensecheck.license/1") { writer in
      writer.member("meaning", "terms")
      self.profile(profile, &writer)
      writer.member("hub", terms.hub)
      writer.member("aliases", terms.aliases)
      optional("later", terms.later, &writer)
      optional("url", terms.url, &writer)
      writer.member("sha256", terms.sha256)
      writer.member("covers", matrix.kinds.map(\.rawValue))
      writer.member("names", terms.names.map(\.rawValue).sorted())
      writer.member("areFieldsWhole", terms.areFieldsWhole)
      writer.member("incorporatedBy", incorporatedBy)
      writer.array("terms") { writer in
        for term in TermText.texts(of: terms) { self.term(term, &writer) }
      }
      writer.array("silent") { writer in
        for (act, meaning) in silence {
          writer.object { writer in
            writer.member("act", act)
            writer.member("means", meaning.rawValue)
          }
        }
      }
      writer.array("open") { writer in
        for sentence in terms.open {
          writer.object { writer in
            writer.member("clause", sentence.clause)
            writer.member("reason", sentence.reason)
          }
        }
      }
      uses(matrix, &writer)
    }
  }

  /// A name that is no single text.
  package static func name(_ name: String, meaning: String, why: String, candidates: [LicenseProfile]) -> String {
    document("licensecheck.license/1") { writer in
      writer.member("meaning", meaning)
      writer.member("name", name)
      writer.member("why", why)
      writer.array("candidates") { writer in
        for profile in candidates { writer.object { self.profile(profile, &$0) } }
      }
    }
  }

  package static func difference(_ old: LicenseProfile, _ new: LicenseProfile, _ difference: LicenseDifference) -> String {
    document("licensecheck.license-diff/1") { writer in
      writer.object("old") { profile(old, &$0) }
      writer.object("new") { profile(new, &$0) }
      changes("facts", difference.facts, &writer)
      writer.member("equal", difference.equal)
      for (key, terms) in [("removed", difference.removed), ("added", difference.added)] {
        writer.array(key) { writer in
          for term in terms { self.term(term, &writer) }
        }
      }
      writer.array("changed") { writer in
        for item in difference.changed {
          writer.object { writer in
            writer.member("label", item.new.label)
            writer.member("statement", item.new.statement)
            writer.member("oldClause", item.old.clause)
            writer.member("newClause", item.new.clause)
            changes("changes", item.changes, &writer)
          }
        }
      }
      writer.array("uses") { writer in
        for moved in difference.moved {
          writer.object { writer in
            writer.member("use", moved.use)
            writer.member("kind", moved.kind.rawValue)
            for (key, cell) in [("old", moved.old), ("new", moved.new)] {
              optional(key, cell?.verdict.rawValue, &writer)
              writer.member(key + "Duties", cell?.duties ?? 0)
            }
          }
        }
      }
    }
  }

  // MARK: Parts

  private static func document(_ schema: String, _ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("schema", schema)
      body(&writer)
    }
    writer.newline()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func profile(_ profile: LicenseProfile, _ writer: inout JSONWriter) {
    writer.member("id", profile.id)
    writer.member("name", profile.name)
    writer.member("kind", profile.kind.rawValue)
    optional("family", profile.family, &writer)
    optional("publisher", profile.publisher, &writer)
    optional("date", profile.date, &writer)
    optional("spdx", profile.spdx, &writer)
    flag("isOSIApproved", profile.isOSIApproved, &writer)
    flag("isFSFLibre", profile.isFSFLibre, &writer)
    optional("deprecatedSince", profile.deprecatedSince, &writer)
    writer.member("openness", profile.openness.rawValue)
    writer.member("limits", profile.limits.map(\.rawValue))
  }

  private static func term(_ term: TermText, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("label", term.label)
      writer.member("section", term.section.rawValue)
      writer.member("clause", term.clause)
      writer.member("anchor", [term.anchor.start, term.anchor.end])
      writer.member("statement", term.statement)
      writer.member("subject", term.subject)
      writer.object("properties") { writer in
        for property in term.properties { writer.member(property.key, property.value) }
      }
      writer.member("summary", term.summary)
    }
  }

  private static func uses(_ matrix: UsesMatrix, _ writer: inout JSONWriter) {
    writer.array("uses") { writer in
      for row in matrix.rows {
        for (kind, cell) in zip(matrix.kinds, row.cells) {
          guard let cell else { continue }
          writer.object { writer in
            writer.member("use", row.use)
            writer.member("kind", kind.rawValue)
            writer.member("verdict", cell.verdict.rawValue)
            writer.member("duties", cell.duties)
            if let least = cell.dutiesAtBest { writer.member("dutiesAtBest", least) } else { null("dutiesAtBest", &writer) }
            writer.array("reasons") { writer in
              for reason in cell.reasons { self.reason(reason, &writer) }
            }
          }
        }
      }
    }
  }

  private static func reason(_ reason: UsesMatrix.Reason, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("rule", reason.rule)
      optional("source", reason.source, &writer)
      optional("clause", reason.clause, &writer)
      optional("summary", reason.summary, &writer)
      writer.member("asks", reason.asks)
    }
  }

  private static func changes(_ key: String, _ changes: [LicenseDifference.Change], _ writer: inout JSONWriter) {
    writer.array(key) { writer in
      for change in changes {
        writer.object { writer in
          writer.member("key", change.key)
          optional("old", change.old, &writer)
          optional("new", change.new, &writer)
        }
      }
    }
  }

  private static func optional(_ key: String, _ text: String?, _ writer: inout JSONWriter) {
    if let text { writer.member(key, text) } else { null(key, &writer) }
  }

  private static func flag(_ key: String, _ flag: Bool?, _ writer: inout JSONWriter) {
    if let flag { writer.member(key, flag) } else { null(key, &writer) }
  }

  private static func null(_ key: String, _ writer: inout JSONWriter) {
    writer.key(key)
    writer.null()
  }
}
