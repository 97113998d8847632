import { getDocument, VerbosityLevel } from 'unpdf/pdfjs';
import type { PdfContent } from '../../../canaries/scanner.ts';

/** The most that is taken out of one PDF. */
const [mostPages, mostLetters] = [1000, 16 * 1024 * 1024];

/** What the library warns of where letters that others see are missing in what it gives. Much else that it warns of is harmless. */
const lettersMissing =
  /^Warning: (Font ".*" is not available|loadFont - |Filter ".*" not supported)/;

/**
 * Takes out of a PDF what it says: the text of its pages, notes, forms, links, headings and properties, and the files in
 * it. What is broken is read as far as that goes, and is a gap. Pictures are not read.
 */
export async function contentOfPdf(bytes: Uint8Array): Promise<PdfContent> {
  const strictly = await read(bytes, { stopAtErrors: true });
  if (strictly.gaps.length === 0) return strictly;
  const { texts, files } = await read(bytes, { stopAtErrors: false });
  return {
    ...strictly,
    texts: [...strictly.texts, ...texts],
    files: [...strictly.files, ...files],
  };
}

async function read(
  bytes: Uint8Array,
  { stopAtErrors }: { stopAtErrors: boolean },
): Promise<PdfContent> {
  const content = createContent();
  const loading = getDocument({
    // The library keeps what it is given.
    data: Uint8Array.from(bytes),
    stopAtErrors,
    verbosity: VerbosityLevel.WARNINGS,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
  });
  const { warn } = console;
  console.warn = (warning: unknown) => {
    if (lettersMissing.test(String(warning))) content.gaps.add('a font or filter of a PDF');
  };
  try {
    await take(await loading.promise, content);
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    content.gaps.add(isLocked ? 'an encrypted PDF' : broken);
  } finally {
    console.warn = warn;
    await loading.destroy();
  }
  return { texts: content.texts, files: content.files, gaps: [...content.gaps] };
}

const broken = 'a PDF that is broken';

type Content = ReturnType<typeof createContent>;

function createContent() {
  const [texts, files, gaps]: [string[], Uint8Array[], Set<string>] = [[], [], new Set()];
  let room = mostLetters;
  return {
    texts,
    files,
    gaps,
    add(text: string): void {
      if (text.length > room) gaps.add('a PDF of too much text');
      if (text !== '' && room > 0) texts.push(text.slice(0, room));
      room = Math.max(0, room - text.length);
    },
    /** Goes on with the rest where a part is broken. */
    async part(take: () => Promise<void>): Promise<void> {
      await take().catch(() => void gaps.add(broken));
    },
  };
}

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>;

async function take(pdf: Pdf, { add, part, files, gaps }: Content): Promise<void> {
  const addFile = async (id: string): Promise<void> => {
    const file = await pdf.getAttachmentContent(id);
    if (file !== null) files.push(file);
  };
  const pages: string[] = [];
  for (let number = 1; number <= Math.min(pdf.numPages, mostPages); number += 1) {
    await part(async () => {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const runs = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''));
      pages.push(runs.join(''));
      add(stringsIn(await page.getStructTree()).join('\n'));
      const notes: { fileId?: unknown }[] = await page.getAnnotations();
      add(stringsIn(notes).join('\n'));
      for (const { fileId } of notes) if (typeof fileId === 'string') await addFile(fileId);
      page.cleanup();
    });
  }
  if (pdf.numPages > mostPages) gaps.add(`a PDF of more than ${mostPages} pages`);
  add(pages.join('\n'));
  await part(async () => {
    const { info, metadata } = await pdf.getMetadata();
    add(stringsIn([info, metadata?.getRaw(), await pdf.getOutline()]).join('\n'));
  });
  await part(async () => {
    for (const [id, file] of (await pdf.getAttachments()) ?? []) {
      add(stringsIn([id, file]).join('\n'));
      await addFile(id);
    }
  });
}

/** All texts in a value. Bytes are none. */
function stringsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth > 50)
    return [];
  const inner: unknown[] = value instanceof Map ? [...value] : Object.values(value);
  return inner.flatMap((each) => stringsIn(each, depth + 1));
}
