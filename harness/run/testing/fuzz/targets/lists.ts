import { foreign, ids, other, own, viewer } from '../planted.ts';
import type { Target } from '../target.ts';
import { readAnswer } from './answers.ts';

const rows = [
  {
    id: ids[viewer],
    patientId: '1041',
    text: `about ${own}`,
    recording: `/recordings/${ids[viewer]}`,
  },
  { id: ids[other], patientId: '1042', text: `about ${foreign}`, by: { name: foreign } },
];
const graph = {
  '@graph': [
    { '@id': './', '@type': 'ldp:Container', 'ldp:contains': [{ '@id': `./${ids[other]}` }] },
    { '@id': `./${ids[other]}`, title: foreign },
    { '@id': '_:b1', name: own },
  ],
};
const bundle = {
  resourceType: 'Bundle',
  total: 2,
  link: [{ relation: 'next', url: 'https://clinic.test/visits?page=2' }],
  entry: rows.map((resource) => ({ resource, search: { mode: 'match' } })),
};

const json: Target = {
  name: 'json-lists',
  corpus: [
    rows,
    {
      data: {
        visits: {
          edges: rows.map((node) => ({ node })),
          pageInfo: { endCursor: 'abc', hasNextPage: true },
        },
      },
    },
    { items: rows, next: '/visits?page=2', total: 2, page: 1, totalPages: 2, errors: [] },
    { error: 'forbidden', errors: [{ message: foreign }], data: null },
    bundle,
    graph,
    { recordings: rows, visits: rows, _links: { next: { href: '?page=2' } } },
  ].map((body) => JSON.stringify(body)),
  words: [
    '"id":',
    '"items":[',
    '{"a":',
    '[[[[',
    '"@graph":',
    '"next":',
    own,
    foreign,
    '\\ud800',
    '1041',
  ],
  read: (input) => readAnswer(input, 'application/json'),
};

const jsonByPath: Target = {
  ...json,
  name: 'json-lists-by-path',
  read: (input) => readAnswer(input, 'application/json', '$.items[*]'),
};

const lines: Target = {
  name: 'json-lines',
  corpus: [rows.map((row) => JSON.stringify(row)).join('\n'), `\n\n${JSON.stringify(rows)}\r\n`],
  words: ['\n{', '}\n', foreign],
  read: (input) => readAnswer(input, 'application/x-ndjson'),
};

const csv: Target = {
  name: 'csv-lists',
  corpus: [
    `id,patient,text\r\n${ids[viewer]},1041,"about ${own}"\r\n${ids[other]},1042,"about ""${foreign}"""\r\n`,
    `\ufeffid;text\n${ids[other]};${foreign}\n`,
    `id\ttext\n1041\t${own}\n`,
  ],
  words: ['"', '""', '\r\n', ',,', 'id,', '\ufeff', foreign, 'constructor', '__proto__,'],
  read: (input) => readAnswer(input, 'text/csv; charset=utf-8'),
};

const markup = [
  `<!doctype html><ul><li data-note-id="${ids[viewer]}"><a href="/notes/1041">about ${own}</a></li><li>${foreign}</li></ul><a rel="next" href="?page=2">more</a>`,
  `<table><tr id="${ids[other]}"><td>${foreign}<td><form action="/x"><input name=a value="${own}"></table>`,
  `<svg><li><![CDATA[${foreign}]]></li></svg><template><li>${own}</li></template><video src="/r/1.webm" poster="//evil.test/x">`,
];
const tags = [
  '<li>',
  '</li>',
  '<b>',
  '<table>',
  '<template>',
  '<svg>',
  '<!--',
  '-->',
  '<li a=',
  '<a rel="next" ',
  '&#0;',
].concat([
  '<select>',
  '<form>',
  '<p>',
  '<![CDATA[',
  '<script>',
  '<li data-x-y=1>',
  '&lt',
  '<math>',
  '<nobr>',
]);

const html: Target = {
  name: 'html-lists',
  corpus: markup,
  words: tags,
  read: (input) => readAnswer(input, 'text/html', 'li, tr'),
};

const xml: Target = {
  name: 'xml-lists',
  corpus: [
    `<?xml version="1.0"?><feed><li id="1"><title>${foreign}</title></li><li>${own}</li></feed>`,
    `<!DOCTYPE a [<!ENTITY b "${foreign}"><!ENTITY c "&b;&b;&b;">]><a><li>&c;</li></a>`,
  ],
  words: [...tags, '<?xml', '<!ENTITY a "', '&a;', ']]>', '<li/>'],
  read: (input) => readAnswer(input, 'application/atom+xml', 'li'),
};

const playlists: Target = {
  name: 'playlists',
  corpus: [
    `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="/key?of=${own}"\n#EXTINF:2\nseg/${foreign}.ts\n../up.ts\n`,
  ],
  words: ['URI="', '\n#', '//clinic.test/', 'https://clinic.test/', '\r\n/'],
  read: (input) => readAnswer(input, 'application/vnd.apple.mpegurl'),
};

export const lists = [json, jsonByPath, lines, csv, html, xml, playlists];
