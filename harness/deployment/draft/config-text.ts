import { textLiteral as quoted } from '../text-literal.ts';
import type { Draft, DraftCall, DraftSignIn } from './draft.ts';

/** What stands where a person must say something. */
const gap = 'FILL IN';

/**
 * The definition as a file: what is known as code that runs, and for the rest a comment and a function that says,
 * when it is called, what is missing. So a run is never taken for a pass because of what nobody wrote.
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
    `  // ${gap}: how a person does it in a browser, for the scenarios; see docs/your-deployment.md.`,
    `  browser: none('not described yet'),`,
    '});',
  ];
  const calls = new Set(['defineDeployment', 'none', ...draft.surfaces.imports]);
  return [
    `import { ${[...calls].sort().join(', ')} } from 'chaperone';`,
    '',
    `// Lines marked ${gap} need a person. \`npx --no chaperone verify --help\` says how to run it.`,
    'export default defineDeployment({',
    ...body,
    ...(body.some((line) => line.includes('fillIn(')) ? ['', ...fillIn] : []),
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
    `  factors: { ${Object.entries(factors ?? {})
      .map(([name, levels]) => `${key(name)}: [${levels.map(quoted).join(', ')}]`)
      .join(', ')} },`,
  ];
}

function accounts(draft: Draft): string[] {
  const { signOut, remove, pool } = draft;
  return [
    '  accounts: {',
    ...(pool === null ? create(draft.signUp) : [`    pool: ${quoted(pool)},`]),
    ...signIn(draft.signIn),
    ...(signOut === null
      ? [
          `    // ${gap}: how one signs out, or none('why there is no signing out').`,
          `    signOut: () => fillIn('accounts.signOut'),`,
        ]
      : [`    signOut: async ({ http }) => void (await ${request(signOut)}),`]),
    `    // ${gap}: delete this line if some patients have a second factor, and return their totpSecret in create.`,
    `    secondFactor: none('patients sign in with a password only'),`,
    ...(remove === null
      ? pool === null
        ? [`    // ${gap}: how an account removes itself; without it accounts stay there.`]
        : []
      : [`    remove: async ({ http }) => void (await ${request(remove)}),`]),
    '  },',
  ];
}

function create(signUp: DraftCall | null): string[] {
  if (signUp === null) {
    return [
      `    // ${gap}: makes a patient account, by signing up or through an admin API; or \`pool: 'accounts.csv'\`.`,
      `    create: () => fillIn('accounts.create'),`,
    ];
  }
  return [
    `    // ${gap}: check the fields, and the name of the id.`,
    `    async create({ http, persona, cohort, token }) {`,
    '      const { email, password } = persona;',
    ...post('made', signUp, '      '),
    `      return { credentials: { email, password }, ids: { patient: ${idOf('made', signUp)} } };`,
    '    },',
  ];
}

function signIn(how: DraftSignIn | null): string[] {
  const open = '    async signIn({ http, account }) {';
  switch (how?.kind) {
    case 'basic':
      return [
        '    async signIn({ account }) {',
        `      const { email, password } = account.credentials;`,
        "      const basic = Buffer.from(`${email}:${password}`).toString('base64');",
        '      return { headers: { authorization: `Basic ${basic}` } };',
        '    },',
      ];
    case 'key':
      return [
        `    // ${gap}: \`create\` must return the account's key among its credentials.`,
        '    async signIn({ account }) {',
        `      return { headers: { ${key(how.header)}: account.credentials['key'] ?? fillIn('credentials.key') } };`,
        '    },',
      ];
    case 'client':
      return [
        `    // ${gap}: \`create\` must return the account's client id and secret among its credentials.`,
        open,
        `      const { clientId, clientSecret } = account.credentials;`,
        "      const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');",
        `      const answer = await http.post(${quoted(how.path)}, {`,
        '        headers: { authorization: `Basic ${basic}` },',
        "        form: { grant_type: 'client_credentials' },",
        '      });',
        '      const { access_token, expires_in } = answer.json<{ access_token: string; expires_in: number }>();',
        '      return { headers: { authorization: `Bearer ${access_token}` }, expiresIn: expires_in };',
        '    },',
      ];
    case 'password':
      return [
        open,
        `      const { email, password } = account.credentials;`,
        `      const answer = await http.post(${quoted(how.path)}, {`,
        `        ${how.as}: { ${key(how.user)}: email ?? '', ${key(how.password)}: password ?? '' },`,
        '      });',
        ...(how.token === null
          ? [
              '      // Its cookie stays in http.',
              "      if (answer.headers['set-cookie'] === undefined) fillIn('what signing in answers: accounts.signIn');",
            ]
          : [
              `      const token = answer.json<{ ${key(how.token)}: string }>()[${quoted(how.token)}];`,
              '      return { headers: { authorization: `Bearer ${token}` } };',
            ]),
        '    },',
      ];
    default:
      return [
        `    // ${gap}: cookies stay in http; return what else each request must carry: { headers: { authorization } }.`,
        `    signIn: () => fillIn('accounts.signIn'),`,
      ];
  }
}

function consultations({ book }: Draft): string[] {
  if (book === null) {
    return [
      '  consultations: {',
      `    // ${gap}: books a consultation as the account, with token('…') in every field that takes text, and a recording`,
      "    // (await media.video('recording')); returns its ids: { consultation, recording }.",
      `    create: () => fillIn('consultations.create'),`,
      '  },',
    ];
  }
  return [
    '  consultations: {',
    `    // ${gap}: check the fields, add the parts (notes, a recording: await media.video('recording')) and their ids.`,
    '    async create({ http, cohort, token }) {',
    ...post('booked', book, '      '),
    `      return { consultation: ${idOf('booked', book)} };`,
    '    },',
    '  },',
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

function post(variable: string, { path, as, fields }: DraftCall, indent: string): string[] {
  return [
    `${indent}const ${variable} = await http.post(${quoted(path)}, {`,
    `${indent}  ${as}: {`,
    ...fields.map(
      ({ name, code }) => `${indent}    ${key(name)}: ${code ?? `fillIn(${quoted(name)})`},`,
    ),
    `${indent}  },`,
    `${indent}});`,
  ];
}

function idOf(variable: string, { id }: DraftCall): string {
  return id === null
    ? `fillIn('which id ${variable} has')`
    : `${variable}.json<{ ${key(id)}: string }>()[${quoted(id)}]`;
}

function request({ method, path }: { method: string; path: string }): string {
  return `http.${method.toLowerCase()}(${quoted(path)})`;
}

function answer(call: string, field: string | null): string {
  return field === null
    ? `(await ${call}).text()`
    : `(await ${call}).json<{ ${key(field)}: string }>()[${quoted(field)}]`;
}

/** A name as a key of an object. */
function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && name !== '__proto__' ? name : `[${quoted(name)}]`;
}
