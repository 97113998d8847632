import { expect, it } from 'vitest';
import { noSurface, read } from '../../deployment/surfaces/surfaces.ts';
import { describeNotes } from '../testing/describe-notes.ts';
import { createNotes } from '../testing/notes.ts';
import { onSocket } from '../testing/on-socket.ts';
import { runWhole } from '../testing/run-whole.ts';

it('judges sign-out on a deployment where every address needs an id', async () => {
  let release = '1';
  const { handlers } = createNotes(() => release);
  const url = await onSocket(handlers);
  const surfaces = [
    read('GET /notes/{note}'),
    noSurface('list', 'notes are found by their addresses'),
    noSurface('stream', 'notes are text'),
  ];
  const definition = { ...describeNotes(url, { surfaces }), url };
  const { verdict } = await runWhole(definition, () => (release = '2'));
  const { verdict: all, reasons } = verdict;
  expect({ all, reasons }).toEqual({ all: 'holds', reasons: [] });
});
