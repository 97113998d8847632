import { describe, expect, it } from 'vitest';
import { invariantIds } from '../harness/domain/verdict/invariant.ts';
import { acrossUpdate, noOldSession } from '../harness/domain/surfaces/variant.ts';
import { indexHtml } from './html/page.ts';
import { junitXml } from './junit/junit.ts';
import { summaryMarkdown } from './summary.ts';
import { renderTerminal } from './terminal.ts';
import { holdingRun } from './testing/sample-run.ts';
import { admittedRun, inconclusiveRun, violatedRun } from './testing/samples.ts';

/** `class | name: what its element holds`, of every test case. */
function testCases(xml: string): string[] {
  return [
    ...xml.matchAll(
      /<testcase classname="(?:chaperone\.)?([^"]*)" name="([^"]*)"[^>]*?(?:\/>|>\s*<([\w-]+))/g,
    ),
  ].map(([, className, name, child]) => `${className} | ${name}: ${child ?? ''}`);
}

describe('junit.xml', () => {
  it('fails what is violated, a case a surface, in the file that describes it', () => {
    const places = {
      definition: { file: 'chaperone.config.ts', line: 1 },
      surfaces: { 'GET /api/recordings': { file: 'openapi.yaml', line: 12 } },
    };
    const run = violatedRun();
    const xml = junitXml({ ...run, plan: { ...run.plan, places } });
    const cases = testCases(xml);
    const listing = 'no-foreign-listing | Nobody lists another’s consultations:';
    expect(cases).toContain(`${listing} GET /api/recordings: failure`);
    expect(cases).toContain(`${listing} GET /replays: failure`);
    expect(cases).toContain(`${listing} GET /api/consultations: `);
    expect(xml).toContain('failures="3" errors="0" skipped="0"');
    expect(xml).toMatch(/name="[^"]*: GET \/api\/recordings" file="openapi.yaml"/);
    expect(xml).toMatch(/name="[^"]*: GET \/replays" file="chaperone.config.ts"/);
    expect(xml).toContain(
      'patient of region uk, call audio-then-video, no. 2 (a5) received patient of region uk, call video, no. 1 (a2)’s recording title and 21 more like it',
    );
    const [, ...failures] = xml.split('<failure');
    for (const failure of failures)
      expect(failure.match(/Cause cause0000001: patients \(region uk/g)).toHaveLength(1);
    expect(xml).toContain('name="Acme Telehealth (staging) 1.5.0"');
  });

  it('passes no surface of an invariant that is violated and in doubt', () => {
    const run = violatedRun();
    const reasonsByInvariant = { 'no-foreign-listing': ['a page was not read'] };
    const cases = testCases(junitXml({ ...run, reasonsByInvariant }));
    const listing = cases.filter((text) => text.startsWith('no-foreign-listing'));
    expect(listing.map((text) => text.replace(/.*: /, ''))).toEqual([
      'error',
      'failure',
      'failure',
    ]);
  });

  it('passes no surface that was not reached, is admitted or tells of nobody', () => {
    const run = holdingRun();
    const nameOf = (surface: string) => `Nobody lists another’s consultations: ${surface}`;
    const listed = (input: typeof run) =>
      testCases(junitXml(input)).filter((text) => text.includes('Nobody lists'));
    expect(listed(run).join()).toContain(nameOf('GET /api/consultations'));
    expect(listed(run).join()).not.toContain(nameOf('GET /api/clinicians'));
    const unreachedSurfaces = ['GET /api/consultations'];
    const coverage = { ...run.verdict.coverage, unreachedSurfaces };
    const less = { ...run, verdict: { ...run.verdict, coverage } };
    expect(listed(less).join()).not.toContain(nameOf('GET /api/consultations'));
    const untried = run.tried.map((use) => ({ ...use, viewers: new Map([['a1', false]]) }));
    expect(listed({ ...run, tried: untried })).toHaveLength(1);
  });

  it('makes an error of what is inconclusive, the run itself included', () => {
    const cases = testCases(junitXml(inconclusiveRun()));
    expect(cases).toContain('chaperone | the run could be judged: error');
    expect(cases.find((text) => text.startsWith('own-access'))).toMatch(/: error$/);
    expect(cases.find((text) => text.startsWith('second-factor-required'))).toMatch(/: skipped$/);
    expect(cases.find((text) => text.startsWith('no-foreign-listing'))).toMatch(/: system-out$/);
  });

  it('passes what holds, and tells each invariant', () => {
    const xml = junitXml(holdingRun());
    expect(xml).toContain('failures="0" errors="0" skipped="0"');
    for (const id of invariantIds) expect(xml).toContain(`name="${id}: `);
  });
});

describe('summary.md', () => {
  it('says the verdict, then the accepted gaps, before anything else', () => {
    const [verdict, , gap] = summaryMarkdown(inconclusiveRun()).split('\n');
    expect(verdict).toBe(
      '## ⚠️ This run can’t say whether people see only their own data. Do not take it for a pass.',
    );
    expect(gap).toMatch(/^> ⚠️ \*\*Accepted gap\*\* `GET \/api\/clinicians`/);
  });

  it('has a row an invariant, and every fault with its script', () => {
    const text = summaryMarkdown(violatedRun());
    expect(text.match(/^\| [❌✅]/gmu)).toHaveLength(invariantIds.length);
    expect(text).toContain(
      '1. **patient of region uk, call audio-then-video, no. 2 (a5) received patient of region uk, call video, no. 1 (a2)’s recording title** and 21 more like it, on `GET /api/recordings`',
    );
    expect(text).toContain('`npx --no chaperone verify --seed 42`');
  });
});

describe('the terminal', () => {
  const options = { colour: false, width: 72, folder: '/tmp/run' };

  it('says the verdict in words, the invariants, the faults and where the report lies', () => {
    const run = violatedRun();
    const text = renderTerminal(run, options);
    expect(text).toContain(`Acme Telehealth (staging) at ${run.plan.url}, release`);
    const embedded = renderTerminal({ ...run, verdict: { ...run.verdict, url: null } }, options);
    expect(embedded).toContain('Acme Telehealth (staging), release');
    expect(text).toContain('This release shows patients other patients’ recordings. Do not ship.');
    expect(text).toMatch(
      /violated +no-foreign-listing +410 tried, 152 granted to owners, 26 violations/,
    );
    expect(text).toContain(
      '- patients (region uk, call audio-then-video) receive what is others’,',
    );
    expect(text.trimEnd()).toMatch(/Report: \/tmp\/run\/index\.html$/);
  });

  it('says what a budget left to a thorough run, and nothing of it where all was tried', () => {
    const run = violatedRun();
    const cutTo = (cut: number) => {
      const probes = run.verdict.coverage.probes.map((probe) => ({ ...probe, cut }));
      const coverage = { ...run.verdict.coverage, probes };
      return renderTerminal({ ...run, verdict: { ...run.verdict, coverage } }, options);
    };
    expect(cutTo(7)).toContain('Attempts left to --thorough: 7 of ');
    expect(cutTo(0)).not.toContain('--thorough');
  });

  it('says which accounts were lacking, and nothing of it where none were', () => {
    const run = violatedRun();
    const wide = { ...options, width: 1000 };
    const [probe] = run.verdict.coverage.probes;
    if (probe === undefined) throw new Error('the sample has no probe');
    const idle = { ...probe, id: acrossUpdate, tried: 0, why: noOldSession };
    const coverage = { ...run.verdict.coverage, strength: 2, probes: [idle] };
    const plan = { ...run.plan, strength: 2, accountsForTriples: 27 };
    const few = renderTerminal({ ...run, plan, verdict: { ...run.verdict, coverage } }, wide);
    expect(few).toMatch(/chosen by pairs of .* three would take 27 accounts, more than --accounts/);
    expect(few).toContain(`Not tried for lack of accounts: across-update (${noOldSession})`);
    expect(renderTerminal(run, wide)).not.toMatch(/chosen by pairs|lack of accounts/);
  });

  it('counts what was seen and passed over, and says nothing where nothing was', () => {
    const wide = { ...options, width: 1000 };
    expect(renderTerminal(inconclusiveRun(), wide)).toContain(
      'Seen in own answers and not judged: 5 places of 1 surface',
    );
    expect(renderTerminal(violatedRun(), wide)).not.toContain('not judged: ');
  });

  it('names accepted gaps first', () => {
    expect(renderTerminal(inconclusiveRun(), options).trimStart()).toMatch(/^Accepted gap: GET/);
  });

  it('keeps within its width, and colours only when asked', () => {
    const plain = renderTerminal(inconclusiveRun(), options);
    const prose = plain.split('\n').filter((line) => !line.includes('granted to owners'));
    expect(prose.filter((line) => line.length > 72)).toEqual([]);
    expect(plain).not.toContain('\u001b');
    expect(renderTerminal(inconclusiveRun(), { ...options, colour: true })).toContain('\u001b[');
  });
});

describe('a finding that is admitted', () => {
  const run = admittedRun();
  const surface = 'GET /api/consultations';
  const texts = {
    terminal: renderTerminal(run, { colour: false, width: 1000, folder: 'r' }),
    'summary.md': summaryMarkdown(run),
    'junit.xml': junitXml(run),
    'index.html': indexHtml(run, new Map()),
  };

  it.each(Object.entries(texts))('stands first in %s, with what was seen of it', (_, text) => {
    const plain = text.replaceAll('\\', '');
    const at = plain.indexOf('Accepted finding');
    expect(at).toBeGreaterThan(-1);
    expect(at).toBeLessThan(
      plain.search(/no-access-after-sign-out|the run could be judged|Signing out ends access/),
    );
    for (const words of [surface, 'by design', 'J. Doe, security', '2026-12-31'])
      expect(plain.slice(at)).toContain(words);
    expect(plain).toContain('still came after sign-out and 1 more like it');
  });

  it('is not hidden by the headline, nor by the grid', () => {
    expect(texts['index.html']).toContain('But for 1 accepted finding, nobody saw');
    const expired = run.verdict.accepted.map((one) => ({ ...one, expired: true, violations: 0 }));
    const gone = { ...run, verdict: { ...run.verdict, accepted: expired } };
    expect(summaryMarkdown(gone)).toContain('expired on 2026-12-31');
    expect(summaryMarkdown(gone)).toContain('not seen in this run: take it out of accept');
  });

  it('is no pass in junit.xml, and no failure', () => {
    expect(texts['junit.xml']).toMatch(/<testcase[^>]*Accepted finding[^>]*>\s*<skipped/);
    expect(texts['junit.xml']).toContain('failures="0" errors="0" skipped="1"');
  });
});
