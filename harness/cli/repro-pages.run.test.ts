import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import type { Verdict } from '../domain/verdict/verdict.ts';
import { updateCommand, workFolder } from '../run/testing/work-folder.ts';
import { chaperoneHere } from './testing/in-process.ts';
import { scriptsIn } from './testing/run-script.ts';

type Row = { id: string };
type Page = (rows: readonly Row[], asked: URLSearchParams, body: { from?: number }) => unknown;

const number = (asked: URLSearchParams, name: string, absent = 0) =>
  Number(asked.get(name) ?? absent);
const one = (rows: readonly Row[], at: number) => rows.slice(at, at + 1);
const after = (rows: readonly Row[], at: number) => (at + 1 < rows.length ? at + 1 : null);

/** Lists of one row a page, with the source text of their surfaces. */
const lists: Readonly<Record<string, { page: Page; surface: string }>> = {
  'GET /by-skip': {
    page: (rows, asked) => one(rows, number(asked, 'skip')),
    surface: `list('GET /by-skip?limit=1')`,
  },
  'GET /by-page': {
    page: (rows, asked) => ({ items: one(rows, number(asked, 'page', 1) - 1) }),
    surface: `list('GET /by-page?limit=1')`,
  },
  'GET /by-start': {
    page: (rows, asked) => one(rows, number(asked, 'startIndex', 1) - 1),
    surface: `list('GET /by-start?limit=1', { parameters: { startIndex: [] } })`,
  },
  'GET /by-cursor': {
    page: (rows, asked) => {
      const at = number(asked, 'continuation');
      return { items: one(rows, at), nextContinuation: after(rows, at)?.toString() ?? null };
    },
    surface: `list('GET /by-cursor?limit=1', { parameters: { continuation: [] } })`,
  },
  'GET /by-link': {
    page: (rows, asked) => {
      const next = after(rows, number(asked, 'at'));
      return { items: one(rows, number(asked, 'at')), next: next && `/by-link?limit=1&at=${next}` };
    },
    surface: `list('GET /by-link?limit=1')`,
  },
  'GET /by-path': {
    page: (rows, asked) => {
      const at = number(asked, 'resume');
      return { items: one(rows, at), more: { resume: after(rows, at)?.toString() ?? null } };
    },
    surface: `list('GET /by-path?limit=1', { next: '$.more.resume', parameters: { resume: [] } })`,
  },
  'GET /by-function': {
    page: (rows, asked) => ({ items: one(rows, number(asked, 'ab')), rest: rows.length }),
    surface: `list('GET /by-function?limit=1', { next: ({ url, body }) => {
      const at = Number(new URL(url).searchParams.get('ab') ?? 0) + 1;
      return at < body.rest ? '?limit=1&ab=' + at : null;
    } })`,
  },
  'POST /by-body': {
    page: (rows, _, { from = 0 }) => ({ items: one(rows, from), goesOn: after(rows, from) }),
    surface: `list('POST /by-body', { json: { from: 0 },
      next: ({ body }) => body.goesOn === null ? null : { json: { from: body.goesOn } } })`,
  },
  'POST /by-form': {
    page: (rows, asked) => {
      const next = after(rows, number(asked, 'at'));
      return { items: one(rows, number(asked, 'at')), next: next && `/by-form?at=${next}` };
    },
    surface: `list('POST /by-form', { form: { at: '0' } })`,
  },
};

it(
  'scripts ask for the pages of a list as the run did, and see the leak and its cure',
  { timeout: 120_000 },
  async () => {
    let leaks = true;
    const { folder } = await workFolder({
      hostile: ({ viewer, notes }) =>
        Object.entries(lists).map(([id, { page }]) => {
          const [method = '', path = ''] = id.split(' ');
          return http.all(`*${path}`, async ({ request }) => {
            const account = viewer(request);
            if (account === undefined) return HttpResponse.json({}, { status: 401 });
            const own = notes.filter(({ owner }) => owner === account);
            // The first page is right: others' notes stand on those after it.
            const rows = leaks ? [...own, ...notes.filter((note) => !own.includes(note))] : own;
            const text = await request.text();
            const isJson = /json/.test(request.headers.get('content-type') ?? '');
            const isFirst = new URL(request.url).search === '';
            // What a form asked for goes on by addresses, which take neither a POST nor a body.
            if ((request.method === 'GET') === (method === 'POST' && (isJson || isFirst)))
              return HttpResponse.json({}, { status: 405 });
            const body = isJson ? (JSON.parse(text) as { from?: number }) : {};
            return HttpResponse.json(page(rows, new URL(request.url).searchParams, body) as object);
          });
        }),
      more: `surfaces: [...usual.surfaces.slice(1), ${Object.values(lists)
        .map(({ surface }) => surface)
        .join(', ')}]`,
    });
    const verify = [
      'verify',
      '--only',
      'sweep',
      '--accounts',
      '3',
      '--strength',
      '2',
      '--no-planted-leaks',
      '--update-command',
      updateCommand,
    ];
    const ended = await chaperoneHere(folder, verify);
    expect(ended.code, ended.out).toBe(1);
    const latest = join(folder, 'reports/runs/latest');
    const verdict = JSON.parse(await readFile(join(latest, 'verdict.json'), 'utf8')) as Verdict;
    const scriptOf = (id: string): string => {
      const leak = verdict.violations.find(
        ({ surface, repro, variant, kind }) =>
          surface.split('?')[0] === id && repro !== null && variant === 'plain' && kind === 'leak',
      );
      return join(latest, leak?.repro ?? `no script for ${id}`);
    };
    const run = await scriptsIn(folder);
    const outcomes = async () => {
      const all: Record<string, string> = {};
      for (const id of Object.keys(lists)) {
        const { code, err } = await run(scriptOf(id));
        all[id] = code === 2 ? `2 ${err}` : String(code);
      }
      return all;
    };
    const each = (code: string) => Object.fromEntries(Object.keys(lists).map((id) => [id, code]));
    expect(await outcomes()).toEqual(each('1'));
    leaks = false;
    expect(await outcomes()).toEqual(each('0'));
  },
);
