import { expect, it } from 'vitest';
import type { Attempt } from '../../harness/domain/attempts/attempt.ts';
import { payload } from '../testing/poison.ts';
import { sampleCase, violatedRun, withCases } from '../testing/samples.ts';
import { ownListBefore, sampleShape } from '../testing/sample-shapes.ts';
import { toldCauses } from '../words/causes/told-causes.ts';
import { answersSideBySide } from './evidence.ts';

const input = violatedRun();

/** What is shown of a run with one leak, of a2’s recording to a5. */
function shown(attempt: Partial<Attempt>, shaped: readonly Attempt[] = [ownListBefore(input)]) {
  const leak = sampleCase(input, {
    viewer: 'a5',
    owners: [2],
    surface: 'GET /api/recordings',
    invariant: 'no-foreign-listing',
    what: 'recording title',
    where: '$.items[0].title',
    attempt,
  });
  const run = { ...withCases(input, [leak]), shaped };
  const [told] = toldCauses(run);
  if (told === undefined) throw new Error('the leak is told');
  return answersSideBySide(run, told)?.markup ?? null;
}

const tokenOf = (account: number) => input.tokenText({ run: input.plan.run, account, field: 3 });

it('shows what came before the update beside what came after it, with whose each token is', () => {
  const markup = shown({ shape: sampleShape }) ?? '';
  expect(markup.indexOf('Before the update')).toBeLessThan(markup.indexOf('After the update'));
  expect(markup).toMatch(new RegExp(`class="own">${tokenOf(5)}</mark\\s*><small> their own`));
  expect(markup).toMatch(
    new RegExp(`class="foreign">${tokenOf(2)}</mark\\s*><small> of [^<]*\\(a2\\)`),
  );
  expect(markup).toContain('… 11 more rows');
});

it('shows it alone where nothing like it was kept of before the update', () => {
  const others: Partial<Attempt>[] = [
    { viewer: 'anonymous' },
    { surface: 'GET /api/account' },
    { thing: 'a5.1' },
    { sessionState: 'signed-out' },
    { phase: 'after-update' },
  ];
  for (const other of others) {
    const markup = shown({ shape: sampleShape }, [{ ...ownListBefore(input), ...other }]);
    expect(markup?.match(/<figure>/g)).toHaveLength(1);
  }
});

it('says nothing where nothing was kept', () => {
  expect(shown({})).toBeNull();
});

it('marks nothing as a fault that no violation names', () => {
  const token = { run: input.plan.run, account: 9, field: 3 };
  const place = { where: '$.items[0].title', encoding: 'plain' };
  const markup =
    shown({ shape: sampleShape, sightings: [{ kind: 'token', token, ...place }] }) ?? '';
  expect(markup).not.toContain('class="foreign"');
  expect(markup).toContain('class="other"');
});

it('escapes what a history holds', () => {
  const markup = shown({ shape: { format: 'html', text: [payload, 99] } }) ?? '';
  expect(markup).toContain('&lt;script&gt;');
  expect(markup).not.toMatch(/<script|<img|<svg/);
});
