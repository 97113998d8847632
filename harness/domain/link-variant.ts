/** Attempts with an address after its end; the one before the update was given then, and is tried after it. */
const endedVariants = ['expired', 'expired-before-update'] as const;

/**
 * How an attempt on a link may differ from the plain one. `unsigned`: without what signs the address. `swapped`:
 * another's thing with the signature of one's own. `expired`: after its end.
 */
export type LinkVariant = 'unsigned' | 'swapped' | EndedVariant;

export type EndedVariant = (typeof endedVariants)[number];

/** Whether an attempt was made with an address that had ended: nobody may have anything by it any more. */
export function isEndedVariant(variant: string): variant is EndedVariant {
  return endedVariants.some((one) => one === variant);
}

/** Names the credential that signs a link: whoever may see something of its owner's may be given it. */
export const linkSignature = 'signature of a link';
