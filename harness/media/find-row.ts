/** A rectangle of what a browser shows: shares (0 to 1) of the shown width and height. */
export type Rectangle = { left: number; top: number; right: number; bottom: number };

/** What to look for: the first of `texts` that is shown; nothing taller than `tallest` (CSS pixels) is a row. */
export type Wanted = { texts: readonly string[]; tallest: number };

/**
 * Finds the row of a page that shows a text, brings it into view and tells its visible part; null where nothing shows
 * it. A row is the smallest element that looks like one (`li`, `tr`, …); where there is none, or it is too tall to be
 * one, the nearest block; else the text alone. Looks into open shadow roots, and frames of the same origin.
 *
 * Runs in the page, in a world of its own that no script of the page can change: it may use nothing from outside itself.
 */
export const findRow = ({ texts, tallest }: Wanted): Rectangle | null => {
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

  const rowOf = ({ text, from, to, frames }: Found): Rectangle | null => {
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
    const block = firstAbove(
      element,
      (at) => !/^(inline|contents)/.test(getComputedStyle(at).display),
    );
    const boxes = [row, block].flatMap((at) => (at === null ? [] : [at.getBoundingClientRect()]));
    const isRow = (box: DOMRect) =>
      box.height <= tallest &&
      box.top <= own.top &&
      box.bottom >= own.bottom &&
      box.width >= own.width;
    let box = clipped(boxes.find(isRow) ?? own, element);
    for (const frame of frames.toReversed()) box = outOf(box, frame);
    return isEmpty(box) ? null : box;
  };

  const view = window.visualViewport;
  for (const found of findTexts(document, [])) {
    const box = rowOf(found);
    if (box === null) continue;
    // A phone shows wide pages smaller, and then less or more than the window's size.
    const isZoomed = view !== null && view.scale !== 1;
    const width = isZoomed ? view.width : window.innerWidth;
    const height = isZoomed ? view.height : window.innerHeight;
    const [x, y] = isZoomed ? [view.offsetLeft, view.offsetTop] : [0, 0];
    const seen = overlap(
      {
        left: (box.left - x) / width,
        top: (box.top - y) / height,
        right: (box.right - x) / width,
        bottom: (box.bottom - y) / height,
      },
      { left: 0, top: 0, right: 1, bottom: 1 },
    );
    if (seen.right > seen.left && seen.bottom > seen.top) return seen;
  }
  return null;
};
