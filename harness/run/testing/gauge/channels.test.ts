import { expect, it } from 'vitest';
import {
  describeDeployment,
  person,
  testWorker,
} from '../../../exercise/worker/worker.test-support.ts';
import { deployAnswers } from './answering.ts';
import { answers } from './answers.ts';
import type { Answer } from './answers.ts';
import { channels, described } from './channels.ts';
import { compareWithGolden } from './goldens.ts';
import { cellOf, tableOf } from './table.ts';

/** Answers that are sent at once: listening is mostly waiting. */
const atOnce = 8;

/** What each channel makes of an answer, on a deployment of its own. */
async function rowOf(answer: Answer): Promise<string[]> {
  const { url } = await deployAnswers(answer);
  const { worker } = await testWorker(describeDeployment(url, described));
  const [ann, bob] = [await person(worker), await person(worker)];
  const cells: string[] = [];
  for (const send of Object.values(channels))
    cells.push(cellOf(await send({ worker, ann, bob, answer })));
  return [`${answer.gives}: ${answer.name}`, ...cells];
}

it('each channel makes of an answer what it made of it when the golden was written', async () => {
  const rows: string[][] = [];
  for (let from = 0; from < answers.length; from += atOnce)
    rows.push(...(await Promise.all(answers.slice(from, from + atOnce).map(rowOf))));
  const table = tableOf(['answer', ...Object.keys(channels)], rows);
  expect(compareWithGolden('channels', 'channels.md', table).join('\n')).toBe('');
}, 60_000);
