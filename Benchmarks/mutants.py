"""The mutants of the evaluator: each decision of `Sources/Evaluation`, rewritten so that a number chosen at run time turns it around.

All mutants are compiled into one program (schemata): each operator is replaced by one of its own that does the opposite
when its number is chosen (`LICENSECHECK_MUTANT`), so the package is built once. `Benchmarks/mutate` runs them.
"""
import re

DIGITS = "∀∁∂∃∄∅∆∇∈∉"  # Characters of which Swift makes operators: each mutant gets an operator of its own.
COMPARISON = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
BOUNDARY = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
LITERALS = {
    ".prohibited": ".undetermined", ".undetermined": ".duties", ".permitted": ".duties", ".duties": ".permitted",
    ".yes": ".unknown", ".no": ".unknown", ".unknown": ".no",
    ".refused": ".accepted", ".accepted": ".refused", ".unverified": ".refused",
}


class Mutant:
    """One decision turned around. Its key names it by the words of its line, so that it survives edits elsewhere."""

    def __init__(self, number, file, line, code, words):
        self.number, self.file, self.line, self.code, self.words = number, file, line, code, words

    @property
    def key(self):
        return (self.file, self.code, self.words)

    def __str__(self):
        return f"#{self.number} {self.file}:{self.line} {self.words}"


class Mutants:
    def __init__(self):
        self.found = []
        self.support = []  # Swift code: the operators that mutants use.
        self.keys = set()

    def new(self, place, words):
        file, line, code = place
        times = 1
        while (file, code, words if times == 1 else f"{words} ({times})") in self.keys:
            times += 1
        words = words if times == 1 else f"{words} ({times})"
        mutant = Mutant(len(self.found) + 1, file, line, code, words)
        self.keys.add(mutant.key)
        self.found.append(mutant)
        return mutant.number

    def operator(self, symbol, number):
        return symbol + "".join(DIGITS[int(digit)] for digit in str(number))


def code_mask(text):
    """For each character, whether it is code: no string, no comment."""
    mask = [True] * len(text)
    index = 0
    depth = []  # interpolations inside strings: how many parentheses are open
    in_string = False
    while index < len(text):
        two = text[index:index + 2]
        if in_string:
            mask[index] = False
            if two == "\\(":
                mask[index + 1] = False
                depth.append(1)
                in_string = False
                index += 2
                continue
            if text[index] == "\\":
                mask[index + 1] = False
                index += 2
                continue
            if text[index] == '"':
                in_string = False
        elif two == "//":
            while index < len(text) and text[index] != "\n":
                mask[index] = False
                index += 1
            continue
        elif text[index] == '"':
            mask[index] = False
            in_string = True
        elif depth:
            if text[index] == "(":
                depth[-1] += 1
            elif text[index] == ")":
                depth[-1] -= 1
                if depth[-1] == 0:
                    depth.pop()
                    mask[index] = False
                    in_string = True
        index += 1
    return mask


def condition_end(text, mask, start, word):
    """Where the condition behind `if` or `guard` ends: before `{` or `else` outside of all brackets."""
    depth = 0
    index = start
    while index < len(text):
        if mask[index]:
            char = text[index]
            if depth == 0 and word == "guard" and re.match(r"\selse\s*\{", text[index:index + 30]):
                return index
            if depth == 0 and word == "if" and text[index:index + 2] == " {":
                return index
            if char in "([{":
                depth += 1
            elif char in ")]}":
                depth -= 1
                if depth < 0:
                    return None
        index += 1
    return None


