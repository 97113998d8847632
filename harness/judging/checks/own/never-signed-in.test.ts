import { describe, expect, it } from 'vitest';
import { healthyRun } from '../../testing/healthy-run.ts';
import { changed, finding } from '../../testing/history-builder.ts';

const healthy = healthyRun();
const refused = { outcome: 'denied', status: 401, sightings: [], items: null } as const;
const own = { viewer: 'a1', outcome: 'granted' } as const;

describe('an account that was refused all of its own from the start', () => {
  it('makes own-access inconclusive, in one message, where it may never have been signed in', () => {
    const { verdict, reasons, breaches } = finding(changed(healthy, own, refused), 'own-access');
    expect({ verdict, breaches }).toEqual({ verdict: 'inconclusive', breaches: [] });
    expect(reasons.filter((reason) => reason.includes('secondFactor.code'))).toHaveLength(1);
  });

  it('is locked out where that began with the update', () => {
    const run = changed(healthy, { ...own, phase: 'after-update' }, refused);
    expect(finding(run, 'own-access').reasons.join()).not.toContain('secondFactor.code');
  });

  it('is locked out where it was told that it may not', () => {
    const run = changed(healthy, own, { ...refused, status: 403 });
    expect(finding(run, 'own-access').verdict).toBe('violated');
  });
});
