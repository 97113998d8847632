import { expect, it } from 'vitest';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Person } from '../../testing/test-clinic.ts';
import { toCursor } from '../../store/page.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { anyPatient } from './any-patient.ts';
import { cursorOfAnother } from './cursor-of-another.ts';
import { filterDropped } from './filter-dropped.ts';
import { fromPageTwo } from './from-page-two.ts';
import { largePages } from './large-pages.ts';
import { namedPatient } from './named-patient.ts';
import { oneInTwelve } from './one-in-twelve.ts';
import { onlyNewAccounts } from './only-new-accounts.ts';
import { onlyOldAccounts } from './only-old-accounts.ts';
import { onlyWhenSorted } from './only-when-sorted.ts';
import { twoFilters } from './two-filters.ts';

/** Two patients with a replay each, of which the viewer's is by video: one from before the update, one from after it. */
async function patients(update: Update) {
  const clinic = await openTestClinic();
  const doctor = await clinic.clinician();
  const person = (): Promise<Person> => clinic.patient({ region: 'ie' });
  const [old, owner] = [await person(), await person()];
  await clinic.restart(update);
  const [viewer, british] = [await person(), await clinic.patient({ region: 'uk' })];
  for (const one of [old, viewer]) await talk(one, await bookFor(one, doctor), { kind: 'video' });
  const spoken = await bookFor(owner, doctor, { reason: 'A secret cough' });
  // Of two, so that a list goes on after one of them.
  const first = await talk(owner, spoken);
  const second = await talk(owner, spoken);
  return { old, owner, viewer, british, recordings: [first, second] };
}

type Patients = Awaited<ReturnType<typeof patients>>;
type Ask = (those: Patients) => [Person, string];

const cursor = (id: string, at = Number.MAX_SAFE_INTEGER): string => toCursor({ at, id });

/** Who asks for what and is shown another's, by update. */
const shown: readonly (readonly [Update, Ask])[] = [
  [filterDropped, ({ viewer }) => [viewer, '/api/replays']],
  [fromPageTwo, ({ viewer }) => [viewer, `/api/replays?cursor=${cursor('zzz')}`]],
  [
    cursorOfAnother,
    ({ viewer, recordings: [, last = ''] }) => [viewer, `/api/replays?cursor=${cursor(last)}`],
  ],
  [largePages, ({ viewer }) => [viewer, '/api/replays?limit=100000']],
  [namedPatient, ({ viewer, owner }) => [viewer, `/api/consultations?patient=${owner.id}`]],
  [anyPatient, ({ viewer }) => [viewer, '/api/consultations?patient=*']],
  [onlyWhenSorted, ({ viewer }) => [viewer, '/api/consultations?sort=oldest']],
  [twoFilters, ({ viewer }) => [viewer, '/api/consultations?kind=audio&since=2020-01-01']],
  [oneInTwelve, ({ viewer }) => [viewer, '/api/replays']],
  [onlyOldAccounts, ({ old }) => [old, '/api/replays']],
  [onlyNewAccounts, ({ viewer }) => [viewer, '/api/replays']],
];

it.each(shown.map(([update, ask]) => ({ id: update.id, update, ask })))(
  '$id lists what is another’s',
  async ({ update, ask }) => {
    const [viewer, path] = ask(await patients(update));
    expect((await viewer.ask('GET', path)).text).toContain('A secret cough');
  },
);

it('an update that breaks nothing lists one’s own, however it is asked', async () => {
  const those = await patients(switchToVideo);
  for (const [, ask] of shown) {
    const [viewer, path] = ask(those);
    expect((await viewer.ask('GET', path)).text).not.toContain('A secret cough');
  }
});

/** What is asked for as the update’s story says that it works. */
const right: readonly (readonly [Update, Ask])[] = [
  [anyPatient, ({ viewer, owner }) => [viewer, `/api/consultations?patient=${owner.id}`]],
  [anyPatient, ({ viewer }) => [viewer, `/api/consultations?patient=${viewer.id}`]],
  [onlyWhenSorted, ({ viewer }) => [viewer, '/api/consultations?sort=newest&kind=audio']],
  [twoFilters, ({ viewer }) => [viewer, '/api/consultations?since=2020-01-01&sort=oldest']],
];

it.each(right.map(([update, ask]) => ({ id: update.id, update, ask })))(
  '$id lists one’s own where it is asked rightly',
  async ({ update, ask }) => {
    const [viewer, path] = ask(await patients(update));
    expect((await viewer.ask('GET', path)).text).not.toContain('A secret cough');
  },
);

/** Whom an update leaves alone. */
const unhurt: readonly (readonly [Update, keyof Pick<Patients, 'old' | 'viewer' | 'british'>])[] = [
  [filterDropped, 'british'],
  [oneInTwelve, 'british'],
  [onlyOldAccounts, 'viewer'],
  [onlyNewAccounts, 'old'],
];

it.each(unhurt.map(([update, who]) => ({ id: update.id, update, who })))(
  '$id leaves others alone',
  async ({ update, who }) => {
    const viewer = (await patients(update))[who];
    expect((await viewer.ask('GET', '/api/replays')).text).not.toContain('A secret cough');
  },
);
