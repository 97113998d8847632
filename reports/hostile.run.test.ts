import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOptions } from '../harness/index.ts';
import { indexHtml } from './html/page.ts';
import { incidentOf } from './incident/incident.ts';
import { incidentHtml } from './incident/page.ts';
import type { ReportInput } from './input.ts';
import { junitXml } from './junit/junit.ts';
import { reproScripts } from './repro/files.ts';
import { summaryMarkdown } from './summary.ts';
import { renderTerminal } from './terminal.ts';
import { poison } from './testing/poison.ts';
import { holdingRun } from './testing/sample-run.ts';
import { inconclusiveRun, violatedRun } from './testing/samples.ts';

const violated = violatedRun();
const ofConfiguration: ReportInput = {
  ...violated,
  verdict: {
    ...violated.verdict,
    sameRelease: 'cache TTL 60 → 300',
    releaseParts: [
      { part: 'build', before: '7', after: '7' },
      { part: 'flags', before: 'a', after: 'b' },
    ],
  },
};
const runs = { violated: ofConfiguration, inconclusive: inconclusiveRun(), holds: holdingRun() };
const control =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028]|\p{Surrogate}/u;

/** Where the first match is, for a message that a person can read. */
function around(pattern: RegExp, text: string): string {
  const place = pattern.exec(text)?.index;
  return place === undefined ? '' : JSON.stringify(text.slice(Math.max(0, place - 60), place + 20));
}

function page(input: ReportInput): string {
  const scripts = reproScripts(input);
  const pointed = (violation: ReportInput['cases'][number]['violation']) => ({
    ...violation,
    repro: scripts.has(violation.id) ? `repro/${violation.id}.sh` : null,
  });
  const cases = input.cases.map((item) => ({ ...item, violation: pointed(item.violation) }));
  return indexHtml({ ...input, cases }, scripts);
}

/** Every tag with the names of its attributes, each once. */
async function shapes(tab: Page, markup: string): Promise<string[]> {
  await tab.setContent(markup);
  return tab.evaluate(() => {
    const all = [...document.querySelectorAll('*')].map((element) =>
      [element.tagName, ...element.getAttributeNames().sort()].join(' '),
    );
    return [...new Set(all)].sort();
  });
}

describe('what a hostile deployment gives', () => {
  let browser: Browser;
  let tab: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch(browserOptions());
    tab = await browser.newPage();
    tab.on('request', (request) => asked.push(request.url()));
  });
  afterAll(() => browser.close());

  it.each(Object.entries(runs))(
    'adds no element, handler or request to the page: %s',
    async (_, run) => {
      // Without its policy: escaping alone must do.
      const unguarded = (input: ReportInput) =>
        page(input).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
      const clean = await shapes(tab, unguarded(run));
      const poisoned = await shapes(tab, unguarded(poison(run)));
      expect(poisoned.filter((shape) => !clean.includes(shape))).toEqual([]);
      const found = await tab.evaluate(() => ({
        hacked: 'hacked' in window,
        links: [...document.querySelectorAll('a')].map((a) => a.getAttribute('href') ?? ''),
        text: document.body.textContent,
      }));
      expect(found.hacked).toBe(false);
      expect(found.links.every((link) => link.startsWith('#'))).toBe(true);
      expect(found.text).toContain('<script>window.hacked = 1</script>');
      expect(around(control, found.text)).toBe('');
      expect(asked).toEqual([]);
    },
  );

  it('meets a policy that forbids scripts and everything from outside', async () => {
    const open = await browser.newPage();
    const refused: string[] = [];
    open.on('console', (message) => refused.push(message.text()));
    await open.setContent(
      page(runs.violated).replace('</body>', '<script>window.hacked=1</script>$&'),
    );
    expect(await open.evaluate(() => 'hacked' in window)).toBe(false);
    expect(refused.filter((text) => text.includes('Content Security Policy'))).toHaveLength(1);
    const background = await open.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).not.toBe('rgba(0, 0, 0, 0)');
  });

  it('keeps the page within a phone’s width', async () => {
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
    for (const run of Object.values(runs).flatMap((one) => [one, poison(one)])) {
      await phone.setContent(page(run));
      const width = await phone.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
    }
  });

  it('adds nothing to the incident report, which fits a phone', async () => {
    const incident = (input: ReportInput) => {
      const facts = incidentOf(input);
      return facts === null ? '' : incidentHtml(facts);
    };
    const clean = await shapes(tab, incident(runs.violated));
    const poisoned = await shapes(tab, incident(poison(runs.violated)));
    expect(poisoned.filter((shape) => !clean.includes(shape))).toEqual([]);
    expect(asked).toEqual([]);
    const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await phone.setContent(incident(poison(runs.violated)));
    const width = await phone.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

  it.each(Object.entries(runs))('leaves junit.xml well-formed: %s', async (_, run) => {
    const read = await tab.evaluate(
      (xml) => {
        const parsed = new DOMParser().parseFromString(xml, 'application/xml');
        const names = [...parsed.querySelectorAll('*')].map((element) => element.tagName);
        return {
          error: parsed.querySelector('parsererror')?.textContent ?? null,
          names: [...new Set(names)],
        };
      },
      junitXml(poison(run)),
    );
    expect(read.error).toBeNull();
    const known = [
      'testsuites',
      'testsuite',
      'testcase',
      'failure',
      'error',
      'skipped',
      'system-out',
    ];
    expect(read.names.filter((name) => !known.includes(name))).toEqual([]);
  });

  it.each(Object.entries(runs))('is defused in summary.md: %s', (_, run) => {
    const text = summaryMarkdown(poison(run));
    expect(around(control, text)).toBe('');
    const outsideCode = text.replace(/`[^`\n]*`/g, '');
    const live = /<(?!br>)|(?<!\\)\]\(|(?<!\\)!\[|@everyone|http:\/\/evil|^# x|`/m;
    expect(around(live, outsideCode)).toBe('');
  });

  it.each(Object.entries(runs))('moves nothing on the terminal: %s', (_, run) => {
    const text = renderTerminal(poison(run), { colour: false, width: 80, folder: '/tmp/run' });
    expect(around(control, text)).toBe('');
    expect(around(/^# x/m, text)).toBe('');
  });
});
