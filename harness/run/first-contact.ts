import type { Definition } from '../deployment/definition.ts';
import { UsageError } from '../domain/errors.ts';
import { recordRelease } from '../domain/release.ts';
import { createHttp } from '../exercise/http/http-session.ts';
import { HttpError } from '../exercise/http/http-error.ts';

/** Remedies by a pattern of the error's message. The first that matches is shown. */
const remedies: readonly [RegExp, string][] = [
  [
    /TLS: .*certificate/,
    'If you trust it, name its issuer\u2019s certificate (a PEM file) in NODE_EXTRA_CA_CERTS; else mend the certificate.',
  ],
  [
    /TLS: /,
    'Check whether `url` begins with the protocol (http or https) that the deployment speaks on that port.',
  ],
  [/host name/, 'Check the host in `url` of its definition, and that this machine can look it up.'],
  [
    /redirect to another host/,
    'Set `url` to the address that answers, or name that host in `hosts` of the definition.',
  ],
  [
    /answered|JSON|release function/,
    'Check `release` in its definition: it runs without a session and returns the release as text, or its parts by name, each a text.',
  ],
];
const usual =
  'Check the URL, that the deployment runs and is reachable from here, and `release` in its definition.';

/**
 * Asks for the release before anything is written. Rejects with a UsageError that gives the cause and a remedy, because
 * only the user can make a deployment reachable.
 */
export async function firstRelease(
  definition: Definition & { url: string },
  signal: AbortSignal,
): Promise<string> {
  const http = createHttp(definition, signal);
  try {
    const read = recordRelease(await definition.release({ http }));
    if ('text' in read) return read.text;
    throw new Error(`its release function returned ${read.fault}`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UsageError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${definition.name} (${definition.url}) did not tell its release: ${why}.`,
      remedies.find(([sign]) => sign.test(why))?.[1] ?? usual,
      { cause: error },
    );
  } finally {
    await http.close();
  }
}

/** Why the deployment does not answer at all; null when it gives any answer. */
export async function whySilent(
  definition: Definition,
  signal: AbortSignal,
): Promise<string | null> {
  const http = createHttp(definition, signal);
  try {
    await http.get('/', { anyStatus: true, followRedirects: false });
    return null;
  } catch (error) {
    return error instanceof HttpError && error.status === null ? error.message : null;
  } finally {
    await http.close();
  }
}
