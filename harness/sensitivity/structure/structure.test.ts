import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOf } from './format-of.ts';
import { json } from './json.ts';
import { lines } from './lines.ts';
import { markup } from './markup.ts';
import { multipart } from './multipart.ts';
import type { Format } from './format.ts';

type Row = { id: string; title: string };

/** How a server writes a list, and how its rows are read back. */
const lists: Record<string, { format: Format; write(rows: readonly Row[]): string }> = {
  'JSON in an array': { format: json, write: (rows) => JSON.stringify(rows) },
  'JSON below other fields': {
    format: json,
    write: (rows) => JSON.stringify({ data: { visits: rows, total: rows.length }, ok: true }),
  },
  'JSON beside links': {
    format: json,
    write: (rows) =>
      JSON.stringify({
        link: [{ relation: 'self', url: `/visits?first=${rows[0]?.title.slice(0, 3)}` }],
        entry: rows,
      }),
  },
  'JSON by id': {
    format: json,
    write: (rows) =>
      JSON.stringify({ visits: Object.fromEntries(rows.map((row) => [row.id, row])) }),
  },
  'JSON by id, of lists': {
    format: json,
    write: (rows) =>
      JSON.stringify({ visits: Object.fromEntries(rows.map(({ id, title }) => [id, [title, 1]])) }),
  },
  'JSON by id, of texts': {
    format: json,
    write: (rows) =>
      JSON.stringify({ visits: Object.fromEntries(rows.map(({ id, title }) => [id, title])) }),
  },
  'a page': {
    format: markup,
    write: (rows) =>
      `<!doctype html><title>Visits</title><nav><ul><li><a href="/">Home</a></ul></nav><main><ul>${rows
        .map(({ id, title }) => `<li><a href="/visits/${id}">${title}</a></li>`)
        .join('')}</ul></main>`,
  },
  'a table': {
    format: markup,
    write: (rows) =>
      `<body><table><tr><th>Visit</th></tr>${rows
        .map(({ id, title }) => `<tr data-id="${id}"><td>${title}</td></tr>`)
        .join('')}</table>`,
  },
  'a page of divisions': {
    format: markup,
    write: (rows) =>
      `<!doctype html><title>Visits</title><header>${rows[0]?.title.slice(1)} · ${rows[0]?.id.slice(1)}</header><main>${rows
        .map(({ id, title }) => `<div><h3>${title}</h3><a href="/visits/${id}">Open</a></div>`)
        .join('')}</main>`,
  },
  'a list of definitions': {
    format: markup,
    write: (rows) =>
      `<!doctype html><dl>${rows
        .map(({ id, title }) => `<dt id="${id}">Visit</dt><dd>${title}</dd>`)
        .join('')}</dl>`,
  },
  'XML of attributes': {
    format: markup,
    write: (rows) =>
      `<?xml version="1.0"?><visits>${rows
        .map(({ id, title }) => `<visit id="${id}" title="${title}"/>`)
        .join('')}</visits>`,
  },
  XML: {
    format: markup,
    write: (rows) =>
      `<?xml version="1.0"?><visits>${rows
        .map(({ id, title }) => `<visit id="${id}"><title>${title}</title></visit>`)
        .join('')}</visits>`,
  },
  'a FHIR bundle': {
    format: json,
    write: (rows) =>
      JSON.stringify({
        resourceType: 'Bundle',
        type: 'searchset',
        total: rows.length,
        link: [{ relation: 'self', url: `/Appointment?actor=${rows[0]?.title.slice(0, 3)}` }],
        entry: rows.map(({ id, title }) => ({
          fullUrl: `urn:${id.slice(0, 3)}`,
          resource: { resourceType: 'Appointment', id, title },
        })),
      }),
  },
  'a GraphQL connection': {
    format: json,
    write: (rows) =>
      JSON.stringify({
        data: {
          visits: {
            pageInfo: { endCursor: rows.at(-1)?.id.slice(0, 3), hasNextPage: false },
            edges: rows.map((node) => ({ cursor: node.id.slice(0, 3), node })),
          },
        },
      }),
  },
  'parts of form data': { format: multipart, write: (rows) => partsOf(rows, 'form-data; name=') },
  'parts of a message': { format: multipart, write: (rows) => partsOf(rows, 'attachment; name=') },
  CSV: {
    format: lines,
    write: (rows) => ['id,title', ...rows.map(({ id, title }) => `${id},${title}`), ''].join('\n'),
  },
  'CSV whose last line has no end': {
    format: lines,
    write: (rows) => ['id,title', ...rows.map(({ id, title }) => `${id},${title}`)].join('\r\n'),
  },
  'a calendar': {
    format: lines,
    write: (rows) =>
      [
        'BEGIN:VCALENDAR',
        ...rows.flatMap(({ id, title }) => [
          'BEGIN:VEVENT',
          `UID:${id}`,
          `SUMMARY:${title}`,
          'END:VEVENT',
        ]),
        'END:VCALENDAR',
        '',
      ].join('\n'),
  },
};

