import { textLiteral as quoted } from '../../text-literal.ts';
import type { Draft, DraftCall, DraftSignIn, DraftSignOut } from './draft.ts';
import type { Place } from './places.ts';
import { at, gap, idOf, key, request, send, sent, using } from './request-text.ts';

/** Writes the `accounts` of a definition as lines of code. */
export function accounts(draft: Draft): string[] {
  const { signOut, remove, pool } = draft;
  return [
    '  accounts: {',
    ...(pool === null ? create(draft.signUp) : [`    pool: ${quoted(pool)},`]),
    ...signIn(draft.signIn, keptFor(draft)),
    ...(signOut === null
      ? [
          `    // ${gap}: how one signs out, or none('why there is no signing out').`,
          `    signOut: () => fillIn('accounts.signOut'),`,
        ]
      : signsOut(signOut, keptFor(draft).length > 0)),
    ...secondFactor(draft.secondFactor),
    ...(remove === null
      ? pool === null
        ? [`    // ${gap}: how an account removes itself; without it accounts stay there.`]
        : []
      : [`    remove: async ({ http }) => void (await ${request(remove)}),`]),
    '  },',
  ];
}

function secondFactor(evidence: string | null): string[] {
  if (evidence !== null) {
    return [
      `    // ${gap}: ${spoken(evidence)} speaks of a second factor.`,
      '    // Ask totp() for the code in signIn, where it is asked for, and return in create, among the credentials,',
      '    // the totpSecret of those who have one.',
    ];
  }
  return [
    `    // ${gap}: delete this line if some patients have a second factor, and return their totpSecret in create.`,
    `    secondFactor: none('patients sign in with a password only'),`,
  ];
}

/** A name from a document, made safe for a comment on one line. */
function spoken(name: string): string {
  return name.replace(/[^\w ./{}-]+/g, '').slice(0, 80);
}

function create(signUp: DraftCall | null): string[] {
  if (signUp === null) {
    return [
      `    // ${gap}: makes a patient account, by signing up or through an admin API; or \`pool: 'accounts.csv'\`.`,
      `    create: () => fillIn('accounts.create'),`,
    ];
  }
  const request = send('made', signUp, '      ');
  return [
    `    // ${gap}: check the fields, and the name of the id.`,
    `    async create({ http, persona${using(['cohort', 'token'], request)} }) {`,
    '      const { email, password } = persona;',
    ...request,
    `      return { credentials: { email, password }, ids: { ${key(signUp.called)}: ${idOf('made', signUp)} } };`,
    '    },',
  ];
}

/** What signing in must keep for signing out. Without a token in its answer, nothing of the answer is read. */
function keptFor({ signIn: how, signOut }: Draft): { name: string; place: Place }[] {
  if (how?.kind !== 'password' || how.token === null || how.orCookie) return [];
  return (signOut?.fields ?? []).flatMap(({ name, place }) =>
    place === null ? [] : [{ name, place }],
  );
}

function signsOut({ fields, as, ...call }: DraftSignOut, keeps: boolean): string[] {
  const body = fields.map(({ name, place }) =>
    sent({ name, code: place === null || !keeps ? null : `keep[${quoted(name)}]` }),
  );
  const options = body.length === 0 ? '' : `{ ${as}: { ${body.join(', ')} } }`;
  const given = keeps ? '{ http, keep }' : '{ http }';
  return [`    signOut: async (${given}) => void (await ${request(call, options)}),`];
}

function signIn(
  how: DraftSignIn | null,
  kept: readonly { name: string; place: Place }[],
): string[] {
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
        ...(how.more.some(({ code }) => code?.includes('cohort') === true)
          ? ['      const { cohort } = account;']
          : []),
        ...(how.page === null
          ? []
          : [
              `      const page = (await http.get(${quoted(how.page)})).form(${quoted(how.password)});`,
            ]),
        `      ${how.token === null ? '' : 'const answer = '}await http.post(${how.page === null ? quoted(how.path) : 'page.action'}, {`,
        `        ${how.as === 'multipart' ? 'parts' : how.as}: { ${[
          ...(how.page === null ? [] : ['...page.fields']),
          `${key(how.user)}: email ?? ''`,
          `${key(how.password)}: password ?? ''`,
          ...how.more.map((field) => sent(field, how.as !== 'json')),
        ].join(', ')} },`,
        '      });',
        ...(how.token === null
          ? ['      // Its cookie stays in http.']
          : [
              `      const token = ${at('answer', how.token, how.orCookie)};`,
              ...(how.orCookie
                ? [
                    '      // Without one there is a cookie, which stays in http.',
                    '      if (token === undefined) return { headers: {} };',
                  ]
                : []),
              `      return { headers: { ${key(how.header.name)}: ${withPrefix(how.header.prefix)} }${keeping(kept)} };`,
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

/** The code of a header's value: what stands before the token, and the token. */
function withPrefix(prefix: string): string {
  if (prefix === '') return 'token';
  return `\`${prefix.replace(/[^\w -]/g, '')}\${token}\``;
}

/** The code of the values that signing in keeps. */
function keeping(kept: readonly { name: string; place: Place }[]): string {
  const each = kept.map(({ name, place }) => `${key(name)}: ${at('answer', place)}`);
  return each.length === 0 ? '' : `, keep: { ${each.join(', ')} }`;
}