def rewritten(name, text, mutants):
    mask = code_mask(text)
    edits = []  # (start, end, replacement)

    def line_of(index):
        return text[text.rfind("\n", 0, index) + 1:text.find("\n", index)]

    def place(index):
        return (name, text.count("\n", 0, index) + 1, line_of(index).strip())

    # Operators between blanks, so that generics and ranges stay.
    for match in re.finditer(r"(?<= )(==|!=|<=|>=|<|>|&&|\|\|)(?=[ \n])", text):
        symbol = match.group(1)
        if not mask[match.start()] or "func " in line_of(match.start()):
            continue
        if symbol in COMPARISON:
            number = mutants.new(place(match.start()), f"{symbol} → {COMPARISON[symbol]}")
            boundary = mutants.new(place(match.start()), f"{symbol} → {BOUNDARY[symbol]}") if symbol in BOUNDARY else None
            own = mutants.operator(symbol, number)
            mutants.support.append(comparison(own, symbol, number, boundary))
        elif symbol in ("&&", "||"):
            number = mutants.new(place(match.start()), "&& → ||" if symbol == "&&" else "|| → &&")
            own = mutants.operator(symbol, number)
            mutants.support.append(logic(own, symbol, number))
        else:
            continue
        edits.append((match.start(), match.end(), own))
    # Negations.
    for match in re.finditer(r"(?<=[\s(\[{])!(?=[a-zA-Z(])", text):
        if not mask[match.start()]:
            continue
        number = mutants.new(place(match.start()), "! removed")
        own = mutants.operator("!", number)
        mutants.support.append(negation(own, number))
        edits.append((match.start(), match.end(), own))
    # Conditions of `if` and `guard` that never hold.
    for match in re.finditer(r"(?<![\w.])(if|guard) ", text):
        if not mask[match.start()]:
            continue
        word = match.group(1)
        end = condition_end(text, mask, match.end(), word)
        if end is None:
            continue
        number = mutants.new(place(match.start()), f"{word} … never holds")
        edits.append((end, end, f", isOriginal({number})"))
    # Words that decide.
    literal = r"(?<=[\s(\[])(" + "|".join(re.escape(word) for word in LITERALS) + r")(?![\w(])"
    for match in re.finditer(literal, text):
        line = line_of(match.start()).strip()
        if not mask[match.start()] or line.startswith("case ") and ":" not in text[match.start() - 40:match.start()].split("case ")[-1]:
            continue
        before = text[:match.start()].rstrip()
        if before.endswith("case") or re.search(r"\bcase [^:\n]*$", text[max(0, match.start() - 120):match.start()]):
            continue
        word = match.group(1)
        number = mutants.new(place(match.start()), f"{word} → {LITERALS[word]}")
        edits.append((match.start(), match.end(), f"(isMutant({number}) ? {LITERALS[word]} : {word})"))
    # Answers that are true or false.
    for match in re.finditer(r"(?<=return )(true|false)\b|(?<== )(true|false)$", text, re.M):
        if not mask[match.start()]:
            continue
        word = match.group(0)
        if re.search(r"\b(var|let) \w+(: Bool)? = $", text[max(0, match.start() - 60):match.start()]) and line_of(match.start()).startswith("  package"):
            continue
        number = mutants.new(place(match.start()), f"{word} → {'false' if word == 'true' else 'true'}")
        edits.append((match.start(), match.end(), f"(isMutant({number}) != {word})"))
    # Statements that do something: left out.
    for match in re.finditer(r"^( +)((?:add|addOpen|addBan|addCure|addUnread|addRisks|rejectKind|judge|judgeSilence|judgeFields|collectDuties|requireGrant|judgeAlterations|takeOutbound|addCommonVerdict|keep)\([^\n]*\))$", text, re.M):
        if mask[match.start(2)]:
            number = mutants.new(place(match.start(2)), f"without {match.group(2).split('(')[0]}(…)")
            # Two insertions: what stands between may have mutants of its own.
            edits.append((match.start(2), match.start(2), f"if isOriginal({number}) {{ "))
            edits.append((match.end(2), match.end(2), " }"))
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1]), reverse=True):
        text = text[:start] + new + text[end:]
    return text


def comparison(own, symbol, number, boundary):
    other = COMPARISON[symbol]
    protocol = "Equatable" if symbol in ("==", "!=") else "Comparable"
    body = f"isMutant({number}) ? lhs {other} rhs : lhs {symbol} rhs"
    if boundary:
        body = f"isMutant({number}) ? lhs {other} rhs : isMutant({boundary}) ? lhs {BOUNDARY[symbol]} rhs : lhs {symbol} rhs"
    lines = [f"infix operator {own}: ComparisonPrecedence",
             f"func {own} <T: {protocol}>(lhs: T, rhs: T) -> Bool {{ {body} }}"]
    for names in (["A", "B"], ["A", "B", "C"]):  # Tuples compare by overloads, and conform to nothing.
        bounds = ", ".join(f"{name}: {protocol}" for name in names)
        tuples = f"({', '.join(names)})"
        lines.append(f"func {own} <{bounds}>(lhs: {tuples}, rhs: {tuples}) -> Bool {{ {body} }}")
    if protocol == "Equatable":
        nil_body = f"isMutant({number}) ? lhs {other} nil : lhs {symbol} nil"
        lines.append(f"func {own} <T>(lhs: T?, rhs: _OptionalNilComparisonType) -> Bool {{ {nil_body} }}")
    return "\n".join(lines)


def logic(own, symbol, number):
    other = "||" if symbol == "&&" else "&&"
    precedence = "LogicalConjunctionPrecedence" if symbol == "&&" else "LogicalDisjunctionPrecedence"
    lines = [f"infix operator {own}: {precedence}"]
    lines.append(
        f"func {own} (lhs: Bool, rhs: @autoclosure () throws -> Bool) rethrows -> Bool {{ isMutant({number}) ? try lhs {other} rhs() : try lhs {symbol} rhs() }}")
    lines.append(
        f"func {own} (lhs: Truth, rhs: @autoclosure () -> Truth) -> Truth {{ isMutant({number}) ? lhs {other} rhs() : lhs {symbol} rhs() }}")
    if symbol == "&&":
        lines.append(f"func {own} (lhs: Judgement, rhs: Judgement) -> Judgement {{ isMutant({number}) ? lhs : lhs && rhs }}")
    return "\n".join(lines)


def negation(own, number):
    return "\n".join([
        f"prefix operator {own}",
        f"prefix func {own} (value: Bool) -> Bool {{ isMutant({number}) ? value : !value }}",
        f"prefix func {own} (value: Truth) -> Truth {{ isMutant({number}) ? value : !value }}",
    ])


SUPPORT = """import Glibc
import Licensing

/// The number of the mutant that this run is; none without one.
private let chosen: Int = {
  guard let text = getenv("LICENSECHECK_MUTANT") else { return 0 }
  return Int(atoi(text))
}()

@inline(__always) func isMutant(_ number: Int) -> Bool { chosen == number }
@inline(__always) func isOriginal(_ number: Int) -> Bool { chosen != number }

"""
