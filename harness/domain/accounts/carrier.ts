/** The carriers that mark a field. */
export const markingCarriers = ['token', 'unique'] as const;

export type MarkingCarrier = (typeof markingCarriers)[number];

/** How a field takes a marker: as a canary token, as a value that nobody else has, or not at all. */
export type Carrier = MarkingCarrier | 'none';
