import { hash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { PdfContent } from '../../../canaries/scanner.ts';

/** Milliseconds after which a PDF is given up, and megabytes that reading one may take. */
const [longest, mostMemory] = [20_000, 512];

/** Most PDFs whose content is kept, and the letters of each up to which it is: most answers of a run came before. */
const [mostKept, mostLetters] = [200, 64 * 1024];

const thread = new URL(
  import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js',
  import.meta.url,
);

const kept = new Map<string, PdfContent>();
let worker: Worker | null = null;
let last: Promise<unknown> = Promise.resolve();

/**
 * Takes out of a PDF what it says, in a thread of its own, which is started for the first one: what a deployment sends is
 * hostile, and its time and memory have bounds only there. It never rejects: what cannot be read is a gap.
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfContent> {
  const key = hash('sha256', bytes, 'base64');
  const next = last.then(() => kept.get(key) ?? readAlone(bytes));
  last = next;
  const content = await next;
  const { texts, files, gaps } = content;
  // What failed may have been for want of time.
  if (gaps.length === 0 && files.length === 0 && texts.join('').length <= mostLetters) {
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, content);
  }
  return content;
}

function readAlone(bytes: Uint8Array): Promise<PdfContent> {
  const reader = (worker ??= start());
  return new Promise((resolve) => {
    const settle = (content: PdfContent): void => {
      clearTimeout(timer);
      reader.off('message', settle).off('error', fail);
      reader.unref();
      resolve(content);
    };
    const giveUp = (gap: string): void => {
      worker = null;
      settle({ texts: [], files: [], gaps: [gap] });
      void reader.terminate();
    };
    // Reading it takes too much memory, or is a fault of the library's.
    const fail = (): void => giveUp('a PDF that cannot be read');
    const timer = setTimeout(() => giveUp('a PDF that takes too long'), longest);
    reader.ref();
    reader.on('message', settle).on('error', fail);
    reader.postMessage(bytes, []);
  });
}

function start(): Worker {
  const started = new Worker(thread, {
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  // It may fail when nobody waits for it any more.
  return started
    .on('error', () => {})
    .on('exit', () => {
      if (worker === started) worker = null;
    });
}
