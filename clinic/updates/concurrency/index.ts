import type { Update } from '../update.ts';
import { answerLeftOver } from './answer-left-over.ts';
import { firstToAsk } from './first-to-ask.ts';
import { failureOfAnother } from './failure-of-another.ts';
import { firstSeconds } from './first-seconds.ts';
import { renewedForAnother } from './renewed-for-another.ts';
import { sharedRequestContext } from './shared-request-context.ts';
import { streamLeftOpen } from './stream-left-open.ts';
import { transcriptsSideBySide } from './transcripts-side-by-side.ts';
import { uploadsInOneBuffer } from './uploads-in-one-buffer.ts';

/** What is mixed up when several things happen at once. */
export const concurrency: readonly Update[] = [
  sharedRequestContext,
  streamLeftOpen,
  failureOfAnother,
  transcriptsSideBySide,
  renewedForAnother,
  firstSeconds,
  firstToAsk,
  answerLeftOver,
  uploadsInOneBuffer,
];
