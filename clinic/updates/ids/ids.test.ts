import { expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Person } from '../../testing/test-clinic.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { ids } from './index.ts';

/** How a stranger asks for what is another's, by update. `plain`: as the clinic's own pages do. */
type Way = (viewer: Person, of: Others) => Asked;
/** What there is beside the viewer: another’s consultation and recording, its owner, and the viewer’s own. */
type Others = Record<'consultation' | 'recording' | 'own', string> &
  Record<'owner' | 'doctor', Person>;
type Asked = ReturnType<Person['ask']>;

const at =
  (path: (consultation: string) => string, headers = {}, method = 'GET'): Way =>
  (viewer, { consultation }) =>
    viewer.ask(method, path(consultation), undefined, headers);
const plain = at((id) => `/api/consultations/${id}`);

const unknown = at((id) => `/consultations/${id}`, { authorization: '' });

const ways: Record<string, Way> = {
  'app-reads-by-id': (viewer, { recording }) => viewer.ask('GET', `/api/recordings/${recording}`),
  'numbered-consultations': plain,
  'slash-at-the-end': at((id) => `/api/consultations/${id}/`),
  'two-slashes': at((id) => `//api/consultations/${id}`),
  'in-capitals': at((id) => `/API/consultations/${id}`),
  'dot-json': at((id) => `/api/consultations/${id}.json`),
  'semicolon-css': at((id) => `/api/consultations/${id};.css`),
  'escaped-slash': at((id) => `/api/consultations%2f${id}`),
  'options-for-get': at(
    (id) => `/api/consultations/${id}`,
    { 'x-http-method-override': 'GET' },
    'OPTIONS',
  ),
  'post-for-get': at(
    (id) => `/api/consultations/${id}`,
    { 'x-http-method-override': 'GET' },
    'POST',
  ),
  'old-version': at((id) => `/api/v1/consultations/${id}`),
  'head-tells-names': (viewer, { recording }) =>
    viewer.ask('HEAD', `/api/recordings/${recording}/media`),
  'refusal-quotes': plain,
  'redirect-with-body': unknown,
  'link-previews': unknown,
  'only-across': plain,
  'child-of-another': (viewer, { own, recording }) =>
    viewer.ask('GET', `/api/consultations/${own}/recordings/${recording}`),
  'summary-by-query': at((id) => `/api/summary?consultation=${id}`),
  'any-id': at(() => '/api/summary?consultation=%25'),
  'open-in-the-app': (viewer, { consultation }) =>
    viewer.ask('GET', '/api/summary', undefined, { 'x-consultation': consultation }),
  'last-seen': async (viewer, { consultation, owner }) => {
    const seen = await owner.ask('GET', `/api/consultations/${consultation}`);
    const cookie = (seen.headers.get('set-cookie') ?? '').replace(/;.*/, '');
    return viewer.ask('GET', '/api/me', undefined, cookie === '' ? {} : { cookie });
  },
  'letter-for-anybody': (viewer, { consultation }) =>
    viewer.ask('POST', '/api/letters', { consultation }),
  // The last one: what the others ask for is gone after it.
  'given-again': async (viewer, { consultation, recording, owner, doctor }) => {
    await owner.ask('DELETE', `/api/consultations/${consultation}/record`);
    await bookFor(viewer, doctor);
    return viewer.ask('GET', `/api/recordings/${recording}/transcript`);
  },
};

/** What a stranger from after an update is told, in body or headers, of somebody from before it, asking in each way. */
async function told(update: Update, asking: readonly Way[]): Promise<string[]> {
  const clinic = await openTestClinic();
  const doctor = await clinic.clinician();
  const owner = await clinic.patient({ name: 'Owner Example' });
  await clinic.restart(update);
  const consultation = await bookFor(owner, doctor, { reason: 'A secret cough' });
  const recording = await talk(owner, consultation);
  const viewer = await clinic.patient();
  const own = await bookFor(viewer, doctor);
  const answers: string[] = [];
  for (const ask of asking) {
    const { text, headers } = await ask(viewer, { consultation, recording, own, owner, doctor });
    answers.push(`${text} ${decodeURIComponent(headers.get('content-disposition') ?? '')}`);
  }
  return answers;
}

it.each(ids)('$id tells a stranger', async (update) => {
  const [answer] = await told(update, [ways[update.id] ?? plain]);
  expect(answer).toMatch(/A secret cough/);
});

it('a stranger is told nothing in any of these ways by an update that breaks nothing', async () => {
  const answers = await told(switchToVideo, Object.values(ways));
  expect(answers).toHaveLength(ids.length);
  expect(answers.join()).not.toMatch(/A secret cough|Owner Example/);
});
