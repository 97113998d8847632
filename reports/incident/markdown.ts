import { codeSpan, escapeMarkdown } from '../escape.ts';
import type { Incident } from './incident.ts';
import type { Line, Section } from './section.ts';

const text = (line: Line) =>
  line
    .map((phrase) => (typeof phrase === 'string' ? words(phrase) : codeSpan(phrase.code)))
    .join('');

/** Escaped within a line, where neither a space at its ends nor a digit at its start means anything. */
function words(phrase: string): string {
  const [, before = '', middle = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(phrase) ?? [];
  return `${before}${escapeMarkdown(middle)}${after}`;
}

function section({ title, article, lines, items = [] }: Section): string[] {
  const about = article === undefined ? [] : ['', `*Art. ${article}*`];
  return [
    '',
    `## ${title}`,
    ...about,
    ...lines.flatMap((line) => ['', text(line)]),
    ...(items.length === 0 ? [] : ['', ...items.map((item) => `- ${text(item)}`)]),
  ];
}

/** incident.md. */
export function incidentMarkdown({ title, notes, sections }: Incident): string {
  return [
    `# ${escapeMarkdown(title)}`,
    ...notes.flatMap((note) => ['', `> ${text(note)}`]),
    ...sections.flatMap(section),
    '',
  ].join('\n');
}
