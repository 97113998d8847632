import { UsageError } from '../../../domain/errors.ts';
import { readHar } from '../har/read-har.ts';
import { readDocument } from '../open-api/read-document.ts';
import type { OpenApiDocument } from '../open-api/document.ts';
import { blank, merged, type Draft } from './draft.ts';
import { draftFromDocument } from './from-document.ts';
import { draftFromRecording } from './from-recording.ts';

/** What a first definition may be made from. */
export type Sources = {
  url?: string;
  openapi?: string;
  har?: string;
  pool?: string;
  name?: string;
};

/** Where services publish their OpenAPI document. */
const usualPlaces = [
  '/openapi.json',
  '/openapi.yaml',
  '/api/openapi.json',
  '/v3/api-docs',
  '/swagger.json',
  '/swagger/v1/swagger.json',
  '/api-docs',
];

/** A draft, what to tell the user, and a file that goes beside the definition. */
export type Gathered = {
  draft: Draft;
  notes: string[];
  copy: { name: string; text: string } | null;
};

/** Reads what there is. Rejects with a UsageError where nothing is given, or cannot be read. */
export async function gatherDraft(sources: Sources): Promise<Gathered> {
  const { har, pool, name } = sources;
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
    pool: pool ?? null,
    // Where it is served, it says after an update what is new.
    openApi: isServed ? new URL(document.name).pathname : null,
  };
  const drafts = [
    own,
    ...(document === null
      ? []
      : [draftFromDocument(document, isServed ? copyName : document.name)]),
    ...(har === undefined ? [] : [draftFromRecording(await readHar(har))]),
    { ...blank, name: url === null ? null : new URL(url).host },
  ];
  const copy = isServed ? { name: copyName, text: textOf(document) } : null;
  return { draft: merged(drafts), notes, copy };
}

/** What the copy of a served document is called: surfaces are to be the same before the update and after it. */
const copyName = 'chaperone.openapi.json';

function textOf({ files, root }: OpenApiDocument): string {
  return `${JSON.stringify(files.get(root), null, 2)}\n`;
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

/** The first of the usual places that has one. */
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
