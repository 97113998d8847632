import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../harness/domain/attempts/attempt.ts';
import { junitXml } from '../../junit/junit.ts';
import { summaryMarkdown } from '../../summary.ts';
import { renderTerminal } from '../../terminal.ts';
import { indexHtml } from '../../html/page.ts';
import { holdingRun } from '../../testing/sample-run.ts';
import { sampleCase, withCases } from '../../testing/samples.ts';
import { howAsked, unlessPlain, whyNoScript } from './how-asked.ts';

const input = holdingRun();
const caseOf = (attempt: Partial<Attempt>) =>
  sampleCase(input, {
    viewer: 'a5',
    owners: [2],
    surface: 'GET /api/recordings/{recording}',
    invariant: 'no-foreign-reading',
    what: 'recording title',
    where: '$.title',
    attempt,
  });
const byHead = {
  variant: 'head-instead',
  probe: 'method-and-spelling',
  changed: { method: 'HEAD', path: '/api/recordings/r', elsewhere: false, headers: {} },
};
const byCursor = {
  variant: 'foreign-cursor',
  probe: 'beyond-the-page',
  changed: { method: 'GET', path: null, elsewhere: false, headers: { 'x-lang': 'en' } },
};

describe('how it was asked', () => {
  it.each<[Partial<Attempt>, string]>([
    [
      byHead,
      'asked by a changed request, HEAD, as “head-instead” of the probe method-and-spelling',
    ],
    [
      byCursor,
      'asked by a changed request, GET with x-lang, as “foreign-cursor” of the probe beyond-the-page',
    ],
    [
      { variant: 'range-end', probe: 'ranges' },
      'asked for bytes=-65536 of it, as “range-end” of the probe ranges',
    ],
    [
      { variant: 'expired-range' },
      'asked for bytes=0-65535 of it by a link that had ended, as “expired-range”',
    ],
    [{ variant: 'expired' }, 'asked by a link that had ended, as “expired”'],
    [{ variant: 'swapped' }, 'asked by a link with the signature of another link, as “swapped”'],
    [
      { variant: 'link-source' },
      'asked for the answer that holds the address of a link, as “link-source”',
    ],
    [{ variant: 'of-my-own' }, 'asked in another way, as “of-my-own”'],
  ])('tells %j apart from the plain one', (attempt, words) => {
    expect(howAsked(caseOf(attempt))).toBe(words);
    expect(unlessPlain(caseOf(attempt))).toBe(`, ${words}`);
  });

  it('is said in few words where it was plain', () => {
    expect(howAsked(caseOf({ probe: 'foreign-ids' }))).toBe(
      'asked plainly, by the probe foreign-ids',
    );
    expect(howAsked(caseOf({ variant: 'browser', channel: 'browser' }))).toBe(
      'received by a browser',
    );
    expect(unlessPlain(caseOf({ probe: 'foreign-ids' }))).toBe('');
  });

  it('stands in every report, with the reason where no script shows it again', () => {
    const run = withCases(input, [caseOf(byCursor)]);
    const terminal = renderTerminal(run, { colour: false, width: 400, folder: 'r' });
    expect(terminal).toMatch(/^ {2}no script: /m);
    for (const text of [terminal, junitXml(run), summaryMarkdown(run), indexHtml(run, new Map())]) {
      const plain = text.replaceAll('\\', '');
      expect(plain).toContain('“foreign-cursor” of the probe beyond-the-page');
      expect(plain).toMatch(/no script: the request held something that is kept nowhere/i);
    }
  });
});

it('every reason for which there is no script is its own', () => {
  const reasons = [
    byCursor,
    { variant: 'swapped' },
    { variant: 'shown' },
    { channel: 'socket' as const },
    {},
  ].map((attempt) => whyNoScript(caseOf(attempt)));
  expect(new Set(reasons).size).toBe(reasons.length);
});
