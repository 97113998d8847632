import type { FoundRow } from './find-row.ts';

/** A picture (base64 of a PNG), the part of it that stays readable but for what is hidden, and the bounds of what is made of it. */
export type Blurring = FoundRow & {
  png: string;
  most: { width: number; height: number; bytes: number };
};

/**
 * Makes all of a picture unreadable but for a rectangle: outside of it each square of 32 pixels has one colour, its mean
 * in eight shades, so that no text can be got back. Gives a PNG as base64, or a JPEG where that would be too large; null
 * where both are.
 *
 * Runs in a page of ours: it may use nothing from outside itself.
 */
export const blurAround = async ({
  png,
  kept,
  hidden,
  most,
}: Blurring): Promise<{ base64: string; type: 'png' | 'jpeg' } | null> => {
  const [side, shade] = [32, 32];
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const scale = Math.min(1, most.width / image.width, most.height / image.height);
  const [width, height] = [Math.floor(image.width * scale), Math.floor(image.height * scale)];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return null;

  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const [right, bottom] = [Math.min(left + side, width), Math.min(top + side, height)];
      const sums = [0, 0, 0];
      for (let y = top; y < bottom; y += 1)
        for (let x = left; x < right; x += 1)
          for (const colour of [0, 1, 2])
            sums[colour] = (sums[colour] ?? 0) + (data[(y * width + x) * 4 + colour] ?? 0);
      const count = (right - left) * (bottom - top);
      const mean = sums.map((sum) => Math.min(255, Math.round(sum / count / shade) * shade));
      context.fillStyle = `rgb(${mean.join(' ')})`;
      context.fillRect(left, top, right - left, bottom - top);
    }
  }

  const squares = context.getImageData(0, 0, width, height);

  // Cut inwards, and drawn from the rectangle alone: no pixel beside it is mixed in.
  const [fromX, fromY] = [Math.ceil(kept.left * image.width), Math.ceil(kept.top * image.height)];
  const wide = Math.floor(kept.right * image.width) - fromX;
  const high = Math.floor(kept.bottom * image.height) - fromY;
  if (wide < 1 || high < 1) return null;
  const places = [fromX, fromY, wide, high].map((place) => Math.round(place * scale));
  const [x = 0, y = 0, w = 0, h = 0] = places;
  context.drawImage(image, fromX, fromY, wide, high, x, y, w, h);
  for (const { left, top, right, bottom } of hidden) {
    const [fromLeft, fromTop] = [Math.floor(left * width) - 1, Math.floor(top * height) - 1];
    const [toRight, toBottom] = [Math.ceil(right * width) + 1, Math.ceil(bottom * height) + 1];
    context.putImageData(squares, 0, 0, fromLeft, fromTop, toRight - fromLeft, toBottom - fromTop);
  }

  for (const type of ['png', 'jpeg'] as const) {
    const blob = await canvas.convertToBlob({ type: `image/${type}`, quality: 0.8 });
    if (blob.size > most.bytes) continue;
    const file = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (let at = 0; at < file.length; at += 8192)
      text += String.fromCharCode(...file.subarray(at, at + 8192));
    return { base64: btoa(text), type };
  }
  return null;
};
