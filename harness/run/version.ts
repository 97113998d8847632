import { createRequire } from 'node:module';

/** The version of Chaperone that runs, from its own package. */
export function chaperoneVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('chaperone/package.json');
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}

/** The first line of a run: what checks, and by which definition. */
export function firstLine(definitionFile: string): string {
  return `chaperone ${chaperoneVersion()}, definition ${definitionFile}`;
}
