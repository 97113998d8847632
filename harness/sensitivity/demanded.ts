import type { Gives } from '../domain/surfaces/surface.ts';

const everything = ['list', 'read', 'stream'] as const;
const records = ['list', 'read'] as const;

/**
 * On which kinds of surfaces each kind of leak must be noticed, or make the run inconclusive, where answers carry tokens or
 * ids of their owners. It was written before the first score. What is not listed may pass, and is told where it does: a
 * row of somebody unknown among a thing's parts, or a value that nothing marks.
 */
export const demanded: Readonly<Record<string, readonly Gives[]>> = {
  'row-of-another': ['list'],
  'gzipped-row': ['list'],
  'answer-of-another': everything,
  'answer-for-refusal': everything,
  'answer-in-refusal': everything,
  'answer-in-redirect': everything,
  'answer-after-end': everything,
  'answer-after-sign-out': everything,
  'answer-without-second-factor': everything,
  'answer-to-nobody': everything,
  'split-row': ['list'],
  // Where the owners’ answers are zips.
  'file-of-another': everything,
  // Where ids are long enough to be known anywhere, and where answers set a session's cookie.
  'id-of-another': records,
  'cookie-of-another': everything,
  'address-in-header': ['read', 'stream'],
  'address-in-redirect': ['read', 'stream'],
  'address-of-created': ['read', 'stream'],
  'escaped-answer': records,
  'answer-in-script': records,
  'record-within': records,
  'packed-answer': records,
  'part-of-media': ['stream'],
  'own-row-missing': ['list'],
};

/**
 * The same of connections that are listened on, of every kind: all that shows a message of somebody known. A message of
 * somebody unknown may pass as a greeting, and a single value as in any other answer.
 */
export const demandedOfMessages: readonly string[] = [
  'row-of-another',
  'answer-of-another',
  'answer-for-refusal',
  'answer-after-sign-out',
  'answer-without-second-factor',
  'answer-to-nobody',
  'record-within',
];

/** The same of pages as browsers show them. A row can be planted in those that list. */
export const demandedOfPages: Readonly<Record<string, readonly Gives[]>> = {
  'row-of-another': ['list'],
  'answer-of-another': everything,
  'answer-for-refusal': everything,
  'answer-after-sign-out': everything,
  'answer-to-nobody': everything,
};
