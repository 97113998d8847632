/**
 * One key of several parts, for a Map. Different parts make different keys, whatever a deployment put into them: parts
 * are told apart by line breaks, and where one of them holds a line break, JSON takes their place.
 */
export function keyOf(...parts: readonly (string | null)[]): string {
  let key = '';
  for (const part of parts) {
    if (part === null) key += '-\n';
    else if (part.includes('\n')) return JSON.stringify(parts);
    else key += `=${part}\n`;
  }
  return key;
}
