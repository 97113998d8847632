import { expect, it } from 'vitest';
import { list, read } from '../../deployment/surfaces/surfaces.ts';
import type { Surface } from '../../deployment/surfaces/surface.ts';
import { deploy } from '../../exercise/worker/worker.test-support.ts';
import type { Note } from '../../exercise/worker/worker.test-support.ts';
import { resultOf, sweepAndJudge } from './sweep-and-judge.test-support.ts';

/** Shows notes as an answer of some type. */
type Way = { type: string; write(notes: readonly Note[]): string };

const marked = (text: string, open: string, close: string) =>
  text.replaceAll(/3333[0-9a-z]{4}/g, `${open}$&${close}`);
/** As a search for the beginning of a word answers. */
const html: Way = {
  type: 'text/html',
  write: (notes) =>
    `<!doctype html><ul>${notes.map(({ text }) => `<li>${marked(text, '<mark>', '</mark>')}`).join('')}</ul>`,
};
const json: Way = {
  type: 'application/json',
  write: (notes) =>
    JSON.stringify({
      hits: notes.map(({ text }) => ({
        highlights: [marked(text, '<span class="hit">', '</span>')],
      })),
    }).replaceAll('<', String.raw`\u003c`),
};
const folded = (text: string, by: string) => text.replaceAll(/3333[0-9a-z]{6}/g, `$&${by}`);
const calendar: Way = {
  type: 'text/calendar',
  write: (notes) =>
    `BEGIN:VCALENDAR\r\n${notes.map(({ text }) => `BEGIN:VEVENT\r\nSUMMARY:${folded(text, '\r\n ')}\r\nEND:VEVENT\r\n`).join('')}END:VCALENDAR\r\n`,
};
const mail: Way = {
  type: 'message/rfc822',
  write: (notes) =>
    `Content-Transfer-Encoding: quoted-printable\r\n\r\n${notes.map(({ text }) => folded(`=E2=80=A2 ${text}`, '=\r\n')).join('\r\n')}\r\n`,
};

async function judge(surface: Surface, { type, write }: Way, leaks: boolean) {
  const { url } = await deploy({
    'GET /search': (deployment, request, response) => {
      const viewer = deployment.viewer(request);
      const others = new Set(deployment.notes.map(({ owner }) => owner));
      const shown = deployment.notes.filter(
        ({ owner }) => owner === viewer || (leaks && owner === [...others][0]),
      );
      response.writeHead(viewer === undefined ? 401 : 200, { 'content-type': type });
      response.end(viewer === undefined ? '' : write(shown));
    },
  });
  const invariant = surface.gives === 'list' ? 'no-foreign-listing' : 'no-foreign-reading';
  return resultOf(await sweepAndJudge(url, [surface]), invariant);
}

it.each<[string, Surface, Way]>([
  ['rows of a page that highlights', list('GET /search', { items: 'li', shows: 'note' }), html],
  ['rows of JSON with highlights', list('GET /search', { shows: 'note' }), json],
  ['a calendar with folded lines', read('GET /search'), calendar],
  ['a mail in quoted-printable', read('GET /search'), mail],
])(
  '%s are the viewer’s own, and a leak where others’ stand among them',
  async (_, surface, way) => {
    const own = await judge(surface, way, false);
    expect(own).toEqual({ verdict: 'holds', owners: [], reasons: [] });
    expect(await judge(surface, way, true)).toMatchObject({ verdict: 'violated', owners: ['a0'] });
  },
);
