/** Where the portal takes codes, below its address. */
export const CODE_PATH = '/api/auth/local/open';

/** The address that lets a browser in; it opens the portal then. */
export function codeUrl(portalUrl: string, code: string): string {
  const url = new URL(CODE_PATH, portalUrl);
  url.searchParams.set('code', code);
  return url.href;
}
