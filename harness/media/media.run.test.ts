import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { frameOf, launch, openPage } from './browser.test-support.ts';
import { writeMicrophone } from './microphone.ts';
import { readFrame } from './read-frame.ts';
import { tagContainer } from './tag-container.ts';
import { createVideoStudio } from './video-studio.ts';
import { writeWebcam } from './webcam.ts';

const TOKEN = '33330k2m4n6p8q9r1s5t';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chaperone-media-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('webcam and microphone', () => {
  it('are taken by Chromium, and the picture is read back', async () => {
    const [camera, microphone] = [join(folder, 'camera.y4m'), join(folder, 'microphone.wav')];
    await writeWebcam({ file: camera, text: TOKEN });
    await writeMicrophone({ file: microphone, text: TOKEN });
    const browser = await launch([
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
      `--use-file-for-fake-audio-capture=${microphone}`,
    ]);
    try {
      const page = await openPage(browser);
      expect(readFrame(await frameOf(page, null))).toBe(TOKEN.toUpperCase());
      const loudest = await page.evaluate(async () => {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const context = new AudioContext();
        const analyser = context.createAnalyser();
        context.createMediaStreamSource(stream).connect(analyser);
        const wave = new Float32Array(analyser.fftSize);
        // Polls for sound; a silent microphone runs into the test's own time limit.
        for (;;) {
          analyser.getFloatTimeDomainData(wave);
          const loudness = Math.max(...wave);
          if (loudness > 0.01) return loudness;
          await new Promise(requestAnimationFrame);
        }
      });
      expect(loudest).toBeGreaterThan(0);
    } finally {
      await browser.close();
    }
  });

  it('keeps a webcam small, and its frames different', async () => {
    const file = join(folder, 'small.y4m');
    await writeWebcam({ file, text: TOKEN, seconds: 1 });
    const bytes = await readFile(file);
    expect(bytes.length).toBeLessThan(1_000_000);
    const frames = bytes.toString('latin1').split('FRAME\n').slice(1);
    expect(frames).toHaveLength(5);
    expect(frames[0]).not.toBe(frames[1]);
    await expect(writeWebcam({ file, text: TOKEN, width: 40, height: 30 })).rejects.toThrow(
      /small/,
    );
  });
});

describe('video studio', () => {
  it('records several at once, which play and say their token in frames and container', async () => {
    const studio = createVideoStudio();
    const browser = await launch();
    try {
      const tokens = ['33330000000000000000', '33331111111111111111', TOKEN];
      const videos = await Promise.all(
        tokens.map((token) => studio.record({ token, kind: 'video' })),
      );
      const page = await openPage(browser);
      for (const [index, video] of videos.entries()) {
        const token = tokens[index] ?? '';
        expect(readFrame(await frameOf(page, video))).toBe(token.toUpperCase());
        expect(Buffer.from(video).includes(token)).toBe(true);
        expect(video.length).toBeGreaterThan(16 * 1024);
        expect(video.length).toBeLessThan(150 * 1024);
      }
      // A longer text does not fit the free space, and goes to the end.
      const long = 'x'.repeat(300);
      const longer = tagContainer(videos[2] ?? new Uint8Array(), long);
      expect(Buffer.from(longer).includes(long)).toBe(true);
      expect(readFrame(await frameOf(page, longer))).toBe(TOKEN.toUpperCase());
    } finally {
      // One after the other: a browser that is closing no longer knows the page.
      await studio.close();
      await browser.close();
    }
  });

  it('records sound alone', async () => {
    const studio = createVideoStudio();
    try {
      const audio = Buffer.from(await studio.record({ token: TOKEN, kind: 'audio' }));
      expect(audio.includes(TOKEN)).toBe(true);
      expect(audio.includes('A_OPUS')).toBe(true);
      expect(audio.includes('V_VP8')).toBe(false);
      expect(audio.length).toBeGreaterThan(16 * 1024);
    } finally {
      await studio.close();
    }
  });

  it('goes on in a new page after one that ended', async () => {
    const browser = await launch();
    const pages: Page[] = [];
    const studio = createVideoStudio({
      async newPage() {
        const page = await browser.newPage();
        pages.push(page);
        return page;
      },
    });
    try {
      await studio.record({ token: TOKEN, kind: 'audio' });
      await pages[0]?.close();
      const audio = await studio.record({ token: TOKEN, kind: 'audio' });
      expect(Buffer.from(audio).includes(TOKEN)).toBe(true);
      expect(pages).toHaveLength(2);
    } finally {
      // One after the other: a browser that is closing no longer knows the page.
      await studio.close();
      await browser.close();
    }
  });

  it('says so when there is no browser', async () => {
    vi.stubEnv('CHAPERONE_BROWSER', join(folder, 'nothing'));
    const studio = createVideoStudio();
    await expect(studio.record({ token: TOKEN, kind: 'video' })).rejects.toThrow(/nothing/);
    await studio.close();
    vi.unstubAllEnvs();
  });
});

describe('tagContainer', () => {
  it('writes at the end of a segment of unknown size, and refuses other files', () => {
    const live = Buffer.from('1a45dfa38018538067ff1549a96680', 'hex');
    const tagged = tagContainer(live, TOKEN);
    expect(Buffer.from(tagged).subarray(0, live.length).equals(live)).toBe(true);
    expect(Buffer.from(tagged).includes(TOKEN)).toBe(true);
    expect(() => tagContainer(Buffer.from('1a45dfa380', 'hex'), TOKEN)).toThrow(/no segment/);
    expect(() => tagContainer(Buffer.from('no media at all'), TOKEN)).toThrow(/WebM/);
    expect(() => tagContainer(Buffer.alloc(10), TOKEN)).toThrow(/WebM/);
  });
});

describe('readFrame', () => {
  it('finds nothing in a picture without a code', () => {
    expect(readFrame({ data: new Uint8Array(64 * 64 * 4).fill(200), width: 64, height: 64 })).toBe(
      null,
    );
  });
});
