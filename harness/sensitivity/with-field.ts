/**
 * The text of a JSON object with one more field, at its end. The rest stays as the deployment wrote it.
 * @returns null where the text is no object
 */
export function withField(text: string, name: string, value: string): string | null {
  if (!/^\s*\{[^]*\}\s*$/.test(text)) return null;
  const field = `,${JSON.stringify(name)}:${JSON.stringify(value)}}`;
  return text.replace(/\}\s*$/, () => field).replace(/^(\s*\{)\s*,/, '$1');
}
