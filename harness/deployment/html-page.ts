import { compile, selectAll } from 'css-select';
import { DomHandler, DomUtils, Parser as XmlParser } from 'htmlparser2';
import { Parser as HtmlParser } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';
import type { Htmlparser2TreeAdapterMap as Tree } from 'parse5-htmlparser2-tree-adapter';

export type PageElement = Tree['element'];

/** An HTML page, parsed as browsers do, or an XML document. */
export type Page = {
  /**
   * Finds elements by a CSS selector, in the order of the document.
   * @param within only elements below this one (default: all)
   * @throws when the selector is invalid
   */
  select(selector: string, within?: PageElement): PageElement[];
  /** The form that a control belongs to by the rules of HTML, even if the form's tag was closed before the control. */
  formOf(control: PageElement): PageElement | null;
};

/** Deepest nesting, as in Chromium. The rules for broken HTML search all open elements again and again. */
const deepest = 512;
/** Most elements of a page. An unclosed `<b>` is reopened in each later paragraph, so a small page can create many. */
const mostElements = 200_000;

class TooManyElements extends Error {}

/** Creates a function that counts the elements of a page, and throws when the page exceeds a limit. */
function createLimit(): (depth: number) => void {
  let count = 0;
  return (depth) => {
    count += 1;
    if (count > mostElements || depth > deepest) throw new TooManyElements();
  };
}

/**
 * Parses a page by the rules of browsers, with scripting off. XML is parsed as XML, even if it is not well-formed.
 * @returns null when the page has too many elements (200,000), or nests them too deep (512)
 */
export function parsePage(text: string, kind: 'html' | 'xml' = 'html'): Page | null {
  try {
    return kind === 'html' ? parseHtml(text) : parseXml(text);
  } catch (error) {
    if (error instanceof TooManyElements) return null;
    throw error;
  }
}

function parseHtml(text: string): Page {
  const admit = createLimit();
  const owners = new Map<PageElement, PageElement>();
  const parser: HtmlParser<Tree> = new HtmlParser<Tree>({
    scriptingEnabled: false,
    treeAdapter: {
      ...adapter,
      createElement(...given) {
        admit(parser.openElements.stackTop + 2);
        const element = adapter.createElement(...given);
        if (parser.formElement !== null) owners.set(element, parser.formElement);
        return element;
      },
    },
  });
  parser.tokenizer.write(text, true);
  return pageOf(parser.document, false, owners);
}

function parseXml(text: string): Page {
  const admit = createLimit();
  class Handler extends DomHandler {
    override onopentag(...given: Parameters<DomHandler['onopentag']>): void {
      super.onopentag(...given);
      admit(this.tagStack.length);
    }
  }
  const handler = new Handler(undefined, { xmlMode: true });
  new XmlParser(handler, { xmlMode: true }).end(text);
  return pageOf(handler.root, true, new Map());
}

function pageOf(
  root: Tree['document'],
  xmlMode: boolean,
  owners: ReadonlyMap<PageElement, PageElement>,
): Page {
  return {
    select: (selector, within) =>
      selectAll<Tree['node'], PageElement>(selector, within ?? root, { xmlMode }),
    formOf(control) {
      const owner = owners.get(control);
      if (owner !== undefined) return owner;
      let element = control.parent;
      while (element !== null && !('name' in element && element.name === 'form'))
        element = element.parent;
      return element;
    },
  };
}

/** The HTML of an element, including its content. */
export function htmlOf(element: PageElement): string {
  return DomUtils.getOuterHTML(element, { encodeEntities: 'utf8' });
}

/** The text content of an element, with its white space. */
export function textOf(element: PageElement): string {
  return DomUtils.textContent(element);
}

/** Whether a text is a valid CSS selector. */
export function isCssSelector(text: string): boolean {
  try {
    compile(text);
    return text.trim() !== '';
  } catch {
    return false;
  }
}
