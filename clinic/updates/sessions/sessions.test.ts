import { expect, it } from 'vitest';
import { openTestClinic } from '../../testing/test-clinic.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { appStaysSignedIn } from './app-stays-signed-in.ts';
import { noCodeInIreland } from './no-code-in-ireland.ts';
import { renumberedSessions } from './renumbered-sessions.ts';
import { signOutsUndone } from './sign-outs-undone.ts';
import { ticketIsSession } from './ticket-is-session.ts';

const me = '/api/me';

/** The statuses of a session that was signed out after an update, and of one that was before it. */
async function afterSignOut(update: Update): Promise<number[]> {
  const clinic = await openTestClinic();
  const [now, before] = [await clinic.patient(), await clinic.patient()];
  await before.ask('POST', '/api/sign-out');
  await clinic.restart(update);
  await now.ask('POST', '/api/sign-out');
  return [(await now.ask('GET', me)).status, (await before.ask('GET', me)).status];
}

it('sessions that were signed out live on', async () => {
  expect(await afterSignOut(switchToVideo)).toEqual([401, 401]);
  expect(await afterSignOut(appStaysSignedIn)).toEqual([200, 401]);
  expect(await afterSignOut(signOutsUndone)).toEqual([401, 200]);
});

it('sessions of the app from before an update are the next patient’s', async () => {
  const clinic = await openTestClinic();
  const [first, second] = [await clinic.patient(), await clinic.patient()];
  const doctor = await clinic.clinician();
  const whose = async () => {
    const answers = [first, second, doctor].map(({ ask }) => ask('GET', me));
    return (await Promise.all(answers)).map(({ body }) => body.id);
  };
  await clinic.restart(switchToVideo);
  expect(await whose()).toEqual([first.id, second.id, doctor.id]);
  await clinic.restart(renumberedSessions);
  expect(await whose()).toEqual([second.id, first.id, doctor.id]);
  const again = (await clinic.signIn(first)).body.token;
  const mine = await clinic.ask('GET', me, undefined, { authorization: `Bearer ${again}` });
  expect(mine.body.id).toBe(first.id);
});

/** What the first step of a sign-in opens, of somebody with a second factor. */
async function afterPassword(update: Update, region: string): Promise<number> {
  const clinic = await openTestClinic({ update });
  const person = await clinic.patient({ region, secondFactor: true });
  const { ticket, token } = (await clinic.signIn(person)).body;
  return (await clinic.ask('GET', me, undefined, { authorization: `Bearer ${token ?? ticket}` }))
    .status;
}

it('a password is enough', async () => {
  expect(await afterPassword(switchToVideo, 'ie')).toBe(401);
  expect(await afterPassword(ticketIsSession, 'ie')).toBe(200);
  expect(await afterPassword(noCodeInIreland, 'ie')).toBe(200);
  expect(await afterPassword(noCodeInIreland, 'uk')).toBe(401);
});
