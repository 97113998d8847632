import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { createClock } from '../../clock.ts';
import { sampleRecording } from '../../testing/sample-recording.ts';
import { bookFor, openTestClinic, talk } from '../../testing/test-clinic.ts';
import type { Person, TestClinic } from '../../testing/test-clinic.ts';
import { chatgpt2023 } from '../incidents/chatgpt-2023.ts';
import type { Update } from '../update.ts';
import { answerLeftOver } from './answer-left-over.ts';
import { failureOfAnother } from './failure-of-another.ts';
import { firstSeconds } from './first-seconds.ts';
import { firstToAsk } from './first-to-ask.ts';
import { sharedRequestContext } from './shared-request-context.ts';
import { streamLeftOpen } from './stream-left-open.ts';
import { uploadsInOneBuffer } from './uploads-in-one-buffer.ts';

/** A clinic that is taken through an update, with patients who have a video call each. */
async function updated(update: Update) {
  const clock = createClock();
  const clinic = await openTestClinic({ clock });
  const doctor = await clinic.clinician();
  const people: (Person & { recording: string })[] = [];
  for (let index = 0; index < 2; index += 1) {
    const person = await clinic.patient();
    const consultation = await bookFor(person, doctor, { reason: `Reason ${index}.` });
    people.push({ ...person, recording: await talk(person, consultation, { kind: 'video' }) });
  }
  await clinic.restart(update);
  return { clinic, people, clock };
}

/** Asks and hangs up at once, so often that the clinic is in the middle of some answer. */
async function hangUp(clinic: TestClinic, { token }: Person, path: string, times = 20) {
  for (let time = 0; time < times; time += 1) {
    const socket = connect(clinic.open().port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: clinic\r\nauthorization: Bearer ${token}\r\n\r\n`);
    setImmediate(() => socket.destroy());
    await once(socket, 'close');
  }
}

const ofAnother = (texts: readonly string[]): boolean =>
  texts.some((text, index) => text.includes(`Reason ${1 - index}.`));

it('chatgpt-2023: the next caller gets what nobody took', async () => {
  const { clinic, people } = await updated(chatgpt2023);
  const [ann, bob] = people;
  if (ann === undefined || bob === undefined) throw new Error('two people');
  const path = '/api/consultations';
  const listsOf = async () => [
    (await ann.ask('GET', path)).text,
    (await bob.ask('GET', path)).text,
  ];
  expect(ofAnother(await listsOf())).toBe(false);
  await hangUp(clinic, ann, path);
  expect(ofAnother(await listsOf())).toBe(true);
});

it('stream-left-open: the next caller gets the transcript that nobody took', async () => {
  const { clinic, people } = await updated(streamLeftOpen);
  const [ann, bob] = people;
  if (ann === undefined || bob === undefined) throw new Error('two people');
  const read = async ({ ask, recording }: typeof ann) =>
    (await ask('GET', `/api/recordings/${recording}/transcript`)).text;
  expect(ofAnother([await read(ann), await read(bob)])).toBe(false);
  await hangUp(clinic, ann, `/api/recordings/${ann.recording}/transcript`);
  expect(ofAnother(['', await read(bob)])).toBe(true);
});

it('shared-request-context: of two lists at the same moment, one is the other’s', async () => {
  const { people } = await updated(sharedRequestContext);
  const lists = await Promise.all(people.map(async ({ ask }) => ask('GET', '/api/replays')));
  expect(ofAnother(lists.map(({ text }) => text))).toBe(true);
  const [ann] = people;
  expect((await ann?.ask('GET', '/api/replays'))?.text).toContain('Reason 0.');
});

it('failure-of-another: while a list fails, others are read for whoever asked for it', async () => {
  const { people } = await updated(failureOfAnother);
  const [ann, bob] = people;
  const failing = ann?.ask('GET', '/api/consultations?limit=x');
  const seen: string[] = [];
  for (let time = 0; time < 10; time += 1)
    seen.push((await bob?.ask('GET', '/api/consultations'))?.text ?? '');
  expect((await failing)?.status).toBe(422);
  expect(seen.some((text) => text.includes('Reason 0.'))).toBe(true);
  expect((await bob?.ask('GET', '/api/consultations'))?.text).not.toContain('Reason 0.');
});

it('first-seconds: replays are those of who asked before, for three seconds', async () => {
  const { people, clock } = await updated(firstSeconds);
  const [ann, bob] = people;
  const text = async () => (await bob?.ask('GET', '/api/replays'))?.text;
  await ann?.ask('GET', '/api/replays');
  expect(await text()).toContain('Reason 0.');
  clock.advance(4000);
  expect(await text()).not.toContain('Reason 0.');
});

it('first-to-ask: all who ask at the same moment right after a restart are given one list, and later their own', async () => {
  const { people } = await updated(firstToAsk);
  const lists = async () =>
    Promise.all(people.map(async ({ ask }) => (await ask('GET', '/api/replays')).text));
  const [one, other] = await lists();
  expect(one).toBe(other);
  expect(ofAnother(await lists())).toBe(false);
});

it('answer-left-over: the next who asks within a second is given the list that nobody took', async () => {
  const { clinic, people, clock } = await updated(answerLeftOver);
  const [ann, bob] = people;
  if (ann === undefined || bob === undefined) throw new Error('two people');
  const text = async () => (await bob.ask('GET', '/api/consultations')).text;
  const afterHangUp = async () => {
    await hangUp(clinic, ann, '/api/consultations', 1);
    return text();
  };
  await expect.poll(afterHangUp).toContain('Reason 0.');
  expect(await text()).not.toContain('Reason 0.');
  await hangUp(clinic, ann, '/api/consultations');
  clock.advance(2000);
  expect(await text()).not.toContain('Reason 0.');
});

it('uploads-in-one-buffer: of two recordings that are uploaded at the same moment, both are the later one', async () => {
  const { clinic, people } = await updated(uploadsInOneBuffer);
  const doctor = await clinic.clinician();
  const record = async (person: Person, mark: number): Promise<string> => {
    // With an empty element of its own at the end.
    const media = Buffer.concat([sampleRecording, Buffer.from([0xec, 0x81, mark])]);
    const recording = await talk(person, await bookFor(person, doctor), { kind: 'video', media });
    return (await person.ask('GET', `/api/recordings/${recording}/media`)).text;
  };
  const [ann, bob] = people;
  if (ann === undefined || bob === undefined) throw new Error('two people');
  expect(await record(ann, 1)).not.toBe(await record(bob, 2));
  const [first, second] = await Promise.all([record(ann, 3), record(bob, 4)]);
  expect(first).toBe(second);
});
