/**
 * Attempts with an address after its end: whole, by a range, and with the end that stands in it moved; the one before
 * the update was given then, and is tried after it.
 */
export const endedVariants = [
  'expired',
  'expired-range',
  'expired-moved',
  'expired-before-update',
] as const;

/** Ways to get at what a link leads to without being given it: these are tried whether or not the link ends. */
export const forgedVariants = ['asked', 'unsigned', 'swapped', 'exchanged'] as const;

/**
 * How an attempt on a link may differ from the plain one. `asked`: the viewer asks for the address, not its owner.
 * `unsigned`: without what signs the address. `swapped`: another's thing with the signature of one's own. `exchanged`:
 * one's own address with one parameter of another's, or another's with one of one's own. `expired`: after its end.
 */
export type LinkVariant = (typeof forgedVariants)[number] | EndedVariant;

export type EndedVariant = (typeof endedVariants)[number];

const addressAt = ', address at ';

/** The id under which an address is recorded that an answer named: the surface of the answer, and where it stood there. */
export function addressId(surface: string, place: string): string {
  return surface + addressAt + place;
}

/** The surface whose answer named an address, and the place, of the id that it is recorded under. */
export function placeOfAddress(id: string): { surface: string; place: string } {
  const [surface = id, ...rest] = id.split(addressAt);
  return { surface, place: rest.join(addressAt) };
}

/** The place of what a playlist names: parts of the media, of which the playlist is the way in. */
export const playlistLine = 'a line';

/** The variant of an attempt at an address that an own answer named, after the end that stands in the address. */
export const endedAddress = 'expired-address';

/** Whether an attempt was made with an address that had ended: nobody may have anything by it any more. */
export function isEndedVariant(variant: string): variant is EndedVariant | typeof endedAddress {
  return variant === endedAddress || endedVariants.some((one) => one === variant);
}

/** Whether an address was put together of another's and one of the viewer's own. */
export function isForgedOfOwn(variant: string): boolean {
  return variant === 'swapped' || variant === 'exchanged';
}

/** Names the credential that signs a link: whoever may see something of its owner's may be given it. */
export const linkSignature = 'signature of a link';

/** The variant of an attempt at an address that an own answer named, and that no surface describes. */
export const namedAddress = 'named-address';

/** The variant of an attempt that asked for a link's address: its surface is the answer that should hold the address. */
export const linkSource = 'link-source';
