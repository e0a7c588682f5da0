// MarkupText
