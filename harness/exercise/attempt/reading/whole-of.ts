import { createHash } from 'node:crypto';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { timeOfDay } from '../../classify/decoy.ts';
import type { Scanning } from '../../scan/inspect.ts';
import { isObject } from '../../state/is-object.ts';
import type { Answer } from './answer.ts';

/** Most numbers that are recorded of a text, and the longest text whose numbers are looked at, in bytes. */
const most = { numbers: 40, bytes: 64 * 1024 };

/**
 * Of an answer that nothing else tells, by what its text is known again: as a whole, and by its words and numbers apart, so
 * that a clock does not make it another text. Nothing of one that was not read to its end.
 */
export function wholeOf({ digest }: Scanning, answer: Answer): Pick<Attempt, 'whole' | 'text'> {
  const { status, failure, truncated, parts } = answer;
  if (status === null || status < 200 || status >= 300 || failure !== null || truncated) return {};
  const hash = createHash('sha256');
  for (const { body } of parts) {
    if (body === null) return {};
    hash.update(`${body.length}\n`).update(body);
  }
  if (answer.bytes === 0 || parts.every(({ json }) => isEmptyList(json))) return {};
  const whole = digest(hash.digest('hex'));
  const [body, another] = parts.map((part) => part.body);
  const text = another === undefined && body ? textOf(digest, body) : null;
  return text === null ? { whole } : { whole, text };
}

/** Whether data holds lists, and nothing in any of them: that is the same for everybody, and says nothing. */
function isEmptyList(json: unknown): boolean {
  let lists = 0;
  const holds = (value: unknown): boolean => {
    if (Array.isArray(value)) {
      lists += 1;
      return value.length > 0;
    }
    return isObject(value) && Object.values(value).some(holds);
  };
  return !holds(json) && lists > 0;
}

function textOf(digest: Scanning['digest'], body: Buffer): Attempt['text'] | null {
  if (body.length > most.bytes) return null;
  const numbers: string[] = [];
  const words = body
    .toString('utf8')
    .replace(timeOfDay, '{time}')
    .replace(/\d+(\.\d+)?/g, (number) => {
      numbers.push(number);
      return '{number}';
    });
  if (numbers.length > most.numbers) return null;
  const hashed = createHash('sha256').update(words).digest('hex');
  return { words: digest(hashed), numbers: numbers.map((number) => digest(number)) };
}
