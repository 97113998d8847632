import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clinic } from '../clinic.ts';

type HasMedia = Pick<Clinic, 'mediaFolder'>;

/** The folder of a recording's or an export's files. Ids come from the store, never from a request. */
function recordingFolder({ mediaFolder }: HasMedia, recordingId: string): string {
  return join(mediaFolder, recordingId);
}

/** Where chunks wait for the call to end. */
export function chunkFolder(clinic: HasMedia, recordingId: string): string {
  return join(recordingFolder(clinic, recordingId), 'chunks');
}

export function chunkFile(clinic: HasMedia, recordingId: string, number: number): string {
  return join(chunkFolder(clinic, recordingId), String(number));
}

export function mediaFile(clinic: HasMedia, recordingId: string): string {
  return join(recordingFolder(clinic, recordingId), 'media.webm');
}

export function thumbnailFile(clinic: HasMedia, recordingId: string): string {
  return join(recordingFolder(clinic, recordingId), 'thumbnail.webp');
}

export function exportFile(clinic: HasMedia, exportId: string): string {
  return join(recordingFolder(clinic, exportId), 'export.zip');
}

/** Where an export's file lies until it is whole. */
export async function createExportFolder(clinic: HasMedia, exportId: string): Promise<void> {
  await mkdir(recordingFolder(clinic, exportId), { recursive: true });
}

/** Removes all files of these recordings and exports. */
export async function removeMedia(clinic: HasMedia, ids: string[]): Promise<void> {
  for (const id of ids) {
    await rm(recordingFolder(clinic, id), { recursive: true, force: true });
  }
}

/** Creates the folder that holds all media. */
export async function createMediaFolder(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'media');
  await mkdir(folder, { recursive: true });
  return folder;
}
