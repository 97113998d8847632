/** Components of a calendar that are rows: events, tasks, journal entries, times that are taken (RFC 5545, 3.6). */
const rows: readonly string[] = ['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY'];

/** A line of a calendar: a name, perhaps parameters, of which quoted ones may hold a colon, and a value. */
const property = /^([\w-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/s;

/**
 * Parses a calendar (RFC 5545): each of its events, tasks and entries is a row, with its properties by their names in lower
 * case. What stands several times is a list, and what lies within an event (an alarm) belongs to it. Returns undefined
 * where the text is no calendar, or breaks off.
 */
export function parseCalendar(text: string): Record<string, unknown>[] | undefined {
  const found: Map<string, string[]>[] = [];
  const open: string[] = [];
  let calendars = 0;
  // A long line goes on in the next one, which begins with a space or tab.
  for (const line of text.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const [, name = '', value = ''] = property.exec(line) ?? [];
    const component = value.trim().toUpperCase();
    const inRow = open.some((one) => rows.includes(one));
    if (/^begin$/i.test(name)) {
      if (!inRow && rows.includes(component)) found.push(new Map());
      open.push(component);
    } else if (/^end$/i.test(name)) {
      if (open.pop() !== component) return undefined;
      if (component === 'VCALENDAR') calendars += 1;
    } else if (inRow && name !== '') {
      const values = found.at(-1);
      const key = name.toLowerCase();
      values?.set(key, [...(values.get(key) ?? []), unescaped(value)]);
    }
  }
  if (calendars === 0 || open.length > 0) return undefined;
  return found.map((values) =>
    Object.fromEntries([...values].map(([name, all]) => [name, all.length > 1 ? all : all[0]])),
  );
}

function unescaped(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/g, (_, character: string) =>
    /n/i.test(character) ? '\n' : character,
  );
}
