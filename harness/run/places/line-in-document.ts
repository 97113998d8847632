import { lineAt } from './line-in-definition.ts';

/**
 * The line at which a document (OpenAPI as JSON or YAML, HAR) describes a surface that was imported from it. Null: it
 * was not found. Bindings have other names there, and the path may stand there without what the server's address
 * begins with.
 */
export function lineInDocument(text: string, surface: string): number | null {
  const [method = '', address = ''] = surface.split(' ');
  const [path = ''] = address.split(/[?#]/);
  const steps = path.split('/').slice(1);
  return pathKey(text, method, steps) ?? recordedUrl(text, steps);
}

/** A path of a document, with or without what stands before it in the surface; then the method below it. */
function pathKey(text: string, method: string, steps: readonly string[]): number | null {
  for (const [start, first] of steps.entries()) {
    if (start > 0 && first.startsWith('{')) continue;
    const path = patternOf(steps.slice(start), String.raw`\{[^/\s"']+\}`);
    const key = new RegExp(String.raw`^\s*(["']?)/${path}\1\s*:`, 'm').exec(text);
    if (key === null) continue;
    const below = key.index + key[0].length;
    const rest = text.slice(below);
    const next = /^\s*["']?\/[^\n]*["']?\s*:\s*\{?\s*$/m.exec(rest)?.index ?? rest.length;
    const found = new RegExp(`^\\s*["']?${RegExp.escape(method.toLowerCase())}["']?\\s*:`, 'm');
    const operation = found.exec(rest.slice(0, next));
    return lineAt(text, operation === null ? below : below + operation.index + operation[0].length);
  }
  return null;
}

const anything = String.raw`[^/\s"']+`;

/** An address of a recording. */
function recordedUrl(text: string, steps: readonly string[]): number | null {
  const url = new RegExp(
    String.raw`"url"\s*:\s*"https?://[^/"]+/${patternOf(steps, anything)}(?=["?#])`,
  );
  const found = url.exec(text);
  return found === null ? null : lineAt(text, found.index);
}

/** @param binding what stands in the place of one */
function patternOf(steps: readonly string[], binding: string): string {
  const fixed = (step: string) => step.split(/\{\w+\}/).map((text) => RegExp.escape(text));
  return steps.map((step) => fixed(step).join(binding)).join('/');
}
