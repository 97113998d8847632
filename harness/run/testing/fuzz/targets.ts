import { bodies } from './targets/bodies.ts';
import { connected } from './targets/connections.ts';
import { headers } from './targets/headers.ts';
import { imports } from './targets/imports.ts';
import { lists } from './targets/lists.ts';
import { containers } from './targets/media.ts';
import { forms } from './targets/pages.ts';
import type { Target } from './target.ts';

/** All readers of what others wrote. */
export const targets: readonly Target[] = [
  bodies,
  ...lists,
  forms,
  containers,
  ...headers,
  ...connected,
  ...imports,
];
