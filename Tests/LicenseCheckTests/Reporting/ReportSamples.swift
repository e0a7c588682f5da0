import Diagnostics
import Licensing

@testable import Reporting

/// Reports put together by hand, as the evaluator would.
enum ReportSamples {
  static let manifest = SourceFile(
    path: "model.json",
    text: """
      {
        "manifest": 1,
        "name": "acme/acme-chat", "version": "1.4.0",
        "components": [
          {"id": "acme-chat", "kind": "weights", "name": "acme/acme-chat", "license": "llama3.1",
           "from": [{"component": "chat-8b", "relationship": "fine-tuned-from", "by": "us"}]},
          {"id": "chat-8b", "kind": "weights", "name": "acme/chat-8b", "license": "llama3.1"},
          {"id": "nc-corpus", "kind": "data", "name": "acme/nc-corpus", "license": "cc-by-nc-4.0"},
          {"id": "support-logs", "kind": "data", "owner": "us"}
        ],
        "use": {"profile": "hosted-commercial", "regions": ["EU", "US"]}
      }

      """)
  static let license = SourceFile(
    path: "LICENSE",
    text: """
      Section 1 – Definitions.
      i. NonCommercial means not primarily intended for or directed towards commercial
         advantage or monetary compensation.
      Section 2 – Scope.

      """)

  static func span(_ text: String, in file: SourceFile = manifest) -> SourceSpan {
    let needle = Array(text.utf8)
    let start = file.bytes.indices.first { file.bytes[$0...].starts(with: needle) } ?? 0
    return SourceSpan(file, start..<start + needle.count)
  }

  static func place(_ text: String, in file: SourceFile = manifest, source: String = "manifest", quote: String? = nil)
    -> AuditReport.Place
  {
    AuditReport.Place(source: source, span: span(text, in: file), quote: quote)
  }

  static func empty() -> AuditReport {
    AuditReport(
      toolVersion: "1.0.0", catalogVersion: "2026.11",
      use: AuditReport.UseSummary(profile: "hosted-commercial", acts: ["run", "host"], facts: []))
  }

  static func component(_ id: String, _ kind: String, _ name: String, _ license: String?, _ verdict: Verdict)
    -> AuditReport.ComponentRecord
  {
    var record = AuditReport.ComponentRecord(id: id, kind: kind, name: name, verdict: verdict)
    record.declared = license
    return record
  }

  static let facts: [AuditReport.FactRecord] = [
    .init(name: "commercial", value: true, origin: .profile("hosted-commercial")),
    .init(name: "purpose", value: .list(["production"]), origin: .profile("hosted-commercial")),
    .init(name: "regions", value: .list(["EU", "US"]), origin: .stated(span("[\"EU\", \"US\"]"))),
    .init(name: "actor.monthlyActiveUsers", value: .number(1_200_000), origin: .option),
    .init(name: "fields", value: .list([]), origin: .baseline),
    .init(name: "litigation", value: .list([]), origin: .baseline),
    .init(name: "agreements", value: .list([]), origin: .baseline),
    .init(name: "receivedAs", value: "direct", origin: .baseline),
    .init(name: "outputs.train.student", value: .list([]), origin: .baseline),
  ]

  static func trainingData() -> AuditReport.FindingRecord {
    var finding = AuditReport.FindingRecord(
      id: "F1", rule: "training-data", verdict: .prohibited, message: "data may not be used commercially")
    finding.component = "nc-corpus"
    finding.license = "CC-BY-NC-4.0"
    finding.term = "noncommercial-only"
    finding.clause = "2(a)(1)"
    finding.summary = "reproduction and adaptation for non-commercial purposes only"
    finding.path = ["acme-chat", "chat-8b", "nc-corpus"]
    finding.pathWords = ["fine-tuned from, by us", "trained on, by us"]
    finding.evidence = [
      place("\"cc-by-nc-4.0\""),
      place(
        "i. NonCommercial means not primarily intended for or directed towards commercial\n   advantage", in: license,
        source: "license-file",
        quote: "NonCommercial means not primarily intended for or directed towards commercial advantage"),
    ]
    finding.facts = [facts[0], facts[2]]
    finding.assumptions = ["weights-derive-from-data"]
    finding.fix = "drop the data set, use the alternative `oasst` (verdict: duties), or record a license"
    finding.fingerprint = "9f0c2b7a11d24c55a2b96a4f6a8f0f11"
    finding.uses = ["hosted-commercial"]
    return finding
  }

  static func displayText() -> AuditReport.DutyRecord {
    var duty = AuditReport.DutyRecord(id: "D1", duty: "display-text")
    duty.text = "Built with Llama"
    duty.places = ["ui", "documentation"]
    duty.component = "chat-8b"
    duty.license = "llama3.1"
    duty.clause = "1.b.i"
    duty.summary = "display \"Built with Llama\" on a related website, user interface or product documentation"
    duty.trigger = "host"
    duty.status = .unmet
    duty.reason = "not found in README.md"
    duty.uses = ["hosted-commercial"]
    return duty
  }

