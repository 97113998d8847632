import { describe, expect, it } from 'vitest';
import { parseLines } from './body-lines.ts';

const calendar = (...lines: string[]) =>
  parseLines(
    Buffer.from(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')),
    'text/calendar; charset=utf-8',
  );
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

describe('a calendar', () => {
  it.each([
    ['no event', [], []],
    ['an event', event('UID:v1', 'SUMMARY:Sore throat'), [{ uid: 'v1', summary: 'Sore throat' }]],
    ['two', [...event('UID:v1'), ...event('UID:v2')], [{ uid: 'v1' }, { uid: 'v2' }]],
    ['a folded line', event('SUMMARY:Sore thr', ' oat', '\t!'), [{ summary: 'Sore throat!' }]],
    ['an escaped text', event('SUMMARY:a\\, b\\;\\n\\\\c'), [{ summary: 'a, b;\n\\c' }]],
    [
      'parameters, one with a colon',
      event('ATTENDEE;CN="Dr: Lee";ROLE=CHAIR:mailto:lee@acme.test'),
      [{ attendee: 'mailto:lee@acme.test' }],
    ],
    ['a property twice', event('COMMENT:a', 'comment:b'), [{ comment: ['a', 'b'] }]],
    [
      'an alarm within it',
      event('UID:v1', 'BEGIN:VALARM', 'DESCRIPTION:Now', 'END:VALARM'),
      [{ uid: 'v1', description: 'Now' }],
    ],
    [
      'a time zone beside it',
      ['BEGIN:VTIMEZONE', 'TZID:x', 'END:VTIMEZONE', ...event('UID:v1')],
      [{ uid: 'v1' }],
    ],
    ['a task', ['BEGIN:VTODO', 'UID:t1', 'END:VTODO'], [{ uid: 't1' }]],
  ])('has rows: %s', (_, lines, rows) => expect(calendar(...lines)).toEqual(rows));

  it('is none where it breaks off, or is another text', () => {
    expect(calendar('BEGIN:VEVENT', 'UID:v1')).toBeUndefined();
    for (const text of ['', 'Nothing here', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:v1'])
      expect(parseLines(Buffer.from(text), 'text/calendar')).toBeUndefined();
  });
});
