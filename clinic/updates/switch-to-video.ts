import { findCall, markSwitched } from '../calls/call.ts';
import type { Update } from './update.ts';

/** The feature of June 2020, done right. */
export const switchToVideo: Update = {
  id: 'switch-to-video',
  title: 'Switch from audio to video during a call',
  release: '2020.6',
  notes: 'You can now turn your camera on in the middle of an audio call.',
  breaks: [],
  overrides: (_base, { store, clock }) => ({
    switchToVideo: (_viewer, call) =>
      markSwitched(store, call, clock.now()) ? findCall(store, call.id) : null,
  }),
};
