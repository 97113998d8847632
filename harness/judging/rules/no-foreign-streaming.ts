import { judgeForeign } from './no-foreign.ts';
import type { Invariant } from './invariant.ts';

/** Nobody streams another’s recording: see `judgeForeign`. */
export const noForeignStreaming: Invariant = {
  id: 'no-foreign-streaming',
  title: 'Nobody streams another’s recording',
  severity: 'critical',
  references: ['CWE-639', 'CWE-200', 'OWASP API1:2023 Broken Object Level Authorization'],
  help: 'Media, a document or an export reached somebody whose it is not, recognised by a token in it or by ranges of bytes that only its owner is served. Look first at the media server’s own check, at signed addresses, and at caches in front of it.',
  judge: (evidence) => judgeForeign(evidence, 'stream'),
};
