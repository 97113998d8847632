import { describe, expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { changed, finding, tokenOf } from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';
import type { Phase } from '../../../domain/phase.ts';

const surface = surfaces.stream.id;
const healthy = healthyRun();
const granted = { surface, outcome: 'granted' } as const;
const unseeded = (viewer: string) => ({
  digests: [`an unseeded film for ${viewer}`],
  sightings: [],
});
const served = (run: Run, viewers: readonly string[], change: (viewer: string) => object) =>
  viewers.reduce(
    (sofar, viewer) =>
      changed(sofar, { ...granted, viewer, phase: 'after-update' }, change(viewer)),
    run,
  );
const signed = (viewers: readonly string[], phases: readonly Phase[]) =>
  phases.reduce(
    (run, phase) =>
      viewers.reduce(
        (sofar, viewer) =>
          run.attempts.some((one) => one.viewer === viewer && one.phase === phase)
            ? changed(
                sofar,
                { ...granted, viewer, phase },
                { sightings: [tokenOf(Number(viewer.slice(1)))] },
              )
            : sofar,
        run,
      ),
    healthy,
  );
const judged = (run: Run) => finding(run, 'no-foreign-streaming');
const everybody = ['a0', 'a1', 'a2', 'a3'];
const both: readonly Phase[] = ['before-update', 'after-update'];

describe('media that nothing says to be its owner\u2019s', () => {
  it('is inconclusive where every owner is served another film than before', () => {
    const { verdict, reasons } = judged(served(healthy, ['a0', 'a1'], unseeded));
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain('own media changed and carries no marker');
  });

  it('is inconclusive where the sign is lost that it had', () => {
    const run = served(signed(everybody, both), ['a0'], () => ({ sightings: [] }));
    expect(judged(run).reasons.join()).toContain('own media changed and carries no marker');
  });

  it('is inconclusive where it is new and the media of most has a sign', () => {
    const one = served(signed(everybody, both), ['a3'], unseeded);
    expect(judged(one).reasons.join()).toContain('which that of most owners does');
    const allNew = served(signed(everybody, both), ['a2', 'a3'], unseeded);
    expect(judged(allNew).reasons.join()).toContain('which that of most owners does');
  });

  it('is no matter where it is still the same, new to all, or first signed by the update', () => {
    expect(judged(healthy).verdict).toBe('holds');
    expect(judged(signed(everybody, both)).verdict).toBe('holds');
    expect(judged(signed(everybody, ['after-update'])).verdict).toBe('holds');
  });

  it('is no matter where it was changed and names its owner', () => {
    const run = served(healthy, everybody, (viewer) => ({
      digests: [`recoded for ${viewer}`],
      sightings: [tokenOf(Number(viewer.slice(1)))],
    }));
    expect(judged(run).verdict).toBe('holds');
  });
});