function partsOf(rows: readonly Row[], disposition: string): string {
  const parts = rows.map(
    ({ id, title }) =>
      `--b0und4ry\r\ncontent-disposition: ${disposition}"file"\r\n\r\n{"id":"${id}","title":"${title}"}\r\n`,
  );
  return `${parts.join('')}--b0und4ry--\r\n`;
}

const word = fc.stringMatching(/^[a-z0-9]{12}$/);
const rows = (least: number) =>
  fc.uniqueArray(fc.record({ id: word, title: word }), {
    minLength: least,
    maxLength: 5,
    selector: ({ id }) => id,
  });
/** Rows of two owners, none of which both have. */
const two = fc.tuple(rows(2), rows(2)).filter(([own, other]) => {
  const all = [...own, ...other].flatMap(({ id, title }) => [id, title]);
  return new Set(all).size === all.length;
});

describe.each(Object.entries(lists))('%s', (_, { format, write }) => {
  it('is taken for what it is', () => {
    expect(formatOf(Buffer.from(write([{ id: 'a1b2', title: 'x' }])), '')).toBe(format);
  });

  it('gets one whole row of the other’s, and keeps one’s own', () => {
    fc.assert(
      fc.property(two, ([own, other]) => {
        const text = format.withRow(write(own), write(other)) ?? '';
        for (const { title } of own) expect(text).toContain(title);
        const planted = other.filter(({ id }) => text.includes(id));
        expect(planted).toHaveLength(1);
        expect(text).toContain(planted[0]?.title);
        // It reads like a list that the server wrote.
        expect(text.replace(/\s/g, '')).toContain(rowAsWritten(write, planted[0]));
      }),
    );
  });

  it('gets the only row of the other’s where one has one, or none', () => {
    fc.assert(
      fc.property(two, fc.boolean(), ([[first], [other]], isEmpty) => {
        if (first === undefined || other === undefined) throw new Error('each has two');
        const text = format.withRow(write(isEmpty ? [] : [first]), write([other])) ?? '';
        for (const { id, title } of isEmpty ? [other] : [first, other]) {
          expect(text).toContain(id);
          expect(text).toContain(title);
        }
      }),
    );
  });

  it('loses one whole row of one’s own', () => {
    fc.assert(
      fc.property(two, ([own, other]) => {
        const text = format.withoutRow(write(own), write(other)) ?? '';
        const left = own.filter(({ id, title }) => text.includes(id) || text.includes(title));
        expect(left).toHaveLength(own.length - 1);
      }),
    );
  });

  it('becomes a stranger’s in the same form', () => {
    fc.assert(
      fc.property(two, ([own, other]) => {
        const [before, after] = [write(other), format.strangers(write(own), write(other))];
        for (const { id, title } of other) {
          expect(after).not.toContain(id);
          expect(after).not.toContain(title);
        }
        expect(formatOf(Buffer.from(after), '')).toBe(format);
        expect(after).toHaveLength(before.length);
      }),
    );
  });
});

/** What a server writes for one row alone, without what it writes for none. */
function rowAsWritten(write: (rows: readonly Row[]) => string, row: Row | undefined): string {
  if (row === undefined) return 'no row';
  const twice = write([row, { id: 'zzzz', title: 'zzzz' }]).replace(/\s/g, '');
  const from = twice.indexOf(row.id);
  return twice.slice(from, twice.indexOf(row.title) + row.title.length);
}
