import type { Update } from '../update.ts';
import { streamsOutliveSignOut } from './streams-outlive-sign-out.ts';
import { roomWithoutCheck } from './room-without-check.ts';
import { streamToAll } from './stream-to-all.ts';
import { wrongDevice } from './wrong-device.ts';

/** What is told as it happens. */
export const live: readonly Update[] = [
  roomWithoutCheck,
  streamToAll,
  wrongDevice,
  streamsOutliveSignOut,
];
