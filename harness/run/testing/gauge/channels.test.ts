import { expect, it } from 'vitest';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import {
  describeDeployment,
  person,
  testWorker,
} from '../../../exercise/worker/worker.test-support.ts';
import { deployAnswers } from './answering.ts';
import { answers } from './answers.ts';
import type { Answer } from './answers.ts';
import { channels, describedFor } from './channels.ts';
import { compareWithGolden } from './goldens.ts';
import { expectedOf, intendedDifferences } from './intended-differences.ts';
import { madeOf } from './made-of.ts';
import { cellOf, tableOf } from './table.ts';

/** Number of answers sent at once. Listening mostly waits. */
const atOnce = 8;

/**
 * The attempt that each channel makes of an answer, on a deployment of its own; null if the channel cannot carry it.
 */
type Row = { answer: Answer; made: Record<string, Attempt | null> };

async function send(answer: Answer): Promise<Row> {
  const { url } = await deployAnswers(answer);
  const { worker } = await testWorker(describeDeployment(url, describedFor(answer)));
  const [ann, bob] = [await person(worker), await person(worker)];
  const made: Row['made'] = {};
  for (const [name, carry] of Object.entries(channels))
    made[name] = await carry({ worker, ann, bob, answer });
  return { answer, made };
}

it('all channels make the same attempt of an answer, except for listed differences, and the same as before', async () => {
  const rows: Row[] = [];
  for (let from = 0; from < answers.length; from += atOnce)
    rows.push(...(await Promise.all(answers.slice(from, from + atOnce).map(send))));
  for (const channel of Object.keys(channels).filter((name) => name !== byHttp)) {
    expect.soft(differing(rows, channel), channel).toEqual([]);
    const carried = rows.filter(({ made }) => made[channel]);
    expect.soft(carried.length, channel).toBeGreaterThan(answers.length * 0.8);
  }
  expect.soft(superfluous(rows)).toEqual([]);
  const cells = rows.map(({ answer: { gives, name }, made }) => [
    `${gives}: ${name}`,
    ...Object.values(made).map(cellOf),
  ]);
  const table = tableOf(['answer', ...Object.keys(channels)], cells);
  expect(compareWithGolden('channels', 'channels.md', table).join('\n')).toBe('');
}, 60_000);

const byHttp = 'http request';

/** Answers of which a channel makes something unexpected. */
function differing(rows: readonly Row[], channel: string) {
  return rows.flatMap(({ answer, made }) => {
    const [first, other] = [made[byHttp], made[channel]];
    if (!first || !other) return [];
    const [expected, found] = [expectedOf(channel, answer, madeOf(first)), madeOf(other)];
    const isSame = JSON.stringify(found) === JSON.stringify(expected);
    return isSame ? [] : [{ answer: answer.name, expected, found }];
  });
}

/** Listed differences that do not occur. */
function superfluous(rows: readonly Row[]): string[] {
  return intendedDifferences.flatMap(({ why, channels: those, answers: names }) =>
    names.flatMap((name) => {
      const made = rows.find(({ answer }) => answer.name === name)?.made;
      const first = made?.[byHttp];
      if (!made || !first) return [`${why} ${name} is no answer`];
      return those.flatMap((channel) => {
        const other = made[channel];
        const isSame = other && JSON.stringify(madeOf(first)) === JSON.stringify(madeOf(other));
        return isSame ? [`${why} ${name} by ${channel}`] : [];
      });
    }),
  );
}
