/** A field that a request is sent, with the code that gives its value; null where a person must say. */
export type DraftField = { name: string; code: string | null };

/** A request whose answer gives an id. */
export type DraftCall = {
  path: string;
  as: 'json' | 'form';
  fields: readonly DraftField[];
  /** Where in the answer the new id stands; null where nothing says. */
  id: string | null;
};

/** How one signs in. */
export type DraftSignIn =
  /**
   * By what a person types. `more`: what is sent beside that. `token`: the answer's field that later requests carry;
   * null: a cookie. `orCookie`: an answer without that field has a cookie.
   */
  | {
      kind: 'password';
      /** The page whose form is filled in, with whatever else stands in it (CSRF tokens); null: none is known. */
      page: string | null;
      path: string;
      as: 'json' | 'form';
      user: string;
      password: string;
      more: readonly DraftField[];
      token: string | null;
      orCookie: boolean;
    }
  | { kind: 'basic' }
  /** An API key, in the header named. */
  | { kind: 'key'; header: string }
  /** OAuth 2 client credentials, at the token endpoint. */
  | { kind: 'client'; path: string };

/** What is known of a deployment that nobody has described yet. Null: a person must say. */
export type Draft = {
  name: string | null;
  /** Origin. */
  url: string | null;
  /** Path, and the field of the JSON answer. */
  release: { path: string; field: string | null } | null;
  signUp: DraftCall | null;
  signIn: DraftSignIn | null;
  /** What speaks of a second factor: an operation or a field, by name. */
  secondFactor: string | null;
  signOut: { method: string; path: string } | null;
  remove: { method: string; path: string } | null;
  book: DraftCall | null;
  /** Ways in which accounts differ, with their levels. */
  factors: Readonly<Record<string, readonly string[]>> | null;
  /** Path of an accounts file, where accounts exist already. */
  pool: string | null;
  /** Elements of `surfaces`, as code, what the code calls, and the names of the ids that they need. */
  surfaces: { lines: readonly string[]; imports: readonly string[]; needs: readonly string[] };
  /** The deployment's own OpenAPI document: a path on it. */
  openApi: string | null;
};

/** Of which nothing is known. */
export const blank: Draft = {
  name: null,
  url: null,
  release: null,
  signUp: null,
  signIn: null,
  secondFactor: null,
  signOut: null,
  remove: null,
  book: null,
  factors: null,
  pool: null,
  surfaces: { lines: [], imports: [], needs: [] },
  openApi: null,
};

/** The first that knows wins, field by field; surfaces are those of all. */
export function merged(drafts: readonly Draft[]): Draft {
  const first = <Key extends keyof Draft>(key: Key): Draft[Key] =>
    drafts.find((draft) => draft[key] !== null)?.[key] ?? blank[key];
  return {
    name: first('name'),
    url: first('url'),
    release: first('release'),
    signUp: first('signUp'),
    signIn: first('signIn'),
    secondFactor: first('secondFactor'),
    signOut: first('signOut'),
    remove: first('remove'),
    book: first('book'),
    factors: first('factors'),
    pool: first('pool'),
    openApi: first('openApi'),
    surfaces: {
      lines: drafts.flatMap(({ surfaces }) => surfaces.lines),
      imports: [...new Set(drafts.flatMap(({ surfaces }) => surfaces.imports))],
      needs: [...new Set(drafts.flatMap(({ surfaces }) => surfaces.needs))],
    },
  };
}
