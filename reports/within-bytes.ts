/** GitHub and GitLab take no longer comments than 65,536 characters: in no text are there more characters than bytes. */
export const commentBytes = 65_536;

const note = '\n\n… cut here, as it was too long: the rest stands in index.html.\n';

/** A text of lines, cut after the last line that leaves it within so many bytes of UTF-8; then it says so. */
export function withinBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  const room = limit - Buffer.byteLength(note);
  if (room <= 0) return '';
  const end = bytes.lastIndexOf('\n', room - 1);
  return end <= 0 ? '' : `${bytes.subarray(0, end).toString()}${note}`;
}
