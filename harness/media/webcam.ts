import { writeFile } from 'node:fs/promises';
import { qrCode } from './qr-code.ts';

export type WebcamOptions = {
  /** The file to write (`.y4m`). */
  file: string;
  /** What the picture says: a canary token. */
  text: string;
  /** Length of the loop. Default: 2. */
  seconds?: number;
  /** Pixels. Default: 320. */
  width?: number;
  /** Pixels. Default: 240. */
  height?: number;
};

const FRAMES_A_SECOND = 5;
const [BLACK, WHITE, BACKGROUND] = [16, 235, 180];
/** No colour. */
const NEUTRAL = 128;

/**
 * Writes the picture of a fake webcam that shows a text as a QR code, for Chromium's
 * `--use-file-for-fake-video-capture`. The code moves a little, so that no two frames are the same.
 * The file belongs to a browser process: every camera in use at once needs a browser of its own.
 */
export const writeWebcam = async (options: WebcamOptions): Promise<void> => {
  const { file, text, seconds = 2, width = 320, height = 240 } = options;
  const modules = qrCode(text);
  const scale = Math.floor((Math.min(width, height) - 4) / modules.length);
  if (scale < 2)
    throw new RangeError(`A webcam of ${width} × ${height} is too small for a QR code`);
  const frames = Array.from(
    { length: Math.max(2, Math.round(seconds * FRAMES_A_SECOND)) },
    (_, n) => frameOf(modules, scale, width, height, n % 4),
  );
  const header = `YUV4MPEG2 W${width} H${height} F${FRAMES_A_SECOND}:1 Ip A1:1 C420mpeg2\n`;
  await writeFile(file, Buffer.concat([Buffer.from(header, 'ascii'), ...frames]));
};

const frameOf = (
  modules: boolean[][],
  scale: number,
  width: number,
  height: number,
  shift: number,
): Buffer => {
  const luma = Buffer.alloc(width * height, BACKGROUND);
  const size = modules.length * scale;
  const left = Math.floor((width - size) / 2) + shift - 2;
  const top = Math.floor((height - size) / 2);
  for (let y = 0; y < size; y++) {
    const row = modules[Math.floor(y / scale)] ?? [];
    const from = (top + y) * width + left;
    for (let x = 0; x < size; x++) luma[from + x] = row[Math.floor(x / scale)] ? BLACK : WHITE;
  }
  const chroma = Buffer.alloc(2 * Math.ceil(width / 2) * Math.ceil(height / 2), NEUTRAL);
  return Buffer.concat([Buffer.from('FRAME\n', 'ascii'), luma, chroma]);
};
