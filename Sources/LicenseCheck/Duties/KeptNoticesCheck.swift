import Diagnostics
import DocumentFormats
import Evaluation
import Inventory
import LicenseCatalog
import LicenseMatching
import Licensing
import Reporting

/// Are the notices that came with a component still there? Only those at hand can be compared.
struct KeptNoticesCheck {
  let owed: OwedDuty
  let at: OwedAt
  let catalog: any LicenseSource

  /// The copyright lines in the component's license texts, and the whole of its NOTICE.
  var finding: DutyFinding {
    let notices = copyrightLines + noticeTexts
    guard !notices.isEmpty else { return .unverified() }
    return kept(notices)
  }

  /// For a clause that asks for the NOTICE file alone; `nil` if none came along.
  var noticeFileFinding: DutyFinding? { noticeTexts.isEmpty ? nil : kept(noticeTexts) }

  private func kept(_ notices: [SourceSpan]) -> DutyFinding {
    guard !at.files.isEmpty else { return .unverified("the files that are given on are not at hand") }
    var places: [AuditReport.Place] = []
    for notice in notices {
      guard let place = place(of: notice) else {
        let line = notice.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let missing = "the notice of \(notice.file.path):\(notice.start.line) is missing: `\(line.trimmed)`"
        return at.missing(missing, in: at.files).with(AuditReport.Place(source: "upstream", span: notice))
      }
      places.append(AuditReport.Place(source: "file", span: place))
    }
    let count = notices.count == 1 ? "the notice at hand is" : "all \(notices.count) notices at hand are"
    return DutyFinding(status: .met, reason: "\(count) kept", evidence: places)
  }

  /// The same words in a file that goes out; a file that goes out itself keeps what stands in it.
  private func place(of notice: SourceSpan) -> SourceSpan? {
    let words = TokenStream(source: notice.file, range: notice.range)
    guard words.tokenCount > 0 else { return notice }
    let run = AnchorRun(notice.text)
    for entry in at.files where entry.file !== notice.file {
      let stream = at.stream(entry)
      if let found = stream.firstRange(of: run) { return stream.span(of: found) }
    }
    return at.files.contains { $0.file === notice.file } ? notice : nil
  }

  private var copyrightLines: [SourceSpan] {
    let texts = at.component.detected.filter { $0.role == "LICENSE" || $0.role == "manifest" }
    var files = Set<ObjectIdentifier>()
    return texts.filter { files.insert(ObjectIdentifier($0.span.file)).inserted }.flatMap { text in
      CopyrightLines(in: text.span.file, licenses: text.ids, catalog: catalog).spans
    }
  }

  private var noticeTexts: [SourceSpan] {
    var files = Set<ObjectIdentifier>()
    return at.component.detected.filter { $0.role == "NOTICE" && files.insert(ObjectIdentifier($0.span.file)).inserted }.map {
      SourceSpan($0.span.file, 0..<$0.span.file.bytes.count)
    }
  }
}

extension StringProtocol {
  /// Without blanks at its ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
