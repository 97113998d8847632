import { describe, expect, it } from 'vitest';
import { healthyRun } from '../testing/healthy-run.ts';
import { changed, finding } from '../testing/history-builder.ts';

const healthy = healthyRun();
const id = 'private-responses-not-shared';
const own = { viewer: 'a2', outcome: 'granted' } as const;
const shared = { headers: { 'cache-control': 'public, max-age=60' } };

describe('private-responses-not-shared', () => {
  it.each([
    ['holds', healthy],
    ['violated', changed(healthy, own, shared)],
    ['inconclusive', changed(healthy, { outcome: 'granted' }, { outcome: 'unclear' })],
    // What strangers are refused holds nobody's data, whatever it says.
    ['holds', changed(healthy, { outcome: 'concealed' }, shared)],
    // A life alone allows nothing where an Authorization says who asks; of a cookie, nothing protects it.
    ['holds', changed(healthy, own, { headers: { 'cache-control': 'max-age=60' } })],
    [
      'violated',
      changed(healthy, own, {
        headers: { 'cache-control': 'max-age=60' },
        credentialsIn: ['cookie'],
      }),
    ],
  ])('is %s', (verdict, run) => {
    expect(finding(run, id).verdict).toBe(verdict);
  });

  it('is about what holds something of its owner that not everybody may see', () => {
    const nothing = changed(healthy, own, { ...shared, sightings: [], items: null });
    expect(finding(nothing, id).breaches).toEqual([]);
  });

  it('is a weakness, and tells what allows it', () => {
    const [breach] = finding(changed(healthy, own, shared), id).breaches;
    expect(breach).toMatchObject({
      kind: 'weakness',
      owner: 'a2',
      sighting: { what: 'an answer that shared caches may keep (public, for 60 s)' },
    });
  });
});
