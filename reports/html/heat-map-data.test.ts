import { describe, expect, it } from 'vitest';
import { surfaceUses } from '../../harness/domain/surface-use.ts';
import type { Attempt } from '../../harness/domain/attempt.ts';
import { holdingRun, sampleAttempt } from '../testing/sample-run.ts';
import { violatedRun } from '../testing/samples.ts';
import { heatMap } from './heat-map-data.ts';

const tried = (attempts: readonly Attempt[]) => {
  const input = holdingRun();
  return { ...input, tried: surfaceUses(input.plan.surfaces, attempts) };
};

describe('heatMap', () => {
  it('gives whoever saw something a column of their own, everybody else one a role', () => {
    const columns = heatMap(violatedRun()).columns.map(({ label, detail }) =>
      `${label} ${detail}`.trim(),
    );
    expect(columns).toEqual([
      'a5 patient',
      'a11 patient',
      'a17 patient',
      'a23 patient',
      '23 other patients',
      '3 clinicians',
      'not signed in',
    ]);
  });

  it('counts owners, leaking surfaces first, and keeps an unknown owner', () => {
    const { rows } = heatMap(violatedRun());
    const cells = rows
      .slice(0, 4)
      .map(({ surface, cells: of }) => [
        surface,
        ...of.slice(0, 4).map(({ owners }) => owners.size),
      ]);
    expect(cells).toEqual([
      ['GET /api/recordings', 7, 6, 5, 4],
      ['GET /api/recordings/{recording}/media', 1, 1, 1, 1],
      ['GET /replays', 1, 1, 1, 1],
      ['GET /api/consultations', 0, 0, 0, 0],
    ]);
    expect(rows[2]?.cells[1]?.owners.has(null)).toBe(true);
  });

  it('tells tried and clean from unclear and from never tried', () => {
    const attempts = [
      sampleAttempt({ viewer: 'a1', surface: 'GET /replays' }),
      sampleAttempt({ viewer: 'a2', surface: 'GET /replays', outcome: 'unclear' }),
    ];
    const { rows } = heatMap(tried(attempts));
    const of = (surface: string) => rows.find((row) => row.surface === surface)?.cells[0];
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
