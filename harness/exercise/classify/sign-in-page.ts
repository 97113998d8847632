const passwordField = /<input\b[^<>]{0,2000}?\btype\s{0,9}=\s{0,9}["']?password\b/i;

/** Whether a text is the sign-in page: by the definition's pattern, or any HTML with a password field. */
export function isSignInPage(text: string, contentType: string, pattern?: RegExp): boolean {
  if (pattern !== undefined)
    return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(text);
  return contentType.includes('html') && passwordField.test(text);
}
