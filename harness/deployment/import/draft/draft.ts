import type { Place } from './places.ts';

/** A field of a request. */
export type DraftField = {
  name: string;
  /** The code that gives its value; null when the user must fill it in. */
  code: string | null;
  /** It is sent as a file, of this media type and with a name that this code gives. Default: as a value. */
  file?: { type: string; name: string };
  /** What the user must look at. Default: nothing. */
  doubt?: string;
};

/** A request whose answer gives an id. */
export type DraftCall = {
  method: string;
  path: string;
  /** How its body is sent; `bytes`: its only field, a file, is the body. */
  as: 'json' | 'form' | 'multipart' | 'bytes';
  fields: readonly DraftField[];
  /** Where the answer holds the new id; null when that is unknown. */
  id: Place | null;
  /** The name of that id in the addresses of surfaces: `visit`. */
  called: string;
};

/** How an account signs out. `fields`: what it sends, each with its place in the sign-in's answer; null: fill in. */
export type DraftSignOut = {
  method: string;
  path: string;
  as: 'json' | 'form';
  fields: readonly { name: string; place: Place | null }[];
};

/** A request by which files are sent for what was booked. */
export type DraftUpload = DraftCall & {
  /** What stands in its path for the id of what was booked (`{visit}`); null: nothing. */
  booked: string | null;
};

/** The header that later requests carry a token in: `authorization` and `Bearer `. */
export type TokenHeader = { name: string; prefix: string };

/** How an account signs in. */
export type DraftSignIn =
  /**
   * By user name and password. `more`: further fields of the request. `token`: where the answer holds what later
   * requests carry in `header`; null: there is a cookie instead. `orCookie`: an answer without it has a cookie.
   */
  | {
      kind: 'password';
      /** The page with the sign-in form, whose other fields (CSRF tokens) are sent too; null when no page is known. */
      page: string | null;
      path: string;
      as: 'json' | 'form' | 'multipart';
      user: string;
      password: string;
      more: readonly DraftField[];
      token: Place | null;
      header: TokenHeader;
      orCookie: boolean;
    }
  | { kind: 'basic' }
  /** An API key, in the header named. */
  | { kind: 'key'; header: string }
  /** OAuth 2 client credentials, at the token endpoint. */
  | { kind: 'client'; path: string };

/** Everything known about a deployment that has no definition yet. Null: the user must fill it in. */
export type Draft = {
  name: string | null;
  /** Origin. */
  url: string | null;
  /** Where to read the release: a path, and the place in the JSON answer; `field` null: the whole text. */
  release: { path: string; field: Place | null } | null;
  signUp: DraftCall | null;
  signIn: DraftSignIn | null;
  /** Name of an operation or field that indicates a second factor. */
  secondFactor: string | null;
  signOut: DraftSignOut | null;
  remove: { method: string; path: string } | null;
  book: DraftCall | null;
  /** How files are added to what was booked. */
  uploads: readonly DraftUpload[] | null;
  /** Operations that take files, of which nobody knows what they belong to. */
  otherUploads: readonly string[] | null;
  /** Factors in which accounts differ, with their levels. */
  factors: Readonly<Record<string, readonly string[]>> | null;
  /** Path of a file with existing accounts. */
  pool: string | null;
  /** `surfaces` of the definition: lines of code, the functions to import, and the names of the needed ids. */
  surfaces: { lines: readonly string[]; imports: readonly string[]; needs: readonly string[] };
  /** Path of the deployment's own OpenAPI document, on the deployment. */
  openApi: string | null;
};

/** The draft of a deployment about which nothing is known. */
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
  uploads: null,
  otherUploads: null,
  factors: null,
  pool: null,
  surfaces: { lines: [], imports: [], needs: [] },
  openApi: null,
};

/** Merges drafts: each field comes from the first draft that has it, and the surfaces from all. */
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
    uploads: first('uploads'),
    otherUploads: first('otherUploads'),
    factors: first('factors'),
    pool: first('pool'),
    openApi: first('openApi'),
    surfaces: {
      // Of two imported surfaces at an address the first counts, and what a recording holds was really answered.
      lines: drafts.toReversed().flatMap(({ surfaces }) => surfaces.lines),
      imports: [...new Set(drafts.flatMap(({ surfaces }) => surfaces.imports))],
      needs: [...new Set(drafts.flatMap(({ surfaces }) => surfaces.needs))],
    },
  };
}
