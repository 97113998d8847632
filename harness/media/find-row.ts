/** A rectangle of what a browser shows: shares (0 to 1) of the shown width and height. */
export type Rectangle = { left: number; top: number; right: number; bottom: number };

/** The part of what is shown that may be read, and the parts of it that may not: others lie above it, or beneath. */
export type FoundRow = { kept: Rectangle; hidden: readonly Rectangle[] };

/** What to look for: the first of `texts` that is shown; nothing taller than `tallest` (CSS pixels) is a row. */
export type Wanted = { texts: readonly string[]; tallest: number };

/**
 * Finds the row of a page that shows a text, brings it into view and tells its visible part; null where nothing shows
 * it. A row is the smallest element that looks like one (`li`, `tr`, …), or else the nearest block: the first of them that is
 * not too tall, and may be about one person (`isOneThing`); else the text alone. Looks into open shadow roots, and frames of the same origin.
 *
 * Runs in the page, in a world of its own that no script of the page can change: it may use nothing from outside itself.
 */
export const findRow = ({ texts, tallest }: Wanted): FoundRow | null => {
  type Found = { text: Text; from: number; to: number; frames: readonly HTMLIFrameElement[] };
  const rowLike = 'li, tr, article, [role=row], [role=listitem]';
  const wanted = texts.map((text) => text.toLowerCase());

  function* findTexts(root: Node, frames: readonly HTMLIFrameElement[]): Generator<Found> {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      // What lies in a frame is no instance of this document's classes.
      if (node.nodeType === Node.TEXT_NODE) {
        const content = (node.nodeValue ?? '').toLowerCase();
        for (const one of wanted) {
          const from = content.indexOf(one);
          if (from >= 0) yield { text: node as Text, from, to: from + one.length, frames };
        }
        continue;
      }
      const { shadowRoot, localName } = node as Element;
      if (shadowRoot !== null) yield* findTexts(shadowRoot, frames);
      if (localName !== 'iframe') continue;
      const frame = node as HTMLIFrameElement;
      if (frame.contentDocument) yield* findTexts(frame.contentDocument, [...frames, frame]);
    }
  }

  const parentOf = (element: Element): Element | null => {
    const root = element.getRootNode();
    return element.parentElement ?? ('host' in root ? (root.host as Element) : null);
  };
  const firstAbove = (start: Element, isIt: (element: Element) => boolean): Element | null => {
    for (let at: Element | null = start; at !== null; at = parentOf(at)) if (isIt(at)) return at;
    return null;
  };
  const overlap = (a: Rectangle, b: Rectangle): Rectangle => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const isEmpty = (box: Rectangle) => box.right - box.left < 1 || box.bottom - box.top < 1;

  /** The part of a box that its element's ancestors do not cut off. */
  const clipped = (box: Rectangle, start: Element): Rectangle => {
    let left = box;
    for (let at = parentOf(start); at !== null; at = parentOf(at))
      if (getComputedStyle(at).overflow !== 'visible')
        left = overlap(left, at.getBoundingClientRect());
    return left;
  };

  /** The same in the document that holds the frame; empty where the frame is drawn at another size. */
  const outOf = (box: Rectangle, frame: HTMLIFrameElement): Rectangle => {
    const outer = frame.getBoundingClientRect();
    const { paddingLeft, paddingTop } = getComputedStyle(frame);
    const left = outer.left + frame.clientLeft + parseFloat(paddingLeft);
    const top = outer.top + frame.clientTop + parseFloat(paddingTop);
    const isDrawnAsIs = Math.abs(outer.width - frame.offsetWidth) < 1;
    const moved = {
      left: box.left + left,
      top: box.top + top,
      right: box.right + left,
      bottom: box.bottom + top,
    };
    return isDrawnAsIs ? clipped(overlap(moved, outer), frame) : { ...moved, right: moved.left };
  };

  const isBlock = (element: Element) =>
    !/^(inline|contents|none)/.test(getComputedStyle(element).display);

  /** Whether an element holds no several lines or blocks of a kind, each of which may be about somebody else. Cells are one row. */
  const isOneThing = (element: Element): boolean => {
    const { whiteSpace } = getComputedStyle(element);
    if (/^(pre|break)/.test(whiteSpace) && /\S\s*\n\s*\S/.test(element.textContent)) return false;
    return [element, ...element.querySelectorAll('*')].every((at) => {
      if (at.matches('br, hr') || at.shadowRoot !== null) return false;
      const blocks = [...at.children].filter((child) => isBlock(child));
      const kinds = new Set(blocks.map(({ localName }) => localName));
      return kinds.size === blocks.length || (at === element && at.localName === 'tr');
    });
  };

  /** Elements that show something themselves, in open shadow roots too. */
  function* showing(root: Document | ShadowRoot): Generator<Element> {
    const drawn = 'img, svg, canvas, video, input, textarea, select, iframe, object, embed';
    for (const element of root.querySelectorAll('*')) {
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '',
      );
      if (hasText || element.matches(drawn)) yield element;
      if (element.shadowRoot !== null) yield* showing(element.shadowRoot);
    }
  }

  const holds = (outer: Element, inner: Element): boolean =>
    firstAbove(inner, (at) => at === outer) !== null;

  /** Whether what an element shows is no part of the block: it lies elsewhere in the page, or was taken out of the flow. */
  const isStrange = (element: Element, block: Element, token: Element): boolean => {
    if (holds(element, block)) return false;
    if (!holds(block, element)) return true;
    const moved = firstAbove(
      element,
      (at) => at === block || /^(absolute|fixed|sticky)$/.test(getComputedStyle(at).position),
    );
    return moved !== null && moved !== block && !holds(moved, token);
  };

  /** What lies within the box that is kept, and is no part of its block, in each of the documents around it. */
  const hiddenIn = (box: Rectangle, block: Element, { text, frames }: Found): Rectangle[] => {
    const documents = [document, ...frames.flatMap((frame) => frame.contentDocument ?? [])];
    return documents.flatMap((one, level) => {
      const inner = frames[level];
      const own = inner ?? block;
      return [...showing(one)].flatMap((element) => {
        if (!isStrange(element, own, inner ?? text.parentElement ?? own)) return [];
        let place: Rectangle = element.getBoundingClientRect();
        for (const frame of frames.slice(0, level).toReversed()) place = outOf(place, frame);
        const both = overlap(place, box);
        return isEmpty(both) ? [] : [both];
      });
    });
  };

  const rowOf = (found: Found): FoundRow | null => {
    const { text, from, to, frames } = found;
    const element = text.parentElement;
    if (element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) !== true)
      return null;
    element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const range = text.ownerDocument.createRange();
    range.setStart(text, from);
    range.setEnd(text, to);
    const own = range.getBoundingClientRect();
    // Something may lie above it, and the picture would show that.
    const root = text.getRootNode() as Document | ShadowRoot;
    const above = root.elementFromPoint((own.left + own.right) / 2, (own.top + own.bottom) / 2);
    if (above === null || !(above.contains(element) || element.contains(above))) return null;
    const row = firstAbove(element, (at) => at.matches(rowLike));
    const block = firstAbove(element, isBlock);
    const kept = [row, block].find((at) => {
      if (at === null) return false;
      const around = at.getBoundingClientRect();
      return (
        around.height <= tallest &&
        around.top <= own.top &&
        around.bottom >= own.bottom &&
        around.width >= own.width &&
        isOneThing(at)
      );
    });
    let box = clipped(kept?.getBoundingClientRect() ?? own, element);
    for (const frame of frames.toReversed()) box = outOf(box, frame);
    return isEmpty(box) ? null : { kept: box, hidden: hiddenIn(box, kept ?? element, found) };
  };

  const view = window.visualViewport;
  for (const found of findTexts(document, [])) {
    const row = rowOf(found);
    if (row === null) continue;
    // A phone shows wide pages smaller, and then less or more than the window's size.
    const isZoomed = view !== null && view.scale !== 1;
    const width = isZoomed ? view.width : window.innerWidth;
    const height = isZoomed ? view.height : window.innerHeight;
    const [x, y] = isZoomed ? [view.offsetLeft, view.offsetTop] : [0, 0];
    const shareOf = (box: Rectangle) =>
      overlap(
        {
          left: (box.left - x) / width,
          top: (box.top - y) / height,
          right: (box.right - x) / width,
          bottom: (box.bottom - y) / height,
        },
        { left: 0, top: 0, right: 1, bottom: 1 },
      );
    const kept = shareOf(row.kept);
    if (kept.right > kept.left && kept.bottom > kept.top)
      return { kept, hidden: row.hidden.map(shareOf) };
  }
  return null;
};
