import { expect, it } from 'vitest';
import type { SurfaceSource } from '../deployment/surfaces/surface.ts';
import { list } from '../deployment/surfaces/surfaces.ts';
import { describeSurface } from '../deployment/surfaces/surface-modules.ts';
import { importsOf, withSources } from '../deployment/surfaces/with-sources.ts';
import { describeDeployment, startWorker } from '../exercise/worker/worker.test-support.ts';
import { readSources } from './read-sources.ts';
import { recordSourceDrift } from './source-drift.ts';

/** A source that reads what the deployment states, or the error that it answers with. */
function sourceOf(state: { paths: readonly string[] | Error }): SurfaceSource {
  return {
    source: 'paths',
    read: () =>
      state.paths instanceof Error ? Promise.reject(state.paths) : Promise.resolve(state.paths),
    surfaces: (read) =>
      (read as string[]).map((path) => ({ ...list(`GET ${path}`), imported: true })),
  };
}

const url = 'http://127.0.0.1:9';
const describe = (state: { paths: readonly string[] | Error }) => ({
  ...describeDeployment(url, { surfaces: [list('GET /own'), sourceOf(state)] }),
  url,
});

it('reads what surfaces follow from once, and keeps it for the plan', async () => {
  const state = { paths: ['/a', '/own'] };
  const imports = await readSources(describe(state));
  const definition = withSources(describe(state), imports, 'it');
  // What is written by hand stands for what is imported at the same address.
  expect(definition.surfaces.filter((one) => 'path' in one).map(({ id }) => id)).toEqual([
    'GET /own',
    'GET /a',
  ]);
  expect(importsOf(definition)).toEqual({ paths: ['/a', '/own'] });
  state.paths = ['/b'];
  expect(await readSources(describe(state), imports)).toEqual(imports);
});

it('refuses to go on without it', async () => {
  const state = { paths: new Error('answered 500') };
  await expect(readSources(describe(state))).rejects.toThrow('did not give paths: answered 500');
  expect(() => withSources(describe(state), {}, 'it')).toThrow('the run has not read paths');
});

it('checks what the definition admits against the surfaces that follow', async () => {
  const by = { reason: 'known', by: 'me', until: '2999-01-01' };
  const admitting = (surface: string) => ({
    ...describe({ paths: ['/a'] }),
    accept: [{ what: 'gap' as const, surface, ...by }],
  });
  expect(withSources(admitting('GET /a'), { paths: ['/a'] }, 'it').accept).toHaveLength(1);
  expect(() => withSources(admitting('GET /b'), { paths: ['/a'] }, 'it')).toThrow(
    'there is no surface "GET /b"',
  );
});

it('records what the deployment states since', async () => {
  const state: { paths: readonly string[] | Error } = { paths: ['/a'] };
  const { surfaces } = withSources(describe(state), { paths: ['/a'] }, 'it');
  const { worker } = await startWorker({ surfaces });
  const described = surfaces.filter((one) => 'path' in one).map(describeSurface);
  const planned = { ...worker, plan: { ...worker.plan, surfaces: described } };
  state.paths = ['/a', '/new'];
  await recordSourceDrift(planned);
  state.paths = new Error('answered 503');
  await recordSourceDrift(planned);
  const facts = worker.recorded.facts.filter(({ fact }) => fact === 'source-read');
  expect(facts).toMatchObject([
    { source: 'paths', why: null, added: ['GET /new'] },
    { source: 'paths', why: 'answered 503', added: [] },
  ]);
});
