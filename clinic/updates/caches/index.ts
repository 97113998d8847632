import type { Update } from '../update.ts';
import { etagAcrossAccounts } from './etag-across-accounts.ts';
import { keptByEncoding } from './kept-by-encoding.ts';
import { keptByLanguage } from './kept-by-language.ts';
import { keptNotFound } from './kept-not-found.ts';
import { keyWithoutSession } from './key-without-session.ts';
import { publicByHeader } from './public-by-header.ts';
import { varyMissing } from './vary-missing.ts';

/** What a shared cache keeps and gives to others. */
export const caches: readonly Update[] = [
  keyWithoutSession,
  varyMissing,
  keptByLanguage,
  keptByEncoding,
  keptNotFound,
  etagAcrossAccounts,
  publicByHeader,
];
