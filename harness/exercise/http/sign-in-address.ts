const signInPath =
  /(^|[/_-])((sign|log)[-_]?(in|on)|authenticate|authorize|sso|session\/new)([/_.-]|$)/i;

const identityHost =
  /^(log-?in|sign-?in|auth|sso|accounts?|idp|identity|id|cas|adfs)\.|\.(okta|auth0|onelogin)\.com$/i;

/**
 * Whether an address is that of a sign-in page: by the name of its path, by what is handed on to an identity provider
 * (OAuth 2, SAML), or, where it is no host of the deployment's (`away`), by the host's name.
 */
export function isSignInAddress({ hostname, pathname, searchParams }: URL, away: boolean): boolean {
  if (signInPath.test(pathname) || searchParams.has('SAMLRequest')) return true;
  if (searchParams.has('client_id') && searchParams.has('response_type')) return true;
  return away && identityHost.test(hostname);
}
