/**
 * Masks values that were typed into pages, in a line of a runner's output. Playwright's call log writes `fill("…")`
 * with the value unescaped, so the end of the value is unknown and the rest of the line is masked too.
 */
export function maskTypedValues(line: string): string {
  return line.replace(
    /\b(fill|type|press|pressSequentially|insertText)(\s*\(\s*|\s+)".*$/i,
    '$1$2"\u2026"',
  );
}
