import { expect, it } from 'vitest';
import { picturedRun, pictureName } from '../testing/pictured-run.ts';
import { violatedRun } from '../testing/samples.ts';
import { indexHtml } from './page.ts';

const image = /<img\b[^>]*>/g;

it('shows the picture of the page, and says whom it shows', () => {
  const page = indexHtml(picturedRun(), new Map());
  const [shown = '', ...others] = page.match(image) ?? [];
  expect(others).toEqual([]);
  expect(shown).toContain('src="data:image/png;base64,');
  expect(shown).toMatch(
    /alt="Picture of a page: .* was shown data of .*\(a\d+\), or of one of 6 others\. All but/,
  );
  expect(page).toContain(`pictures/${pictureName}`);
  expect(page).toContain('; img-src data:;');
});

it('names a picture that it cannot show', () => {
  const page = indexHtml({ ...picturedRun(), pictures: new Map() }, new Map());
  expect(page.match(image)).toBeNull();
  expect(page).toMatch(/A picture of the page was taken, <code>pictures\//);
  expect(page).not.toContain('img-src');
});

it('says nothing where no picture was taken', () => {
  const page = indexHtml(violatedRun(), new Map());
  expect(page).not.toContain('icture of');
  expect(page).not.toContain('img-src');
});
