import { parentPort } from 'node:worker_threads';
import { contentOfPdf } from './content-of-pdf.ts';

// A PDF at a time: see read-pdf.ts.
parentPort?.on('message', (bytes: Uint8Array) => {
  void contentOfPdf(bytes).then((content) => parentPort?.postMessage(content, []));
});
