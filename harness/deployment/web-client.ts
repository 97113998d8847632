import type { Definition } from './definition.ts';
import type { BrowserDefinition } from './browser-definition.ts';

/** How a person uses a deployment with a browser; null where it has no web client, or the definition describes none. */
export function webClientOf({ browser }: Pick<Definition, 'browser'>): BrowserDefinition | null {
  return browser === undefined || 'none' in browser ? null : browser;
}

/** Why there is no web client, as the definition says; null where it does not say so. */
export function whyNoWebClient({ browser }: Pick<Definition, 'browser'>): string | null {
  return browser !== undefined && 'none' in browser ? browser.none : null;
}
