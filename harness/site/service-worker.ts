/** Stores the files of the site, so that it works without a connection. It stores nothing else. */

/** The files of this build, by their paths, and a name for all of them. */
declare const __FILES__: readonly string[];
declare const __VERSION__: string;

/** The parts of a service worker's scope that are used here: the types of pages do not have them. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

interface Extendable {
  waitUntil(done: Promise<unknown>): void;
}

interface FetchEvent extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const worker = globalThis as unknown as Scope;
const prefix = 'cors-conformance-';
const cacheName = prefix + __VERSION__;

worker.addEventListener('install', (event) => event.waitUntil(store()));

worker.addEventListener('activate', (event) => {
  event.waitUntil(removeOthers().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(worker.registration.scope)) return;
  event.respondWith(answer(request));
});

async function store(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll(['./', ...__FILES__]);
}

async function removeOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** From the cache; the query of data names its version, which is that of the cache. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const key = request.mode === 'navigate' ? './' : request;
  return (await cache.match(key, { ignoreSearch: true })) ?? fetch(request);
}
