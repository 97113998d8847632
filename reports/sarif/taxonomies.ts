import type { ReportingDescriptorRelationship, ToolComponent } from 'sarif';

/** A list of weaknesses that others keep, and how a reference of an invariant names one of its entries. */
type Taxonomy = { name: string; organization: string; says: string; entry: RegExp };

const known: readonly Taxonomy[] = [
  {
    name: 'CWE',
    organization: 'MITRE',
    says: 'The MITRE Common Weakness Enumeration',
    entry: /^CWE-(\d+)/,
  },
  {
    name: 'OWASP API Security Top 10',
    organization: 'OWASP',
    says: 'The ten gravest risks of APIs, as OWASP counts them',
    entry: /^OWASP (API\d+:\d{4})/,
  },
];

/** The id that a reference has in a taxonomy; undefined where it is none of its entries. */
function entryOf({ entry }: Taxonomy, reference: string): string | undefined {
  return entry.exec(reference)?.[1];
}

/** The taxonomies, each with the entries that some reference names. */
export function taxonomiesOf(references: readonly string[]): ToolComponent[] {
  return known.map((taxonomy) => {
    const ids = references.map((reference) => entryOf(taxonomy, reference));
    return {
      name: taxonomy.name,
      organization: taxonomy.organization,
      shortDescription: { text: taxonomy.says },
      isComprehensive: false,
      taxa: [...new Set(ids.filter((id) => id !== undefined))].map((id) => ({ id })),
    };
  });
}

/** What says that a rule is about the entries that its references name. */
export function relationshipsOf(references: readonly string[]): ReportingDescriptorRelationship[] {
  return references.flatMap((reference) =>
    known.flatMap((taxonomy, index) => {
      const id = entryOf(taxonomy, reference);
      if (id === undefined) return [];
      return [
        { target: { id, toolComponent: { name: taxonomy.name, index } }, kinds: ['relevant'] },
      ];
    }),
  );
}

/** The tags by which GitHub knows a rule of security and its weaknesses. */
export function tagsOf(references: readonly string[]): string[] {
  const weaknesses = references.flatMap((reference) => /^CWE-(\d+)/.exec(reference)?.[1] ?? []);
  return [
    'security',
    'privacy',
    ...weaknesses.map((id) => `external/cwe/cwe-${id.padStart(3, '0')}`),
  ];
}
