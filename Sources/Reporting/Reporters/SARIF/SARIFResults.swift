import Diagnostics

/// What GitHub shows as one alert: entries of one rule at one line, of which it would keep only one.
struct SARIFResult {
  var entries: [ReportEntry]
  /// Where too many were found, those of one rule and license are counted.
  var grouped: Int?

  var first: ReportEntry { entries[0] }
}

/// Which results a log holds: as many as GitHub takes and shows.
struct SARIFResults {
  var results: [SARIFResult]
  /// What the log does not show one by one, in words.
  var notice: String?

  /// GitHub shows this many results of a run.
  static let shown = 5_000
  /// It keeps this many locations of a result.
  static let locations = 100

  init(_ entries: [ReportEntry], places: PlaceIndex, paths: ReportPaths, limit: Int = shown) {
    struct Line: Hashable {
      var rule: String
      var path: String
      var line: Int
      var isWaived: Bool
    }
    let merged = Grouping.groups(entries) { entry in
      Line(
        rule: entry.rule, path: entry.place.map { paths.fromRoot($0.file.path) } ?? "",
        line: entry.place.map { places.start(of: $0).line } ?? 0, isWaived: entry.waiver != nil)
    }
    results = merged.map { SARIFResult(entries: $0) }
    guard merged.count > limit else { return }
    struct Kind: Hashable {
      var rule: String
      var license: String?
      var isWaived: Bool
    }
    let grouped = Grouping.groups(entries) { Kind(rule: $0.rule, license: $0.license, isWaived: $0.waiver != nil) }
    results = grouped.prefix(limit).map { SARIFResult(entries: Array($0.prefix(Self.locations)), grouped: $0.count) }
    notice =
      "\(merged.count) results are more than the \(limit) that are shown; they are grouped by rule and license into \(grouped.count)"
      + (grouped.count > limit ? ", of which the first \(limit) are listed" : "") + "; --format json lists each"
  }
}
