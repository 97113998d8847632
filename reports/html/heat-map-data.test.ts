import { describe, expect, it } from 'vitest';
import { surfaceUses } from '../../harness/domain/verdict/surface-use.ts';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import { holdingRun, sampleAttempt } from '../testing/sample-run.ts';
import { violatedRun } from '../testing/samples.ts';
import { heatMap } from './heat-map-data.ts';

const tried = (attempts: readonly Attempt[]) => {
  const input = holdingRun();
  return { ...input, tried: surfaceUses(input.plan.surfaces, attempts) };
};

describe('heatMap', () => {
  it('has a column for each kind of account, by what causes have in common; who saw most comes first', () => {
    const columns = heatMap(violatedRun()).columns.map(({ label, detail }) =>
      `${label} ${detail}`.trim(),
    );
    expect(columns).toEqual([
      'patients (region uk, call audio-then-video) 8 accounts',
      'patients (region uk, call audio) 5 accounts',
      'patients (region ie, call audio) 4 accounts',
      'patients (region uk, call video) 5 accounts',
      'patients (region ie, call video) 5 accounts',
      'clinicians 3 accounts',
      'not signed in',
    ]);
  });

  it('counts owners, leaking surfaces first, and keeps an unknown owner', () => {
    const { rows } = heatMap(violatedRun());
    const cells = rows
      .slice(0, 4)
      .map(({ surface, cells: of }) => [
        surface,
        ...of.slice(0, 2).map(({ owners, saw }) => `${owners.size} by ${saw}`),
      ]);
    expect(cells).toEqual([
      ['GET /api/recordings', '7 by 4', '0 by 0'],
      ['GET /api/recordings/{recording}/media', '4 by 4', '0 by 0'],
      ['GET /replays', '4 by 4', '0 by 0'],
      ['GET /api/consultations', '0 by 0', '0 by 0'],
    ]);
    expect(rows[2]?.cells[0]?.owners.has(null)).toBe(true);
  });

  it('tells tried and clean from unclear and from never tried', () => {
    const attempts = [
      sampleAttempt({ viewer: 'a28', surface: 'GET /replays' }),
      sampleAttempt({ viewer: 'a29', surface: 'GET /replays', outcome: 'unclear' }),
    ];
    const { rows, columns } = heatMap(tried(attempts));
    const staff = columns.findIndex(({ label }) => label === 'clinicians');
    const of = (surface: string) => rows.find((row) => row.surface === surface)?.cells[staff];
    expect(of('GET /replays')).toMatchObject({ tried: 2, clear: 1 });
    expect(of('GET /api/account')).toMatchObject({ tried: 0, clear: 0 });
  });

  it('has a row for what only a browser met', () => {
    const attempts = [sampleAttempt({ surface: 'GET /app.js', gives: 'read', channel: 'browser' })];
    const { rows } = heatMap(tried(attempts));
    expect(rows.at(-1)).toMatchObject({ surface: 'GET /app.js', gives: 'read' });
  });

  it('stays within bounds, and says what did not fit', () => {
    const input = holdingRun();
    const attempts = Array.from({ length: 60 }, (_, index) =>
      sampleAttempt({ surface: `GET /${index}` }),
    );
    const { rows, left } = heatMap(tried(attempts));
    expect(rows.length + left.surfaces).toBe(60 + input.plan.surfaces.length);
    expect(rows.length).toBe(40);
  });
});
