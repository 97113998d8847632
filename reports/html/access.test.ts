import { describe, expect, it } from 'vitest';
import type { AccessCell, AccessChanges } from '../../harness/domain/verdict/access.ts';
import { summaryMarkdown } from '../summary.ts';
import { renderTerminal } from '../terminal.ts';
import { holdingRun } from '../testing/sample-run.ts';
import { indexHtml } from './page.ts';

const run = holdingRun();
const name = {
  surface: 'GET /news',
  session: 'none',
  role: 'anonymous',
  relation: 'own',
  variant: 'plain',
  judged: true,
} as const;
const access: AccessChanges = {
  opened: [{ ...name, kinds: [], before: ['401'], after: ['200'] }],
  closed: [],
  brought: ['GET /letters'],
  removed: [],
  notCompared: [{ surface: 'GET /notes', who: 'clinicians', why: 'fewer than 3' }],
};
const side = (granted: number, refused: number) => ({
  granted,
  refused,
  grants: new Set<string>(),
  refusals: new Set<string>(),
});
const cells: AccessCell[] = [{ ...name, before: side(0, 3), after: side(2, 1) }];
const sentence =
  'This update opened GET /news to whoever has not signed in; closed nothing; brought GET /letters; removed nothing.';

describe('who gets what since the update', () => {
  const input = { ...run, access: cells, verdict: { ...run.verdict, access } };

  it('is what the report begins with, and one line of terminal and summary', () => {
    const page = indexHtml(input, new Map());
    const main = page.slice(page.indexOf('<main'));
    expect(/<h2[^>]*>([^<]*)/.exec(main)?.[1]).toBe('Who gets what since the update');
    expect(page).toContain(sentence);
    expect(page).toContain('refused → granted 2 of 3');
    expect(page).toContain('1 comparison with too few clear answers');
    expect(renderTerminal(input, { colour: false, width: 500, folder: 'run' })).toContain(sentence);
    expect(summaryMarkdown(input)).toContain('This update opened GET /news');
  });

  it('names surfaces alone in a sentence where many changed, and below it to whom', () => {
    const opened = ['GET /news', 'GET /films', 'GET /letters'].map((surface) => ({
      ...name,
      surface,
      kinds: [],
      before: ['401'],
      after: ['200'],
    }));
    const many = { ...input, verdict: { ...run.verdict, access: { ...access, opened } } };
    const page = indexHtml(many, new Map());
    expect(page).toContain('This update opened GET /news, GET /films and GET /letters; closed');
    expect(page).toContain('Opened: 3 surfaces, and to whom');
    expect(page).toContain('to whoever has not signed in');
  });

  it('is not told where nothing was compared', () => {
    const page = indexHtml({ ...run, verdict: { ...run.verdict, access: null } }, new Map());
    expect(page).not.toContain('This update opened');
  });
});
