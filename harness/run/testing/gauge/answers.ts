import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** Values that identify one account as an owner. */
export type Marks = {
  /** A canary token in the account's note. */
  token: string;
  /** A long id of the account's note: 16 hexadecimal digits. */
  chart: string;
  /** A short id of the same note. */
  number: number;
  /** The value of the session's cookie. */
  session: string;
};

/** What an answer is made of: the viewer's marks, the marks of another account, and the requested path. */
export type Asked = { own: Marks; foreign: Marks; path: string };

/** The content of an answer. `body`: bytes and text are sent as they are, anything else as JSON. */
export type Content = {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Default: `application/json`. */
  type?: string;
  body?: unknown;
};

type Contents = (asked: Asked) => Content;

/** One answer, to be sent through every channel that can carry it. */
export type Answer = {
  name: string;
  /** `list`: the viewer asks for its own list. `read`, `stream`: the viewer asks for a foreign thing, unless `isOwn`. */
  gives: 'list' | 'read' | 'stream';
  content: Contents;
  /**
   * The answer is a refusal, so owners do not get it for their own. Default: owners get the same answer of their own.
   */
  isRefusal?: true;
  /** The viewer asks for its own at a fixed address. Default: only of lists. */
  isOwn?: true;
  /** The answer is an HTML page whose rows are its `li` elements. */
  isPage?: true;
  /** A feature that the answer needs of a channel. Default: none, text suffices. */
  needs?: 'bytes' | 'content encoding';
};

const row = ({ chart, token }: Marks) => ({ chart, text: token });
const nobody = { chart: '9f86d081884c7d65', text: 'Jane Roe' };
const signIn = '<!doctype html><form><input name="p" type="password"></form>';
const page = (rows: readonly string[]): Content => ({
  type: 'text/html',
  body: `<!doctype html><h1>Notes</h1><ul>${rows.map((text) => `<li>${text}</li>`).join('')}</ul>`,
});
const inUnicode = (text: string) =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const inPercents = (text: string) =>
  `%${Buffer.from(text).toString('hex').match(/../g)?.join('%')}`;
const inBase64 = (text: string) => Buffer.from(text).toString('base64');
const media = (text: string): Content => ({
  type: 'video/webm',
  body: Buffer.from(`\u001aE\u00df\u00a3 ${text} ${'\u0000\u0081'.repeat(500)}`, 'latin1'),
});

/** Media without a token: 16 KiB that look random, so that its digests tell it. */
const clip = Buffer.concat(
  Array.from({ length: 512 }, (_, index) => createHash('sha256').update(`${index}`).digest()),
);

const lists: Record<string, Contents> = {
  'own rows only': ({ own }) => ({ body: { items: [row(own)] } }),
  'an empty list': () => ({ body: { items: [] } }),
  'a row of another': ({ own, foreign }) => ({ body: { items: [row(own), row(foreign)] } }),
  'a row that only has the id of another': ({ own, foreign }) => ({
    body: { items: [row(own), { chart: foreign.chart }] },
  }),
  'a row of nobody': ({ own }) => ({ body: { items: [row(own), nobody] } }),
  'a counted id of another': ({ foreign }) => ({ body: { items: [{ noteId: foreign.number }] } }),
  'a row whose id is that of another, counted': ({ foreign }) => ({
    body: { items: [{ id: foreign.number }] },
  }),
  'a token of another in a header': ({ own, foreign }) => ({
    headers: { 'x-note': `about ${foreign.token}` },
    body: { items: [row(own)] },
  }),
  'an id of another in a header': ({ own, foreign }) => ({
    headers: { 'x-chart': foreign.chart },
    body: { items: [row(own)] },
  }),
  'a token and an id of another in headers, and a counted id': ({ foreign }) => ({
    headers: { 'x-note': `about ${foreign.token}`, 'x-chart': foreign.chart },
    body: { items: [{ noteId: foreign.number }] },
  }),
  'a counted id of another in a header': ({ own, foreign }) => ({
    headers: { 'x-related-note': String(foreign.number) },
    body: { items: [row(own)] },
  }),
  'an address with a counted id of another in a header': ({ own, foreign }) => ({
    headers: { link: `</people/1/notes/${foreign.number}>; rel="related"` },
    body: { items: [row(own)] },
  }),
  'numbers in headers that are no ids': ({ own, foreign }) => ({
    headers: {
      'x-total-notes': String(foreign.number),
      'x-ratelimit-remaining': String(foreign.number),
      etag: `"${foreign.number}"`,
      'x-next': `/pages/${foreign.number}?notes=${foreign.number}`,
    },
    body: { items: [row(own)] },
  }),
  'the session of another in a header': ({ own, foreign }) => ({
    headers: { 'x-trace': `session ${foreign.session}` },
    body: { items: [row(own)] },
  }),
};