  static func namePrefix() -> AuditReport.DutyRecord {
    var duty = AuditReport.DutyRecord(id: "D2", duty: "name-prefix")
    duty.text = "Llama"
    duty.component = "chat-8b"
    duty.license = "llama3.1"
    duty.clause = "1.b.i"
    duty.trigger = "distribute"
    duty.status = .met
    duty.reason = "the name is `Llama-chat-8b`"
    duty.evidence = [place("\"acme/chat-8b\"")]
    return duty
  }

  static func usersQuestion() -> AuditReport.QuestionRecord {
    var question = AuditReport.QuestionRecord(
      id: "Q1", fact: "actor.monthlyActiveUsers", prompt: "how many monthly active users had the whole group in June 2024?",
      answers: [.init(when: "> 700000000", verdict: .prohibited), .init(when: "<= 700000000", verdict: .duties)])
    question.component = "chat-8b"
    question.license = "llama3.1"
    question.clause = "2"
    return question
  }

  static let uses = [
    "research", "internal-commercial", "hosted-commercial", "embedded-commercial", "redistribute-weights", "finetune-hosted",
    "finetune-distribute", "train-commercial-model", "train-on-outputs", "commercial",
  ]

  static func matrix(uses: [String]) -> AuditReport.Matrix {
    func row(_ id: String, _ title: String, _ depth: Int, _ kind: String, _ license: String, _ cell: AuditReport.Matrix.Cell)
      -> AuditReport.Matrix.Row
    {
      let cells = uses.map { $0 == "research" ? AuditReport.Matrix.Cell(verdict: .permitted, duties: 0) : cell }
      return .init(component: id, title: title, depth: depth, kind: kind, license: license, cells: cells)
    }
    return .init(
      uses: uses,
      rows: [
        row("acme-chat", "acme/acme-chat", 0, "weights", "llama3.1", .init(verdict: .prohibited, duties: 3)),
        row("chat-8b", "acme/chat-8b", 1, "weights", "llama3.1", .init(verdict: .duties, duties: 3)),
        row("nc-corpus", "acme/nc-corpus", 2, "data", "CC-BY-NC-4.0", .init(verdict: .prohibited, duties: 0)),
        row("support-logs", "support-logs", 1, "data", "(ours)", .init(verdict: .permitted, duties: 0)),
        row(
          "scraped", "acme/scraped-forum", 1, "data", "LicenseRef-forum-terms-of-use", .init(verdict: .undetermined, duties: 0)),
      ])
  }

  /// One finding, two duties, a question, fixes and a matrix.
  static func full() -> AuditReport {
    var report = empty()
    report.title = "acme-chat 1.4.0"
    report.verdict = .prohibited
    report.exitCode = 1
    report.inputs = [.init(path: "model.json", sha256: String(repeating: "0", count: 64))]
    report.use.facts = facts
    report.components = [
      component("acme-chat", "weights", "acme/acme-chat", "llama3.1", .prohibited),
      component("chat-8b", "weights", "acme/chat-8b", "llama3.1", .duties),
      component("nc-corpus", "data", "acme/nc-corpus", "CC-BY-NC-4.0", .prohibited),
    ]
    report.components[2].evidence = [place("\"cc-by-nc-4.0\"")]
    report.findings = [trainingData()]
    report.duties = [namePrefix(), displayText()]
    report.questions = [usersQuestion()]
    var written = AuditReport.AssessmentRecord(
      combination: ["acme-chat", "chat-8b", "nc-corpus"], use: "hosted-commercial", verdict: .prohibited)
    written.findings = ["F1"]
    written.duties = ["D1", "D2"]
    written.questions = ["Q1"]
    written.assumptions = [
      .init(
        name: "weights-derive-from-data", setting: "disputed",
        readings: [.init(setting: "no", verdict: .duties), .init(setting: "yes", verdict: .prohibited)])
    ]
    written.fixes = [
      .init(changes: [.init(kind: "replace", component: "nc-corpus", detail: "oasst")], verdict: .duties),
      .init(changes: [.init(kind: "drop", component: "nc-corpus", detail: nil)], verdict: .duties),
    ]
    var other = AuditReport.AssessmentRecord(
      combination: ["acme-chat", "chat-8b", "oasst"], use: "hosted-commercial", verdict: .duties)
    other.duties = ["D1", "D2"]
    other.isBest = true
    report.assessments = [written, other]
    report.matrix = matrix(uses: ["internal-commercial", "hosted-commercial", "redistribute-weights"])
    report.waived = [waived()]
    return report
  }

  static func waived() -> AuditReport.WaivedRecord {
    var finding = AuditReport.FindingRecord(
      id: "F2", rule: "unknown-license", verdict: .undetermined, message: "nobody knows the license `forum-terms`")
    finding.openPoint = .unknownText
    finding.component = "scraped"
    finding.license = "LicenseRef-forum-terms"
    return .init(
      finding: finding, reason: "Written license, contract 42, 2026-10-03", approvedBy: "legal@acme.example", until: "2027-01-01")
  }

  /// An audit that passes with one duty met.
  static func passing() -> AuditReport {
    var report = empty()
    report.verdict = .duties
    report.use.facts = facts
    report.components = full().components
    report.duties = [namePrefix()]
    return report
  }
}
