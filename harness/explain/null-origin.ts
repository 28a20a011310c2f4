/** What to do about requests with Origin: null. Browsers can load this module. */

const anySite = 'Do not allow null: any site can send it.';

/** The page has no origin of its own. */
export const fixForOpaquePage = `The page has no origin of its own ("null"), because it was opened from a file, or is in a sandbox. Serve it over http: or https:, without a sandbox. ${anySite}`;

export const whyNullAfterRedirect =
  'After a redirect from one foreign origin to another, browsers send Origin: null instead of the origin of the page.';

/** A redirect has led from one foreign origin to another. */
export const fixForRedirectedFetch = `Do not redirect the fetch to another origin: answer 401 instead of leading to a login page, or let the page fetch the last URL itself. If everyone may read the response, without credentials, Access-Control-Allow-Origin: * allows it, too. ${anySite}`;
