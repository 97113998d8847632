import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { LeftOut } from '../../../domain/attempts/left-out.ts';
import { createInspecting } from '../../scan/inspect.ts';
import { createLinks } from './held-links.ts';
import { learnSignatures } from './link-signatures.ts';

it('keeps a bounded number of values of a parameter, and tells that there were more', () => {
  const beyond: LeftOut[] = [];
  const worker = {
    links: createLinks(),
    inspecting: createInspecting(),
    digest: String,
    leaveOut: (one: LeftOut) => void beyond.push(one),
  };
  const about = { surface: 'GET /film', owner: 'a1', ids: {}, phase: 'before-update' } as const;
  for (let time = 0; time < 2003; time += 1) {
    const url = `https://acme.test/film?sig=${randomBytes(24).toString('hex')}`;
    learnSignatures(worker, { ...about, url, askedAt: time, obtainedAt: time });
  }
  const one = { what: 'signatures', surface: 'GET /film', where: '?sig', most: 2000, count: 1 };
  expect(beyond).toEqual([one, one, one]);
});
