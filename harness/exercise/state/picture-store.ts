import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictureBytes, pictureFolder, readPictureName } from '../../domain/attempts/picture.ts';
import type { RowPicture } from '../../media/picture-of-row.ts';

/** Most pictures of a run (a few more where several workers write at the same time), and of one surface by one worker. */
const [mostOfRun, mostOfSurface] = [12, 3];

/** Keeps pictures of pages in the run's folder. */
export type PictureStore = {
  /** Whether there is room for one more, of this surface. */
  hasRoom(surface: string): boolean;
  /** Writes a picture whole or not at all; gives its name, or undefined where it is too large, cannot be written, or has no room any more. */
  keep(picture: RowPicture, of: { attempt: string; surface: string }): string | undefined;
  /** No more pictures are taken by this worker: one of them took too long. */
  stop(): void;
};

/**
 * @param folder the run's
 * @param isSynthetic every account of the run is: of others, no picture is taken
 */
export function openPictureStore(folder: string, isSynthetic: boolean): PictureStore {
  const place = join(folder, pictureFolder);
  const kept = new Map<string, number>();
  let stopped = !isSynthetic;
  const hasRoom = (surface: string) =>
    !stopped && (kept.get(surface) ?? 0) < mostOfSurface && countIn(place) < mostOfRun;
  return {
    hasRoom,
    keep({ content, type }, { attempt, surface }) {
      const digest = createHash('sha256').update(content).digest('hex').slice(0, 16);
      const name = `${attempt}.${digest}.${type === 'png' ? 'png' : 'jpg'}`;
      if (content.length > pictureBytes || readPictureName(name) === null) return undefined;
      // Taking it took a while, in which other workers wrote theirs.
      if (!hasRoom(surface)) return undefined;
      const temporary = join(place, `${name}.tmp`);
      try {
        mkdirSync(place, { recursive: true });
        writeFileSync(temporary, content, { mode: 0o600 });
        renameSync(temporary, join(place, name));
      } catch {
        // A full disk is told by what has to be written: the history.
        remove(temporary);
        return undefined;
      }
      kept.set(surface, (kept.get(surface) ?? 0) + 1);
      return name;
    },
    stop() {
      stopped = true;
    },
  };
}

/** What is half written is never read; that it cannot be removed is no matter. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}

/** Counted in the folder, as several workers write into it. */
function countIn(place: string): number {
  try {
    return readdirSync(place).length;
  } catch {
    return 0;
  }
}
