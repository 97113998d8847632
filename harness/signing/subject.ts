import { UsageError } from '../domain/errors.ts';

/** An artefact that was deployed, by name and SHA-256 in hex. */
export type Subject = { name: string; sha256: string };

/**
 * Reads `name@sha256:<hex>`, as registries and build systems write it.
 * @throws UsageError
 */
export function parseSubject(text: string): Subject {
  const [, name, digest] = /^(.+)@sha256:([0-9a-fA-F]{64})$/.exec(text) ?? [];
  if (name === undefined || digest === undefined)
    throw new UsageError(
      `${JSON.stringify(text)} names no artefact.`,
      'Write it as <name>@sha256:<64 hex digits>, e.g. with the digest that `docker inspect` or `sha256sum` tells.',
    );
  return { name, sha256: digest.toLowerCase() };
}

/** As `parseSubject` reads it. */
export function subjectText({ name, sha256 }: Subject): string {
  return `${name}@sha256:${sha256}`;
}
