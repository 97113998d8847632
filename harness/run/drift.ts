import { now } from '../domain/clock.ts';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenApiDocument } from '../deployment/import/open-api/document.ts';
import { documentOf, readDocument } from '../deployment/import/open-api/read-document.ts';
import { uncoveredOperations } from '../deployment/import/open-api/uncovered.ts';
import type { Http } from '../deployment/http.ts';
import { createHttp } from '../exercise/http/http-session.ts';
import type { Holding, InRun, Lifetime } from '../exercise/worker/worker.ts';

/** Most operations that are recorded: of those with data, and of the others. */
const mostRecorded = { withData: 1000, dataless: 5000 };

/** Most sessions that are tried when the document is not public. */
const mostSessions = 3;

/** The roles of a worker that can read the deployment's document. */
type Reading = InRun & Pick<Holding, 'sessions'> & Pick<Lifetime, 'record' | 'wasPerformed'>;

/**
 * Reads the deployment's own OpenAPI document, if the definition names one, and records the operations that no surface
 * of the plan covers. If the document cannot be read, that is recorded. Never rejects.
 */
export async function recordDrift(worker: Reading): Promise<void> {
  const { definition, plan, phase, signal } = worker;
  const { openApi } = definition;
  if (openApi === undefined || signal.aborted) return;
  const at = now();
  const read = (why: string | null, more: { whole?: true } = {}) =>
    worker.record({ type: 'fact', fact: 'document-read', at, phase, why, ...more });
  try {
    const document = await readOf(worker, openApi);
    const ids = [...plan.surfaces, ...(plan.unreached ?? [])].map(({ id }) => id);
    const uncovered = uncoveredOperations(document, ids, { hosts: definition.hosts ?? [] });
    const withData = uncovered.filter(({ dataless }) => !dataless);
    const others = uncovered.filter(({ dataless }) => dataless);
    for (const { surface, open, dataless } of [
      ...withData.slice(0, mostRecorded.withData),
      ...others.slice(0, mostRecorded.dataless),
    ]) {
      const why = 'no surface covers it';
      const about = {
        surface,
        why,
        ...(open ? { open } : {}),
        ...(dataless ? { dataless } : {}),
        ...(dataless && worker.wasPerformed(surface) ? { performed: true } : {}),
      } as const;
      worker.record({ type: 'fact', fact: 'uncovered', at, phase, ...about });
    }
    // With more of them, those that are new could be among those left out.
    if (others.length > mostRecorded.dataless)
      throw new Error(`it names more than ${mostRecorded.dataless} operations that write`);
    read(null, { whole: true });
  } catch (error) {
    read(error instanceof Error ? error.message : String(error));
  }
}

/** The name of the document in plan and reports: its path on the deployment, or its file's name. */
export function nameOfDocument(openApi: string): string {
  return openApi.startsWith('file:')
    ? basename(fileURLToPath(openApi))
    : openApi.replace(/[?#].*$/s, '');
}

async function readOf(worker: Reading, openApi: string): Promise<OpenApiDocument> {
  if (!/^(?:\/|https?:)/.test(openApi)) return readDocument(new URL(openApi));
  const anonymous = createHttp(worker.definition, worker.signal);
  try {
    const sessions = worker.sessions.filter(({ state }) => state === 'open').slice(0, mostSessions);
    let refusal: Error | null = null;
    for (const http of [anonymous, ...sessions.map((session) => session.http)]) {
      try {
        return await documentOf(await textFrom(http, openApi), nameOfDocument(openApi));
      } catch (error) {
        refusal ??= error instanceof Error ? error : new Error(String(error));
      }
    }
    throw refusal ?? new Error('nobody asked for it');
  } finally {
    await anonymous.close();
  }
}

async function textFrom(http: Http, path: string): Promise<string> {
  return (await http.get(path, { headers: { accept: 'application/json, */*;q=0.8' } })).text();
}
