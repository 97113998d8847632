import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeToken } from '../../../canaries/token.ts';
import { list } from '../../../deployment/surfaces/surfaces.ts';
import { createInspecting } from '../../scan/inspect.ts';
import { parseJson } from '../../scan/body-json.ts';
import { parseLines } from '../../rows/body-lines.ts';
import { describeDeployment } from '../../worker/worker.test-support.ts';
import type { Part } from '../reading/answer.ts';
import { readingOf } from '../reading/reading.ts';
import { sightingsIn } from '../reading/part-sightings.ts';
import { fieldNamesOf } from './field-name.ts';
import { marksOf } from './marks.ts';
import { shapeOf } from './shape-of.ts';

const [mine, other] = [1, 2].map((account) => writeToken({ run: 7, account, field: 3 }));
const inspecting = createInspecting();
const fieldNames = fieldNamesOf({
  definition: describeDeployment('http://clinic.test', {
    surfaces: [list('GET /api/sprains', { items: '$.rashes' })],
  }),
  digest: (key) => createHash('sha256').update(key).digest('hex'),
});

/** The shape as a report writes it, for a viewer that is account 1 of run 7. */
function shapeOfAnswer(text: string, contentType: string): string | undefined {
  const body = Buffer.from(text);
  const inspection = inspecting.open({ digest: 'none' });
  inspection.chunk(body);
  const lines = parseLines(body, contentType);
  const part: Part = {
    inspected: inspection.finish(),
    body,
    json: lines ?? parseJson(body, contentType),
    ...(lines === undefined ? {} : { derived: true }),
    rows: [],
  };
  const sightings = sightingsIn(inspecting, part, reading);
  const isOwn = (index: number) => {
    const sighting = sightings[index];
    return sighting?.kind === 'token' && sighting.token.account === 1;
  };
  const marks = marksOf(
    sightings,
    {
      strangeRows: [],
      isOwn: (one) => isOwn(sightings.indexOf(one)),
      isForeign: (one) => !isOwn(sightings.indexOf(one)),
    },
    fieldNames,
    (words) => inspecting.look(words),
  );
  const shape = shapeOf(part, contentType, marks);
  return shape?.text
    .map((piece) => (typeof piece === 'string' ? piece : isOwn(piece) ? '<own>' : '<other>'))
    .join('');
}

const reading = readingOf(
  { plan: { run: 7 } } as Parameters<typeof readingOf>[0],
  {
    session: null,
    thing: null,
    surface: { id: 'GET /visits', gives: 'read' },
    variant: 'plain',
    sent: () => new Set(),
    asked: {},
    owner: undefined,
  },
  'a1',
);

const visit = (title: string) => ({ id: 'visit_8812', title, doctor: { name: 'Lee' }, paid: 17 });

