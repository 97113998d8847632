/** Tells the user something that is no result: on standard error, a line of its own. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
