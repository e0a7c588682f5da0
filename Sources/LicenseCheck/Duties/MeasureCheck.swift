import Diagnostics
import DocumentFormats
import Files
import Licensing
import Reporting

/// A duty that the user says is met, with evidence: a file below the folder of the input is opened, an address is not.
struct MeasureCheck {
  let measure: Measured
  let release: ReleaseFiles

  /// - Parameter check: what the same duty finds when this file alone is looked at.
  func finding(_ check: (ReleaseFiles.Entry) -> DutyFinding) -> DutyFinding {
    let stated = "stated as met: \(measure.evidence)"
    guard !measure.evidence.contains("://") else { return .unverified("\(stated); nothing is fetched from the network") }
    do throws(DiagnosticError) {
      guard let file = try release.file(named: measure.evidence) else {
        return .unverified("\(stated) is not below the folder of the input, and was not opened")
      }
      return Self.judged(check(entry(file)), stated, file)
    } catch {
      return .unmet("\(stated), but it cannot be read")
    }
  }

  /// The file is taken for what the user says that it is.
  private func entry(_ file: SourceFile) -> ReleaseFiles.Entry {
    let role: ReleaseFileRole
    switch DutyKind(rawValue: measure.duty) {
    case .noticeFile, .retainNotices: role = .notice
    case .licenseCopy: role = .license
    case .usePolicy: role = .usePolicy
    case .attribution: role = .credits
    case .stateChanges: role = .changes
    case .displayText, .document, .discloseAI, .namePrefix, .shareAlike, .flowDown, .discloseSource, .register, .latestVersion,
      .report, .other, nil:
      role = .documentation
    }
    return ReleaseFiles.Entry(
      file: file, role: ReleaseFileRole(fileNamed: FilePath.name(of: file.path)) ?? role, prose: Prose(file))
  }

  private static func judged(_ found: DutyFinding, _ stated: String, _ file: SourceFile) -> DutyFinding {
    let place = AuditReport.Place(source: "measure", span: SourceSpan(file, 0..<min(1, file.bytes.count)))
    switch found.status {
    case .met: return found
    case .unmet: return .unmet("\(stated), but \(found.reason ?? "it is not there")", [place])
    case .unverified: return .unverified("\(stated); it is there, and what it does no file shows", [place])
    }
  }
}
