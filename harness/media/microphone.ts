import { writeFile } from 'node:fs/promises';

export type MicrophoneOptions = {
  /** The file to write (`.wav`). */
  file: string;
  /** Chooses the tones: each text has a melody of its own. */
  text: string;
  /** Default: 2. */
  seconds?: number;
};

const RATE = 48_000;
const NOTE_SECONDS = 0.1;
const LOUDNESS = 0.3;

/**
 * Writes the sound of a fake microphone, for Chromium's `--use-file-for-fake-audio-capture`: a
 * melody, one note a character, that people can hear and that is not meant to be read back.
 */
export const writeMicrophone = async (options: MicrophoneOptions): Promise<void> => {
  const { file, text, seconds = 2 } = options;
  const samples = new Int16Array(Math.round(seconds * RATE));
  for (let at = 0; at < samples.length; at++) {
    const note = Math.floor(at / RATE / NOTE_SECONDS) % Math.max(1, text.length);
    const hertz = 300 + 10 * (text.charCodeAt(note) || 0);
    samples[at] = Math.round(LOUDNESS * 0x7fff * Math.sin((2 * Math.PI * hertz * at) / RATE));
  }
  await writeFile(file, Buffer.concat([headerOf(samples.byteLength), Buffer.from(samples.buffer)]));
};

/** RIFF: 16-bit PCM, one channel. */
const headerOf = (bytes: number): Buffer => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'ascii');
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8, 'ascii');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'ascii');
  header.writeUInt32LE(bytes, 40);
  return header;
};
