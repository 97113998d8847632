import { InvalidArgumentError, Option } from 'commander';
import { oneLine } from '../../../reports/escape.ts';

/** Longest text that says what an update changed, in characters: it stands in one line of reports. */
const longest = 200;

/** The option by which a user says that an update leaves the release as it is, and what it changes instead. */
export function sameReleaseOption(): Option {
  return new Option(
    '--same-release <what>',
    'the update leaves the release as it is, and changes this: "cache TTL 60 → 300" (default: an update that leaves the release as it is makes the run inconclusive)',
  ).argParser(parseWhat);
}

/** What was changed, in one line without control characters. */
function parseWhat(text: string): string {
  const what = oneLine(text).replaceAll('\ufffd', '').trim();
  // The next option, where the text itself was forgotten.
  if (what === '' || what.startsWith('-'))
    throw new InvalidArgumentError('Say what the update changes, e.g. "cache TTL 60 → 300".');
  if (what.length > longest)
    throw new InvalidArgumentError(`It has ${what.length} characters; at most ${longest} will do.`);
  return what;
}
