import type { Attempt } from '../../domain/attempts/attempt.ts';
import type { PlantedCell } from '../../domain/verdict/planted.ts';
import type { Cell } from '../choose-cells.ts';
import type { Leak } from '../leak.ts';

/** How leaks are planted in the samples of one surface: answers to requests, or messages of connections. */
export type Planter<Of extends { attempt: Attempt }> = {
  cells(kind: PlantedCell): Cell<Of>[];
  /** The leak in words, as it is planted in such samples; null: it is not planted in this one. */
  titleOf(leak: Leak, here: Of): string | null;
  /**
   * Makes the attempt with the leak. Null: the cell has no place for it.
   */
  plant(leak: Leak, cell: Cell<Of>): (() => Promise<Attempt>) | null;
};
