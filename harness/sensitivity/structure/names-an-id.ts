const word = /(^|[\W_])(id|uid|uuid|guid|key|ref|reference)$/i;
const camelCase = /[a-z0-9](Id|ID|Uid|Uuid|Guid|Key|Ref|Reference)$/;

/** Whether a field, a column or an attribute has a name by which one tells that its value identifies something. */
export function namesAnId(name: string): boolean {
  return word.test(name) || camelCase.test(name);
}
