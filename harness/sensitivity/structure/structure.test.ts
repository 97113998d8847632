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

describe('a row of the other’s', () => {
  it('is planted where one’s own answer lacks the list, and nowhere if there is no place', () => {
    expect(json.withRow('{"total":0}', '{"total":1,"entry":[{"id":7}]}')).toBe(
      '{"total":0,"entry":[{"id":7}]}',
    );
    expect(json.withRow('{"page":null}', '{"page":{"rows":[{"id":7}]}}')).toBeNull();
  });
});

it('a stranger’s reference keeps what one’s own has, too', () => {
  const [own, other] = ['Patient/7ee362e5', 'Patient/846b542e'].map((reference) =>
    JSON.stringify({ subject: { reference } }),
  );
  const { subject } = JSON.parse(json.strangers(own ?? '', other ?? '')) as {
    subject: { reference: string };
  };
  expect(subject.reference).toMatch(/^Patient\/(?!7ee362e5|846b542e)\w{8}$/);
});

it('ends a planted line as the lines around it', () => {
  const text = lines.withRow('id,title\r\n1,Own', 'id,title\r\n2,Theirs\r\n3,More');
  expect(text).toBe('id,title\r\n1,Own\r\n2,Theirs');
});

describe('a value of the other’s', () => {
  it('is no date, which marks nobody', () => {
    const [own, other] = ['2026-11-28T17:58:35.243Z', '2026-11-28T17:58:35.763Z'];
    expect(json.withValue(`{"at":"${own}"}`, `{"at":"${other}"}`, `{"at":"${own}"}`)).toBeNull();
  });

  it('stands in the place of one’s own, and never where a value changes by itself', () => {
    const own = { id: 'v1', at: 'Monday morning at ten', title: 'Own' };
    const later = { ...own, at: 'Monday evening at eight' };
    const other = { id: 'v2', at: 'Tuesday at noon, or so it says', title: 'Theirs' };
    const text = json.withValue(JSON.stringify(own), JSON.stringify(other), JSON.stringify(later));
    expect(JSON.parse(text ?? '')).toEqual({ ...own, title: 'Theirs' });
  });
});

describe('an id of the other’s', () => {
  it.each([
    [
      'JSON',
      '{"id":"v1","patientId":"p1","text":"Own"}',
      '{"id":"v2","patientId":"p2","text":"x"}',
      '{"id":"v1","patientId":"p2","text":"Own"}',
    ],
    ['JSON without a reference', '[{"id":1,"no":3}]', '[{"id":2,"no":4}]', '[{"id":2,"no":3}]'],
    [
      'a page',
      '<a class="x" href="/v/1">Own</a>',
      '<a class="y" href="/v/2">Other</a>',
      '<a class="x" href="/v/2">Own</a>',
    ],
    ['CSV', 'text,visit_id\nOwn,v1\n', 'text,visit_id\nOther,"v2"\n', 'text,visit_id\nOwn,v2\n'],
    [
      'a calendar',
      'BEGIN:VEVENT\nUID:v1\nSUMMARY:Own\nEND:VEVENT',
      'BEGIN:VEVENT\nUID:v2\nSUMMARY:Other\nEND:VEVENT',
      'BEGIN:VEVENT\nUID:v2\nSUMMARY:Own\nEND:VEVENT',
    ],
  ])('stands alone in one’s own: %s', (_, own, other, planted) => {
    expect(formatOf(Buffer.from(own), '')?.withId(own, other, own)).toBe(planted);
  });

  it.each([
    ['is no id', '{"id":"v1","at":"ten"}', '{"id":"v1","at":"two"}', '{"id":"v1","at":"ten"}'],
    ['changes by itself', '{"traceId":"t1"}', '{"traceId":"t2"}', '{"traceId":"t3"}'],
  ])('is never planted where what differs %s', (_, own, other, later) => {
    expect(json.withId(own, other, later)).toBeNull();
  });
});

describe('a record of the other’s', () => {
  it('hangs below one’s own', () => {
    const text = json.withRecord('{"items":[{"id":1}]}', '{"items":[{"id":2}]}');
    expect(JSON.parse(text ?? '')).toEqual({ items: [{ id: 1, related: { id: 2 } }] });
    expect(JSON.parse(json.withRecord('{"id":1}', '{"id":2}') ?? '')).toEqual({
      id: 1,
      related: { id: 2 },
    });
  });
});

it.each([
  ['nothing', ''],
  ['binary', '\0\u0001'],
])('%s has no format', (_, text) => {
  expect(formatOf(Buffer.from(text), '')).toBeNull();
});
