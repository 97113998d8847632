import type { SeedMedia } from '../deployment/definition.ts';

/** PROVISIONAL until media is there. */
export function createSeedMedia(): { of(plant: (field: string) => string): SeedMedia; close(): Promise<void> } {
  return {
    of: (plant) => ({
      video: async (field) => Buffer.from(`WEBM ${plant(field)}`),
      audio: async (field) => Buffer.from(`WEBM ${plant(field)}`),
    }),
    close: async () => undefined,
  };
}
