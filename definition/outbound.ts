import type { Definition } from '../harness/index.ts';

/** What a pharmacy is told, as far as it says where it went. */
type Prescription = Readonly<Record<string, unknown>> & {
  prescriptionId: string;
  pharmacyId: string;
};

/** What the clinic sends to third parties: prescriptions, to the pharmacy that was chosen. That tells what it got. */
export const outbound: Definition['outbound'] = {
  async deliveries() {
    const url = process.env['CLINIC_PHARMACY_URL'];
    if (url === undefined) throw new Error('CLINIC_PHARMACY_URL is not set');
    const got = (await (await fetch(url)).json()) as readonly Prescription[];
    return got.map((content) => ({
      id: content.prescriptionId,
      party: 'pharmacy',
      to: content.pharmacyId,
      content,
    }));
  },
};
