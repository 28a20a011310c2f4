/** The origins that exchange cases have on the site: a page, its own API, another site, and
 *  the API without TLS. */
import type { Origins } from '../../../conformance/exchanges.ts';

export const places: Origins = {
  A: 'https://www.shop.example',
  B: 'https://api.shop.example',
  C: 'https://cdn.other.example',
  D: 'http://api.shop.example',
};
