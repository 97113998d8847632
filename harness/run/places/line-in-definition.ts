/** The line (from 1) of a place in a text. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/**
 * The line at which a definition's text describes a surface: where a call begins with its id, else where its id stands in
 * quotes. Null: its id stands nowhere, because it is imported or put together.
 */
export function lineInDefinition(text: string, surface: string): number | null {
  // A link is described by the answer that holds it: `link('GET /visits/{visit}', '$.media')`.
  const [id = surface, isLink] = surface.split(' → ');
  const quoted = `(['"\`])${RegExp.escape(id)}\\1`;
  const call = isLink === undefined ? String.raw`(?!link\b)\b\w+` : String.raw`\blink`;
  const found =
    new RegExp(String.raw`${call}\(\s*${quoted}`).exec(text) ?? new RegExp(quoted).exec(text);
  if (found === null) return null;
  // Where the call is broken into lines, that of the id is meant.
  return lineAt(text, found.index + found[0].length - 1);
}
