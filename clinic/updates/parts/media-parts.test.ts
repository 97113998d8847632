import { describe, expect, it } from 'vitest';
import { createClock } from '../../clock.ts';
import { defaultLinkLifetime } from '../../links/media-link.ts';
import { sampleRecording } from '../../testing/sample-recording.ts';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Asker, Person } from '../../testing/test-clinic.ts';
import type { Update } from '../update.ts';
import { appPosters } from './app-posters.ts';
import { endlessLinks } from './endless-links.ts';
import { exportsByAddress } from './exports-by-address.ts';
import { linksForAll } from './links-for-all.ts';
import { linksOutliveSignOut } from './links-outlive-sign-out.ts';
import { newestLink } from './newest-link.ts';
import { openKeys } from './open-keys.ts';
import { quickPrint } from './quick-print.ts';
import { slicesByCdn } from './slices-by-cdn.ts';
import { streamsAfterRemoval } from './streams-after-removal.ts';
import { segmentsByCdn } from './segments-by-cdn.ts';
import { transcriptsAnew } from './transcripts-anew.ts';

/** The parts of a patient's things, by what an update calls them, and all that must stay closed. */
const partsOf = (ids: { consultation: string; recording: string; exported: string }) => ({
  details: `/api/recordings/${ids.recording}`,
  media: `/api/recordings/${ids.recording}/media`,
  transcript: `/api/recordings/${ids.recording}/transcript`,
  thumbnail: `/api/recordings/${ids.recording}/thumbnail`,
  playlist: `/api/recordings/${ids.recording}/hls/high.m3u8`,
  segment: `/media/${ids.recording}/high/0.ts`,
  key: `/media/${ids.recording}/key`,
  export: `/api/exports/${ids.exported}`,
  file: `/exports/${ids.exported}/clinic-export.zip`,
  consultation: `/consultations/${ids.consultation}`,
  print: `/consultations/${ids.consultation}/print`,
});

async function updated(update: Update) {
  const clock = createClock();
  const clinic = await openTestClinic({ update, clock });
  const [doctor, owner] = [await clinic.clinician(), await clinic.patient({ region: 'ie' })];
  const consultation = await bookFor(owner, doctor);
  const recording = await talk(owner, consultation, { kind: 'video' });
  const wait = { prefer: 'wait=10' };
  const exported = (await owner.ask('POST', '/api/exports', undefined, wait)).body.id;
  const signedIn = async (person: Person, client: string): Promise<Asker> => {
    const credentials = { email: person.email, password: 'a-good-password', client };
    const { body: answer, headers } = await clinic.ask('POST', '/api/sign-in', credentials);
    const [cookie = ''] = headers.getSetCookie().map((one) => one.split(';')[0]);
    const session =
      client === 'web' ? { cookie } : { authorization: `Bearer ${answer.token ?? ''}` };
    return {
      ask: (method, path, body, more) => clinic.ask(method, path, body, { ...session, ...more }),
    };
  };
  const [uk, irish] = [await clinic.patient(), await clinic.patient({ region: 'ie' })];
  const viewers: Record<string, Asker> = {
    'uk app': uk,
    'uk web': await signedIn(uk, 'web'),
    'irish app': irish,
    'irish web': await signedIn(irish, 'web'),
    nobody: clinic,
  };
  const parts = partsOf({ consultation, recording, exported });
  const linkOf = async (person: Asker, id = recording): Promise<string> => {
    const { text } = await person.ask('GET', `/api/recordings/${id}/link`);
    return (JSON.parse(text) as { url: string }).url;
  };
  return { clock, clinic, doctor, owner, recording, viewers, parts, linkOf, signedIn };
}

const patients = ['uk app', 'uk web', 'irish app', 'irish web'];

describe.each<[Update, string, string[]]>([
  [transcriptsAnew, 'transcript', ['irish app', 'irish web']],
  [appPosters, 'thumbnail', ['uk app', 'irish app']],
  [segmentsByCdn, 'segment', patients],
  [openKeys, 'key', [...patients, 'nobody']],
  [quickPrint, 'print', ['uk app', 'uk web']],
  [exportsByAddress, 'file', patients],
])('$id', (update, leaking, whom) => {
  it(`gives others’ ${leaking} to its cohort, and nothing else to anybody`, async () => {
    const { owner, viewers, parts } = await updated(update);
    const given: string[] = [];
    for (const [part, path] of Object.entries(parts)) {
      expect((await owner.ask('GET', path)).status).toBe(200);
      for (const [name, viewer] of Object.entries(viewers)) {
        if ((await viewer.ask('GET', path)).status === 200) given.push(`${part} to ${name}`);
      }
    }
    expect(given).toEqual(whom.map((name) => `${leaking} to ${name}`));
  });
});

