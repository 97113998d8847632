import { describe, expect, it } from 'vitest';
import { formatOf } from './format-of.ts';
import { json } from './json.ts';
import { lines } from './lines.ts';

describe('a row of the other’s', () => {
  it('is planted where one’s own answer lacks the list, and nowhere if there is no place', () => {
    expect(json.withRow('{"total":0}', '{"total":1,"entry":[{"id":7}]}')).toBe(
      '{"total":0,"entry":[{"id":7}]}',
    );
    expect(json.withRow('{"page":null}', '{"page":{"rows":[{"id":7}]}}')).toBeNull();
  });
});

it('a stranger’s reference keeps what one’s own has, too', () => {
  const [own, other] = ['Patient/7ee362e5', 'Patient/846b542e'].map((reference) =>
    JSON.stringify({ subject: { reference } }),
  );
  const { subject } = JSON.parse(json.strangers(own ?? '', other ?? '')) as {
    subject: { reference: string };
  };
  expect(subject.reference).toMatch(/^Patient\/(?!7ee362e5|846b542e)\w{8}$/);
});

it('ends a planted line as the lines around it', () => {
  const text = lines.withRow('id,title\r\n1,Own', 'id,title\r\n2,Theirs\r\n3,More');
  expect(text).toBe('id,title\r\n1,Own\r\n2,Theirs');
});

describe('a value of the other’s', () => {
  it('is no date, which marks nobody', () => {
    const [own, other] = ['2026-11-28T17:58:35.243Z', '2026-11-28T17:58:35.763Z'];
    expect(
      json.withValue(`{"at":"${own}"}`, `{"at":"${other}"}`, `{"at":"${own}"}`, []),
    ).toBeNull();
  });

  it('stands in the place of one’s own, and never where a value changes by itself', () => {
    const own = { id: 'v1', at: 'Monday morning at ten', title: 'Own' };
    const later = { ...own, at: 'Monday evening at eight' };
    const other = { id: 'v2', at: 'Tuesday at noon, or so it says', title: 'Theirs' };
    const text = json.withValue(
      JSON.stringify(own),
      JSON.stringify(other),
      JSON.stringify(later),
      [],
    );
    expect(JSON.parse(text ?? '')).toEqual({ ...own, title: 'Theirs' });
  });
});

it('a value that further owners are shown is no sign of the other', () => {
  const [own, other, further] = [
    { doctor: 'Dr Maria Magdalena Long', title: 'Own' },
    { doctor: 'Dr Bartholomew Longer', title: 'Theirs' },
    { doctor: 'Dr Bartholomew Longer', title: 'Somebody’s' },
  ].map((answer) => JSON.stringify(answer));
  const text = json.withValue(own ?? '', other ?? '', own ?? '', [further ?? '']);
  expect(JSON.parse(text ?? '')).toEqual({ doctor: 'Dr Maria Magdalena Long', title: 'Theirs' });
});

describe('an id of the other’s', () => {
  it.each([
    [
      'JSON',
      '{"id":"v1","patientId":"p1","text":"Own"}',
      '{"id":"v2","patientId":"p2","text":"x"}',
      '{"id":"v1","patientId":"p2","text":"Own"}',
    ],
    ['JSON without a reference', '[{"id":1,"no":3}]', '[{"id":2,"no":4}]', '[{"id":2,"no":3}]'],
    [
      'a page',
      '<a class="x" href="/v/1">Own</a>',
      '<a class="y" href="/v/2">Other</a>',
      '<a class="x" href="/v/2">Own</a>',
    ],
    ['CSV', 'text,visit_id\nOwn,v1\n', 'text,visit_id\nOther,"v2"\n', 'text,visit_id\nOwn,v2\n'],
    [
      'a calendar',
      'BEGIN:VEVENT\nUID:v1\nSUMMARY:Own\nEND:VEVENT',
      'BEGIN:VEVENT\nUID:v2\nSUMMARY:Other\nEND:VEVENT',
      'BEGIN:VEVENT\nUID:v2\nSUMMARY:Own\nEND:VEVENT',
    ],
  ])('stands alone in one’s own: %s', (_, own, other, planted) => {
    expect(formatOf(Buffer.from(own), '')?.withId(own, other, own)).toBe(planted);
  });

  it.each([
    ['is no id', '{"id":"v1","at":"ten"}', '{"id":"v1","at":"two"}', '{"id":"v1","at":"ten"}'],
    ['changes by itself', '{"traceId":"t1"}', '{"traceId":"t2"}', '{"traceId":"t3"}'],
  ])('is never planted where what differs %s', (_, own, other, later) => {
    expect(json.withId(own, other, later)).toBeNull();
  });
});

describe('a record of the other’s', () => {
  it('hangs below one’s own', () => {
    const text = json.withRecord('{"items":[{"id":1}]}', '{"items":[{"id":2}]}');
    expect(JSON.parse(text ?? '')).toEqual({ items: [{ id: 1, related: { id: 2 } }] });
    expect(JSON.parse(json.withRecord('{"id":1}', '{"id":2}') ?? '')).toEqual({
      id: 1,
      related: { id: 2 },
    });
  });
});

it.each([
  ['nothing', ''],
  ['binary', '\0\u0001'],
])('%s has no format', (_, text) => {
  expect(formatOf(Buffer.from(text), '')).toBeNull();
});
