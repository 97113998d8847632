/** A name for a change from what the deployment calls things, short and in letters that need no escape anywhere. */
export function changeName(text: string): string {
  return text.replace(/[^\w.-]/g, '-').slice(0, 60);
}
