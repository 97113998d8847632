import type { Attempt } from '../../../domain/attempts/attempt.ts';
import type { Answer } from './answers.ts';

/** The parts of an attempt that must be the same for all channels. */
export type Made = {
  outcome: Attempt['outcome'];
  /** Rows within an answer that is not described as a list, in words. */
  rows: string;
  /** Digests were taken of it, as of media. */
  isDigested: boolean;
  /** The sightings, each with place and encoding, but without the parts of places that only one channel has. Sorted. */
  sightings: readonly string[];
};

/** An intended difference between another channel and HTTP, for some answers. */
export type Difference = {
  why: string;
  channels: readonly string[];
  answers: readonly string[];
  /** What the channel is expected to make of an answer, given what HTTP makes of it. */
  instead(byHttp: Made): Made;
};

const listening = ['server-sent events', 'WebSocket'];

/** All intended differences. Any other difference fails the test. */
export const intendedDifferences: readonly Difference[] = [
  {
    why: 'Whoever listens asks whether what another did arrives: their own rows, or those of nobody, are no grant.',
    channels: listening,
    answers: [
      'own rows only',
      'a row of nobody',
      'a page with own rows',
      'numbers in headers that are no ids',
      'own rows and one of nobody, in a read',
      'own rows and one of nobody, on a page without `items`',
    ],
    instead: (byHttp) => ({ ...byHttp, outcome: 'concealed' }),
  },
  {
    why: 'An event that names what was subscribed to is news, where an answer that repeats its address is an echo.',
    channels: listening,
    answers: ['a token', 'a token, in a gzip file'],
    instead: (byHttp) => ({
      ...byHttp,
      sightings: byHttp.sightings.flatMap((sighting) => [
        sighting.replace(/^token of a0/, 'id chart of a0').replace('$.text', '$.chart'),
        sighting,
      ]),
    }),
  },
  {
    why: 'An `id` in a message may be that of the message: counted, it tells of nobody.',
    channels: listening,
    answers: ['a row whose id is that of another, counted'],
    instead: (byHttp) => ({ ...byHttp, outcome: 'concealed', sightings: [] }),
  },
  {
    why: 'A message has no selector for rows: what stands in a page that came as one is told by its byte.',
    channels: listening,
    answers: ['a page with own rows', 'a page with a row of another'],
    instead: (byHttp) => ({ ...byHttp, sightings: byHttp.sightings.map(inBytes) }),
  },
  {
    why: 'Rows that a browser shows are handed in beside the page, and told twice: on it, and in their row.',
    channels: ['browser'],
    answers: ['a page with own rows', 'a page with a row of another'],
    instead: (byHttp) => ({
      ...byHttp,
      sightings: byHttp.sightings.flatMap((sighting) => [inBytes(sighting), sighting]).sort(),
    }),
  },
  {
    why: 'A browser is not asked again, for an id that never existed: what names nobody stays unclear.',
    channels: ['browser'],
    answers: [
      'what says nothing of anybody',
      'what is one\u2019s own instead',
      'an echo of what was sent',
      'media without one',
      'media at what is described as a read',
    ],
    instead: (byHttp) => ({ ...byHttp, outcome: 'unclear' }),
  },
  {
    why: 'A message is not described as a list: its rows are told by what it holds.',
    channels: listening,
    answers: [
      'a counted id of another',
      'a row whose id is that of another, counted',
      'a token and an id of another in headers, and a counted id',
      'a page with a row of another',
    ],
    instead: (byHttp) => {
      const mine = byHttp.sightings.some((sighting) => sighting.includes('of a1')) ? 1 : 0;
      return { ...byHttp, rows: `told: ${mine} of the viewer, 1 of others` };
    },
  },
  {
    why: 'Digests are taken of files, not of messages.',
    channels: ['WebSocket'],
    answers: ['a token, in a gzip file', 'media at what is described as a read'],
    instead: (byHttp) => ({ ...byHttp, isDigested: false }),
  },
  {
    why: 'HTTP follows a redirect and tells what came in the end; a browser does that by itself, a connection never.',
    channels: [...listening, 'browser'],
    answers: ['a redirect with a token in its address'],
    instead: (byHttp) => ({ ...byHttp, outcome: 'unclear' }),
  },
];

/** Translates a place in a row of the pages in answers.ts into its byte offset. */
function inBytes(sighting: string): string {
  return sighting.replace(/row (\d+)/, (_, row: string) => `byte ${37 + 29 * (Number(row) - 1)}`);
}

/** What a channel is expected to make of an answer. */
export function expectedOf(channel: string, { name }: Answer, byHttp: Made): Made {
  return intendedDifferences
    .filter(({ channels, answers }) => channels.includes(channel) && answers.includes(name))
    .reduce((made, { instead }) => instead(made), byHttp);
}
