import Diagnostics
import Documents
import YAMLDocuments

/// JSON is YAML enough for tests whose files are written in one line.
func readJSON(_ source: SourceFile) throws(DiagnosticError) -> Document { try JSONReader.read(source) }

func readYAML(_ source: SourceFile) throws(DiagnosticError) -> Document { try YAMLReader.read(source) }
