import { describe, expect, it } from 'vitest';
import { page } from '../../../deployment/surfaces/surfaces.ts';
import {
  deploy,
  describeDeployment,
  person,
  testWorker,
} from '../../worker/worker.test-support.ts';
import type { Observation } from './observation.ts';

const listed = 'shown GET /notes';

/** Two patients with a worker that keeps samples, and a way to show one of them something. */
async function twoPeople() {
  const { url } = await deploy({});
  const surfaces = [page('GET /notes', { gives: 'list' })];
  const { worker } = await testWorker(describeDeployment(url, { surfaces }), {
    keepsSamples: true,
  });
  const [ann, bob] = [await person(worker), await person(worker)];
  const show = async (html: string, changes: Partial<Observation> = {}) => {
    await worker.observe({
      session: ann.session,
      surface: listed,
      gives: 'list',
      thing: null,
      variant: 'shown',
      sentAt: 1,
      answeredAt: 2,
      status: null,
      headers: {},
      received: [{ where: 'the page as shown', content: html }],
      rows: null,
      frames: [],
      sent: [`${url}/notes`],
      channel: 'browser',
      ...changes,
    });
    const kept = worker.pageSamples.get(changes.surface ?? listed);
    const sample = [...(kept?.refused ?? []), ...[...(kept?.own.values() ?? [])].flat()].at(-1);
    if (sample === undefined) throw new Error('nothing was kept');
    return sample;
  };
  return { worker, ann, bob, show };
}

const own = '<ul id="mine"><li>Own</li></ul>';
const granted = { rows: ['<li>Own</li>'], items: '#mine > li', outcome: 'granted' } as const;

describe('a page that is shown again', () => {
  it.each([
    ['where the definition says', '<ul id="mine"><li>Own</li><li>Another’s</li></ul>', 2],
    ['nowhere else', `${own}<ul><li>Another’s</li></ul>`, 1],
  ])('has the rows that a browser finds in it, %s', async (_, html, count) => {
    const { worker, show } = await twoPeople();
    const sample = await show(own, granted);
    const attempt = await worker.replayPage(sample, { html, like: sample.observation });
    expect(attempt.items).toHaveLength(count);
    expect(attempt.outcome).toBe('granted');
  });

  it('grants nothing by a list in which a browser finds no row', async () => {
    const { worker, show } = await twoPeople();
    const sample = await show(own, granted);
    const html = '<ul><li>Own</li></ul>';
    const attempt = await worker.replayPage(sample, { html, like: sample.observation });
    expect(attempt).toMatchObject({ items: [], outcome: 'concealed' });
  });

  it('has the rows that the browser found, where HTML alone shows others', async () => {
    const { worker, show } = await twoPeople();
    const sample = await show('<ul id="mine"></ul>', granted);
    expect(sample.observation.items).toBeUndefined();
    const attempt = await worker.replayPage(sample, { html: own, like: sample.observation });
    expect(attempt).toMatchObject({ items: [expect.anything()], outcome: 'granted' });
  });

  it.each([
    ['to read: nobody would have called it granted', 'read', 'concealed'],
    ['whose media played', 'stream', 'granted'],
  ] as const)('is what a scenario would say of one %s', async (_, gives, outcome) => {
    const { worker, ann, bob, show } = await twoPeople();
    const about = { surface: 'shown GET /notes/{note}', gives, thing: bob.thing } as const;
    const theirs = await show('<p>Theirs</p>', {
      ...about,
      session: bob.session,
      outcome: 'granted',
    });
    const refused = await worker.observe({
      ...theirs.observation,
      session: ann.session,
      outcome: 'concealed',
    });
    const [here] = worker.pageSamples.get(about.surface)?.refused ?? [];
    if (here === undefined) throw new Error('the refusal was not kept');
    const shown = { html: '<p>Theirs</p>', like: theirs.observation };
    expect(await worker.replayPage(here, shown)).toMatchObject({ id: refused.id, outcome });
  });
});
