import { describe, expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { changed, finding } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';

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

  it('is no matter where it never was their own', () => {
    expect(finding(healthy, 'no-foreign-streaming').verdict).toBe('holds');
  });
});
