import { expect, it } from 'vitest';
import { holdingRun } from '../testing/sample-run.ts';
import { sampleCase, violatedRun, withCases } from '../testing/samples.ts';
import { indexHtml } from './page.ts';

const articles = (html: string) => html.match(/<article/g)?.length ?? 0;

it('tells 1,600 violations of one cause as one story, its shortest steps before all else', () => {
  const input = holdingRun();
  const one = (index: number) =>
    sampleCase(input, {
      viewer: `a${(index % 27) + 1}`,
      owners: [((index + 3) % 27) + 1],
      surface: `GET /api/recordings/${index % 9}`,
      invariant: 'no-foreign-listing',
      what: 'recording title',
      where: `$.items[${index}].title`,
      more: { id: `v${index}` },
    });
  const many = withCases(
    input,
    Array.from({ length: 1600 }, (_, index) => one(index)),
  );
  const html = indexHtml(many, new Map());
  expect(articles(html)).toBe(1);
  expect(html).toContain('1,600 violations of 9 faults on 9 surfaces');
  expect(html.length).toBeLessThan(200_000);
});

it('names cause and steps in the banner, and the evidence before the matrix, before coverage', () => {
  const html = indexHtml(violatedRun(), new Map());
  const places = ['class="lede"', 'class="steps"', 'id="violations"', 'id="who"', 'id="checked"'];
  const found = places.map((part) => html.indexOf(part));
  expect(found.every((place) => place > 0)).toBe(true);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
});

it('says a long name once a story, then the account’s id', () => {
  const html = indexHtml(violatedRun(), new Map());
  const [, story = ''] = /<article[^>]*>(.*?)<\/dl>/s.exec(html) ?? [];
  const name = /<h4>\s*(patient of .*?) received/.exec(story)?.[1] ?? 'nobody was named';
  expect(story.split(name)).toHaveLength(2);
  expect(story).toMatch(/<dt>Who<\/dt>\s*<dd>a5, signed in; region uk/);
  expect(story).toMatch(/<dt>Proof<\/dt>\s*<dd>a2’s canary token/);
});
