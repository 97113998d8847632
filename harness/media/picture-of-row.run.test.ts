import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launch } from './browser.test-support.ts';
import { pictureOfRow } from './picture-of-row.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => browser.close());

const token = '3333other';
const style = `<!doctype html><style>body { margin: 0; font: 16px/40px monospace; }
  ul { margin: 0; padding: 0; } li { height: 40px; list-style: none; }</style>`;

async function opened(body: string, script = ''): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  onTestFinished(async () => page.close());
  await page.setContent(`${style}${body}`);
  await page.evaluate(script);
  return page;
}

type Pixels = { width: number; height: number; data: Uint8Array };

async function pixelsOf(content: Uint8Array): Promise<Pixels> {
  const page = await browser.newPage();
  onTestFinished(async () => page.close());
  const { data, ...size } = await page.evaluate(async (base64) => {
    const answer = await fetch(`data:;base64,${base64}`);
    const image = await createImageBitmap(await answer.blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context?.drawImage(image, 0, 0);
    const { data: all } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
    const text = Array.from(all, (value) => String.fromCharCode(value)).join('');
    return { width: image.width, height: image.height, data: btoa(text) };
  }, Buffer.from(content).toString('base64'));
  return { ...size, data: Buffer.from(data, 'base64') };
}

const at = ({ width, data }: Pixels, x: number, y: number) =>
  (data[(y * width + x) * 4] ?? 0) * 65_536 +
  (data[(y * width + x) * 4 + 1] ?? 0) * 256 +
  (data[(y * width + x) * 4 + 2] ?? 0);

/** The picture of a page beside the page itself: the lines of pixels that are the same, and whether the others are squares of one colour. */
async function compared(page: Page, texts: readonly string[] = [token]) {
  const taken = await pictureOfRow(page, texts);
  if (taken === null) return null;
  const [picture, original] = [
    await pixelsOf(taken.content),
    await pixelsOf(await page.screenshot()),
  ];
  const { width, height } = original;
  expect([picture.width, picture.height]).toEqual([width, height]);
  const written = (y: number) =>
    new Set(Array.from({ length: width }, (_, x) => at(original, x, y))).size > 1;
  const isSame = (y: number) =>
    Array.from({ length: width }, (_, x) => at(original, x, y) === at(picture, x, y)).every(
      Boolean,
    );
  const all = Array.from({ length: height }, (_, y) => y);
  const readable = all.filter((y) => written(y) && isSame(y));
  const coarse = all
    .filter((y) => !isSame(y))
    .every((y) =>
      Array.from({ length: width }, (_, x) => x).every(
        (x) => at(picture, x, y) === at(picture, x - (x % 32), y),
      ),
    );
  return {
    first: readable[0] ?? -1,
    last: readable.at(-1) ?? -1,
    coarse,
    size: taken.content.length,
  };
}

const rows = `<ul><li>Anna, 12 May, own notes</li><li>Bob, ${token.toUpperCase()}, notes</li><li>Carl, 13 May, of others</li></ul>`;

it('keeps the row of the token as it is, and squares of one colour around it', async () => {
  const seen = await compared(await opened(rows));
  expect(seen).toMatchObject({ coarse: true });
  expect(seen?.first).toBeGreaterThanOrEqual(40);
  expect(seen?.last).toBeLessThan(80);
  expect(seen?.size).toBeLessThan(300_000);
});

it('scrolls to a row', async () => {
  const page = await opened(`<p style="height: 3000px">before</p>${rows}`);
  const seen = await compared(page);
  expect(seen).toMatchObject({ coarse: true });
  expect((seen?.last ?? 0) - (seen?.first ?? 0)).toBeLessThan(40);
});

it('looks into shadow roots and frames', async () => {
  const shadow = await opened(
    '<p>before</p><div id="host"></div>',
    `document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(style + rows)};`,
  );
  expect(await compared(shadow)).toMatchObject({ coarse: true });
  const frame = await opened(
    '<p>before</p><iframe style="border: 3px solid; padding: 10px"></iframe><p>after</p>',
  );
  await frame.evaluate((content) => {
    document.querySelector('iframe')?.contentDocument?.write(content);
  }, `${style}${rows}`);
  const inFrame = await pictureOfRow(frame, [token]);
  expect(inFrame).not.toBeNull();
});

it('keeps no more than the text where all stands in one block', async () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index} of somebody`);
  const page = await opened(`<pre>${lines.join('\n')}\n${token}\n${lines.join('\n')}</pre>`);
  const sharp = await sharpLines(page);
  expect(sharp.length).toBeGreaterThan(5);
  expect(sharp.length).toBeLessThan(40);
});

/** The lines of a picture that are no squares of one colour. */
async function sharpLines(page: Page): Promise<number[]> {
  const picture = await pictureOfRow(page, [token]);
  const pixels = await pixelsOf(picture?.content ?? new Uint8Array());
  return Array.from({ length: pixels.height }, (_, y) => y).filter((y) =>
    Array.from({ length: pixels.width }, (_, x) => x).some(
      (x) => at(pixels, x, y) !== at(pixels, x - (x % 32), y),
    ),
  );
}

const people = ['Ann Smith, of others', `Bob, ${token}`, 'Carl, of others', 'Dora, of others'];
const blocks = people.map((text) => `<div>${text}</div>`).join('');

it.each([
  ['blocks within an article', `<h1>Visits</h1><article>${blocks}</article>`],
  ['blocks within a cell', `<table><tr><td>Menu<td>${blocks}</table>`],
  ['blocks within an entry of a list', `<ul><li style="height: auto">Today${blocks}</li></ul>`],
  ['lines of a block', `<p>before</p><div>${people.join('<br>')}</div>`],
  ['lines of a text', `<p>before</p><pre style="margin: 0">${people.join('\n')}</pre>`],
])('keeps one of several %s', async (_, body) => {
  const sharp = await sharpLines(await opened(body));
  expect(sharp.length).toBeGreaterThan(5);
  expect(sharp.length).toBeLessThan(40);
});

/** The places (x) at which a picture differs from its page, in the lines of the first row. */
async function blurredAt(page: Page): Promise<number[]> {
  const taken = await pictureOfRow(page, [token]);
  const picture = await pixelsOf(taken?.content ?? new Uint8Array());
  const original = await pixelsOf(await page.screenshot());
  const lines = Array.from({ length: 38 }, (_, y) => y + 1);
  return Array.from({ length: 640 }, (_, x) => x).filter((x) =>
    lines.some((y) => at(picture, x, y) !== at(original, x, y)),
  );
}

const notice = '<div style="position: absolute; left: 400px; top: 0">Eva, of others</div>';

it.each([
  ['beside it in the page', `<ul><li>Bob, ${token}</li></ul>${notice}`],
  ['within it', `<ul><li style="position: relative">Bob, ${token}${notice}</li></ul>`],
])('hides a notice that lies above the row, %s', async (_, body) => {
  const places = await blurredAt(await opened(body));
  expect(places.length).toBeGreaterThan(60);
  expect(Math.min(...places)).toBeGreaterThan(390);
});

it.each([
  ['does not show it', '<p>nothing</p>'],
  ['hides it', `<ul><li hidden>${token}</li></ul>`],
  ['covers it', `${rows}<div style="position: fixed; inset: 0; background: #fff">covered</div>`],
])('takes no picture where the page %s', async (_, body) => {
  expect(await pictureOfRow(await opened(body), [token])).toBeNull();
});

it('is not misled by scripts of the page', async () => {
  const page = await opened(
    rows,
    `Element.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 640, 300);
     Element.prototype.matches = () => false; JSON.stringify = () => '';`,
  );
  const seen = await compared(page);
  expect(seen).toMatchObject({ coarse: true });
  expect(seen?.last).toBeLessThan(80);
});
