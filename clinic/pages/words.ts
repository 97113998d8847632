import { html } from 'hono/html';
import type { Recording } from '../recordings/recording.ts';
import { recordingKind } from '../recordings/recording.ts';
import type { Region, Specialty } from '../sign-in/account.ts';
import type { Markup } from './layout.ts';

export const regionNames: Record<Region, string> = {
  uk: 'United Kingdom',
  ie: 'Ireland',
  ca: 'Canada',
  rw: 'Rwanda',
};

export const specialtyNames: Record<Specialty, string> = {
  gp: 'GP',
  therapist: 'Therapist',
  specialist: 'Specialist',
};

const kindNames = {
  audio: 'Audio call',
  video: 'Video call',
  'audio-then-video': 'Audio call, then video',
};

export const kindName = (recording: Recording): string => kindNames[recordingKind(recording)];

const dates = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** A point in time for people, in UTC. */
export function when(milliseconds: number): Markup {
  const date = new Date(milliseconds);
  return html`<time datetime="${date.toISOString()}">${dates.format(date)}</time>`;
}

/** A duration as minutes and seconds. */
export function minutes(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
