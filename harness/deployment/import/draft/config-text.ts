import { textLiteral as quoted } from '../../text-literal.ts';
import { accounts } from './accounts-text.ts';
import { consultations } from './consultations-text.ts';
import type { Draft } from './draft.ts';
import { answer, gap, inParts, key } from './request-text.ts';

/**
 * Writes the definition as a file: what is known becomes code that runs, and the rest a comment and a call that throws,
 * when it is reached, with what is missing. So no run can pass because a part was never written.
 */
export function configText(draft: Draft): string {
  const body = [
    ...head(draft),
    '',
    ...accounts(draft),
    '',
    ...consultations(draft),
    '',
    ...surfaces(draft),
    '',
    `  // ${gap}: how a person does it in a browser, see node_modules/chaperone/docs/your-deployment.md.`,
    `  browser: none('not described yet'),`,
    '});',
  ];
  const { lines, imports } = draft.surfaces;
  const calls = new Set([
    'defineDeployment',
    'none',
    ...(lines.length === 0 ? ['list', 'read', 'stream'] : imports),
  ]);
  return [
    `import { ${[...calls].sort().join(', ')} } from 'chaperone';`,
    '',
    `// Lines marked ${gap} need a person. \`npx --no chaperone verify --help\` says how to run it.`,
    'export default defineDeployment({',
    ...body,
    ...(body.some((line) => line.includes('fillIn(')) ? ['', ...fillIn] : []),
    ...(body.some((line) => line.includes(' inParts(')) ? ['', ...inParts] : []),
    '',
  ].join('\n');
}

const fillIn = [
  'function fillIn(what: string): never {',
  '  throw new Error(`chaperone.config.ts has a line to fill in: ${what}`);',
  '}',
];

function head({ name, url, release, factors, openApi }: Draft): string[] {
  const address = url ?? 'https://staging.example';
  return [
    `  name: ${quoted(name ?? 'My deployment')},`,
    ...(url === null ? [`  // ${gap}: a staging deployment, never production.`] : []),
    `  url: process.env['CHAPERONE_URL'] ?? ${quoted(address)},`,
    ...(openApi === null
      ? []
      : [
          '  // After the update: an operation in here that no surface covers is named, and the run inconclusive.',
          `  openApi: ${quoted(openApi)},`,
        ]),
    '',
    ...(release === null
      ? [
          `  // ${gap}: what tells one release from the next, such as a version endpoint or a build id in a page.`,
          `  release: () => fillIn('release'),`,
        ]
      : [
          `  // ${gap}: check that it changes with every update.`,
          `  release: async ({ http }) => ${answer(`http.get(${quoted(release.path)})`, release.field)},`,
        ]),
    '',
    `  // ${gap}: in what ways accounts differ for the software: region, plan, app or web, second factor, …`,
    `  factors: {${factors === null ? '' : ' '}${Object.entries(factors ?? {})
      .map(([name, levels]) => `${key(name)}: [${levels.map(quoted).join(', ')}]`)
      .join(', ')}${factors === null ? '' : ' '}},`,
  ];
}

function surfaces({ surfaces: { lines } }: Draft): string[] {
  return [
    `  // ${gap}: everything that gives data out, above all lists and media. Names in braces are those of ids that`,
    "  // accounts.create and consultations.create return. What it does not have: noSurface('stream', 'why').",
    '  surfaces: [',
    ...lines.map((line) => `    ${line}`),
    ...(lines.length === 0
      ? [
          "    list('GET /api/consultations', { shows: 'consultation' }),",
          "    read('GET /api/consultations/{consultation}'),",
          "    stream('GET /api/recordings/{recording}/media'),",
        ]
      : []),
    '  ],',
  ];
}
