import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../../../domain/errors.ts';
import type { Exchange } from '../har/exchange.ts';
import { originOf as recordedOrigin } from '../har/origin-of.ts';
import { readHar } from '../har/read-har.ts';
import { readDocument } from '../open-api/read-document.ts';
import type { OpenApiDocument } from '../open-api/document.ts';
import { withFixedServers } from './server-address.ts';
import { blank, merged, type Draft } from './draft.ts';
import { draftFromDocument } from './from-document.ts';
import { draftFromRecording } from './from-recording.ts';

/** The sources from which a first definition may be drafted. */
export type Sources = {
  url?: string;
  openapi?: string;
  har?: string;
  pool?: string;
  name?: string;
  /** Path of the definition that is written: paths in it are relative to its folder. Default: in the current folder. */
  out?: string;
};

/** Paths at which services usually publish their OpenAPI document. */
const usualPlaces = [
  '/openapi.json',
  '/openapi.yaml',
  '/api/openapi.json',
  '/v3/api-docs',
  '/swagger.json',
  '/swagger/v1/swagger.json',
  '/api-docs',
];

/** A draft, notes for the user, and a file to write beside the definition (null: none). */
export type Gathered = {
  draft: Draft;
  notes: string[];
  copy: { name: string; text: string } | null;
};

/** Drafts a definition from all given sources. Rejects with a UsageError when none is given, or one cannot be read. */
export async function gatherDraft(sources: Sources): Promise<Gathered> {
  const { har, pool, name, out = 'chaperone.config.ts' } = sources;
  const notes: string[] = [];
  if ((sources.url ?? sources.openapi ?? har) === undefined) {
    throw new UsageError(
      'Nothing says what the deployment is.',
      'Give --url, --openapi or --har (or run it in a terminal, where it asks).',
    );
  }
  const url = sources.url === undefined ? null : originOf(sources.url);
  const document = await documentOf(sources, url, notes);
  const isServed = document !== null && /^https?:/.test(document.name);
  const own: Draft = {
    ...blank,
    url,
    name: name ?? null,
    pool: pool === undefined ? null : besideOut(pool, out),
  };
  const exchanges = har === undefined ? null : await readHar(har);
  if (exchanges !== null) notes.push(...doubtsOf(exchanges, url));
  const drafts = [
    own,
    ...(document === null
      ? []
      : [
          draftFromDocument(
            document,
            isServed
              ? copyName
              : encodeURI(besideOut(document.name, out)).replace(/[?#]/g, encodeURIComponent),
          ),
        ]),
    ...(exchanges === null ? [] : [draftFromRecording(exchanges, url)]),
    { ...blank, name: url === null ? null : new URL(url).host },
  ];
  const copy = isServed ? { name: copyName, text: textOf(document) } : null;
  const draft = merged(drafts);
  // If the deployment serves its document, a run reads it after the update to find new operations.
  const served = isServed ? new URL(document.name) : null;
  const openApi = served !== null && served.origin === draft.url ? served.pathname : null;
  return { draft: { ...draft, openApi }, notes, copy };
}

/** Says where else sign-in and data of a recording went, and that the host that the user gave is not in it. */
function doubtsOf(exchanges: readonly Exchange[], url: string | null): string[] {
  const { origin, count, others } = recordedOrigin(exchanges, url ?? undefined);
  const isElsewhere = url !== null && new URL(url).hostname !== new URL(origin).hostname;
  const also = others.slice(0, mostOrigins).map((one) => `${one.origin} (${one.count})`);
  return [
    ...(isElsewhere
      ? [`The recording has no request to ${url}: its surfaces are what ${origin} gave.`]
      : []),
    ...(also.length > 0
      ? [
          `${count} of the recorded requests with sign-in or data went to ${origin}, which is taken for the deployment; others went to ${also.join(', ')}. Requests there are left out: name those that belong to the deployment in \`hosts\`, or give another --url.`,
        ]
      : []),
  ];
}

const mostOrigins = 5;

/** The path of a file as it stands in the definition: relative to the definition's folder, with slashes. */
function besideOut(file: string, out: string): string {
  const path = file.startsWith('file:') ? fileURLToPath(file) : resolve(file);
  return relative(resolve(dirname(out)), path)
    .split(sep)
    .join('/');
}

/** Name of the copy of a served document. The copy keeps the surfaces the same before and after the update. */
const copyName = 'chaperone.openapi.json';

function textOf(document: OpenApiDocument): string {
  return `${JSON.stringify(withFixedServers(document), null, 2)}\n`;
}

async function documentOf(
  { openapi }: Sources,
  url: string | null,
  notes: string[],
): Promise<OpenApiDocument | null> {
  if (openapi !== undefined) return readDocument(openapi);
  if (url === null) return null;
  const found = await findDocument(url);
  notes.push(
    found === null
      ? `No OpenAPI document was found at ${url}.`
      : `Its OpenAPI document is at ${found.name}.`,
  );
  return found;
}

function originOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed !== null && /^https?:$/.test(parsed.protocol)) return parsed.origin;
  throw new UsageError(
    `${JSON.stringify(url)} is no address.`,
    'Write it with --url https://staging.example.',
  );
}

/** Reads the document at the first of the usual places that has one; null if none has. */
async function findDocument(url: string): Promise<OpenApiDocument | null> {
  for (const place of usualPlaces) {
    try {
      return await readDocument(new URL(place, url));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
    }
  }
  return null;
}
