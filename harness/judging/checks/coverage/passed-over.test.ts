import { describe, expect, it } from 'vitest';
import type { Item, ToldRow } from '../../../domain/attempts/attempt.ts';
import { phases } from '../../../domain/phase.ts';
import type { Phase } from '../../../domain/phase.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import { changed, judge } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const healthy = healthyRun();
const told = (change: Partial<ToldRow> = {}): ToldRow => ({
  mine: false,
  own: [],
  other: [],
  ...change,
});
const mine = (where: string): Item => ({
  where,
  sightings: [],
  ids: ['of the viewer'],
  told: told({ mine: true, own: ['.owner text'] }),
});
const nobodys = (where: string): Item => ({ where, sightings: [], ids: [where], told: told() });

/** Owners’ own answers hold rows, in some phases. */
const holding = (run: Run, items: readonly Item[], ...of: readonly Phase[]) =>
  of.reduce(
    (one, phase) =>
      changed(
        one,
        { surface: surfaces.read.id, viewer: 'a0', outcome: 'granted', phase },
        { items, listed: true },
      ),
    run,
  );
/** All media that owners are served has this type. */
const ofType = (run: Run, type: string): Run => ({
  ...run,
  attempts: run.attempts.map((attempt) =>
    attempt.surface === surfaces.stream.id
      ? { ...attempt, headers: { ...attempt.headers, 'content-type': type } }
      : attempt,
  ),
});
const passedOver = (run: Run) =>
  judge(run).verdict.coverage.passedOver.map(({ why, places, more }) => ({ why, places, more }));

describe('what was passed over', () => {
  const news = [mine('$.messages[0]'), nobodys('$.messages[1]'), nobodys('$.messages[2]')];

  it('is nothing where all that owners are shown is theirs', () => {
    expect(passedOver(healthy)).toEqual([]);
    expect(passedOver(holding(healthy, news.slice(0, 1), ...phases))).toEqual([]);
  });

  it('are pictures that only their bytes tell', () => {
    const why = expect.stringContaining('coded anew');
    expect(passedOver(ofType(healthy, 'image/jpeg'))).toEqual([{ why, places: ['body'], more: 0 }]);
    expect(passedOver(ofType(healthy, 'video/webm'))).toEqual([]);
  });

  it('are rows of nobody where such stood before the update too', () => {
    const run = holding(healthy, news, ...phases);
    const why = expect.stringContaining('before the update too');
    expect(judge(run).verdict.verdict).toBe('holds');
    expect(passedOver(run)).toEqual([{ why, places: ['$.messages[]'], more: 0 }]);
  });

  it('are rows of nobody where none was ever the viewer’s', () => {
    const run = holding(healthy, [nobodys('$.options[0]')], 'after-update');
    const why = expect.stringContaining('no row was ever the viewer’s');
    expect(passedOver(run)).toEqual([{ why, places: ['$.options[]'], more: 0 }]);
  });

  it('is no row that leaks or is in doubt', () => {
    const run = holding(holding(healthy, news, 'after-update'), news.slice(0, 1), 'before-update');
    expect(judge(run).verdict.verdict).toBe('violated');
    expect(passedOver(run)).toEqual([]);
  });

  it('is told by some places, without keys of the deployment, and by their number', () => {
    const places = Array.from({ length: 15 }, (_, at) => `$.x${'y'.repeat(at)}[0]`);
    const rows = [...places, '$.of-jane-1980[0]', '$.of-jack-1981[0]'].map(nobodys);
    const [found] = passedOver(holding(healthy, rows, 'after-update'));
    expect(found?.places).toHaveLength(12);
    expect(found?.places[0]).toBe('$.*[]');
    expect(found?.more).toBe(4);
  });
});