const pages: Record<string, Contents> = {
  'a page with own rows': ({ own }) => page([own.token]),
  'a page with a row of another': ({ own, foreign }) => page([own.token, foreign.token]),
};

const reads: Record<string, Contents> = {
  'a token': ({ foreign }) => ({ body: row(foreign) }),
  'a token, escaped': ({ foreign }) => ({ body: `{"text":"${inUnicode(foreign.token)}"}` }),
  'a token, in percent encoding': ({ foreign }) => ({ body: { text: inPercents(foreign.token) } }),
  'a token, in base64': ({ foreign }) => ({ body: { text: inBase64(`about ${foreign.token}`) } }),
  'a token in a text': ({ foreign }) => ({ type: 'text/plain', body: `about ${foreign.token}` }),
  'what says nothing of anybody': () => ({ body: { state: ['ok'] } }),
  'what is one\u2019s own instead': ({ own }) => ({ body: row(own) }),
};

const encoded: Record<string, Contents> = {
  'a token, in gzip content encoding': ({ foreign }) => ({
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(JSON.stringify(row(foreign))),
  }),
};

const files: Record<string, Contents> = {
  'a token, in a gzip file': ({ foreign }) => ({
    type: 'application/gzip',
    body: gzipSync(JSON.stringify(row(foreign))),
  }),
};

const refusals: Record<string, Contents> = {
  'an error in a 200': () => ({ body: { error: 'forbidden' } }),
  'an error in a 200 that names what was asked for': ({ foreign }) => ({
    body: { success: false, message: `no access to ${foreign.chart}` },
  }),
  'an echo of what was sent': ({ path }) => ({ body: { at: path } }),
  'an error in a 200 with a token': ({ foreign }) => ({
    body: { error: `not yours: ${foreign.token}` },
  }),
  'a sign-in page': () => ({ type: 'text/html', body: signIn }),
  'status 401': () => ({ status: 401, body: {} }),
  'status 403': () => ({ status: 403, body: {} }),
  'status 403 with a token': ({ foreign }) => ({ status: 403, body: { text: foreign.token } }),
  'status 404': () => ({ status: 404, body: {} }),
  'a redirect to sign-in': () => ({ status: 302, headers: { location: '/sign-in?next=x' } }),
  'a redirect with a token in its address': ({ foreign }) => ({
    status: 302,
    headers: { location: `/notes?about=${foreign.token}` },
  }),
  'status 500': () => ({ status: 500, body: { error: 'oops' } }),
};

const ownReads: Record<string, Contents> = {
  'own rows and one of nobody, in a read': ({ own }) => ({
    body: { from: 1, visits: [own, nobody].map(({ chart }) => ({ id: chart })) },
  }),
  'own rows and one of nobody, on a page without `items`': ({ own }) =>
    page([own.token, 'Jane Roe']),
};

const clips: Record<string, Contents> = {
  'media at what is described as a read': () => ({ type: 'video/mp4', body: clip }),
};

const streams: Record<string, Contents> = {
  'media with a token': ({ foreign }) => media(foreign.token),
  'media without one': () => media('nothing'),
};

/** All answers. */
export const answers: readonly Answer[] = [
  ...named(lists, { gives: 'list' }),
  ...named(pages, { gives: 'list', isPage: true }),
  ...named(reads, { gives: 'read' }),
  ...named(encoded, { gives: 'read', needs: 'content encoding' }),
  ...named(files, { gives: 'read', needs: 'bytes' }),
  ...named(ownReads, { gives: 'read', isOwn: true }),
  ...named(clips, { gives: 'read', needs: 'bytes' }),
  ...named(refusals, { gives: 'read', isRefusal: true }),
  ...named(streams, { gives: 'stream', needs: 'bytes' }),
];

/** Whether the viewer asks for its own, at an address that names no thing. */
export function isFixed({ gives, isOwn }: Answer): boolean {
  return gives === 'list' || isOwn === true;
}

function named(
  contents: Record<string, Contents>,
  kind: Omit<Answer, 'name' | 'content'>,
): Answer[] {
  return Object.entries(contents).map(([name, content]) => ({ name, content, ...kind }));
}
