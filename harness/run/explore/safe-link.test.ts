import { describe, expect, it } from 'vitest';
import { safeTarget } from './safe-link.ts';

const origin = 'https://clinic.test';
const link = (href: string, more = {}) => ({ href, text: '', rel: '', download: false, ...more });

describe('safeTarget', () => {
  it('follows links of the same origin, without their fragment', () => {
    expect(safeTarget(link(`${origin}/replays?page=2#top`), origin)).toBe(
      `${origin}/replays?page=2`,
    );
  });

  it.each([
    ['another origin', link('https://other.test/')],
    ['another port', link('https://clinic.test:8443/')],
    ['a script', link('javascript:void 0')],
    ['mail', link('mailto:a@b.test')],
    ['what signs out', link(`${origin}/account/sign-out`)],
    ['what signs out by its query', link(`${origin}/account?action=logout`)],
    ['what deletes by its text', link(`${origin}/x/7`, { text: 'Delete this consultation' })],
    ['what robots are asked to leave', link(`${origin}/x`, { rel: 'noopener nofollow' })],
    ['a download', link(`${origin}/export`, { download: true })],
    ['nothing', link('')],
  ])('leaves %s', (_, given) => {
    expect(safeTarget(given, origin)).toBeNull();
  });
});
