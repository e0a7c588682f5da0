import Licensing

/// A number or a date in a text, with the words that tell it.
struct TextNumber: Equatable {
  enum Value: Hashable {
    case number(Double)
    case date(CalendarDate)
  }

  var value: Value
  var words: Range<Int>
  /// Whether digits tell it; `one` and `two` are too common to ask about.
  var hasDigits: Bool
}

/// Reads numbers as contracts write them: `700 million`, `$1,000,000`, `seven hundred million`, `July 23, 2024`.
enum NumberReader {
  /// All numbers in a run of lower-case words, dates taken as one.
  static func numbers(in words: [String], _ range: Range<Int>) -> [TextNumber] {
    var result: [TextNumber] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if let found = date(in: words, at: index, range.upperBound) ?? number(in: words, at: index, range.upperBound) {
        result.append(found)
        index = found.words.upperBound
      } else {
        index += 1
      }
    }
    return result
  }

  // MARK: Numbers

  private static func number(in words: [String], at start: Int, _ limit: Int) -> TextNumber? {
    if let value = digits(words[start]) {
      var value = value
      var index = start + 1
      while index < limit, let scale = scales[words[index]] {
        value *= scale
        index += 1
      }
      return TextNumber(value: .number(value), words: start..<index, hasDigits: true)
    }
    return spelled(words, start, limit)
  }

  /// `1,000,000`, `$1M`, `3.1`, `50%`, `1_000`.
  private static func digits(_ word: String) -> Double? {
    var text = word[...]
    for prefix in ["us$", "usd", "$", "€", "£", "¥", "rmb"] where text.hasPrefix(prefix) {
      text = text.dropFirst(prefix.utf8.count)
    }
    var factor = 1.0
    let isMoney = text.utf8.count < word.utf8.count
    // `6b` is a clause or a size, `$6b` is money.
    let suffixes = [("%", 1.0)] + (isMoney ? [("k", 1e3), ("m", 1e6), ("mm", 1e6), ("b", 1e9), ("bn", 1e9)] : [])
    for (suffix, scale) in suffixes where text.hasSuffix(suffix) {
      let rest = text.dropLast(suffix.utf8.count)
      if rest.utf8.last.map({ (0x30...0x39).contains($0) }) == true {
        text = rest
        factor = scale
      }
    }
    let plain = text.filter { $0 != "," && $0 != "_" }
    guard !plain.isEmpty, plain.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else { return nil }
    return Double(plain).map { $0 * factor }
  }

  private static func spelled(_ words: [String], _ start: Int, _ limit: Int) -> TextNumber? {
    var total = 0.0
    var current = 0.0
    var index = start
    while index < limit {
      if let small = smallNumbers[words[index]] {
        current += small
      } else if index > start, words[index] == "hundred" {
        current *= 100
      } else if index > start, let scale = scales[words[index]] {
        total += current * scale
        current = 0
      } else {
        break
      }
      index += 1
    }
    return index == start ? nil : TextNumber(value: .number(total + current), words: start..<index, hasDigits: false)
  }

  private static let scales: [String: Double] = ["thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12]
  private static let smallNumbers: [String: Double] = {
    let units = [
      "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
      "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    var result: [String: Double] = [:]
    for (index, word) in units.enumerated() { result[word] = Double(index + 1) }
    for (index, word) in tens.enumerated() { result[word] = Double((index + 2) * 10) }
    return result
  }()

  // MARK: Dates

  /// `july 23 2024`, `23 july 2024`, `2024 07 23`; the words of a text come without their punctuation.
  private static func date(in words: [String], at index: Int, _ limit: Int) -> TextNumber? {
    guard index + 2 < limit else { return nil }
    let (first, second, third) = (words[index], words[index + 1], words[index + 2])
    let parts: (year: String, month: Int?, day: String) =
      if let month = month(first) {
        (third, month, second)
      } else if let month = month(second) {
        (third, month, first)
      } else {
        (first, first.utf8.count == 4 && second.utf8.count <= 2 ? Int(second) : nil, third)
      }
    let day = Int(parts.day.prefix { $0.isNumber })
    guard let year = Int(parts.year), parts.year.utf8.count == 4, let month = parts.month, let day,
      let date = CalendarDate("\(parts.year)-\(padded(month))-\(padded(day))"), year > 1900
    else { return nil }
    return TextNumber(value: .date(date), words: index..<index + 3, hasDigits: true)
  }

  private static func month(_ word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0 == word || ($0.hasPrefix(word) && word.utf8.count <= 4) }.map { $0 + 1 }
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
  ]
}
