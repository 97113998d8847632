import { describe, expect, it } from 'vitest';
import type { Definition } from '../../deployment/definition.ts';
import { fromGraphQl } from '../../deployment/import/graphql/from-graphql.ts';
import type { GraphQlOptions } from '../../deployment/import/graphql/options.ts';
import { described } from '../../deployment/surfaces/surface.ts';
import { describeSurface } from '../../deployment/surfaces/surface-modules.ts';
import { withSources } from '../../deployment/surfaces/with-sources.ts';
import { probesFor } from '../../exercise/probes/catalogue.ts';
import { sweep } from '../../exercise/sweep/sweep.ts';
import {
  describeDeployment,
  person,
  testWorker,
} from '../../exercise/worker/worker.test-support.ts';
import { judgeRun } from '../../judging/judge.ts';
import { readSources } from '../read-sources.ts';
import { startGraphQlLive } from '../testing/graphql-live.ts';
import type { LiveFault } from '../testing/graphql-live.ts';

const actions: Definition['actions'] = {
  write: {
    run: async ({ http, ids, token }) => {
      await http.post(`/written/${ids['note']}`, { body: token('message') });
    },
  },
};
const probes = probesFor({}).filter(({ id }) =>
  ['own-views', 'listening', 'listening-signed-out'].includes(id),
);

/** Listens to the subscriptions of a small service, and judges what came. */
async function judgedWith(
  fault: LiveFault | null,
  listen: GraphQlOptions['listen'] = {},
  protocol?: string,
) {
  const { url } = await startGraphQlLive(fault, protocol);
  const surfaces = fromGraphQl('/graphql', {
    ids: ['account', 'note'],
    subscriptions: { noteWritten: 'write', writtenToMe: 'write' },
    listen,
  });
  const whole = { ...describeDeployment(url, { surfaces, actions }), url };
  const definition = withSources(whole, await readSources(whole), 'it');
  const { worker } = await testWorker(definition);
  Object.assign(worker.plan, { surfaces: described(definition.surfaces).map(describeSurface) });
  for (let count = 0; count < 3; count += 1) await person(worker);
  await sweep(worker, { seed: 3, probes });
  const judged = judgeRun({ plan: worker.plan, history: { ...worker.recorded, defects: [] } });
  const violated = Object.values(judged.findings).flatMap(({ breaches }) =>
    breaches.flatMap((breach) => (breach.kind === 'leak' ? [breach.attempt.surface] : [])),
  );
  const unclear = worker.recorded.attempts.filter(
    ({ outcome, sessionState }) => outcome === 'unclear' && sessionState !== 'open',
  );
  const granted = worker.recorded.attempts.filter(({ outcome }) => outcome === 'granted');
  return {
    violated: [...new Set(violated)],
    unclear: unclear.map(({ why }) => why),
    granted: [...new Set(granted.map(({ surface }) => surface))].toSorted(),
  };
}

describe.each<[string, string, GraphQlOptions['listen'], string?]>([
  ['a WebSocket', 'GET /graphql', {}],
  ['a WebSocket of the older protocol', 'GET /graphql', {}, 'graphql-ws'],
  ['server-sent events', 'GET /stream', { at: '/stream', by: 'events' }],
  ['server-sent events by POST', 'POST /stream', { at: '/stream', by: 'events-by-post' }],
])('subscriptions over %s', (_, at, listen, protocol) => {
  it('are heard by their owners, and by nobody else', async () => {
    expect(await judgedWith(null, listen, protocol)).toEqual({
      violated: [],
      unclear: [],
      granted: [`${at}#noteWritten`, `${at}#writtenToMe`, 'POST /graphql#notes'].toSorted(),
    });
  });

  it('are violated where a note of another can be subscribed to', async () => {
    expect((await judgedWith('note', listen, protocol)).violated).toEqual([`${at}#noteWritten`]);
  });

  it('are violated where all are told of everybody’s', async () => {
    expect((await judgedWith('all', listen, protocol)).violated).toEqual([`${at}#writtenToMe`]);
  });
});
