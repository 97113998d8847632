import { describe, expect, it } from 'vitest';
import { fromGraphQl } from '../../deployment/import/graphql/from-graphql.ts';
import { described } from '../../deployment/surface.ts';
import { withSources } from '../../deployment/with-sources.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import { describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { readSources } from '../read-sources.ts';
import { startGraphQlFaults } from '../testing/graphql-faults.ts';
import type { Fault } from '../testing/graphql-faults.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

const probes = probesFor({}).filter(({ id }) =>
  [
    'own-views',
    'foreign-ids',
    'without-session',
    'beyond-the-page',
    'method-and-spelling',
  ].includes(id),
);

async function judgedWith(fault: Fault | null) {
  const { url } = await startGraphQlFaults(fault);
  const surfaces = fromGraphQl('/graphql', { ids: ['account', 'note'] });
  const whole = { ...describeDeployment(url, { surfaces }), url };
  const { surfaces: read } = withSources(whole, await readSources(whole), 'it');
  const judged = await sweepAndJudge(
    url,
    described(read),
    {},
    { things: 3, ...(fault === null ? {} : { probes }) },
  );
  const leaks = Object.values(judged.findings).flatMap(({ breaches }) =>
    breaches.flatMap((breach) => (breach.kind === 'leak' ? [breach.attempt] : [])),
  );
  const named = ({ surface, variant }: { surface: string; variant: string }) =>
    `${surface.replace('POST /graphql#', '')} ${variant}`;
  return { judged, leaks: [...new Set(leaks.map(named))].toSorted() };
}

describe('a GraphQL service whose lists page by numbers, behind a guard', () => {
  it('holds where all is well, however it is asked', async () => {
    const { judged, leaks } = await judgedWith(null);
    expect(leaks).toEqual([]);
    const inconclusive = Object.entries(judged.findings).flatMap(([id, { verdict, reasons }]) =>
      verdict === 'inconclusive' ? [`${id}: ${reasons.join()}`] : [],
    );
    // The plan of the small sweep says nothing of media and second factors.
    expect(inconclusive).toEqual([
      expect.stringMatching(/^no-foreign-streaming: no surface that gives a stream is described/),
      expect.stringMatching(/^second-factor-required: /),
    ]);
    const { coverage } = judged.verdict;
    expect(coverage.probes.find(({ id }) => id === 'method-and-spelling')).toMatchObject({
      unclear: 0,
    });
  });

  it.each<[Fault, readonly string[]]>([
    ['page', ['pages(pageSize)']],
    ['offset', ['slices', 'slices(limit)']],
    ['order', ['sorted query-order-LONGEST']],
    ['all', ['found query-all-true']],
    ['form', ['note query-form-SHORT']],
    ['message', ['note plain']],
    ['batch', ['note graphql-batch']],
    ['batch of one’s own first', ['note graphql-batch']],
    ['alias', ['note graphql-alias']],
    ['get', ['note graphql-get']],
    ['operation-name', ['note graphql-operation-name']],
    ['second-operation', ['note graphql-second-operation']],
    ['persisted', ['note graphql-persisted']],
  ])('is violated where it does not look: %s', async (fault, expected) => {
    const { leaks } = await judgedWith(fault);
    // Of a further page, each way to ask for the list tells.
    const isOfPages = fault === 'page' || fault === 'offset';
    expect([...new Set(leaks.map((leak) => (isOfPages ? leak.replace(/ .*/, '') : leak)))]).toEqual(
      expected,
    );
  });
});
