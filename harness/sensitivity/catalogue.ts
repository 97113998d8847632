import type { Leak } from './leak.ts';
import { addressInHeader } from './leaks/address-in-header.ts';
import { addressInRedirect } from './leaks/address-in-redirect.ts';
import { addressOfCreated } from './leaks/address-of-created.ts';
import { answerAfterEnd } from './leaks/answer-after-end.ts';
import { answerAfterSignOut } from './leaks/answer-after-sign-out.ts';
import { answerForRefusal } from './leaks/answer-for-refusal.ts';
import { answerInRedirect } from './leaks/answer-in-redirect.ts';
import { answerInRefusal } from './leaks/answer-in-refusal.ts';
import { answerInScript } from './leaks/answer-in-script.ts';
import { answerOfAnother } from './leaks/answer-of-another.ts';
import { answerToNobody } from './leaks/answer-to-nobody.ts';
import { answerWithoutSecondFactor } from './leaks/answer-without-second-factor.ts';
import { cookieOfAnother } from './leaks/cookie-of-another.ts';
import { escapedAnswer } from './leaks/escaped-answer.ts';
import { fileOfAnother } from './leaks/file-of-another.ts';
import { gzippedRow } from './leaks/gzipped-row.ts';
import { idOfAnother } from './leaks/id-of-another.ts';
import { ownRowMissing } from './leaks/own-row-missing.ts';
import { packedAnswer } from './leaks/packed-answer.ts';
import { partOfMedia } from './leaks/part-of-media.ts';
import { recordWithin } from './leaks/record-within.ts';
import { rowOfAnother } from './leaks/row-of-another.ts';
import { rowOfNobody } from './leaks/row-of-nobody.ts';
import { splitRow } from './leaks/split-row.ts';
import { valueOfAnother } from './leaks/value-of-another.ts';

/** All kinds of leaks that are planted, what weighs most first: a bound on the time cuts the others. */
export const leaks: readonly Leak[] = [
  rowOfAnother,
  answerOfAnother,
  answerForRefusal,
  answerToNobody,
  answerAfterSignOut,
  answerAfterEnd,
  answerWithoutSecondFactor,
  rowOfNobody,
  answerInRefusal,
  answerInRedirect,
  gzippedRow,
  valueOfAnother,
  recordWithin,
  packedAnswer,
  splitRow,
  idOfAnother,
  escapedAnswer,
  answerInScript,
  cookieOfAnother,
  fileOfAnother,
  addressInHeader,
  addressInRedirect,
  addressOfCreated,
  partOfMedia,
  ownRowMissing,
];