describe('slices-by-cdn', () => {
  it('gives whoever is signed in all parts of others’ media but the first', async () => {
    const { viewers, parts } = await updated(slicesByCdn);
    const given = async (range: string) => {
      const answers = Object.entries(viewers).map(async ([name, viewer]) => {
        const { status } = await viewer.ask('GET', parts.media, undefined, { range });
        return status === 206 ? [name] : [];
      });
      return (await Promise.all(answers)).flat();
    };
    expect(await given('bytes=1-9')).toEqual(patients);
    expect(await given('bytes=0-9')).toEqual([]);
  });
});

describe('streams-after-removal', () => {
  it('streams what was played before to its owner, and nothing else of it', async () => {
    const { owner, doctor, viewers, parts } = await updated(streamsAfterRemoval);
    const id = await bookFor(owner, doctor);
    const unplayed = `/api/recordings/${await talk(owner, id)}/media`;
    await owner.ask('GET', parts.media);
    for (const consultation of [id, parts.consultation.split('/').at(-1)]) {
      const path = `/api/consultations/${consultation}/record`;
      expect((await owner.ask('DELETE', path)).status).toBe(204);
    }
    const left: string[] = [];
    for (const [part, path] of Object.entries({ ...parts, unplayed })) {
      if ((await owner.ask('GET', path)).status === 200) left.push(part);
    }
    expect(left).toEqual(['media']);
    for (const viewer of Object.values(viewers)) {
      expect((await viewer.ask('GET', parts.media)).status).not.toBe(200);
    }
  });
});

describe('signed addresses', () => {
  it('work for whoever has them with links-for-all, while they last and have a picture', async () => {
    const { clock, owner, doctor, viewers, linkOf } = await updated(linksForAll);
    const link = await linkOf(owner);
    const audio = await linkOf(owner, await talk(owner, await bookFor(owner, doctor)));
    for (const viewer of Object.values(viewers)) {
      expect((await viewer.ask('GET', link)).status).toBe(200);
      expect((await viewer.ask('GET', audio)).status).toBe(403);
    }
    clock.advance(defaultLinkLifetime + 1);
    expect((await owner.ask('GET', link)).status).toBe(403);
  });

  it('never end with endless-links, and are nobody else’s', async () => {
    const { clock, owner, viewers, linkOf } = await updated(endlessLinks);
    const link = await linkOf(owner);
    clock.advance(24 * 3600_000);
    expect((await owner.ask('GET', link)).status).toBe(200);
    for (const viewer of Object.values(viewers)) {
      expect((await viewer.ask('GET', link)).status).toBe(403);
    }
  });

  it('work on after sign-out with links-outlive-sign-out, in the app, where they were used', async () => {
    const { owner, linkOf, signedIn } = await updated(linksOutliveSignOut);
    const statuses: number[] = [];
    for (const [client, uses] of [
      ['app', true],
      ['app', false],
      ['web', true],
    ] as const) {
      const session = await signedIn(owner, client);
      const link = await linkOf(session);
      if (uses) expect((await session.ask('GET', link)).status).toBe(200);
      await session.ask('POST', '/api/sign-out');
      expect((await session.ask('GET', '/api/me')).status).toBe(401);
      statuses.push((await session.ask('GET', link)).status);
    }
    expect(statuses).toEqual([200, 403, 403]);
  });

  it('lead to the clinician’s newest recording with newest-link, from lists of those who switched', async () => {
    const { clinic, owner, doctor } = await updated(newestLink);
    const [audio, switched] = [await clinic.patient(), await clinic.patient()];
    await talk(audio, await bookFor(audio, doctor));
    await talk(switched, await bookFor(switched, doctor), { switching: true });
    const media = Buffer.concat([sampleRecording, Buffer.from('the newest')]);
    await talk(owner, await bookFor(owner, doctor), { media });
    const played = async (person: Person): Promise<string> => {
      const { text } = await person.ask('GET', '/api/replays');
      const { items } = JSON.parse(text) as { items: { mediaUrl: string }[] };
      return (await person.ask('GET', items[0]?.mediaUrl ?? '')).text;
    };
    expect(await played(audio)).toBe(sampleRecording.toString());
    expect(await played(switched)).toContain('the newest');
  });
});
