/** The origins that exchange cases have on the site: a page, its own API, and another site. */
import type { Origins } from '../../../conformance/exchanges.ts';

export const places: Origins = {
  A: 'https://www.shop.example',
  B: 'https://api.shop.example',
  C: 'https://cdn.other.example',
  D: 'http://www.shop.example',
};
