import type { Update } from '../update.ts';
import { escapedSlash } from './escaped-slash.ts';
import { letterForAnybody } from './letter-for-anybody.ts';
import { openInTheApp } from './open-in-the-app.ts';
import { summaryByQuery } from './summary-by-query.ts';
import { childOfAnother } from './child-of-another.ts';
import { appReadsById } from './app-reads-by-id.ts';
import { twoSlashes } from './two-slashes.ts';
import { headTellsNames } from './head-tells-names.ts';
import { dotJson } from './dot-json.ts';
import { optionsForGet } from './options-for-get.ts';
import { numberedConsultations } from './numbered-consultations.ts';
import { onlyAcross } from './only-across.ts';
import { redirectWithBody } from './redirect-with-body.ts';
import { refusalQuotes } from './refusal-quotes.ts';
import { semicolonCss } from './semicolon-css.ts';
import { slashAtTheEnd } from './slash-at-the-end.ts';
import { inCapitals } from './in-capitals.ts';

/** Things that are reached by an id of another’s. */
export const ids: readonly Update[] = [
  appReadsById,
  numberedConsultations,
  slashAtTheEnd,
  twoSlashes,
  inCapitals,
  dotJson,
  semicolonCss,
  optionsForGet,
  headTellsNames,
  refusalQuotes,
  redirectWithBody,
  onlyAcross,
  childOfAnother,
  summaryByQuery,
  openInTheApp,
  letterForAnybody,
  escapedSlash,
];
