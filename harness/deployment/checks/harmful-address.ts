/** Words in an address or a text of links that may end a session or do something that cannot be undone. */
const harmful =
  /(?:log|sign)[-_ ]?(?:out|off)|delete|remove|cancel|unsubscribe|deactivate|close[-_ ]account|revoke|confirm|approve|accept|decline|withdraw|\bpay\b/i;

/** Whether an address, or the text of a link, says that to ask for it does more than show something. */
export function isHarmful(text: string): boolean {
  return harmful.test(text);
}
