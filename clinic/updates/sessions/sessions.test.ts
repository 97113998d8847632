import { expect, it } from 'vitest';
import { openTestClinic } from '../../testing/test-clinic.ts';
import { switchToVideo } from '../switch-to-video.ts';
import type { Update } from '../update.ts';
import { appStaysSignedIn } from './app-stays-signed-in.ts';
import { noCodeInIreland } from './no-code-in-ireland.ts';
import { renumberedSessions } from './renumbered-sessions.ts';
import { sessionsOutlivePassword } from './sessions-outlive-password.ts';
import { signOutsUndone } from './sign-outs-undone.ts';
import { ticketIsSession } from './ticket-is-session.ts';
import { visitorsAreKnown } from './visitors-are-known.ts';
import { webViewsInTheApp } from './web-views-in-the-app.ts';

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

/** The statuses of a session from before a change of the password, and of the one that changed it. */
async function afterNewPassword(update: Update): Promise<number[]> {
  const clinic = await openTestClinic({ update });
  const person = await clinic.patient();
  const { token } = (await clinic.signIn(person)).body;
  const change = { current: 'a-good-password', password: 'another-password' };
  expect((await person.ask('POST', '/api/password', change)).status).toBe(204);
  const earlier = { authorization: `Bearer ${token}` };
  return [
    (await clinic.ask('GET', me, undefined, earlier)).status,
    (await person.ask('GET', me)).status,
  ];
}

it('sessions live on when the password is changed', async () => {
  expect(await afterNewPassword(switchToVideo)).toEqual([401, 200]);
  expect(await afterNewPassword(sessionsOutlivePassword)).toEqual([200, 200]);
});

it('a sign-out that has two sessions ends one', async () => {
  const clinic = await openTestClinic({ update: webViewsInTheApp });
  const { headers, body } = await clinic.signIn(await clinic.patient());
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const both = { authorization: `Bearer ${body.token}`, cookie };
  expect((await clinic.ask('GET', me, undefined, both)).status).toBe(200);
  expect((await clinic.ask('POST', '/api/sign-out', undefined, both)).status).toBe(204);
  expect((await clinic.ask('GET', me, undefined, both)).status).toBe(401);
  expect((await clinic.ask('GET', me, undefined, { cookie })).status).toBe(200);
});

/** The status of a session that a browser had before somebody signed in there. */
async function knownBefore(update: Update): Promise<number> {
  const clinic = await openTestClinic({ update });
  const { email } = await clinic.patient();
  const [visitor = `clinic_session=${'0'.repeat(43)}`] = (
    await clinic.ask('GET', '/sign-in')
  ).headers.getSetCookie();
  const earlier = { cookie: visitor.split(';')[0] ?? '' };
  const credentials = { email, password: 'a-good-password', client: 'web' };
  const signedIn = await clinic.ask('POST', '/api/sign-in', credentials, earlier);
  const given = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const cookie = given.findLast((each) => each.startsWith('clinic_session=')) ?? '';
  const before = await clinic.ask('GET', me, undefined, earlier);
  expect((await clinic.ask('GET', me, undefined, { cookie })).status).toBe(200);
  return before.status;
}

it('a browser keeps its session when somebody signs in', async () => {
  expect(await knownBefore(switchToVideo)).toBe(401);
  expect(await knownBefore(visitorsAreKnown)).toBe(200);
});
