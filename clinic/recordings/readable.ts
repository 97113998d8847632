import type { Service } from '../http/service.ts';
import { notFound } from '../http/viewer.ts';
import type { Viewer } from '../sign-in/account.ts';
import type { Recording } from './recording.ts';

type Permission =
  | 'mayReadRecording'
  | 'mayStream'
  | 'maySeeThumbnail'
  | 'mayReadTranscript'
  | 'mayReadPlaylist';

/** A recording that this viewer may have in this way; 404 for everybody else. */
export async function permittedRecording(
  { functions }: Service,
  permission: Permission,
  viewer: Viewer,
  id: string,
): Promise<Recording> {
  const recording = await functions.findRecording(id);
  if (recording === null || !(await functions[permission](viewer, recording))) throw notFound();
  return recording;
}

/** The same, and it is finalised: before that there is nothing to play. */
export async function readyRecording(
  service: Service,
  permission: Permission,
  viewer: Viewer,
  id: string,
): Promise<Recording> {
  const recording = await permittedRecording(service, permission, viewer, id);
  if (recording.status !== 'ready') throw notFound();
  return recording;
}
