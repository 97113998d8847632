import { describe, expect, it } from 'vitest';
import type { Http, HttpResponse, RequestOptions } from '../http.ts';
import { fhir } from './fhir.ts';

type Sent = { path: string; resource: { resourceType?: string; data?: string } };

/** A server that answers what is created as given, with `made` as its id. */
function server(answer: (sent: Sent) => { text?: string; location?: string }) {
  const sent: Sent[] = [];
  const post = (path: string, { body }: RequestOptions = {}) => {
    const one = { path, resource: JSON.parse(body as string) as Sent['resource'] };
    sent.push(one);
    const { text = '', location } = answer(one);
    const headers = location === undefined ? {} : { location };
    return Promise.resolve({ status: 201, headers, text: () => text } as HttpResponse);
  };
  return { sent, http: { post } as unknown as Http };
}

const resource = { resourceType: 'Appointment' };

describe('a resource that is created', () => {
  it.each([
    ['in what the server returns', { text: '{"resourceType":"Appointment","id":"12"}' }],
    ['in its address', { location: 'https://x.test/fhir/Appointment/12/_history/1' }],
    [
      'in its address beside an outcome',
      { text: '{"resourceType":"OperationOutcome","id":"ok"}', location: 'Appointment/12' },
    ],
  ])('has the id that stands %s', async (_, answer) => {
    const { http, sent } = server(() => answer);
    expect(await fhir.create(http, '/fhir', resource)).toBe('12');
    expect(sent).toEqual([{ path: '/fhir/Appointment', resource }]);
  });

  it.each([{}, { location: 'https://x.test/fhir/Other/12' }, { text: '<html>' }])(
    'must have an id: %j',
    async (answer) => {
      await expect(fhir.create(server(() => answer).http, '/fhir', resource)).rejects.toThrow(
        'no id for the Appointment',
      );
    },
  );
});

describe('a consultation on a FHIR server', () => {
  const context = (http: Http, ids: Record<string, string> = { patient: '7' }) =>
    ({
      http,
      account: { ids },
      token: (field: string) => `3333 ${field}`,
      media: { video: (field: string) => Promise.resolve(Buffer.from(`film ${field}`)) },
    }) as unknown as Parameters<ReturnType<typeof fhir.consultation>>[0];

  it('has all its parts, each the patient’s and with markers, and returns their ids', async () => {
    let last = 10;
    const { http, sent } = server(({ resource: { resourceType } }) => ({
      text: JSON.stringify({ resourceType, id: String((last += 1)) }),
    }));
    const create = fhir.consultation('/fhir', { practitioner: '3' });
    expect(await create(context(http))).toEqual({
      appointment: '11',
      encounter: '12',
      documentReference: '14',
      media: '16',
      binary: '15',
    });
    const texts = sent.map((one) => JSON.stringify(one.resource));
    expect(texts.filter((text) => !text.includes('"Patient/7"'))).toEqual([]);
    const files = sent.map((one) => atob(one.resource.data ?? ''));
    const marked = texts.map((text, index) => text.includes('3333') || files[index] !== '');
    expect(marked).toEqual(sent.map(() => true));
    expect(files.join()).toContain('3333 document text');
    expect(texts[3]).toContain('"Binary/13"');
    expect(texts[0]).toContain('"Practitioner/3"');
  });

  it('has only what is asked for', async () => {
    const { http } = server(() => ({ location: 'Encounter/5' }));
    const create = fhir.consultation('/fhir', { types: ['Encounter'] });
    expect(await create(context(http))).toEqual({ encounter: '5' });
  });

  it('needs the id of the patient', async () => {
    const { http } = server(() => ({}));
    await expect(fhir.consultation('/fhir')(context(http, {}))).rejects.toThrow('`patient`');
  });
});
