import type { RunVerdict } from '../../harness/domain/verdict/verdict.ts';
import { count, enumerate, number } from '../words/counting.ts';
import { html } from './template.ts';
import type { Html } from './template.ts';

/** A run, as the picture shows it. */
export type TrendPoint = {
  verdict: RunVerdict;
  violations: number;
  /** Pairs that were tried, of those that can occur. */
  pairs: { covered: number; total: number };
  /** It looked at less than a whole run does. */
  narrowed: boolean;
};

/** The place that a run takes, and the height of a bar of everything: in pixels of the picture. */
const [step, full, ground] = [30, 48, 92] as const;

/** The runs after each other, the latest on the right: a mark by verdict over a bar of what was covered. */
export function trend(points: readonly TrendPoint[]): Html {
  const width = points.length * step;
  return html`<svg
      class="trend"
      role="img"
      aria-label="${inWords(points)}"
      width="${width}"
      height="100"
      viewBox="0 0 ${width} 100"
    >
      ${points.map(drawn)}
      <line class="ground" x1="0" y1="${ground}" x2="${width}" y2="${ground}" />
    </svg>
    <p class="legend">
      The latest is on the right and is this run. Circle: holds; square: violated, with the number
      of violations, each fault counted once, whatever kinds of account showed it; triangle:
      inconclusive. Hollow: a gate, or narrowed by options. Bar: pairs of viewer and owner that were
      tried.
    </p>`;
}

function drawn(point: TrendPoint, index: number): Html {
  const { verdict, violations, pairs, narrowed } = point;
  const middle = index * step + step / 2;
  const height = pairs.total === 0 ? 0 : Math.min(1, pairs.covered / pairs.total) * full;
  const look = `mark ${verdict}${narrowed ? ' hollow' : ''}`;
  return html`<rect
      class="share"
      x="${middle - 10}"
      y="${(ground - height).toFixed(1)}"
      width="20"
      height="${height.toFixed(1)}"
    />
    ${violations === 0 ? null : html`<text x="${middle}" y="12">${number(violations)}</text>`}
    ${shapes[verdict](look, middle)}`;
}

const shapes: Readonly<Record<RunVerdict, (look: string, middle: number) => Html>> = {
  holds: (look, middle) => html`<circle class="${look}" cx="${middle}" cy="26" r="6" />`,
  violated: (look, middle) =>
    html`<rect class="${look}" x="${middle - 6}" y="20" width="12" height="12" />`,
  inconclusive: (look, middle) =>
    html`<path class="${look}" d="M${middle - 7} 32 L${middle} 19 L${middle + 7} 32 Z" />`,
};

function inWords(points: readonly TrendPoint[]): string {
  const told = points.map(({ verdict, violations }) =>
    violations === 0 ? verdict : `${verdict} (${count(violations, 'violation')})`,
  );
  return `Verdicts of ${count(points.length, 'run')}, the earliest first: ${enumerate(told)}.`;
}
