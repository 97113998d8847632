const signInPath =
  /(^|[/_-])((sign|log)[-_]?(in|on)|authenticate|authorize|sso|session\/new)([/_.-]|$)/i;

const identityHost =
  /^(log-?in|sign-?in|auth|sso|accounts?|idp|identity|id|cas|adfs)\.|\.(okta|auth0|onelogin)\.com$/i;

/**
 * Whether an address is that of a sign-in page: judged by its path, by parameters for an identity provider
 * (OAuth 2, SAML), or by the name of its host.
 * @param away the host is not one of the deployment's; only then its name counts
 */
export function isSignInAddress({ hostname, pathname, searchParams }: URL, away: boolean): boolean {
  if (signInPath.test(pathname) || searchParams.has('SAMLRequest')) return true;
  if (searchParams.has('client_id') && searchParams.has('response_type')) return true;
  return away && identityHost.test(hostname);
}
