// Everything of a deployment's is hostile: one function for each place that its words may end up in.

/**
 * Controls (C0 but tab and line feed, C1), bidirectional overrides and marks, line and paragraph separators,
 * lone surrogates and non-characters: what can move a terminal's cursor, turn text around or break XML 1.0.
 */
const unprintable =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufffe\uffff]|\p{Surrogate}/gu;

/** The text with U+FFFD in place of whatever does not print, so that a reader sees that something was there. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(unprintable, '\ufffd');
}

/** `printable`, in one line. */
export function oneLine(text: string): string {
  return printable(text.replace(/[\t\n\r]+/g, ' '));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For HTML text and quoted attribute values. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/**
 * For an XML builder that escapes but lets `]]>` end a CDATA section from its second occurrence on
 * (xmlbuilder 15 replaces only the first).
 */
export function escapeXml(text: string): string {
  return printable(text).replaceAll(']]>', ']] >');
}

/**
 * For Markdown prose within one line. Besides markup it defuses what GitHub and GitLab add: tables, HTML,
 * mathematics, bare addresses, @mentions and #references.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[&<>]/g, (character) => entities[character] ?? '')
    .replace(/[\\`*_[\]|~$]|^\s*[-+=]/g, '\\$&')
    .replace(/[@#]|:(?=\/\/)|(?<=\bwww)\.|(?<=^\s*\d+)[.)]/gi, '$&\u200b');
}

/** In a code span of Markdown (and safe in a table's cell): nothing in it is markup, a mention or a link. */
export function codeSpan(text: string): string {
  const line = oneLine(text).replaceAll('`', 'ˋ').replaceAll('|', '¦');
  return line.trim() === '' ? '' : `\`${line}\``;
}

/** One word for a POSIX shell, exactly as it is. NUL, which no argument can hold, is left out. */
export function quoteShell(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`;
}
