import { describe, expect, it } from 'vitest';
import { updates } from '../clinic/updates/index.ts';
import { invariantIds } from '../harness/domain/verdict/invariant.ts';
import { faultsOf } from './faults-of.ts';
import { harmless, judgedRun, leaky } from './judged.test-support.ts';
import { unknownLevels } from './possible-cohorts.ts';

const said = (...given: Parameters<typeof faultsOf>): string[] =>
  faultsOf(...given).map(({ kind, what }) => `${kind}: ${what}`);

const headlined = (viewers: Record<string, string>, owners = {}) =>
  judgedRun({ headline: { title: '', viewers, owners, invariants: ['no-foreign-reading'] } });

describe('faultsOf', () => {
  it('finds none where all was found as declared', () => {
    expect(faultsOf(leaky, judgedRun())).toEqual([]);
  });

  it('says what survives', () => {
    const found = said(leaky, judgedRun({ verdict: 'holds', broken: [], headline: null }));
    expect(found).toEqual(['missed: it survives: nothing that it declares was found']);
  });

  it('says which invariant or cohort was missed', () => {
    const [breach] = leaky.breaks;
    if (breach === undefined) throw new Error('it breaks nothing');
    const more = (changes: object) => ({ breaks: [...leaky.breaks, { ...breach, ...changes }] });
    expect(said(more({ invariant: 'no-foreign-listing' }), judgedRun())).toEqual([
      'missed: no-foreign-listing was not found to be broken',
    ]);
    expect(said(more({ cohort: { region: 'ie' } }), judgedRun())).toEqual([
      'missed: no-foreign-reading was not found to be broken for region ie',
    ]);
  });

  it('says what is broken beside it', () => {
    const { broken } = judgedRun();
    const beside = { invariant: 'own-access', viewers: [{}] };
    expect(said(leaky, judgedRun({ broken: [...broken, beside] }))).toEqual([
      'other: own-access is broken, which it does not declare',
    ]);
    const may = { ...leaky, mayBreak: ['own-access'] };
    expect(said(may, judgedRun({ broken: [...broken, beside] }))).toEqual([]);
  });

  it('says when the report names other accounts than those declared', () => {
    expect(said(leaky, headlined({}))).toEqual([
      'other: the report says “any account”, not “region uk”',
    ]);
    expect(said(leaky, headlined({ region: 'uk' }, { call: 'video' }))).toEqual([
      'other: the report says “region uk, what is of call video”, not “region uk”',
    ]);
    expect(said(leaky, judgedRun({ headline: null }))).toEqual([
      'other: the report has no first story',
    ]);
  });

  it('compares rules by whom they select', () => {
    const breaks = leaky.breaks.map((one) => ({
      ...one,
      cohort: { call: 'audio-then-video', booking: 'after' },
    }));
    const [viewers] = [{ call: 'audio-then-video' }];
    const broken = [
      { invariant: 'no-foreign-reading', viewers: [{ ...viewers, booking: 'after' }] },
    ];
    expect(faultsOf({ breaks }, { ...headlined(viewers), broken })).toEqual([]);
  });

  it('has a healthy update hold', () => {
    const holds = judgedRun({ verdict: 'holds', broken: [], headline: null });
    expect(faultsOf(harmless, holds)).toEqual([]);
    expect(said(harmless, judgedRun())).toEqual(['other: no-foreign-reading is said to be broken']);
    const open = { ...holds, verdict: 'inconclusive', reasons: ['a session ended'] } as const;
    expect(said(harmless, open)).toEqual(['other: it is inconclusive: a session ended']);
  });
});

const known: readonly string[] = invariantIds;

describe.each(updates)('$id', ({ breaks, mayBreak = [] }) => {
  it('declares invariants that there are, and accounts that there can be', () => {
    const declared = [...breaks.map(({ invariant }) => invariant), ...mayBreak];
    expect(declared.filter((id) => !known.includes(id))).toEqual([]);
    const unknown = breaks.flatMap(({ cohort, owners = {} }) => [
      ...unknownLevels(cohort),
      ...unknownLevels(owners),
    ]);
    expect(unknown).toEqual([]);
  });
});
