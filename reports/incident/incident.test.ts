import { describe, expect, it } from 'vitest';
import type { Case } from '../../harness/domain/verdict/case.ts';
import type { ReportInput } from '../input.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { inconclusiveRun, sampleCase, violatedRun, withCases } from '../testing/samples.ts';
import { poison } from '../testing/poison.ts';
import { incidentOf } from './incident.ts';
import { incidentMarkdown } from './markdown.ts';
import { incidentHtml } from './page.ts';

const listing = 'GET /api/recordings';
const holding = holdingRun();

function cases(...changes: readonly Partial<Parameters<typeof sampleCase>[1]>[]): Case[] {
  return changes.map((change) =>
    sampleCase(holding, {
      viewer: 'a5',
      owners: [2],
      surface: listing,
      invariant: 'no-foreign-listing',
      what: 'recording title',
      where: '$.items[0].title',
      ...change,
    }),
  );
}

/** What stands under a heading, as plain text. */
function under(input: ReportInput, title: string): string {
  const section = incidentOf(input)?.sections.find((one) => one.title === title);
  return [...(section?.lines ?? []), ...(section?.items ?? [])]
    .map((line) => line.map((one) => (typeof one === 'string' ? one : one.code)).join(''))
    .join('\n');
}

const leak = withCases(holding, cases({}));

describe('an incident report', () => {
  it('is written for a violated run alone', () => {
    expect(incidentOf(holding)).toBe(null);
    expect(incidentOf(inconclusiveRun())).toBe(null);
    expect(incidentOf(leak)?.title).toContain('Acme Telehealth');
  });

  it('gives no legal advice, and says so', () => {
    const notes = JSON.stringify(incidentOf(leak)?.notes);
    expect(notes).toContain('no legal advice');
  });

  it('tells since when: the sides of the update, and when the surface was last clean', () => {
    const title = 'When did the breach happen?';
    expect(under(leak, title)).toContain('since the update switch-to-video to 1.5.0');
    expect(under(leak, title)).toContain('Last known clean: 22 November 2026 at 13:10:01 UTC');
    const before = { phase: 'before-update', phases: ['before-update', 'after-update'] } as const;
    const early = withCases(holding, cases({ more: before }));
    expect(under(early, title)).toContain('Last known clean: not known, it was there before');
    const tried = leak.tried.map((use) => ({ ...use, lastClearBefore: null }));
    expect(under({ ...leak, tried }, title)).toContain('not known, nothing came out clearly');
    const plan = { ...leak.plan, update: { expected: false, name: null } };
    expect(under({ ...leak, plan }, title)).toContain('there was no side before an update');
  });

  it('says the nature once where all is of one, and of each where it differs', () => {
    const title = 'What has happened?';
    const nature = /confidentiality: data came to/g;
    const two = withCases(holding, cases({}, { surface: 'GET /api/clinicians' }));
    expect(under(two, title).match(nature)).toHaveLength(1);
    const mixed = cases({}, { surface: 'GET /api/clinicians', more: { kind: 'tamper' } });
    expect(under(withCases(holding, mixed), title)).toContain('integrity: somebody changed');
  });

  it('tells the shortest steps', () => {
    const told = under(violatedRun(), 'The shortest steps to see it');
    expect(told).toContain('4. a31 switches to video');
    expect(under(leak, 'The shortest steps to see it')).toMatch(/1\. Sign in as .*\n2\. Ask for/);
  });

  it('counts synthetic accounts and their records, and no real ones', () => {
    const many = withCases(holding, cases({ owners: [2, 4] }, { viewer: 'a11', owners: [4] }));
    expect(under(many, 'How many data subjects could be affected?')).toContain(
      'Not known. The accounts of the run are synthetic: 2 of 30 accounts',
    );
    expect(under(many, 'Number of personal data records concerned')).toContain(
      'The run counts 2 violations, seen 6 times',
    );
    const who = under(many, 'Categories of data subjects affected');
    expect(who).toContain('Whose it was: 2 synthetic accounts of the kind “patient”');
    expect(who).toContain('region uk');
  });

  it('says where an owner is unknown that this may be a real person', () => {
    const unknown = withCases(holding, cases({ owners: [null] }));
    const title = 'How many data subjects could be affected?';
    expect(under(unknown, title)).toContain('1 violation showed something of an owner whom');
    expect(under(leak, title)).not.toContain('whom the run does not know');
    // Of which kind somebody unknown is, nobody can say.
    expect(under(unknown, 'What is known not to be affected')).not.toContain('accounts with');
  });

  it('calls a surface not affected where it was tried, judged and clean, and nothing else', () => {
    const title = 'What is known not to be affected';
    const held = 'GET /api/prescriptions: tried clearly by 30 accounts, nothing found';
    expect(under(leak, title)).toContain(held);
    expect(under(leak, title)).not.toContain(`${listing}: tried`);
    expect(under(leak, title)).not.toContain('GET /api/clinicians: tried');
    expect(under(leak, title)).toContain('accounts with region ie: 9 accounts tried');
    const surface = 'GET /api/prescriptions';
    const { verdict } = leak;
    const late = [{ surface, attempts: 7 }];
    const cut = { ...verdict, coverage: { ...verdict.coverage, late } };
    expect(under({ ...leak, verdict: cut }, title)).toContain(
      `${held}; the time of the gate cut 7 attempts`,
    );
    const doubts: ReportInput[] = [
      { ...leak, verdict: { ...verdict, reasons: [`own-access: ${surface} never answered`] } },
      { ...leak, reasonsByInvariant: { 'own-access': [`${surface} never answered`] } },
      {
        ...leak,
        verdict: { ...verdict, coverage: { ...verdict.coverage, unreachedSurfaces: [surface] } },
      },
      { ...leak, tried: leak.tried.filter((use) => use.surface !== surface) },
      { ...leak, tried: leak.tried.map((use) => ({ ...use, viewers: new Map([['a1', true]]) })) },
      {
        ...leak,
        verdict: { ...verdict, acceptedViolations: cases({ surface }).map((one) => one.violation) },
      },
    ];
    for (const doubtful of doubts) expect(under(doubtful, title)).not.toContain(held);
  });

  it('tells the figures of a lockout: whose own it was, and that it is about availability', () => {
    const locked = withCases(
      holding,
      cases({ owners: [5], invariant: 'own-access', more: { kind: 'lockout', sighting: null } }),
    );
    expect(under(locked, 'What has happened?')).toContain('availability');
    expect(under(locked, 'Categories of data subjects affected')).toContain(
      'Whose it was: 1 synthetic account',
    );
  });

  it('keeps what a deployment gives from being markup', () => {
    const incident = incidentOf(poison(violatedRun()));
    if (incident === null) throw new Error('the run is violated');
    const page = incidentHtml(incident);
    expect(page).toContain('&lt;script&gt;window.hacked');
    expect(page).not.toContain('<script');
    expect(page).toContain('http-equiv="Content-Security-Policy"');
    // Before each sign that would be markup there is a backslash, or it stands in a code span.
    const prose = incidentMarkdown(incident).replace(/`[^`\n]*`|^>|\*Art\..*\*$/gm, '');
    expect(prose).not.toMatch(/[<>]|(?<!\\)[*[|$]|@(?!\u200b)/);
  });
});
