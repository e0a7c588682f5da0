import Diagnostics
import Documents
import Licensing

extension JSONWriter {
  mutating func assessment(_ record: AuditReport.AssessmentRecord) {
    member("combination", record.combination)
    member("use", record.use)
    member("verdict", record.verdict.rawValue)
    member("findings", record.findings)
    member("duties", record.duties)
    member("questions", record.questions)
    members("fixes", record.fixes) { writer, fix in
      writer.members("changes", fix.changes) { writer, change in
        writer.member("kind", change.kind)
        writer.member("component", change.component)
        writer.member("detail", change.detail)
      }
      writer.member("verdict", fix.verdict.rawValue)
    }
    member("fixesBounded", record.areFixesBounded)
    member("best", record.isBest)
    members("assumptions", record.assumptions) { writer, assumption in
      writer.member("name", assumption.name)
      writer.member("setting", assumption.setting)
      writer.members("readings", assumption.readings) { writer, reading in
        writer.member("setting", reading.setting)
        writer.member("verdict", reading.verdict.rawValue)
      }
    }
  }

  mutating func component(_ record: AuditReport.ComponentRecord, _ places: PlaceIndex) {
    member("id", record.id)
    member("kind", record.kind)
    member("name", record.name)
    object("license") { writer in
      writer.member("declared", record.declared)
      writer.member("detected", record.detected)
      writer.member("concluded", record.concluded)
      writer.member("match", record.match)
    }
    member("verdict", record.verdict.rawValue)
    members("evidence", record.evidence) { $0.place($1, places) }
  }

  mutating func finding(_ record: AuditReport.FindingRecord, _ places: PlaceIndex) {
    member("id", record.id)
    member("rule", record.rule)
    member("verdict", record.verdict?.rawValue)
    member("openPoint", record.openPoint?.rawValue)
    member("component", record.component)
    member("license", record.license)
    member("term", record.term)
    member("clause", record.clause)
    member("message", record.message)
    member("summary", record.summary)
    member("path", record.path)
    member("relationships", record.pathWords)
    members("evidence", record.evidence) { $0.place($1, places) }
    members("facts", record.facts) { $0.fact($1, places) }
    member("remedy", record.remedy)
    member("fix", record.fix)
    member("assumptions", record.assumptions)
    member("fingerprint", record.fingerprint)
    member("level", record.level.rawValue)
    member("uses", record.uses)
  }

  mutating func duty(_ record: AuditReport.DutyRecord, _ places: PlaceIndex) {
    member("id", record.id)
    member("duty", record.duty)
    member("text", record.text)
    member("where", record.places)
    member("component", record.component)
    member("license", record.license)
    member("clause", record.clause)
    member("summary", record.summary)
    member("trigger", record.trigger)
    member("status", record.status.rawValue)
    member("reason", record.reason)
    member("encouraged", record.isEncouraged)
    members("evidence", record.evidence) { $0.place($1, places) }
    member("uses", record.uses)
  }

  mutating func question(_ record: AuditReport.QuestionRecord) {
    member("id", record.id)
    member("fact", record.fact)
    member("prompt", record.prompt)
    members("answers", record.answers) { writer, answer in
      writer.member("when", answer.when)
      writer.member("verdict", answer.verdict.rawValue)
    }
    member("component", record.component)
    member("license", record.license)
    member("clause", record.clause)
  }

  mutating func risk(_ record: AuditReport.RiskRecord, _ places: PlaceIndex) {
    member("id", record.id)
    member("component", record.component)
    member("license", record.license)
    member("term", record.term)
    member("clause", record.clause)
    member("power", record.power)
    member("summary", record.summary)
    member("unprovoked", record.isUnprovoked)
    members("evidence", record.evidence) { $0.place($1, places) }
    member("uses", record.uses)
  }

  mutating func waived(_ record: AuditReport.WaivedRecord, _ places: PlaceIndex) {
    object("finding") { $0.finding(record.finding, places) }
    object("waiver") { writer in
      writer.member("reason", record.reason)
      writer.member("approvedBy", record.approvedBy)
      writer.member("until", record.until)
      writer.position(record.place?.span, places)
    }
  }

  mutating func diagnostic(_ diagnostic: Diagnostic, _ places: PlaceIndex) {
    member("code", diagnostic.code)
    member("severity", diagnostic.severity.rawValue)
    member("message", diagnostic.message)
    position(diagnostic.labels.first?.span, places, path: diagnostic.path)
    member("help", diagnostic.help)
  }

  /// A place with the words that stand there; the end is the last character's, not the one after.
  mutating func place(_ place: AuditReport.Place, _ places: PlaceIndex) {
    member("source", place.source)
    position(place.span, places)
    member("endLine", number: max(places.lastLine(of: place.span), places.start(of: place.span).line))
    member("quote", place.quote)
  }
}
