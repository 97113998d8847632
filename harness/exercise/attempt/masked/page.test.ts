import { expect, it } from 'vitest';
import type { Mark, Marks } from './marks.ts';
import { readPageShape } from './page.ts';
import { details } from './pieces.ts';

/** Marks of which one stands in each text that holds `token`, and which count how often they are looked at. */
function countingMarks() {
  const counted = { texts: 0, looks: 0 };
  const mark: Mark = {
    index: 0,
    where: 'body',
    get holds() {
      counted.looks += 1;
      return 'foreign' as const;
    },
  };
  const marks: Marks = {
    all: [mark],
    strangeRows: [],
    names: { isKnown: () => true, written: (key) => key },
    inText(text) {
      counted.texts += 1;
      return text.includes('token') ? [mark] : [];
    },
  };
  return { marks, counted };
}

const nested = (levels: number, rows: number) =>
  `${'<div>token'.repeat(levels)}${'<p>token</p>'.repeat(rows)}${'</div>'.repeat(levels)}`;

it('looks at each element of a page once, however deep they are nested', () => {
  const { marks, counted } = countingMarks();
  const shapeIn = readPageShape(nested(480, 400), 'html', marks);
  for (const detail of details) shapeIn?.(detail);
  expect(counted.texts).toBe(880);
  expect(counted.looks).toBeLessThan(2 * 880);
});

it('shows no more than twenty levels, and what was seen below them', () => {
  const { marks } = countingMarks();
  const [detail] = details;
  const shape = detail && readPageShape(nested(480, 3), 'html', marks)?.(detail);
  const text = shape?.map(String).join('') ?? '';
  expect(text.match(/<div>/g)).toHaveLength(20);
  expect(text).toContain(`${'  '.repeat(20)}<div>… 0</div>`);
});
