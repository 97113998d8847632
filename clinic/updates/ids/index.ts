import type { Update } from '../update.ts';
import { linkPreviews } from './link-previews.ts';
import { anyId } from './any-id.ts';
import { appReadsById } from './app-reads-by-id.ts';
import { childOfAnother } from './child-of-another.ts';
import { dotJson } from './dot-json.ts';
import { escapedSlash } from './escaped-slash.ts';
import { givenAgain } from './given-again.ts';
import { headTellsNames } from './head-tells-names.ts';
import { inCapitals } from './in-capitals.ts';
import { lastSeen } from './last-seen.ts';
import { letterForAnybody } from './letter-for-anybody.ts';
import { numberedConsultations } from './numbered-consultations.ts';
import { oldVersion } from './old-version.ts';
import { onlyAcross } from './only-across.ts';
import { openInTheApp } from './open-in-the-app.ts';
import { optionsForGet } from './options-for-get.ts';
import { postForGet } from './post-for-get.ts';
import { redirectWithBody } from './redirect-with-body.ts';
import { refusalQuotes } from './refusal-quotes.ts';
import { semicolonCss } from './semicolon-css.ts';
import { slashAtTheEnd } from './slash-at-the-end.ts';
import { summaryByQuery } from './summary-by-query.ts';
import { twoSlashes } from './two-slashes.ts';

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
  postForGet,
  oldVersion,
  headTellsNames,
  refusalQuotes,
  givenAgain,
  redirectWithBody,
  onlyAcross,
  childOfAnother,
  summaryByQuery,
  anyId,
  openInTheApp,
  lastSeen,
  letterForAnybody,
  escapedSlash,
  linkPreviews,
];
