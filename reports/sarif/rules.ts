import type { ReportingDescriptor, Result } from 'sarif';
import type { InvariantInfo, Severity } from '../../harness/domain/verdict/invariant.ts';
import { escapeMarkdown, oneLine } from '../escape.ts';
import { relationshipsOf, tagsOf } from './taxonomies.ts';

/** How grave what a rule finds is: for SARIF in general, and as a CVSS-like score (0 to 10) for GitHub. */
const gravity: Readonly<Record<Severity, { level: Result.level; score: string }>> = {
  critical: { level: 'error', score: '9.3' },
  high: { level: 'error', score: '8.1' },
  medium: { level: 'warning', score: '5.3' },
};

/** The level of what an invariant of this severity finds. */
export function levelOf(severity: Severity): Result.level {
  return gravity[severity].level;
}

/** An invariant as a rule. */
export function ruleOf({
  id,
  title,
  severity,
  help,
  references,
}: InvariantInfo): ReportingDescriptor {
  const { level, score } = gravity[severity];
  const known = references.map(oneLine);
  const list = known.map((reference) => `- ${escapeMarkdown(reference)}`).join('\n');
  return {
    id,
    // SARIF's rules of naming ask for PascalCase.
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: oneLine(title) },
    fullDescription: { text: oneLine(help) },
    help: {
      text: `${oneLine(help)} (${known.join('; ')})`,
      markdown: `${escapeMarkdown(help)}\n\n${list}`,
    },
    defaultConfiguration: { level },
    relationships: relationshipsOf(references),
    properties: { tags: tagsOf(references), precision: 'very-high', 'security-severity': score },
  };
}
