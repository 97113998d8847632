import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { list, none, noSurface, read } from '../../deployment/surfaces/surfaces.ts';
import type { Definition } from '../../deployment/definition.ts';
import { json } from '../../exercise/http/serve.test-support.ts';
import { deploy, describeDeployment, noteAt } from '../../exercise/worker/worker.test-support.ts';
import { runWhole } from '../testing/run-whole.ts';

const usual = [list('GET /notes'), read('GET /notes/{note}'), noSurface('stream', 'none')];
const added = { ...list('GET /all'), imported: true };

/** Judges a run that is seeded with one definition and verified with another, as happens with an imported document. */
async function verdictOf(before: Definition['surfaces'], after: Definition['surfaces']) {
  let release = '1';
  const { url } = await deploy({
    'GET /version': (_, request, response) => void response.end(release),
    'GET /notes': ({ notes, viewer }, request, response) => {
      const who = viewer(request);
      if (who === undefined) return json(response, {}, 401);
      json(
        response,
        notes.filter(({ owner }) => owner === who),
      );
    },
    'GET /notes/{}': (deployment, request, response) => {
      const note = noteAt(deployment, request);
      const isOwner = note?.owner === deployment.viewer(request);
      json(response, isOwner ? note : {}, isOwner ? 200 : 404);
    },
    'GET /all': (_, request, response) => json(response, [{ id: randomUUID(), text: 'private' }]),
  });
  const { accounts, ...rest } = describeDeployment(url);
  const definition = {
    ...rest,
    url,
    accounts: { ...accounts, secondFactor: none('nobody has one') },
    factors: { region: ['uk', 'ie'] },
    surfaces: before,
  };
  const { verdict } = await runWhole(definition, () => {
    release = '2';
    definition.surfaces = after;
  });
  return verdict;
}

describe('a definition that has changed between seeding and verifying', () => {
  it('makes no difference if the surfaces stayed the same', async () => {
    expect(await verdictOf(usual, usual)).toMatchObject({ verdict: 'holds', reasons: [] });
  });

  it('is reported with the name of a surface that was added', async () => {
    const { verdict, reasons } = await verdictOf(usual, [...usual, added]);
    expect(verdict).not.toBe('holds');
    expect(reasons.join()).toContain('GET /all was described only after the run had begun');
  });

  it('is reported with the name of a surface that was removed', async () => {
    const { verdict, reasons } = await verdictOf(usual, usual.slice(1));
    expect(verdict).toBe('inconclusive');
    expect(reasons.join()).toMatch(/shown anything of their own after the update.*GET \/notes/);
  });
});
