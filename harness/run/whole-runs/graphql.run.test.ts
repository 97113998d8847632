import { describe, expect, it } from 'vitest';
import { fromGraphQl } from '../../deployment/import/graphql/from-graphql.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { withSources } from '../../deployment/surfaces/with-sources.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import { json, serve } from '../../exercise/http/serve.test-support.ts';
import { describeDeployment } from '../../exercise/worker/worker.test-support.ts';
import { readSources } from '../read-sources.ts';
import { startGraphQlNotes } from '../testing/graphql-notes.ts';
import type { GraphQlFault } from '../testing/graphql-notes.ts';
import { sweepAndJudge } from './sweep-and-judge.test-support.ts';

const probes = probesFor({}).filter(({ id }) =>
  ['own-views', 'foreign-ids', 'figures', 'without-session'].includes(id),
);

async function judgedWith(...faults: readonly GraphQlFault[]) {
  const { url } = await startGraphQlNotes(faults);
  const surfaces = fromGraphQl('/graphql', { ids: ['account', 'note'], depth: 1 });
  const whole = { ...describeDeployment(url, { surfaces }), url };
  const read = withSources(whole, await readSources(whole), 'it');
  const judged = await sweepAndJudge(
    url,
    described(read.surfaces),
    {},
    {
      things: 2,
      ...(faults.length === 0 ? {} : { probes }),
    },
  );
  const violated = Object.entries(judged.findings)
    .filter(([, { verdict }]) => verdict === 'violated')
    .map(([id, { breaches }]) => {
      const at = new Set(
        breaches.flatMap((breach) =>
          breach.kind === 'leak' ? [breach.attempt.surface.replace('POST /graphql#', '')] : [],
        ),
      );
      return `${id}: ${[...at].toSorted().join(', ')}`;
    });
  return { judged, violated };
}

describe('a GraphQL service, described by its own schema alone', () => {
  it('holds where it is healthy, each surface with a grant', async () => {
    const { judged, violated } = await judgedWith();
    expect(violated).toEqual([]);
    const inconclusive = Object.entries(judged.findings).filter(
      ([, { verdict }]) => verdict === 'inconclusive',
    );
    // The plan of the small sweep says nothing of media and second factors.
    expect(inconclusive.map(([id, { reasons }]) => `${id}: ${reasons.join()}`)).toEqual([
      expect.stringMatching(/^no-foreign-streaming: no surface that gives a stream is described/),
      expect.stringMatching(/^second-factor-required: /),
    ]);
    const granted = new Set(
      judged.worker.recorded.attempts.flatMap(({ outcome, surface }) =>
        outcome === 'granted' ? [surface] : [],
      ),
    );
    const all = described(judged.worker.definition.surfaces).map(({ id }) => id);
    // Without what is within it, an account is its id alone, which whoever asks for it knows.
    expect(all.filter((id) => !granted.has(id))).toEqual([
      'POST /graphql#account',
      'POST /graphql#node(Account)',
      'POST /graphql#version',
    ]);
    expect(all).toHaveLength(26);
  });

  it.each<[readonly GraphQlFault[], readonly string[]]>([
    [
      ['list', 'nested', 'page', 'count'],
      [
        'no-foreign-listing: account.notes, account.notes(first), latestNotes, notes(first)',
        'undisturbed-view: ',
      ],
    ],
    // It leads to accounts, too, whose notes are another's then.
    [['node'], ['no-foreign-reading: node(Note)']],
  ])('is violated where it forgets to look whose it is: %j', async (faults, expected) => {
    expect((await judgedWith(...faults)).violated).toEqual(expected);
  });

  it('is an error by name where it hangs instead of giving its schema', async () => {
    const url = await serve((request, response) => {
      if (request.url !== '/graphql') json(response, {});
    });
    const whole = { ...describeDeployment(url, { surfaces: fromGraphQl('/graphql') }), url };
    await expect(readSources({ ...whole, timeout: 100 })).rejects.toThrow(
      'POST /graphql gives no schema: POST /graphql failed: no answer came within 0.1 s',
    );
  });

  it('is violated where nobody need sign in', async () => {
    const { violated } = await judgedWith('anonymous');
    expect(violated.join()).toContain('no-anonymous-access');
  });
});
