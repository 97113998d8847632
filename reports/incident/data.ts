import { listed } from './listed.ts';
import type { ReportInput } from '../input.ts';
import { count, number } from '../words/counting.ts';
import { whatSurfacesGive } from '../words/violations/what.ts';
import { type Line, limited, type Section } from './section.ts';

/** The categories of data: what the surfaces give out, and the fields that were sighted. */
export function categoriesOfData(input: ReportInput): Section {
  const bySurface = Map.groupBy(input.cases, ({ violation }) => violation.surface);
  return {
    title: 'Categories of personal data included in the breach',
    article: '33(3)(a): the categories of records',
    lines: [
      [
        'What the surfaces give out, by their names in the definition, and what was recognised in the answers. Other fields of the same answers may have come with it.',
      ],
      [
        'Which of the form’s categories (health data, basic personal identifiers, …) these are is for whoever knows the data to say.',
      ],
    ],
    items: limited(
      [...bySurface].map(([surface, cases]): Line => {
        const sighted = new Set(cases.flatMap(({ violation }) => violation.sighting?.what ?? []));
        return [
          { code: surface },
          `: ${whatSurfacesGive(input, new Set([surface]))}${sighted.size === 0 ? '; nothing in it was recognised by itself' : `; recognised: ${listed([...sighted])}`}`,
        ];
      }),
    ),
  };
}

/** How many records: of those of the run, which is no number of real ones. */
export function numberOfRecords({ verdict }: ReportInput): Section {
  const times = verdict.violations.reduce((sum, violation) => sum + violation.count, 0);
  return {
    title: 'Number of personal data records concerned',
    article: '33(3)(a): the approximate number of records',
    lines: [
      [
        `Not known. The run counts ${count(verdict.violations.length, 'violation')}, seen ${number(times)} times; these are records that were made for it, unless an owner is unknown.`,
      ],
    ],
  };
}
