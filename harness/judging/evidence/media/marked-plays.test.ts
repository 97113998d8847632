import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../domain/attempts/attempt.ts';
import { healthyRun } from '../../testing/healthy-run.ts';
import {
  also,
  changed,
  finding,
  reasonField,
  tokenOf,
  without,
} from '../../testing/history-builder.ts';
import type { Run } from '../../testing/history-builder.ts';
import { surfaces } from '../../testing/plan-of-tests.ts';

const surface = surfaces.stream.id;
const like = { surface, viewer: 'a2', thing: 'a2.1', phase: 'after-update' } as const;
const ofA1 = Array.from({ length: 12 }, (_, at) => `a1, ${at}`);
const ofA3 = Array.from({ length: 12 }, (_, at) => `a3, ${at}`);
const own = tokenOf(3, reasonField, 'byte 40191');

/** Only a player was given the media of a3, as of an account of the scenarios; a1 was asked plainly, too. */
const played = without(
  changed(healthyRun(), { surface, viewer: 'a1', outcome: 'granted' }, { digests: ofA1 }),
  { surface, viewer: 'a3', outcome: 'granted' },
);

function play(run: Run, digests: readonly string[], change: Partial<Attempt> = {}): Run {
  return also(run, like, {
    viewer: 'a3',
    session: 'a3.s1',
    thing: 'a3.1',
    variant: 'browser',
    channel: 'media',
    digests,
    sightings: [own],
    ...change,
  });
}
const leaks = (run: Run) =>
  finding(run, 'no-foreign-streaming').breaches.map(
    ({ attempt, owner }) => `${attempt.viewer} of ${owner}`,
  );
const withPieces = (...at: readonly number[]) =>
  ofA3.map((piece, index) => (at.includes(index) ? (ofA1[index] ?? '') : piece));

describe('media that only a player was given', () => {
  it('is its owner’s where it has pieces in common with another’s by chance', () => {
    expect(leaks(play(played, withPieces(3, 7)))).toEqual([]);
    expect(leaks(play(played, withPieces(3, 4, 7)))).toEqual([]);
  });

  it('takes nothing from what else tells whose the other’s is', () => {
    const run = play(played, withPieces(3, 7));
    expect(leaks(also(run, like, { digests: ['x', 'a1, 5'] }))).toEqual(['a2 of a1']);
    expect(leaks(also(run, like, { digests: ['x', 'a1, 3'] }))).toEqual([]);
  });

  it('tells of its parts without a marker, too', () => {
    const whole = play(played, withPieces(3, 7));
    expect(leaks(play(whole, withPieces(3, 7).slice(0, 6), { sightings: [] }))).toEqual([]);
  });

  it.each([
    ['all of it is another’s', ofA1, []],
    ['a piece of it is another’s, and no marker says whose it is', withPieces(3), []],
    ['all but its title is another’s', [...ofA1, 'title'], [own]],
    ['a range of it is another’s', withPieces(5, 6, 7), [own]],
    ['a later range of another’s comes alone', ofA1.slice(8), []],
    ['a header alone tells whose it is', withPieces(3), [tokenOf(3, reasonField, 'header x')]],
    ['another’s marker is in it', withPieces(3), [own, tokenOf(1, reasonField, 'byte 9')]],
    ['the marker is another’s', withPieces(3), [tokenOf(1, reasonField, 'byte 9')]],
  ])('is a leak where %s', (_, digests, sightings) => {
    expect(leaks(play(played, digests, { sightings }))).toEqual(['a3 of a1']);
  });

  it('is a leak where it once held what it else does not', () => {
    const usual = play(play(played, ofA3), ofA3);
    expect(leaks(play(usual, withPieces(3)))).toEqual(['a3 of a1']);
  });

  it('is a leak where its owner was granted something else when asked for it plainly', () => {
    const asked = play(played, ofA3, { variant: 'plain', channel: 'http' });
    expect(leaks(play(asked, withPieces(3)))).toEqual(['a3 of a1']);
  });

  it('tells nothing of what has several markers, or was no clear grant', () => {
    const both = play(played, withPieces(3), {
      sightings: [own, tokenOf(1, reasonField, 'byte 9')],
    });
    expect(leaks(also(both, like, { digests: ['a1, 3'] }))).toEqual(['a3 of a1', 'a2 of a1']);
    expect(leaks(play(played, withPieces(3), { outcome: 'unclear' }))).toEqual(['a3 of a1']);
  });

  it('is its owner’s where only their clinician played it', () => {
    const unasked = without(played, { surface, viewer: 'a0', outcome: 'granted' });
    const staff = { viewer: 'a4', session: 'a4.s1', thing: 'a0.1' };
    const marked = [tokenOf(0, reasonField, 'byte 9')];
    expect(leaks(play(unasked, withPieces(3), { ...staff, sightings: marked }))).toEqual([]);
    expect(leaks(play(unasked, withPieces(3), { ...staff, sightings: [] }))).toEqual(['a4 of a1']);
  });
});
