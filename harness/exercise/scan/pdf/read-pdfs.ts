import type { Scanner } from '../../../canaries/scanner.ts';
import { readPdf } from './read-pdf.ts';

/** Milliseconds for the PDFs of one answer, after which no further one is begun. */
const longest = 30_000;

/**
 * Reads the PDFs that a scanner met, and has it scan what they say.
 * @param isPart a PDF may be cut off, which is no gap
 */
export async function readPdfs(
  scanner: Pick<Scanner, 'pdfs' | 'addPdf'>,
  { isPart }: { isPart: boolean },
): Promise<void> {
  const from = performance.now();
  for (let [pdf] = scanner.pdfs(); pdf !== undefined; [pdf] = scanner.pdfs()) {
    // What is left is a gap.
    if (performance.now() - from > longest) return;
    const content = await readPdf(pdf.bytes);
    scanner.addPdf(pdf, isPart ? { ...content, gaps: [] } : content);
  }
}
