import { expect, it } from 'vitest';
import { createClock } from '../clock.ts';
import { openTestClinic } from '../testing/test-clinic.ts';
import type { Update } from '../updates/update.ts';

const keeping = (overrides: Update['overrides']): Update => ({
  id: 'keeping',
  title: 'Keeps more',
  release: '9.9',
  notes: 'Faster.',
  breaks: [],
  overrides,
});

it('keeps what everybody may see, until it is old, and then asks whether it is still right', async () => {
  const clock = createClock();
  const clinic = await openTestClinic({ clock });
  const { id } = await clinic.clinician();
  const list = async () => (await clinic.ask('GET', '/api/clinicians')).body.items;
  expect(await list()).toMatchObject([{ id }]);
  clock.advance(3000);
  const { headers } = await clinic.ask('GET', '/api/clinicians');
  expect(headers.get('age')).toBe('3');
  await clinic.clinician();
  expect(await list()).toHaveLength(1);
  clock.advance(3000);
  expect(await list()).toHaveLength(2);
  clock.advance(6000);
  // Nothing changed: the clinic says 304, and the cache goes on with what it has.
  const again = await clinic.ask('GET', '/api/clinicians');
  expect([again.status, again.body.items.length, again.headers.get('age')]).toEqual([200, 2, '0']);
  const known = { 'if-none-match': again.headers.get('etag') };
  expect((await clinic.ask('GET', '/api/clinicians', undefined, known)).status).toBe(304);
});

it('begins with nothing after a restart', async () => {
  const clinic = await openTestClinic();
  expect((await clinic.ask('GET', '/api/clinicians')).body.total).toBe(0);
  await clinic.restart(null);
  await clinic.clinician();
  expect((await clinic.ask('GET', '/api/clinicians')).body.total).toBe(1);
});

it('never keeps what is somebody’s, whatever it is asked with', async () => {
  const clinic = await openTestClinic();
  const [ann, bob] = [await clinic.patient(), await clinic.patient()];
  for (const headers of [{}, { 'if-none-match': '"x"' }, { 'accept-language': 'fr' }]) {
    const [first, second, nobody] = [
      await ann.ask('GET', '/api/me', undefined, headers),
      await bob.ask('GET', '/api/me', undefined, headers),
      await clinic.ask('GET', '/api/me', undefined, headers),
    ];
    expect([first.body.id, second.body.id, nobody.status]).toEqual([ann.id, bob.id, 401]);
    expect(second.headers.has('age')).toBe(false);
  }
});

it('goes by what an answer says that it differs by', async () => {
  const headers = { 'cache-control': 'public, max-age=60' };
  const update = (vary: object) =>
    keeping(() => ({ privateHeaders: () => ({ ...headers, ...vary }) }));
  const shown = async (vary: object) => {
    const clinic = await openTestClinic({ update: update(vary) });
    const [ann, bob] = [await clinic.patient(), await clinic.patient()];
    const { body } = await ann.ask('GET', '/api/me');
    return (await bob.ask('GET', '/api/me')).body.id === body.id;
  };
  expect(await shown({})).toBe(true);
  expect(await shown({ vary: 'Authorization' })).toBe(false);
});

it('keeps no answer to credentials unless it says that others may have it', async () => {
  const clinic = await openTestClinic({
    update: keeping(() => ({ privateHeaders: () => ({ 'cache-control': 'max-age=60' }) })),
  });
  const [ann, bob] = [await clinic.patient(), await clinic.patient()];
  await ann.ask('GET', '/api/me');
  expect((await bob.ask('GET', '/api/me')).body.id).toBe(bob.id);
});
