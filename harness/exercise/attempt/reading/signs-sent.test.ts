import { expect, it } from 'vitest';
import type { Sign } from '../../scan/inspect.ts';
import { signKey } from '../../scan/sightings.ts';
import { signsSent } from './signs-sent.ts';

it('looks at all that was sent, once, and not before somebody asks', () => {
  const sign: Sign = { kind: 'id', account: 'a1', thing: 'a1.1', name: 'note' };
  const looked: (string | Uint8Array)[] = [];
  const look = (text: string | Uint8Array) => {
    looked.push(text);
    return [{ sign, at: 0, encoding: 'plain' }];
  };
  const sent = signsSent({ inspecting: { look } }, ['GET /notes/note_1', 'cookie']);
  expect(looked).toEqual([]);
  expect(sent()).toEqual(new Set([signKey(sign)]));
  expect(sent()).toBe(sent());
  expect(looked).toEqual(['GET /notes/note_1\ncookie']);
});
