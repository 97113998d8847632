import { describe, expect, it } from 'vitest';
import { anonymous } from '../../domain/accounts/account.ts';
import { jwtAboutAccount, jwtOfAccount } from '../../domain/attempts/jwt-credential.ts';
import { healthyRun } from '../testing/healthy-run.ts';
import { also, changed, finding } from '../testing/history-builder.ts';
import type { Run } from '../testing/history-builder.ts';
import { surfaces } from '../testing/plan-of-tests.ts';

const healthy = healthyRun();
const id = 'no-foreign-credentials';
const cookieOf = (account: string) =>
  ({
    kind: 'credential',
    account,
    name: 'sid',
    where: 'header set-cookie',
    encoding: 'plain',
  }) as const;

describe('no-foreign-credentials', () => {
  it('holds where nobody was handed another’s', () => {
    expect(finding(healthy, id)).toMatchObject({
      verdict: 'holds',
      attempts: healthy.attempts.length,
      breaches: [],
    });
  });

  it.each([
    ['a signed-in viewer', { viewer: 'a2', outcome: 'granted' }],
    ['anonymous', { viewer: anonymous }],
    ['a clinician entitled to all else', { viewer: 'a4', outcome: 'granted' }],
    ['a session that was signed out', { sessionState: 'signed-out' }],
  ] as const)('is violated by a cookie of another’s shown to %s', (_, like) => {
    const run = also(healthy, like, { sightings: [cookieOf('a0')], outcome: 'denied' });
    expect(finding(run, id)).toMatchObject({
      verdict: 'violated',
      breaches: [
        { kind: 'exposure', owner: 'a0', sighting: { what: 'sid', where: 'header set-cookie' } },
      ],
    });
  });

  const viewing = (viewer: string, account: string, name: string) => {
    const sightings = [{ ...cookieOf(account), name, encoding: 'JWT' }];
    return finding(also(healthy, { viewer, outcome: 'granted' }, { sightings }), id).verdict;
  };

  it.each([
    ['of another patient', 'a2', 'a0', jwtOfAccount],
    ['that tells of another patient', 'a2', 'a0', jwtAboutAccount],
    ['of a clinician whose name everybody may see', 'a2', 'a4', jwtOfAccount],
  ])('is violated by a JWT %s', (_, viewer, account, name) => {
    expect(viewing(viewer, account, name)).toBe('violated');
  });

  it.each([
    ['of a patient, shown to who may see them', 'a4', 'a0', jwtOfAccount],
    ['that tells of a clinician whose name everybody may see', 'a2', 'a4', jwtAboutAccount],
  ])('is not violated by a JWT %s', (_, viewer, account, name) => {
    expect(viewing(viewer, account, name)).toBe('holds');
  });

  it('is not violated by one’s own, nor by what is nobody’s in particular', () => {
    const run = also(healthy, { viewer: 'a2' }, { sightings: [cookieOf('a2'), cookieOf('*')] });
    expect(finding(run, id).verdict).toBe('holds');
  });

  it('leaves foreign credentials to this invariant alone', () => {
    const run = also(
      healthy,
      { viewer: 'a2', surface: surfaces.read.id, outcome: 'granted' },
      { sightings: [cookieOf('a0')] },
    );
    expect(finding(run, 'no-foreign-reading').breaches).toEqual([]);
  });

  it('is inconclusive where an account never got a clear answer', () => {
    const run: Run = changed(
      healthy,
      { viewer: 'a2' },
      { outcome: 'unclear', status: 503, why: 'status 503' },
    );
    expect(finding(run, id)).toMatchObject({ verdict: 'inconclusive' });
  });
});
