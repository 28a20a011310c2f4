/** Follows every link of every page: one that leads nowhere stops the build. */
import { Fragment, h } from 'preact';
import { render } from 'preact-render-to-string';
import { InputError } from '../output/input-error.ts';
import type { Load } from './app/load.ts';
import { routeOf } from './app/route.ts';
import { sections } from './app/sections.ts';
import type { CorpusList } from './data/corpus.ts';

export interface BrokenLink {
  readonly from: string;
  readonly to: string;
}

/**
 * @param files the data of the site, by path
 * @returns how many pages there are
 * @throws InputError if a link leads nowhere
 */
export async function checkLinks(files: ReadonlyMap<string, string>): Promise<number> {
  const broken: BrokenLink[] = [];
  const load: Load = async <Data>(name: string) => {
    const text = files.get(`data/${name}.json`);
    return text === undefined ? null : (JSON.parse(text) as Data);
  };
  // The search shows only some of the cases at once.
  const list = (await load<CorpusList>('corpus')) as CorpusList;
  const waiting: BrokenLink[] = [
    ...sections.map(({ name }) => ({ from: 'the navigation', to: `#/${name}` })),
    ...list.cases.map(([ref]) => ({ from: 'the search', to: `#/corpus/${ref}` })),
  ];
  const followed = new Set<string>();
  for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) {
    const page = pageAt(link.to);
    if (followed.has(page)) continue;
    followed.add(page);
    const html = await htmlOf(page, load);
    if (html === null) broken.push(link);
    for (const to of targetsIn(html ?? '')) {
      if (to.startsWith('badges/') && !files.has(to)) broken.push({ from: page, to });
      if (to.startsWith('#')) waiting.push({ from: page, to });
    }
  }
  if (broken.length > 0) {
    const lines = broken.map(({ from, to }) => `${to} (on ${from})`);
    throw new InputError(`links that lead nowhere:\n${lines.join('\n')}`);
  }
  return followed.size;
}

/** @returns null if there is no such page */
async function htmlOf(address: string, load: Load): Promise<string | null> {
  const route = routeOf(address);
  const section = sections.find(({ name }) => name === route.path[0]);
  const page = section === undefined ? null : await (await section.open())(route, load);
  if (page === null) return null;
  const crumbs = (page.crumbs ?? []).map(({ href }) => `<a href="${href}">`);
  return crumbs.join('') + render(h(Fragment, null, page.view));
}

/** Of a page with parameters, only a case is a page of its own. */
function pageAt(address: string): string {
  const [path = '', query] = address.split('?');
  const place = new URLSearchParams(query).get('case');
  return place === null ? path : `${path}?case=${encodeURIComponent(place)}`;
}

function targetsIn(html: string): string[] {
  return [...html.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, target = '']) =>
    target.replaceAll('&amp;', '&'),
  );
}
