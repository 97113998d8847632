/** Everything that a hostile deployment could try in a report, at once. */
export const payload = [
  `<script>window.hacked = 1</script><img src="//evil.example/x" onerror="window.hacked = 1">`,
  `" onmouseover="window.hacked = 1" ' autofocus onfocus='window.hacked = 1'`,
  `</style></title></textarea></pre><svg onload=window.hacked=1><!-- --> ]]> ]]> <![CDATA[`,
  "`touch hacked` $(touch hacked) ${HOME} '; touch hacked; ' | & \\",
  '[x](javascript:hacked) ![x](//evil.example) @everyone #1 | x | http://evil.example **x** $x$',
  '\u202egnp.exe\u2066 \u001b[31m\u001b]0;hacked\u0007 \u009b31m \u0085 \u2028 \ud800 \ufffe \u0000 \r\n# x',
].join(' ');

/** Keys of what a deployment (or whoever describes it) gives a say in; the rest is ours. */
const givenKeys = new Set(
  `deployment release releaseBefore sameRelease part before after reason by until surface what
  where encoding steps replay reasons role title help
  references name gives unreachedSurfaces fieldsWithoutToken listsWithoutRows unattributed surfaces lacks places
  why headers variant probe`.split(/\s+/),
);

/** Below these every string is given, and every key too. */
const givenWhole = new Set([
  'cohort',
  'factors',
  'ids',
  'reasonsByInvariant',
  'lacks',
  'whyUnreached',
]);

function poisonString(text: string): string {
  return `${text} ${payload}`;
}

/**
 * A copy with the payload added to every text that comes from a deployment; equal texts stay equal. Names
 * that reports are looked up by (accounts, invariants, verdicts) are left alone.
 */
export function poison<Value>(value: Value, key = '', all = false): Value {
  // A deep copy by structure keeps the type of what it copies.
  return copy(value, key, all) as Value;
}

function copy(value: unknown, key: string, all: boolean): unknown {
  if (typeof value === 'string') return all || givenKeys.has(key) ? poisonString(value) : value;
  if (Array.isArray(value)) return value.map((item) => copy(item, key, all));
  if (value instanceof Map)
    return new Map([...value].map(([name, item]) => [name, copy(item, name, all)]));
  if (typeof value !== 'object' || value === null || value instanceof Set) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const whole = all || givenWhole.has(name);
      return [
        all && key !== 'reasonsByInvariant' ? poisonString(name) : name,
        copy(item, name, whole),
      ];
    }),
  );
}
