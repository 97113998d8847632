import { describe, expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { changed, finding, tokenOf } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const surface = surfaces.stream.id;
const healthy = healthyRun();
const served = (viewer: string) =>
  ({ surface, viewer, thing: `${viewer}.1`, phase: 'after-update' }) as const;

describe('media that is the same for several owners', () => {
  it('is inconclusive where it was their own before the update and names nobody', () => {
    const same = { digests: ['of one who came later'], sightings: [] };
    const run = changed(changed(healthy, served('a0'), same), served('a1'), same);
    const { verdict, reasons } = finding(run, 'no-foreign-streaming');
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toContain('the same as others after it');
  });

  it('is no matter where a sign in it says whose it is', () => {
    const same = { digests: ['a common preamble'] };
    const signed = [0, 1].reduce((run, number) => {
      const own = { surface, viewer: `a${number}`, thing: `a${number}.1` };
      return changed(run, own, { sightings: [tokenOf(number)] });
    }, healthy);
    const run = changed(changed(signed, served('a0'), same), served('a1'), same);
    expect(finding(run, 'no-foreign-streaming').reasons.join()).not.toContain('same as others');
  });

  it('is no matter where it never was their own', () => {
    expect(finding(healthy, 'no-foreign-streaming').verdict).toBe('holds');
  });
});
