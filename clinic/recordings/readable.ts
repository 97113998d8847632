import { isLetIn } from '../access/let-in.ts';
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

/** Whether this viewer may have a recording in this way. */
export async function mayHave(
  { functions }: Service,
  permission: Permission,
  viewer: Viewer,
  recording: Recording,
): Promise<boolean> {
  return (await functions[permission](viewer, recording)) || isLetIn(functions, viewer, recording);
}

/** A recording that this viewer may have in this way; 404 for everybody else. */
export async function permittedRecording(
  service: Service,
  permission: Permission,
  viewer: Viewer,
  id: string,
): Promise<Recording> {
  const recording = await service.functions.findRecording(id);
  if (recording === null || !(await mayHave(service, permission, viewer, recording))) {
    throw notFound();
  }
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
