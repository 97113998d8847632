/**
 * Where a run of characters ends that began before a place of a text.
 * @param other a global expression for one character that is not of the run. It finds one alone: a quantifier over a run of
 * megabytes has exhausted the stack of V8's regular expressions, and the run with it
 */
export function endOfRun(text: string, from: number, other: RegExp): number {
  other.lastIndex = from;
  return other.exec(text)?.index ?? text.length;
}
