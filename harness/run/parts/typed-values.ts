/**
 * Masks what was typed into pages, in a line of a runner's output: Playwright's call log says
 * `fill("…")` with the value, unescaped, so nothing after it can be told from it.
 */
export function maskTypedValues(line: string): string {
  return line.replace(
    /\b(fill|type|press|pressSequentially|insertText)(\s*\(\s*|\s+)".*$/i,
    '$1$2"\u2026"',
  );
}