describe('the shape of an answer', () => {
  it('of JSON has its fields, the rows with another’s token, one own row, and no value', () => {
    const items = [
      ...Array.from({ length: 9 }, () => visit(`mine ${mine}`)),
      visit(`about a rash ${other}`),
      visit('unmarked'),
    ];
    const shape = shapeOfAnswer(JSON.stringify({ items, total: 11 }), 'application/json');
    expect(shape).toBe(`{
  "items": [
    {
      "id": "…",
      "title": "… <own> …",
      "doctor": {
        "name": "…"
      },
      "paid": 0
    },
    {
      "id": "…",
      "title": "… <other> …",
      "doctor": {
        "name": "…"
      },
      "paid": 0
    },
    … 9 more rows
  ],
  "total": 0
}`);
  });

  it('of HTML has its elements without attributes, and its texts masked', () => {
    const rows = ['Ann Smith', 'Bob', `Carl ${other}`, 'Dora'].map(
      (name) => `<li class="row-8812"><a href="/visits/8812">${name}</a></li>`,
    );
    const text = `<html><body><h1>Visits of Ann</h1><x-smith>Ann</x-smith><ul>${rows.join('')}</ul></body></html>`;
    expect(shapeOfAnswer(text, 'text/html; charset=utf-8')).toBe(`<body>
  <h1>…</h1>
  <field-d02>…</field-d02>
  <ul>
    <li>
      <a>… <other></a>
    </li>
    … 3 more rows
  </ul>
</body>`);
  });

  it('of CSV has the names of its columns, and its cells masked', () => {
    const text = `id,title,Smith Ann\n1,sore throat,x\n2,${other},y\n`;
    const shape = shapeOfAnswer(text.replace('Smith Ann', 'Date of birth'), 'text/csv');
    expect(shape).toBe('id,title,Date of birth\n…,<other>,…\n… 1 more row');
    expect(shapeOfAnswer(text, 'text/csv')).toBe('…,…,…\n…,<other>,…\n… 1 more row');
  });

  it('of plain text has its lines', () => {
    const text = `Dear Ann\nyour visit about ${other} is due\nDr Lee`;
    expect(shapeOfAnswer(text, 'text/plain')).toBe('… <other> …\n… 2 more lines');
  });

  it('masks keys that are data', () => {
    const keys = { 'ann@example.com': 1, 'Ann Smith': 2, Smith: 3, x99182: 4, [other ?? '']: 5 };
    expect(shapeOfAnswer(JSON.stringify(keys), 'application/json')).not.toMatch(
      /ann|smith|99182|333/i,
    );
  });

  it.each([
    ['with an optional field', { smith: { title: other, notes: 'x' }, jones: { title: 'y' } }],
    ['of one key', { AnnSmith: { title: other } }],
    ['that lead to arrays', { hans_smith: [{ title: other }], jones: [] }],
  ])('masks keys %s', (_, table) => {
    const shape = shapeOfAnswer(JSON.stringify({ patients: table }), 'application/json');
    expect(shape).toContain('"title": "… <other> …"');
    expect(shape).not.toMatch(/smith|jones/i);
    expect(shape).toMatch(/"field-[0-9a-f]{3}": [[{]/);
  });

  it('masks names of elements in XML, and a table’s first row where it is no header', () => {
    const xml = `<list><smith><title>${other}</title></smith></list>`;
    expect(shapeOfAnswer(xml, 'application/xml')).toMatch(
      /^<list>\n  <field-(...)>\n    <title>… <other><\/title>\n  <\/field-\1>\n<\/list>$/,
    );
    const rows = `smith,annMarie,depression,title\n${other},b,c,d\n`;
    expect(shapeOfAnswer(rows, 'text/csv')).toBe('…,…,…,…\n<other>,…,…,…');
  });

  it('writes a key that it does not know the same in all answers, and words of the definition', () => {
    const answer = (keys: object) => shapeOfAnswer(JSON.stringify(keys), 'application/json') ?? '';
    const [before, after] = [answer({ hausarzt: 1 }), answer({ id: 1, hausarzt: 2 })];
    const [name = 'none'] = /field-.../.exec(before) ?? [];
    expect(after).toContain(name);
    expect(answer({ sprainId: 1, rashes: 2, hausarztId: 3 })).toMatch(
      /"sprainId": 0,\s+"rashes": 0,\s+"field-/,
    );
  });

  it('shows the size of nothing that is no text', () => {
    const part: Part = {
      inspected: { found: [], digests: [], gaps: [] },
      body: null,
      json: undefined,
      rows: [],
    };
    const none = { all: [], strangeRows: [], names: fieldNames, inText: () => [] };
    expect(shapeOf(part, 'video/webm', none)).toEqual({ format: 'binary', text: [] });
    expect(shapeOf(part, 'application/json', none)).toBeNull();
    const refusal = { ...part, body: Buffer.from('{"why":"enter first"}') };
    expect(shapeOf(refusal, 'application/json', none)?.format).toBe('json');
  });
});

/** What the harness writes itself, in which a short value may happen to stand. */
const ownWords =
  'null true|false … more rows more values more fields more lines more elements <own> <other>';
const names = ['id', 'title', 'fullName', 'created_at', 'items', 'patient', 'line2'];
const words = [...names, ownWords].join(' ');

const value = fc.oneof(
  fc.string({ unit: 'binary', minLength: 4 }),
  fc.constantFrom(
    'Ann Smith',
    'Müller',
    '+44 7700 900123',
    'a@b.example',
    '1987-03-12',
    'Bearer eyJh',
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(mine, `x ${other}`, Buffer.from(`q ${other}`).toString('base64')),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...names) },
  fc.constantFrom(
    'Ann Smith',
    '1987-03-12',
    'ann@b.example',
    'Smith',
    'note_5d41402abc4b2a76',
    other ?? '',
    'smith',
    'AnnSmith',
    'hans_mueller',
    'hiv_positive',
    'smithTitle',
    'smith2',
    'titleSmith',
  ),
  fc.stringMatching(/^[a-z]{4,12}$/).filter((word) => !fieldNames.isKnown(word)),
);
const { tree } = fc.letrec<{ tree: unknown; object: object; list: unknown[] }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small' }, value, tie('object'), tie('list')),
  object: fc.dictionary(key, tie('tree'), { maxKeys: 8 }),
  list: fc.array(tie('tree'), { maxLength: 12 }),
}));

function leavesOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [String(node)];
  if (Array.isArray(node)) return node.flatMap(leavesOf);
  return Object.entries(node).flatMap(([name, inner]) => [
    ...(names.includes(name) ? [] : [name]),
    ...leavesOf(inner),
  ]);
}

/** Values that would tell something, were they to stand in a shape. */
const tellingIn = (node: unknown): string[] =>
  leavesOf(node).filter((leaf) => leaf.trim().length >= 4 && !words.includes(leaf.trim()));

/** The node as XML, whose elements are its keys as far as these may be. */
function xmlOf(node: unknown): string {
  if (typeof node !== 'object' || node === null) return String(node).replaceAll(/[&<>]/g, '');
  return Object.entries(node)
    .map(([name, inner]) => [/^[a-z_][\w.-]*$/i.test(name) ? name : 'item', xmlOf(inner)])
    .map(([name, inner]) => `<${name}>${inner}</${name}>`)
    .join('');
}

/** The node as text in which nothing but its values and keys stands. */
const writings: Readonly<Record<string, (node: unknown) => string>> = {
  'application/json': (node) => JSON.stringify(node),
  'text/html': (node) =>
    `<body>${leavesOf(node)
      .map(
        (leaf) =>
          `<p title="${leaf.replaceAll(/[&"<>]/g, '')}">${leaf.replaceAll(/[&<>]/g, '')}</p>`,
      )
      .join('')}`,
  'application/xml': (node) => `<list>${xmlOf(node)}</list>`,
  'text/plain': (node) => leavesOf(node).join('\n'),
  'text/csv': (node) =>
    `id,title\n${leavesOf(node)
      .map((leaf) => `"${leaf.replaceAll('"', '')}",x`)
      .join('\n')}`,
  'text/csv; header=absent': (node) =>
    leavesOf(node)
      .map((leaf, row) => `"${leaf.replaceAll('"', '')}",smith${row}`)
      .join('\n'),
};

it.each(Object.keys(writings))(
  'no value of an answer of type %s stands in its shape, which is short',
  (contentType) => {
    fc.assert(
      fc.property(tree, (node) => {
        const shape = shapeOfAnswer(writings[contentType]?.(node) ?? '', contentType) ?? '';
        expect(shape.length).toBeLessThan(2500);
        expect(tellingIn(node).filter((leaf) => shape.includes(leaf.trim()))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  },
);

it('the property would see a value', () => {
  expect(tellingIn([{ title: 'Ann Smith' }])).toEqual(['Ann Smith']);
});
